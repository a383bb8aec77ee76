"""Many statutory limits at once, from a pasted list or a workbook: a month's 处罚决定, say."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from gongkai_desktop.domain.clocks import Clock
from gongkai_desktop.domain.grid import Grid, RawDocument
from gongkai_desktop.domain.ledger import Unit
from gongkai_desktop.domain.unit_names import UnitIndex, build_index
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services.clock_templates import template_in
from gongkai_desktop.services.clocks import ClockDraft, start_clocks
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import clocks, units

# What each column may be called; the first that fits, in this order, takes a title.
_TITLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("date", re.compile(r"(?:日期|时间|之日)$")),
    ("number", re.compile(r"文号|字号|文书号|^编号$|决定书号")),
    (
        "unit",
        re.compile(
            r"(?:处罚|许可|作出|执法|决定|承办|责任|办理|制发|实施)(?:机关|单位|部门)|^(?:单位|部门|机关)(?:名称)?$"
        ),
    ),
    ("party", re.compile(r"当事人|相对人|被处罚|被许可|申请人|企业名称|持证")),
    ("matter", re.compile(r"案由|案件|案名|违法|事由|事项|项目|内容|标题|名称")),
)
# Of several date columns the one the limit runs from; 公示日期 and 有效期 are others.
_DECIDED = re.compile(r"决定|作出|处罚|许可|收到|批复|批准|成文|形成|印发|受理")
_OTHER_DATE = re.compile(r"公示|公开|截止|有效|届满|生效|失效|到期|终止")
_DATE = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s*(\d{1,2}:\d{2})?"
    r"|(\d{4})(\d{2})(\d{2})"
)
_TOTAL = re.compile(r"^(?:合计|总计|小计|备注|说明|填表)")


@dataclass(frozen=True, slots=True)
class ListedDecision:
    """One row of a list; with `flags` it waits for the clerk, who may take it nevertheless."""

    row: int
    """Its row in the list, as the clerk counts."""
    matter: str
    number: str
    party: str
    started_on: date | None
    started_time: str | None
    date_text: str
    unit_name: str
    unit_id: int | None
    flags: tuple[str, ...]
    known: bool
    """The ledger has it already; it is not taken again."""

    @property
    def ready(self) -> bool:
        """Whether it can be taken without a look."""
        return not self.flags and not self.known


@dataclass(frozen=True, slots=True)
class DecisionList:
    """What was read of a list: its rows, and which title stands for which column."""

    template_key: str
    rows: tuple[ListedDecision, ...]
    columns: Mapping[str, str]
    """matter, number, party, date, unit → the title as printed."""
    notes: tuple[str, ...]


def preview_decisions(
    workspace: Workspace,
    template_key: str,
    today: date,
    *,
    path: Path | None = None,
    html: str | None = None,
    text: str | None = None,
) -> DecisionList:
    """Read a file, or what was pasted. Raises FileUnreadable, or InvalidInput where no list is found."""
    # The readers load slowly, and a list is opened a few times a month.
    from gongkai_desktop.services.recognise import clipboard_file, read_bytes, read_raw

    name, data = (path.name, read_bytes(path)) if path else clipboard_file(html, text, today)
    document = read_raw(name, data)
    with workspace.ledger.read() as reading:
        template_in(reading, template_key)
        stored = [clock for clock in clocks.list_clocks(reading) if clock.template_key == template_key]
        directory = units.list_units(reading)
    table = _table(document)
    if table is None:
        raise InvalidInput(
            "没有认出要登记的清单。",
            "清单第一行应当是表头，其中要有日期一列（如“决定日期”），以及案由、文号或当事人。",
        )
    columns, titles, body = table
    reader = _Reader(columns, build_index(directory), stored, today)
    rows = _with_doubles([reader.read(number, cells) for number, cells in body])
    return DecisionList(template_key, rows, titles, document.notes)


def start_decisions(workspace: Workspace, template_key: str, rows: Sequence[ListedDecision]) -> str:
    """Start the limits of these rows, all or none; hands back the journal batch.

    Rows the ledger has already are left out. Raises InvalidInput for a row without a date or a matter.
    """
    wanted = [row for row in rows if not row.known]
    for row in wanted:
        if row.started_on is None:
            raise InvalidInput(f"第{row.row}行没有日期，不能登记。", "请改正日期，或不登记这一行。")
    drafts = [
        ClockDraft(
            template_key,
            row.matter or row.number,
            row.started_on or date.min,
            row.started_time,
            row.unit_id,
            row.number,
            row.party,
        )
        for row in wanted
    ]
    return start_clocks(workspace, drafts)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the rows of one list."""

    columns: Mapping[str, int]
    index: UnitIndex
    stored: Sequence[Clock]
    today: date

    def read(self, number: int, cells: Sequence[str]) -> ListedDecision:
        texts = {name: cells[column] for name, column in self.columns.items()}
        started_on, started_time = _day(texts["date"])
        unit_name = texts.get("unit", "")
        unit = self.index.find(unit_name) if unit_name else None
        row = ListedDecision(
            number,
            texts.get("matter", ""),
            texts.get("number", ""),
            texts.get("party", ""),
            started_on,
            started_time,
            texts["date"],
            unit_name,
            unit.id if unit else None,
            tuple(self._flags(texts, started_on, unit)),
            known=False,
        )
        return replace(row, known=self._is_known(row))

    def _flags(self, texts: Mapping[str, str], day: date | None, unit: Unit | None) -> Iterator[str]:
        if day is None:
            yield f"日期“{texts['date']}”看不懂" if texts["date"] else "没有日期"
        elif day > self.today:
            yield "日期在今天之后"
        if not texts.get("matter") and not texts.get("number"):
            yield "没有案由或文号"
        if texts.get("unit") and unit is None:
            yield f"单位名录里没有“{texts['unit']}”"

    def _is_known(self, row: ListedDecision) -> bool:
        return any(
            not clock.cancelled and _same(row, clock.number, clock.matter, clock.party, clock.started_on)
            for clock in self.stored
        )


