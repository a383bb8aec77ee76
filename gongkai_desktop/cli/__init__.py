"""The command line: the same services as the window. `gongkai` without a command opens the window."""

from __future__ import annotations

import importlib
import sys

import click

from gongkai_desktop import __version__
from gongkai_desktop.cli.options import as_of_option
from gongkai_desktop.cli.refusals import ChineseGroup

COMMANDS = {
    "backup": "backups:backup_command",
    "check": "backups:check_command",
    "clock": "clocks:clock_group",
    "demo": "demo:demo_command",
    "due": "dates:due_command",
    "export": "papers:export_command",
    "import": "importing:import_command",
    "issued": "issued:issued_group",
    "notices": "papers:notices_command",
    "recognise": "importing:recognise_command",
    "report": "papers:report_command",
    "restore": "backups:restore_command",
    "self-test": "self_test:self_test_command",
    "units": "unit_directory:units_group",
    "workday": "dates:workday_command",
}
"""Each command and where it stands; only the one that is called is loaded."""


class Program(ChineseGroup):
    """The commands. A lone ledger file, as desktops hand over what was chosen, opens the window on it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, as the help lists them."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command."""
        module, _, name = COMMANDS.get(cmd_name, "").partition(":")
        if not name:
            return None
        command: click.Command = getattr(importlib.import_module(f"{__name__}.{module}"), name)
        return command

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

        context.exit(open_window(ledger, as_of))


def main() -> None:
    """Run the command line and leave with its exit code: 0 done, 1 refused, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            # A Chinese Windows console may not be UTF-8; what it cannot show must not stop the work.
            stream.reconfigure(errors="replace")
    cli.main(prog_name="gongkai")
