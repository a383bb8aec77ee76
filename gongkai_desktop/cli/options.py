"""Options and values that several commands share."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from gongkai_desktop import paths
from gongkai_desktop.cli.passwords import password_file_option, password_of

if TYPE_CHECKING:
    from gongkai_desktop.domain.password import Password
    from gongkai_desktop.services.workspace import Workspace

Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A date such as 2022-10-31."""

    name = "日期"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date; a wrong one is a usage error."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"“{value}”不是日期，请写成 2022-10-31 的样子。", param, ctx)


class Month(click.ParamType[tuple[int, int]]):
    """A month such as 2022-10, as (year, month)."""

    name = "月份"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """The month; a wrong one is a usage error."""
        if isinstance(value, tuple):
            return value[0], value[1]
        match = re.fullmatch(r"(\d{4})-(\d{1,2})", str(value))
        if not match or not 1 <= int(match[2]) <= 12:
            self.fail(f"“{value}”不是月份，请写成 2022-10 的样子。", param, ctx)
        return int(match[1]), int(match[2])


# The clock is read here and nowhere below.
as_of_option = click.option(
    "--as-of",
    type=Day(),
    default=lambda: date.today(),  # noqa: DTZ011 - the clerk's own calendar day
    help="按哪一天计算，不写为今天",
)
json_option = click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
_db_option = click.option(
    "--db", "ledger", default=None, metavar="台账", help="台账文件（.gkdb）或服务器上台账的地址"
)


def ledger_option(command: Command) -> Command:
    """The ledger a command works on, and where its password is found."""
    return _db_option(password_file_option(command))


@contextmanager
def opened(
    ledger: str | None, password: Password | None = None, *, create: bool = False
) -> Iterator[Workspace]:
    """The ledger named, or this user's own, closed at the end; asks for its password unless that is given."""
    # The window's own start reads these options, and opens its ledger later.
    from gongkai_desktop.services.workspace import open_workspace

    place = ledger or paths.default_ledger()
    if "://" not in str(place):
        password = password_of(Path(place), [password])
    workspace = open_workspace(place, create=create, password=password)
    try:
        yield workspace
    finally:
        workspace.close()


def print_json(value: object) -> None:
    """Print a value as JSON for another program."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def print_table(titles: tuple[str, ...], rows: Sequence[Sequence[str]]) -> None:
    """Print rows between tabs under their titles, as they paste into Excel."""
    click.echo("\t".join(titles))
    for row in rows:
        click.echo("\t".join(" ".join(text.split()) for text in row))


def file_paths(files: tuple[str, ...]) -> list[Path]:
    """Paths as typed; whether they can be read is for the service to say."""
    return [Path(file) for file in files]


def tell(text: str) -> None:
    """A message beside the output: on stderr."""
    click.echo(text, err=True)
