"""The tables of the monthly report as a workbook: every figure of the paper as a number to count on with."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai_desktop.domain.chinese_text import chinese_date
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.domain.month_figures import (
    GroupLights,
    by_kind,
    by_plan,
    by_unit,
    done_in,
    due_groups,
    late_rows,
    next_month,
    rate,
)
from gongkai_desktop.exporters.report_source import ReportSource, cover_figures
from gongkai_desktop.exporters.sheet import Look, Sheet, SheetCell, Workbook

_Row = tuple[SheetCell, ...]


def report_workbook(source: ReportSource) -> Workbook:
    """One sheet a table."""
    title = f"{source.county}{source.name}份政务公开督办情况"
    sheets = (
        _figures(source),
        _lights(source, "来源文件", by_plan(source.rows)),
        _lights(source, "单位类别", by_kind(source.rows)),
        _lights(source, "责任单位", by_unit(source.rows)),
        _trend(source),
        _late(source),
        _done(source),
        _coming(source),
    )
    return Workbook(title, source.office, sheets)


def _sheet(
    source: ReportSource,
    name: str,
    columns: Sequence[tuple[str, float]],
    rows: Sequence[_Row],
    note: str = "",
) -> Sheet:
    wide = len(columns)
    head = (
        (SheetCell(f"{source.name}份　{name}", Look.TITLE, column_span=wide),),
        (SheetCell(f"数据截至{chinese_date(source.today)}{note}", Look.SUBTITLE, column_span=wide),),
        tuple(SheetCell(title, Look.HEADER) for title, _ in columns),
    )
    # & begins a code in a footer
    footer = f"{source.office}　{chinese_date(source.today)}".replace("&", "&&")
    return Sheet(
        name=name,
        rows=(*head, *rows),
        widths=tuple(width for _, width in columns),
        header_row=2,
        frozen_columns=1,
        filter=name in ("逾期事项", "当月完成", "下月倒排"),
        footer=footer,
    )


def _figures(source: ReportSource) -> Sheet:
    rows = []
    for figure in cover_figures(source):
        look = Look.PERCENT if figure.is_rate else Look.NUMBER
        change = None if figure.now is None or figure.before is None else figure.now - figure.before
        values = (_value(value, figure.is_rate) for value in (figure.now, figure.before, change))
        rows.append((SheetCell(figure.name), *(SheetCell(value, look) for value in values)))
    columns = (("指标", 24.0), ("本月", 14.0), ("上月末", 14.0), ("增减", 14.0))
    return _sheet(source, "主要指标", columns, rows)


def _value(value: float | None, is_rate: bool) -> float | int | None:
    if value is None:
        return None
    return round(value, 4) if is_rate else round(value)


def _light_columns(source: ReportSource) -> list[tuple[str, float]]:
    return [*((source.word(light), 10.0) for light in Light), ("合计", 10.0), ("办结率", 10.0)]


def _light_cells(group: GroupLights, number: Look, percent: Look) -> _Row:
    lights = group.lights
    part = rate(lights)
    return (
        *(SheetCell(lights[light], number) for light in Light),
        SheetCell(lights.total(), number),
        SheetCell(None if part is None else round(part, 4), percent),
    )


def _lights(source: ReportSource, subject: str, groups: Sequence[GroupLights]) -> Sheet:
    rows = [(SheetCell(group.name), *_light_cells(group, Look.NUMBER, Look.PERCENT)) for group in groups]
    total = GroupLights("合计", source.now.lights)
    rows.append((SheetCell("合计", Look.TOTAL), *_light_cells(total, Look.TOTAL_NUMBER, Look.TOTAL_PERCENT)))
    columns = [(subject, 44.0), *_light_columns(source)]
    return _sheet(source, f"按{subject}", columns, rows, "　单位：项")


def _trend(source: ReportSource) -> Sheet:
    rows = [
        (
            SheetCell(one.day, Look.DATE),
            *_light_cells(GroupLights("", one.lights), Look.NUMBER, Look.PERCENT),
        )
        for one in source.standings
    ]
    return _sheet(source, "各月末", [("日期", 14.0), *_light_columns(source)], rows, "　按现在的时限回算")


def _late(source: ReportSource) -> Sheet:
    rows = [
        (
            SheetCell(row.unit_name),
            SheetCell(row.unit_kind.value, Look.CENTRE),
            SheetCell(row.task_name),
            SheetCell(row.due, Look.DATE),
            SheetCell(row.days or None, Look.DAYS),
            SheetCell(row.notice_count, Look.NUMBER),
        )
        for row in late_rows(source.rows)
    ]
    columns = (
        ("责任单位", 28.0),
        ("类别", 12.0),
        ("任务", 44.0),
        ("时限", 12.0),
        ("工作日", 10.0),
        ("已发文书", 10.0),
    )
    return _sheet(source, "逾期事项", columns, rows)


def _done(source: ReportSource) -> Sheet:
    rows = [
        (
            SheetCell(line.row.unit_name),
            SheetCell(line.row.task_name),
            SheetCell(line.on, Look.DATE),
            SheetCell("办结" if line.whole else "节点", Look.CENTRE),
            SheetCell(line.points, Look.NUMBER),
            SheetCell("\n".join(source.links(line.row.duty_id))),
        )
        for line in done_in(source.rows, source.month)
    ]
    columns = (
        ("责任单位", 28.0),
        ("任务", 40.0),
        ("完成日期", 12.0),
        ("完成", 8.0),
        ("节点数", 8.0),
        ("公开网址", 60.0),
    )
    return _sheet(source, "当月完成", columns, rows)


def _coming(source: ReportSource) -> Sheet:
    rows = []
    for group in due_groups(source.rows, next_month(source.month)):
        remind, urge = source.counted_back(group.due)
        days = (SheetCell(day, Look.DATE) for day in (group.due, remind, urge))
        names = "、".join(row.unit_name for row in group.rows)
        rows.append(
            (
                *days,
                SheetCell(group.rows[0].task_name),
                SheetCell(len(group.rows), Look.NUMBER),
                SheetCell(names),
            )
        )
    columns = (
        ("时限", 12.0),
        ("提醒", 12.0),
        ("催办", 12.0),
        ("任务", 40.0),
        ("节点数", 10.0),
        ("责任单位", 60.0),
    )
    return _sheet(source, "下月倒排", columns, rows)
