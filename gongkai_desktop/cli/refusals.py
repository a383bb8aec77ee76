"""Refusals on the command line: every message in Chinese, on stderr, with the right exit code."""

from __future__ import annotations

import logging
from typing import Any

import click

from gongkai_desktop.errors import UserError
from gongkai_desktop.services.progress import Cancelled


class ChineseCommand(click.Command):
    """A command whose help is Chinese throughout."""

    def __init__(self, *args: Any, **extra: Any) -> None:
        extra.setdefault("options_metavar", "[选项]")
        super().__init__(*args, **extra)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line that shows how the command is written."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of options."""
        records = [record for param in self.get_params(ctx) if (record := param.get_help_record(ctx))]
        if records:
            with formatter.section("选项"):
                formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """--help, explained in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示本说明"
        return option


class ChineseGroup(ChineseCommand, click.Group):
    """A group of commands that says in Chinese what was refused (exit 1) or wrongly typed (exit 2)."""

    command_class = ChineseCommand

    def __init__(self, *args: Any, **extra: Any) -> None:
        super().__init__(*args, subcommand_metavar="命令 [参数]...", **extra)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the commands with a line on each."""
        super().format_options(ctx, formatter)
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("命令"):
            formatter.write_dl(
                [(name, command.get_short_help_str(60)) for name, command in commands if command]
            )

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the command line; never returns normally."""
        extra["standalone_mode"] = False
        try:
            code = super().main(*args, **extra)
        except click.UsageError as error:
            click.echo(f"{usage_message(error)}\n用“{_path(error)} --help”查看用法。", err=True)
            raise SystemExit(2) from None
        except UserError as refusal:
            click.echo(f"错误：{refusal.message}", err=True)
            if refusal.hint:
                click.echo(f"办法：{refusal.hint}", err=True)
            raise SystemExit(1) from None
        except (click.Abort, KeyboardInterrupt, Cancelled):
            click.echo("已取消，没有写入任何内容。", err=True)
            raise SystemExit(1) from None
        except Exception as failure:
            tell_of_failure(failure)
            raise SystemExit(1) from None
        raise SystemExit(code if isinstance(code, int) else 0)


def tell_of_failure(failure: Exception) -> None:
    """What nobody foresaw: the traceback goes to the log, and where that is to the one who typed."""
    # Hardly ever needed: the log belongs to the window.
    from gongkai_desktop.app import start_log

    log = start_log()
    logging.getLogger(__name__).critical("unexpected failure", exc_info=failure)
    click.echo("错误：程序在这一步出了错，这一步没有保存；此前保存的内容都在。", err=True)
    where = f"日志“{log}”里记着经过，" if log else ""
    click.echo(f"办法：请再试一次；仍然不行的，{where}请交给信息化人员。", err=True)


def _path(error: click.UsageError) -> str:
    return error.ctx.command_path if error.ctx else "gongkai"


def usage_message(error: click.UsageError) -> str:
    """What was typed wrongly, in Chinese."""
    if isinstance(error, click.NoSuchOption):
        return f"没有选项“{error.option_name}”。"
    if isinstance(error, click.MissingParameter):
        return f"缺少{_name(error.param)}。"
    if isinstance(error, click.BadParameter):
        return f"{_name(error.param)}不对：{error.message}"
    if isinstance(error, click.BadOptionUsage):
        return f"选项“{error.option_name}”缺少内容。"
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    if isinstance(error, click.exceptions.NoSuchCommand):
        return f"没有命令“{error.command_name}”。"
    return f"命令写法不对：{error.message}"


def _name(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return "参数"
    if isinstance(parameter, click.Option):
        return f"选项“{parameter.opts[0]}”"
    return f"参数“{parameter.human_readable_name}”"
