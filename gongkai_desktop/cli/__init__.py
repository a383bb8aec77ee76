"""The command line: the same services as the window. `gongkai` without a command opens the window."""

from __future__ import annotations

import sys

import click

from gongkai_desktop import __version__, paths
from gongkai_desktop.cli.dates import due_command, workday_command
from gongkai_desktop.cli.demo import demo_command
from gongkai_desktop.cli.importing import import_command, recognise_command
from gongkai_desktop.cli.options import as_of_option
from gongkai_desktop.cli.papers import export_command, notices_command, report_command
from gongkai_desktop.cli.refusals import ChineseGroup
from gongkai_desktop.cli.self_test import self_test_command
from gongkai_desktop.cli.unit_directory import units_group


class Program(ChineseGroup):
    """The commands. A lone ledger file, as desktops hand over what was chosen, opens the window on it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read a lone ledger file as `--db FILE`."""
        if len(args) == 1 and args[0].lower().endswith(".gkdb"):
            args = ["--db", *args]
        return super().parse_args(ctx, args)


@click.group(cls=Program, invoke_without_command=True)
@click.option(
    "--db", "ledger", default=None, metavar="台账", help="台账文件（.gkdb）；不写时用本机用户的台账"
)
@as_of_option
@click.version_option(__version__, message="政务公开台账 %(version)s", help="显示版本号")
@click.pass_context
def cli(context: click.Context, ledger: str | None, as_of) -> None:  # type: ignore[no-untyped-def]
    """政务公开台账：导入任务分解表，建立台账，到期提醒与督办。不带命令时打开窗口。"""
    if context.invoked_subcommand is None:
        # The window is heavy to import, and the commands do not need it.
        from gongkai_desktop.app import open_window

        context.exit(open_window(ledger or paths.default_ledger(), as_of))


for command in (
    recognise_command,
    import_command,
    units_group,
    due_command,
    workday_command,
    export_command,
    notices_command,
    report_command,
    demo_command,
    self_test_command,
):
    cli.add_command(command)


def main() -> None:
    """Run the command line and leave with its exit code: 0 done, 1 refused, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            # A Chinese Windows console may not be UTF-8; what it cannot show must not stop the work.
            stream.reconfigure(errors="replace")
    cli.main(prog_name="gongkai")
