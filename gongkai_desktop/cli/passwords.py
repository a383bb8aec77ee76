"""The password of a ledger on the command line: from a file or typed without echo, never an argument.

Arguments are seen by everybody on the PC and stay in the history of the terminal.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai_desktop.errors import InvalidInput, LedgerUnavailable, WrongPassword

if TYPE_CHECKING:
    from gongkai_desktop.domain.password import Password

VARIABLE = "GONGKAI_PASSWORD_FILE"
_KEPT = "gongkai.password-file"
_TRIES = 3
_HOW = f"请在终端里运行并输入密码；定时任务请用 --password-file 或环境变量 {VARIABLE} 指定存放密码的文件。"


def _keep(context: click.Context, _param: click.Parameter, value: Path | None) -> None:
    if value is not None:
        context.meta[_KEPT] = value


password_file_option = click.option(
    "--password-file",
    type=click.Path(path_type=Path),
    metavar="文件",
    envvar=VARIABLE,
    expose_value=False,
    callback=_keep,
    help="台账有密码时，从这个文件的第一行读密码；不写时在终端里输入",
)


def password_of(file: Path, known: Sequence[Password | None] = ()) -> Password | None:
    """The password that opens a file, None where it has none; asked for where none that is known opens it.

    Raises LedgerUnavailable where nobody can be asked.
    """
    # Only ledgers with a password need all this.
    from gongkai_desktop.services.passwords import check_password, needs_password

    if not needs_password(file):
        return None
    given = click.get_current_context().meta.get(_KEPT)
    for password in (*known, _read(given) if given else None):
        with contextlib.suppress(WrongPassword):
            if password is not None:
                check_password(file, password)
                return password
    if not is_terminal():
        words = f"密码文件“{given}”里的密码打不开“{file.name}”。" if given else f"“{file.name}”有密码。"
        raise LedgerUnavailable(words, _HOW)
    return _asked(file)


def is_terminal() -> bool:
    """Whether somebody is there to type."""
    return sys.stdin is not None and sys.stdin.isatty()


def _asked(file: Path) -> Password:
    from gongkai_desktop.domain.password import Password
    from gongkai_desktop.services.passwords import check_password

    for left in range(_TRIES, 0, -1):
        password = Password(click.prompt(f"“{file.name}”的密码", hide_input=True, err=True))
        try:
            check_password(file, password)
        except WrongPassword as wrong:
            if left == 1:
                raise
            click.echo(str(wrong), err=True)
        else:
            return password
    raise AssertionError("the last try returns or raises")


def _read(file: Path) -> Password:
    from gongkai_desktop.domain.password import Password

    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as failure:
        raise InvalidInput(
            f"密码文件“{file}”不能读取。", "请检查文件名，文件要存成 UTF-8 文本。"
        ) from failure
    if not lines or not lines[0]:
        raise InvalidInput(f"密码文件“{file}”的第一行是空的。", "请把密码写在第一行。")
    return Password(lines[0])
