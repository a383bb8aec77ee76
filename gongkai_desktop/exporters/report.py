"""What the monthly supervision report (月度督办报告) says: figures, who is late, what falls due next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from gongkai_desktop.domain.chinese_text import brief, chinese_date
from gongkai_desktop.domain.duty_row import CheckpointRow, DutyRow
from gongkai_desktop.domain.ledger import UnitKind
from gongkai_desktop.domain.lights import Light, LightStyle
from gongkai_desktop.exporters.document import (
    Block,
    Heading,
    OfficialDocument,
    Signature,
    Table,
    TableCell,
    TableColumn,
    Text,
)

Month = tuple[int, int]
_MOST_UNITS = 5
"""So many units are named; the table has all of them."""


@dataclass(frozen=True, slots=True)
class ReportSource:
    """What a report is made from; the rows stand as they were on `today`."""

    month: Month
    today: date
    county: str
    office: str
    rows: Sequence[DutyRow]
    styles: Mapping[Light, LightStyle]


def next_month(month: Month) -> Month:
    """The month after."""
    year, number = month
    return (year, number + 1) if number < 12 else (year + 1, 1)


def report_document(source: ReportSource) -> OfficialDocument:
    """The paper."""
    year, number = source.month
    return OfficialDocument(
        title=f"{source.county}{year}年{number}月份\n政务公开工作督办情况报告",
        blocks=(
            Text(_opening(source)),
            Heading(1, "总体情况"),
            *_overall(source),
            Heading(1, "逾期事项"),
            *_late(source),
            Heading(1, "下月到期事项"),
            *_coming(source),
            Heading(1, "下步工作"),
            Text(_next_steps(source)),
        ),
        signature=Signature(source.office, source.today),
    )


def _opening(source: ReportSource) -> str:
    tasks = len({row.task_id for row in source.rows})
    units = len({row.unit_id for row in source.rows})
    plans = len({row.plan_id for row in source.rows})
    return (
        f"现将{source.month[0]}年{source.month[1]}月份政务公开任务办理情况报告如下。"
        f"本报告依据{plans}份来源文件形成的工作台账，涉及任务{tasks}项、责任单位{units}个、"
        f"责任事项{len(source.rows)}项，数据截至{chinese_date(source.today)}。"
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "—"


def _dated(lights: Counter[Light]) -> int:
    """Duties that can be done by a date: only these have a rate."""
    return lights.total() - lights[Light.NONE]


def _overall(source: ReportSource) -> list[Block]:
    lights = Counter(row.light for row in source.rows)
    words = {light: source.styles[light].word for light in Light}
    states = "，".join(f"{words[light]}{lights[light]}项" for light in Light)
    return [
        Heading(
            2,
            "责任事项。",
            f"共{lights.total()}项，其中{states}。有时限的{_dated(lights)}项中，"
            f"办结率为{_share(lights[Light.DONE], _dated(lights))}。",
        ),
        Heading(2, "本月节点。", _month_checkpoints(source)),
        _lights_table("表1　按来源文件统计（单位：项）", "来源文件", source, lambda row: row.plan_title),
        _lights_table(
            "表2　按单位类别统计（单位：项）",
            "单位类别",
            source,
            lambda row: row.unit_kind.value,
            [kind.value for kind in UnitKind],
        ),
    ]


def _checkpoints(rows: Iterable[DutyRow], month: Month) -> list[tuple[CheckpointRow, DutyRow]]:
    found = [(c, row) for row in rows for c in row.checkpoints if (c.due.year, c.due.month) == month]
    # Stable: within a day the order of the ledger stays.
    return sorted(found, key=lambda pair: pair[0].due)


def _month_checkpoints(source: ReportSource) -> str:
    checkpoints = [checkpoint for checkpoint, _ in _checkpoints(source.rows, source.month)]
    if not checkpoints:
        return "本月没有到期节点。"
    in_time = sum(1 for c in checkpoints if c.done_on and c.done_on <= c.due)
    late = sum(1 for c in checkpoints if c.done_on and c.done_on > c.due)
    missed = sum(1 for c in checkpoints if c.light is Light.LATE)
    rest = len(checkpoints) - in_time - late - missed
    waiting = f"，尚未到期{rest}个" if rest else ""
    return (
        f"本月到期节点{len(checkpoints)}个，按期完成{in_time}个，逾期后完成{late}个，"
        f"逾期未完成{missed}个{waiting}。"
    )


def _lights_table(
    title: str,
    subject: str,
    source: ReportSource,
    key: Callable[[DutyRow], str],
    order: Sequence[str] | None = None,
) -> Table:
    groups: dict[str, Counter[Light]] = {}
    for row in source.rows:
        groups.setdefault(key(row), Counter())[row.light] += 1
    names = [name for name in order if name in groups] if order else list(groups)
    header = [subject, *(source.styles[light].word for light in Light), "合计", "办结率"]
    total: Counter[Light] = Counter(row.light for row in source.rows)
    rows = [
        tuple(TableCell(text) for text in header),
        *(_lights_row(name, groups[name], bold=False) for name in names),
        _lights_row("合计", total, bold=True),
    ]
    columns = (TableColumn(4.6, "left"), *(TableColumn(1.4, "right") for _ in Light))
    return Table(
        (*columns, TableColumn(1.4, "right"), TableColumn(1.7, "right")), tuple(rows), title=title, size=10.5
    )


def _lights_row(name: str, lights: Counter[Light], bold: bool) -> tuple[TableCell, ...]:
    figures = [*(str(lights[light]) for light in Light), str(lights.total())]
    return (
        TableCell(name, bold=bold),
        *(TableCell(text, bold=bold) for text in figures),
        TableCell(_share(lights[Light.DONE], _dated(lights)), bold=bold),
    )


def _late(source: ReportSource) -> list[Block]:
    late = [row for row in source.rows if row.light is Light.LATE]
    if not late:
        return [Text(f"截至{chinese_date(source.today)}，没有逾期未办结的事项。")]
    by_unit = Counter(row.unit_id for row in late)
    names = {row.unit_id: row.unit_name for row in late}
    late.sort(key=lambda row: (-by_unit[row.unit_id], row.unit_id))
    most = "、".join(f"{names[unit]}（{count}项）" for unit, count in by_unit.most_common(_MOST_UNITS))
    named = f"逾期较多的是{most}" if len(by_unit) > _MOST_UNITS else f"分别为{most}"
    header = tuple(TableCell(text) for text in ("责任单位", "任务", "时限", "逾期\n工作日"))
    rows: list[tuple[TableCell, ...]] = [header]
    for _, grouped in groupby(late, lambda row: row.unit_id):
        items = list(grouped)
        for position, row in enumerate(items):
            unit = (TableCell(f"{row.unit_name}\n（{len(items)}项）", len(items)),) if position == 0 else ()
            rows.append(
                (*unit, TableCell(brief(row.task_name)), TableCell(_day(row.due)), TableCell(str(-row.days)))
            )
    columns = (TableColumn(3.4), TableColumn(7.4, "left"), TableColumn(2.6), TableColumn(1.6, "right"))
    return [
        Text(
            f"截至{chinese_date(source.today)}，逾期未办结{len(late)}项，涉及{len(by_unit)}个单位，{named}。"
        ),
        Table(columns, tuple(rows), title="表3　逾期事项（按单位）", size=10.5),
    ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _coming(source: ReportSource) -> list[Block]:
    month = next_month(source.month)
    coming = [(c, row) for c, row in _checkpoints(source.rows, month) if c.done_on is None]
    if not coming:
        return [Text(f"{month[0]}年{month[1]}月没有到期节点。")]
    groups: dict[tuple[date, int], list[DutyRow]] = {}
    for checkpoint, row in coming:
        groups.setdefault((checkpoint.due, row.task_id), []).append(row)
    header = tuple(TableCell(text) for text in ("时限", "任务", "责任单位"))
    rows = [header]
    for (due, _), items in groups.items():
        rows.append((TableCell(_day(due)), TableCell(brief(items[0].task_name)), TableCell(_units(items))))
    columns = (TableColumn(2.6), TableColumn(6.2, "left"), TableColumn(6.2, "left"))
    return [
        Text(f"{month[0]}年{month[1]}月有{len(groups)}项任务的{len(coming)}个节点到期，请责任单位提前安排。"),
        Table(columns, tuple(rows), title=f"表4　{month[0]}年{month[1]}月到期事项", size=10.5),
    ]


def _units(rows: Sequence[DutyRow]) -> str:
    """All units where they are few, else the first ones and how many there are."""
    names = [row.unit_name for row in rows]
    if len(names) <= _MOST_UNITS:
        return "、".join(names)
    return f"{'、'.join(names[: _MOST_UNITS - 1])}等{len(names)}个单位"


def _next_steps(source: ReportSource) -> str:
    late = any(row.light is Light.LATE for row in source.rows)
    chase = "对逾期事项印发督办通知，督促责任单位说明原因、限期办结；" if late else ""
    return f"{chase}对下月到期事项提前提醒，办结一项、核销一项，并随机抽查公开网址，防止虚报办结。"
