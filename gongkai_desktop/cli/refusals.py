"""Refusals on the command line: every message in Chinese, on stderr, with the right exit code."""

from __future__ import annotations

from typing import Any

import click

from gongkai_desktop.errors import UserError
from gongkai_desktop.services.progress import Cancelled


class ChineseGroup(click.Group):
    """A group of commands that says in Chinese what was refused (exit 1) or wrongly typed (exit 2)."""

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
        raise SystemExit(code if isinstance(code, int) else 0)


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
    if error.message.startswith("No such command"):
        return f"没有命令{error.message.removeprefix('No such command').rstrip('.')}。".replace("'", "“", 1).replace("'", "”")
    return f"命令写法不对：{error.message}"


def _name(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return "参数"
    if isinstance(parameter, click.Option):
        return f"选项“{parameter.opts[0]}”"
    return f"参数“{parameter.human_readable_name}”"
