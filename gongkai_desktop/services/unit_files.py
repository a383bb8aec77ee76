"""The unit directory as a file (.csv or .xlsx): taken in whole or not at all, and written out again."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from gongkai_desktop.domain.grid import Grid
from gongkai_desktop.domain.ledger import Unit, UnitKind
from gongkai_desktop.domain.recognised import Problem
from gongkai_desktop.domain.unit_kinds import propose_kind
from gongkai_desktop.domain.unit_names import clean_name
from gongkai_desktop.errors import FileUnreadable
from gongkai_desktop.services.recognise import read_bytes

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "全称": ("全称", "单位全称", "单位名称", "名称", "单位", "责任单位"),
    "类别": ("类别", "单位类别", "类型", "单位类型"),
    "简称": ("简称", "别名", "曾用名", "简称和曾用名", "其他名称"),
    "启用日期": ("启用日期", "生效日期"),
    "停用日期": ("停用日期", "撤销日期"),
}
"""The columns of a directory file, each with the titles it may have; a row with 全称 is the header."""

_HEADER_WITHIN = 10
_SEPARATORS = re.compile(r"[、,，;；\n]")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A row of the file; `kind` is None where the file does not say it."""

    row: int
    name: str
    kind: UnitKind | None
    aliases: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None

    def as_unit(self) -> Unit:
        """The unit it describes, new."""
        kind = self.kind or propose_kind(self.name)
        return Unit(0, self.name, kind, self.aliases, valid_from=self.valid_from, valid_to=self.valid_to)

    def over(self, unit: Unit) -> Unit:
        """A known unit as this row describes it; it keeps its other names."""
        aliases = dict.fromkeys((*self.aliases, unit.name, *unit.aliases))
        return replace(
            unit,
            name=self.name,
            kind=self.kind or unit.kind,
            aliases=tuple(alias for alias in aliases if alias != self.name),
            confirmed=True,
            valid_from=self.valid_from or unit.valid_from,
            valid_to=self.valid_to or unit.valid_to,
        )


def read_units(path: Path) -> tuple[tuple[UnitLine, ...], tuple[Problem, ...]]:
    """The rows of a directory file, and what is wrong with others. Raises FileUnreadable."""
    rows = [(number, [cell.strip() for cell in row]) for number, row in _rows(path)]
    header = next(
        (i for i, (_, row) in enumerate(rows[:_HEADER_WITHIN]) if set(COLUMNS["全称"]) & set(row)), None
    )
    if header is None:
        raise FileUnreadable(
            f"“{path.name}”里没有“全称”这一列。", "请先导出单位名录，在导出的表上修改后再导入。"
        )
    places = _places(rows[header][1])
    found = [
        _line(number, {field: row[i] for field, i in places.items() if i < len(row)})
        for number, row in rows[header + 1 :]
        if any(row)
    ]
    lines = tuple(line for line in found if isinstance(line, UnitLine))
    return lines, (*(fault for fault in found if isinstance(fault, Problem)), *_repeated(lines))


def write_units(path: Path, units: Iterable[Unit]) -> None:
    """Write the directory; the ending decides between .csv and .xlsx. Raises CannotSave."""
    table = [tuple(COLUMNS), *(_row(unit) for unit in units)]
    # Deferred: the workbook library is only needed here.
    from gongkai_desktop.exporters.plain_table import write_csv, write_xlsx

    if path.suffix.lower() == ".csv":
        write_csv(path, table)
    else:
        write_xlsx(path, "单位名录", table)


def _row(unit: Unit) -> tuple[str, ...]:
    dates = (day.isoformat() if day else "" for day in (unit.valid_from, unit.valid_to))
    return unit.name, unit.kind.value, "、".join(unit.aliases), *dates


def _rows(path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows of the file with their numbers as the clerk sees them."""
    data = read_bytes(path)
    if path.suffix.lower() == ".csv":
        for line, texts in enumerate(csv.reader(io.StringIO(_decoded(path.name, data))), start=1):
            # The mark by which an export says "text" is no part of the name.
            yield line, [text.removeprefix("'") for text in texts]
        return
    # Deferred: a .csv needs no workbook reader.
    from gongkai_desktop.importers.registry import read_document

    grid = next((block for block in read_document(path.name, data).blocks if isinstance(block, Grid)), None)
    if grid is not None:
        cells = {(cell.row, cell.column): cell.text for cell in grid.cells}
        for row in range(grid.rows):
            yield row + 1, [cells.get((row, column), "") for column in range(grid.columns)]


def _decoded(name: str, data: bytes) -> str:
    # Chinese Excel saves .csv in GBK, everything else in UTF-8.
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileUnreadable(f"“{name}”的文字编码不能识别。", "请另存为“CSV UTF-8”或 .xlsx 后再导入。")


def _places(header: Sequence[str]) -> Mapping[str, int]:
    """Where each known column stands."""
    return {
        field: next(i for i, title in enumerate(header) if title in titles)
        for field, titles in COLUMNS.items()
        if set(titles) & set(header)
    }


def _line(number: int, cells: Mapping[str, str]) -> UnitLine | Problem:
    faults: list[str] = []
    name = clean_name(cells.get("全称", ""))
    if not name:
        faults.append("没有单位全称")
    kind = _kind(cells.get("类别", ""), faults)
    valid_from = _day("启用日期", cells, faults)
    valid_to = _day("停用日期", cells, faults)
    if valid_from and valid_to and valid_to < valid_from:
        faults.append("停用日期早于启用日期")
    if faults:
        return Problem("；".join(faults), f"第{number}行")
    aliases = dict.fromkeys(map(clean_name, _SEPARATORS.split(cells.get("简称", ""))))
    return UnitLine(number, name, kind, tuple(a for a in aliases if a and a != name), valid_from, valid_to)


def _kind(text: str, faults: list[str]) -> UnitKind | None:
    if not text:
        return None
    try:
        return UnitKind(text)
    except ValueError:
        faults.append(f"类别“{text}”不能识别，应为{'、'.join(UnitKind)}之一")
        return None


def _day(field: str, cells: Mapping[str, str], faults: list[str]) -> date | None:
    text = cells.get(field, "")
    found = _DATE.fullmatch(text.removesuffix(" 00:00:00"))
    try:
        if found:
            return date(*(int(part) for part in found.groups()))
    except ValueError:
        found = None
    if text:
        faults.append(f"{field}“{text}”不是日期，应写成 2022-10-31 的样子")
    return None


def _repeated(lines: Iterable[UnitLine]) -> Iterator[Problem]:
    """Names that two rows claim."""
    owners: dict[str, UnitLine] = {}
    for line in lines:
        for name in (line.name, *line.aliases):
            first = owners.setdefault(name, line)
            if first is not line:
                yield Problem(f"“{name}”与第{first.row}行“{first.name}”重复", f"第{line.row}行")
