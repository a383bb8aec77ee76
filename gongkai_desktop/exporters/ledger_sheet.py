"""The ledger as a clerk would have made it in Excel: one line a duty, its task merged over its units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from gongkai_desktop.domain.chinese_text import chinese_date
from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.lights import Light, LightStyle
from gongkai_desktop.domain.recognised import ROLE_NAMES
from gongkai_desktop.exporters.sheet import Look, Sheet, SheetCell, Value, Workbook

Styles = Mapping[Light, LightStyle]
WIDEST_ON_A4 = 204.0
"""In figures; a wider sheet would be printed too small on A4."""
SHORT, LONG = 150, 400
"""Characters of the longest requirement between which its column grows."""


@dataclass(frozen=True, slots=True)
class LedgerSource:
    """What the sheet is made from."""

    title: str
    office: str
    today: date
    rows: Sequence[DutyRow]
    styles: Styles
    evidence: Mapping[int, Sequence[str]]
    """By duty id: addresses and notes, newest first."""


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its title, its width in figures, the cell of a row, and what joins rows to one cell."""

    title: str
    width: float
    cell: Callable[[DutyRow], SheetCell]
    joined_by: Callable[[DutyRow], object] | None = None


def ledger_workbook(source: LedgerSource) -> Workbook:
    """The ledger and its totals. `rows` may be empty; they stand in the order given."""
    return Workbook(source.title, source.office, (_ledger(source), _totals(source)))


def _ledger(source: LedgerSource) -> Sheet:
    columns = _columns(source)
    widths = tuple(column.width for column in columns)
    rows: list[tuple[SheetCell, ...]] = [
        (SheetCell(source.title, Look.TITLE, column_span=len(columns)),),
        (SheetCell(_summary(source), Look.SUBTITLE, column_span=len(columns)),),
        tuple(SheetCell(column.title, Look.HEADER) for column in columns),
    ]
    spans = [_spans(column, source.rows) for column in columns]
    for number, row in enumerate(source.rows):
        cells = []
        for column, span in zip(columns, spans, strict=True):
            if span[number]:
                cell = column.cell(row)
                cells.append(SheetCell(cell.value, cell.look, span[number], 1, cell.colour))
        rows.append(tuple(cells))
    titles = [column.title for column in columns]
    return Sheet(
        name="台账",
        rows=tuple(rows),
        widths=widths,
        header_row=2,
        frozen_columns=titles.index("任务") + 1,
        paper="A4" if sum(widths) <= WIDEST_ON_A4 else "A3",
        footer=_footer(source),
    )


def _footer(source: LedgerSource) -> str:
    # & begins a code in a footer
    return f"{source.office}　{chinese_date(source.today)}".replace("&", "&&")


def _spans(column: _Column, rows: Sequence[DutyRow]) -> list[int]:
    """For each row how many rows its cell covers; 0 where a cell above covers it."""
    if column.joined_by is None:
        return [1] * len(rows)
    sizes = [len(list(same)) for _, same in groupby(rows, column.joined_by)]
    return [span for size in sizes for span in (size, *[0] * (size - 1))]


def _task(row: DutyRow) -> object:
    return row.task_id


def _columns(source: LedgerSource) -> list[_Column]:
    styles = source.styles
    levels = max((len(row.path) for row in source.rows), default=1) - 1
    several_plans = len({row.plan_id for row in source.rows}) > 1
    columns = [_Column("序号", 6, lambda row: SheetCell(row.no or "", Look.CENTRE), _task)]
    if several_plans:
        columns.insert(
            0,
            _Column("来源文件", 16, lambda row: SheetCell(row.plan_title), lambda row: row.plan_id),
        )
    columns += [_level_column(level, levels) for level in range(levels)]
    columns += [
        _Column("任务", 18, lambda row: SheetCell(row.task_name), _task),
        _Column(
            "要求",
            _requirement_width(source.rows),
            lambda row: SheetCell(row.requirement),
            _task,
        ),
        _Column("责任单位", 18, lambda row: SheetCell(row.unit_name)),
        _Column("角色", 6, lambda row: SheetCell(ROLE_NAMES[row.role], Look.CENTRE)),
        _Column("时限", 12, lambda row: SheetCell(row.deadline_text, Look.CENTRE), _task),
        _Column("下一节点", 11, lambda row: SheetCell(row.due, Look.DATE)),
        _Column("状态", 10, lambda row: _status(row, styles)),
        _Column("工作日", 8, lambda row: SheetCell(_days(row), Look.DAYS)),
        _Column("最近进展", 22, lambda row: SheetCell(_progress(row))),
        _Column("佐证", 24, lambda row: SheetCell("\n".join(source.evidence.get(row.duty_id, ())))),
    ]
    return columns


