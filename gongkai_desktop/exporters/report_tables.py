"""The tables of the monthly report as rows of texts, for the paper; the workbook has its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from gongkai_desktop.domain.chinese_text import brief
from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.domain.month_figures import DoneLine, DueGroup, GroupLights
from gongkai_desktop.exporters.document import Align, Table, TableCell, TableColumn
from gongkai_desktop.exporters.report_source import ReportSource, cover_figures, share

MOST_UNITS = 5
"""So many units are named in one line."""
_SIZE = 10.5
_LONGEST_LINK = 60


def table(
    title: str,
    columns: Sequence[tuple[str, float, Align]],
    rows: Sequence[tuple[TableCell, ...]],
) -> Table:
    """A table with a header of one row."""
    header = tuple(TableCell(name) for name, _, _ in columns)
    shape = tuple(TableColumn(weight, align) for _, weight, align in columns)
    return Table(shape, (header, *rows), title=title, size=_SIZE)


def figures_table(source: ReportSource, title: str) -> Table:
    """The figures of the cover."""
    rows = [
        tuple(TableCell(text) for text in (figure.name, *figure.texts)) for figure in cover_figures(source)
    ]
    now = f"{source.today.month}月{source.today.day}日"
    return table(
        title,
        (
            ("指标", 4.0, "left"),
            (f"截至{now}", 2.6, "right"),
            ("上月末", 2.6, "right"),
            ("增减", 3.2, "right"),
        ),
        rows,
    )


def lights_table(source: ReportSource, title: str, subject: str, groups: Sequence[GroupLights]) -> Table:
    """The lights of some groups with their sum."""
    columns: list[tuple[str, float, Align]] = [(subject, 4.6, "left")]
    columns += [(source.word(light), 1.4, "right") for light in Light]
    columns += [("合计", 1.4, "right"), ("办结率", 1.7, "right")]
    total = GroupLights("合计", source.now.lights)
    rows = [*(_lights_row(group) for group in groups), _lights_row(total, bold=True)]
    return table(title, columns, rows)


def trend_table(source: ReportSource, title: str) -> Table:
    """The year's months; no sum, as they are the same duties."""
    columns: list[tuple[str, float, Align]] = [("日期", 3.4, "left")]
    columns += [(source.word(light), 1.4, "right") for light in Light]
    columns += [("合计", 1.4, "right"), ("办结率", 1.7, "right")]
    rows = [_lights_row(GroupLights(one.day.isoformat(), one.lights)) for one in source.standings]
    return table(title, columns, rows)


def _lights_row(group: GroupLights, *, bold: bool = False) -> tuple[TableCell, ...]:
    lights = group.lights
    texts = [group.name, *(str(lights[light]) for light in Light), str(lights.total()), share(lights)]
    return tuple(TableCell(text, bold=bold) for text in texts)


def late_table(title: str, rows: Sequence[DutyRow]) -> Table:
    """The late duties, each unit's under its name."""
    lines: list[tuple[TableCell, ...]] = []
    for _, grouped in groupby(rows, lambda row: row.unit_id):
        items = list(grouped)
        for position, row in enumerate(items):
            unit = (TableCell(f"{row.unit_name}\n（{len(items)}项）", len(items)),) if position == 0 else ()
            texts = (brief(row.task_name), _day(row.due), str(-row.days), str(row.notice_count or ""))
            lines.append((*unit, *(TableCell(text) for text in texts)))
    columns: tuple[tuple[str, float, Align], ...] = (
        ("责任单位", 3.4, "centre"),
        ("任务", 6.2, "left"),
        ("时限", 2.6, "centre"),
        ("逾期\n工作日", 1.6, "right"),
        ("已发\n文书", 1.4, "right"),
    )
    return table(title, columns, lines)


def done_table(source: ReportSource, title: str, lines: Sequence[DoneLine]) -> Table:
    """What was completed, with the addresses that prove it."""
    rows = [
        tuple(
            TableCell(text)
            for text in (
                line.row.unit_name,
                brief(line.row.task_name) + ("" if line.whole else f"（{line.points}个节点）"),
                _day(line.on),
                "\n".join(brief(link, _LONGEST_LINK) for link in source.links(line.row.duty_id)[:2]),
            )
        )
        for line in lines
    ]
    columns: tuple[tuple[str, float, Align], ...] = (
        ("责任单位", 3.4, "left"),
        ("任务", 4.6, "left"),
        ("完成日期", 2.4, "centre"),
        ("公开网址", 5.2, "left"),
    )
    return table(title, columns, rows)


def due_table(source: ReportSource, title: str, groups: Sequence[DueGroup]) -> Table:
    """What falls due, with the days counted back."""
    rows = []
    for group in groups:
        days = (group.due, *source.counted_back(group.due))
        texts = (*(f"{day.month}月{day.day}日" for day in days), brief(group.rows[0].task_name))
        rows.append(tuple(TableCell(text) for text in (*texts, units(group.rows))))
    columns: tuple[tuple[str, float, Align], ...] = (
        ("时限", 2.0, "centre"),
        ("提醒", 2.0, "centre"),
        ("催办", 2.0, "centre"),
        ("任务", 4.8, "left"),
        ("责任单位", 4.8, "left"),
    )
    return table(title, columns, rows)


def units(rows: Sequence[DutyRow]) -> str:
    """All units where they are few, else the first ones and how many there are."""
    names = [row.unit_name for row in rows]
    if len(names) <= MOST_UNITS:
        return "、".join(names)
    return f"{'、'.join(names[: MOST_UNITS - 1])}等{len(names)}个单位"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
