"""每月倒排, 每季通报, 半年约谈: three rounds prepared with their facts, to be looked at and issued."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

from gongkai_desktop.domain.escalation import COUNTED, PAPER_OF, Step, since
from gongkai_desktop.domain.papers import PaperItem, Talk, quarter_of
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services.paper_facts import Extras, Material, paper_items, papers_of, read_material
from gongkai_desktop.services.paper_templates import paper_kind
from gongkai_desktop.services.supervision import (
    Round,
    RoundLine,
    circular_line,
    late_steps,
    numbers_of,
    past_papers,
    with_burden,
)
from gongkai_desktop.services.workspace import Workspace

_NEXT_MONTH_FROM = 20
"""From this day of a month on, 倒排 looks at the next one."""
_QUARTERS = ("", "一", "二", "三", "四")


def month_ahead(workspace: Workspace, today: date, material: Material | None = None) -> Round:
    """每月倒排: reminders to every unit about all that falls due until the end of the month."""
    first = today if today.day < _NEXT_MONTH_FROM else _next_month(today)
    last = date(first.year, first.month, monthrange(first.year, first.month)[1])
    extras = Extras(until=last)
    material = material or read_material(workspace, today)
    kind = paper_kind(PAPER_OF[Step.REMIND])
    by_unit: dict[int, list[PaperItem]] = defaultdict(list)
    for item in paper_items(workspace, material, kind, extras):
        by_unit[item.unit_id].append(item)
    lines = [
        RoundLine(
            kind.name,
            unit_id,
            items[0].unit_name,
            tuple(items),
            f"{last.month}月底前到期 {len(items)} 项 · 最早 {_short(min(one.dates[0] for one in items))}",
        )
        for unit_id, items in by_unit.items()
    ]
    total = sum(len(line.items) for line in lines)
    return Round(
        title=f"{first.year}年{first.month}月倒排",
        today=today,
        lines=tuple(with_burden(workspace, material, lines)),
        notes=(f"到 {last.month}月{last.day}日止，{len(lines)} 个单位共有 {total} 项到期，附倒排表。",),
        beside=("倒排表",),
        extras=extras,
        numbers=numbers_of(workspace, today),
    )


def quarterly_circular(workspace: Workspace, today: date, material: Material | None = None) -> Round:
    """每季通报: one circular with the quarter's figures; what is disputed is left out and named here."""
    material = material or read_material(workspace, today)
    year, quarter = quarter_of(today)
    facts = papers_of(workspace, material, paper_kind(PAPER_OF[Step.CIRCULAR]))
    if not facts:
        raise InvalidInput("台账里还没有责任事项，没有可以通报的。", "请先导入任务分解表。")
    figures = facts[0].figures
    late = sum(one.late for one in figures)
    total, done = sum(one.total for one in figures), sum(one.done for one in figures)
    units = sum(one.late > 0 for one in figures)
    notes = [f"责任事项 {total} 项，办结 {done} 项，逾期 {late} 项，涉及 {units} 个单位。"]
    if material.disputed:
        notes.append(f"有异议的 {len(material.disputed)} 项不列入通报。")
    line = circular_line(workspace, material, ())
    return Round(
        title=f"{year}年第{_QUARTERS[quarter]}季度通报",
        today=today,
        lines=(line,),
        notes=tuple(notes),
        extras=Extras(quarter=(year, quarter)),
        numbers=numbers_of(workspace, today),
    )


def half_year_talks(
    workspace: Workspace, today: date, material: Material | None = None, *, talk: Talk | None = None
) -> Round:
    """半年约谈: the units with so many papers in a row in vain on one item, as the rules say, still late.

    What is disputed, or has been the subject of a talk since, does not count.
    """
    material = material or read_material(workspace, today)
    past, needed = past_papers(workspace, material), workspace.office.talk_after
    begin = _half_year_before(today)
    by_unit: dict[int, list[tuple[PaperItem, int]]] = defaultdict(list)
    for item, step in late_steps(workspace, material):
        key = (item.what, item.id)
        row = since(past.get(key, ()), item.dates[0])
        recent = [one for one in row if one.kind in COUNTED and one.issued_on >= begin]
        if key not in material.disputed and step.waits_until is None and step.reds >= needed and recent:
            by_unit[item.unit_id].append((item, step.reds))
    lines = [
        RoundLine(
            PAPER_OF[Step.TALK],
            unit_id,
            found[0][0].unit_name,
            tuple(item for item, _ in found),
            f"{len(found)} 项连续 {max(reds for _, reds in found)} 次发文未办结",
        )
        for unit_id, found in by_unit.items()
    ]
    half = "上" if today.month <= 6 else "下"
    return Round(
        title=f"{today.year}年{half}半年约谈",
        today=today,
        lines=tuple(with_burden(workspace, material, lines)),
        notes=(f"连续 {needed} 次发文仍未办结的单位，附约谈记录。约谈的时间、地点可在签发前填写。",),
        beside=("约谈记录",),
        extras=Extras(talk=talk),
        numbers=numbers_of(workspace, today),
    )


def backward_table(workspace: Workspace, round_: Round, path: Path) -> Path | None:
    """The 倒排表 of the month a round looks at, as PDF; None when nothing falls due in it."""
    from gongkai_desktop.services.print_calendar import print_backward

    month = round_.extras.until or round_.today
    try:
        return print_backward(workspace, path, month, round_.today)
    except InvalidInput:
        return None


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _half_year_before(day: date) -> date:
    months = day.year * 12 + day.month - 7
    return date(months // 12, months % 12 + 1, 1)


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"