def _level_column(level: int, levels: int) -> _Column:
    title = "类别" if levels == 1 else f"{('一', '二', '三', '四', '五', '六')[level]}级类别"
    return _Column(
        title,
        12,
        lambda row: SheetCell(_heading(row, level), Look.HEADING),
        # Joined over tasks as long as all headings down to this one are the same; without one, per task.
        lambda row: (row.plan_id, row.path[: level + 1], "" if _heading(row, level) else row.task_id),
    )


def _heading(row: DutyRow, level: int) -> str:
    """The heading of a level above the task itself."""
    return row.path[level] if level < len(row.path) - 1 else ""


def _requirement_width(rows: Iterable[DutyRow]) -> float:
    """Wider for longer texts: a row of a sheet cannot be taller than a page."""
    longest = max((len(row.requirement) for row in rows), default=0)
    share = min(1.0, max(0.0, (longest - SHORT) / (LONG - SHORT)))
    return 40 + share * 34


def _status(row: DutyRow, styles: Styles) -> SheetCell:
    style = styles[row.light]
    return SheetCell(f"{style.shape} {style.word}", Look.STATUS, colour=style.colour)


def _days(row: DutyRow) -> Value:
    """Working days left, negative when late; none for what passed over a rest day and has no full day yet."""
    if row.light is Light.LATE:
        return row.days or None
    return row.days if row.light in (Light.SOON, Light.NORMAL) else None


def _progress(row: DutyRow) -> str:
    if row.last_progress_on is None:
        return f"{chinese_date(row.completed_on)}办结" if row.completed_on else ""
    percent = f"（{row.percent}%）" if row.percent is not None else ""
    return f"{row.last_progress_on.month}月{row.last_progress_on.day}日：{row.last_progress}{percent}"


def _summary(source: LedgerSource) -> str:
    lights = Counter(row.light for row in source.rows)
    tasks = len({row.task_id for row in source.rows})
    counted = "，".join(f"{source.styles[light].word}{lights[light]}项" for light in Light if lights[light])
    return (
        f"截至{chinese_date(source.today)}　任务{tasks}项，责任事项{len(source.rows)}项"
        + (f"（{counted}）" if counted else "")
        + "　“工作日”一栏按国家公布的节假日和调休计算"
    )


def _totals(source: LedgerSource) -> Sheet:
    lights = list(Light)
    header = ["责任单位", "类别", *(source.styles[light].word for light in lights), "合计", "办结率"]
    kinds = {row.unit_name: row.unit_kind.value for row in source.rows}
    counts: dict[str, Counter[Light]] = {name: Counter() for name in kinds}
    for row in source.rows:
        counts[row.unit_name][row.light] += 1
    body = [
        (
            SheetCell(name),
            SheetCell(kinds[name], Look.CENTRE),
            *_figures(counts[name], Look.NUMBER, Look.PERCENT),
        )
        for name in sorted(counts, key=lambda name: (-counts[name][Light.LATE], -counts[name][Light.SOON]))
    ]
    total = Counter(row.light for row in source.rows)
    last = (
        SheetCell("合计", Look.TOTAL, column_span=2),
        *_figures(total, Look.TOTAL_NUMBER, Look.TOTAL_PERCENT),
    )
    title = SheetCell(f"{source.title}：分单位统计", Look.TITLE, column_span=len(header))
    note = SheetCell(f"截至{chinese_date(source.today)}　单位：项", Look.SUBTITLE, column_span=len(header))
    return Sheet(
        name="统计",
        rows=((title,), (note,), tuple(SheetCell(text, Look.HEADER) for text in header), *body, last),
        widths=(34, 12, *(10 for _ in lights), 10, 10),
        header_row=2,
        frozen_columns=1,
        filter=False,
        footer=_footer(source),
    )


def _figures(counts: Counter[Light], number: Look, percent: Look) -> list[SheetCell]:
    """Counts by light, their sum, and the share done of those that can be done by a date."""
    dated = sum(counts[light] for light in Light if light is not Light.NONE)
    share = round(counts[Light.DONE] / dated, 4) if dated else None
    return [
        *(SheetCell(counts[light], number) for light in Light),
        SheetCell(sum(counts.values()), number),
        SheetCell(share, percent),
    ]