def _same(row: ListedDecision, number: str, matter: str, party: str, started_on: date | None) -> bool:
    if row.number or number:
        return row.number == number
    return (row.matter, row.party, row.started_on) == (matter, party, started_on)


def _with_doubles(rows: Sequence[ListedDecision]) -> tuple[ListedDecision, ...]:
    counts = Counter(row.number for row in rows if row.number)
    return tuple(
        replace(row, flags=(*row.flags, f"文号“{row.number}”重复")) if counts[row.number] > 1 else row
        for row in rows
    )


Body = list[tuple[int, list[str]]]


def _table(document: RawDocument) -> tuple[dict[str, int], dict[str, str], Body] | None:
    """Columns, their titles and the numbered rows of the first list in a document."""
    for block in document.blocks:
        if not isinstance(block, Grid):
            continue
        lines = _lines(block)
        for place, cells in enumerate(lines):
            columns = _columns(cells)
            if "date" in columns and columns.keys() & {"matter", "number", "party"}:
                titles = {name: cells[column] for name, column in columns.items()}
                body = [
                    (number, line)
                    for number, line in enumerate(lines[place + 1 :], start=place + 2)
                    if _is_entry(line, cells)
                ]
                return columns, titles, body
    return None


def _lines(grid: Grid) -> list[list[str]]:
    lines = [[""] * grid.columns for _ in range(grid.rows)]
    top = min((cell.row for cell in grid.cells), default=0)
    for cell in grid.cells:
        for row in range(cell.row - top, min(cell.row - top + cell.row_span, grid.rows)):
            lines[row][cell.column] = " ".join(unicodedata.normalize("NFKC", cell.text).split())
    return lines


def _columns(cells: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, cell in enumerate(cells):
        title = re.sub(r"[\s*()]|\(.*?\)", "", cell)
        name = next(
            (name for name, form in _TITLES if title and len(title) <= 14 and form.search(title)), None
        )
        if name == "date" and (_OTHER_DATE.search(title) or ("date" in found and not _DECIDED.search(title))):
            continue
        if name and (name not in found or (name == "date" and _DECIDED.search(title))):
            found[name] = column
    return found


def _is_entry(line: Sequence[str], header: Sequence[str]) -> bool:
    filled = [text for text in line if text]
    return len(filled) > 1 and list(line) != list(header) and not _TOTAL.match(filled[0])


def _day(text: str) -> tuple[date | None, str | None]:
    found = _DATE.search(text)
    if not found:
        return None, None
    parts = found.groups()
    year, month, day = (int(part or 0) for part in (parts[:3] if parts[0] else parts[4:]))
    try:
        return date(year, month, day), parts[3].zfill(5) if parts[3] else None
    except ValueError:
        return None, None
