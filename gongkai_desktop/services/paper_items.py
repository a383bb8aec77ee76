"""The lines of papers: duties and statutory limits that are near, late, or urged before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from gongkai_desktop.domain.duty_row import CheckpointRow, DutyRow
from gongkai_desktop.domain.escalation import COUNTED
from gongkai_desktop.domain.ledger import Notice, Plan
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.domain.papers import URGED, About, FormerPaper, PaperItem
from gongkai_desktop.domain.supervision import Objection
from gongkai_desktop.services.clock_lines import ClockLine

Key = tuple[Literal["duty", "clock"], int]
"""A duty or a statutory limit."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What the lines are made of."""

    today: date
    rows: Sequence[DutyRow]
    clocks: Sequence[ClockLine]
    plans: Mapping[int, Plan]
    former: Mapping[Key, Sequence[FormerPaper]]
    words: Mapping[Light, str]


def items_of(sources: Sources, about: About, until: date | None = None) -> list[PaperItem]:
    """The lines of a kind of paper: duties as in the ledger, then limits by their last day.

    `until` takes in what falls due until this day, beside what is 临期.
    """
    if about is About.NOTHING:
        return []
    items = [*_duty_items(sources, about, until), *_clock_items(sources, about, until)]
    if about is About.LATE_AGAIN:
        return [item for item in items if _urged_before(item, sources.today)]
    return items


def _urged_before(item: PaperItem, today: date) -> bool:
    return any(paper.kind in URGED and paper.issued_on < today for paper in item.former)


def _duty_items(sources: Sources, about: About, until: date | None) -> Iterator[PaperItem]:
    wanted, dated = _ROWS[about], _dates_of(about, until)
    for row in sources.rows:
        dates = [one for one in row.checkpoints if dated(one)]
        near = until is not None and about is About.SOON and bool(dates) and row.light is not Light.LATE
        if near or wanted(row, sources.today):
            yield _duty_item(sources, row, about, dates)


_ROWS: Mapping[About, Callable[[DutyRow, date], bool]] = {
    About.SOON: lambda row, _: row.light is Light.SOON,
    About.LATE: lambda row, _: row.light is Light.LATE,
    About.LATE_AGAIN: lambda row, _: row.light is Light.LATE,
    About.YEAR: lambda row, today: row.year == today.year,
}


def _dates_of(about: About, until: date | None) -> Callable[[CheckpointRow], bool]:
    match about:
        case About.SOON:
            return lambda one: (
                one.light is Light.SOON
                or (until is not None and one.light is Light.NORMAL and one.due <= until)
            )
        case About.LATE | About.LATE_AGAIN:
            return lambda one: one.light is Light.LATE
        case _:
            return lambda _: True


def _duty_item(sources: Sources, row: DutyRow, about: About, dates: Sequence[CheckpointRow]) -> PaperItem:
    days = tuple(one.due for one in dates)
    return PaperItem(
        what="duty",
        id=row.duty_id,
        unit_id=row.unit_id,
        unit_name=row.unit_name,
        task=row.task_name,
        requirement=row.requirement,
        dates=days,
        days=min((one.days for one in dates), default=0) if about is not About.YEAR else row.days,
        no=row.no,
        role=row.role,
        source=row.plan_title,
        source_number=sources.plans[row.plan_id].number or "",
        deadline_text=row.deadline_text,
        state=sources.words[row.light],
        former=_former(sources, ("duty", row.duty_id), about, days),
    )


def _clock_items(sources: Sources, about: About, until: date | None) -> Iterator[PaperItem]:
    for line in sources.clocks:
        near = line.light is Light.SOON or (
            until is not None and line.light is Light.NORMAL and line.due <= until
        )
        late = line.light is Light.LATE
        if line.unit_id is not None and ((about is About.SOON and near) or (about in _LATE and late)):
            yield _clock_item(sources, line, line.unit_id, about)


_LATE = (About.LATE, About.LATE_AGAIN)


def _clock_item(sources: Sources, line: ClockLine, unit_id: int, about: About) -> PaperItem:
    law, closed, article = line.article.partition("》")
    return PaperItem(
        what="clock",
        id=line.clock_id,
        unit_id=unit_id,
        unit_name=line.unit_name,
        task=line.name,
        requirement="　".join(part for part in (line.matter, line.number) if part),
        dates=(line.due,),
        days=line.days,
        source=law.removeprefix("《") if closed else line.article,
        source_number=article,
        deadline_text=line.limit,
        state=sources.words[line.light],
        former=_former(sources, ("clock", line.clock_id), about, (line.due,)),
    )


def _former(sources: Sources, key: Key, about: About, dates: Sequence[date]) -> tuple[FormerPaper, ...]:
    """Newest first; a late item was urged before only where that was about this date, not an earlier one."""
    papers = sources.former.get(key, ())
    if about in _LATE and dates:
        return tuple(paper for paper in papers if paper.issued_on >= dates[0])
    return tuple(papers)


def keys_of(notice: Notice) -> tuple[Key, ...]:
    """What a paper is about."""
    duties: list[Key] = [("duty", duty_id) for duty_id in notice.duty_ids]
    return (*duties, *(("clock", clock_id) for clock_id in notice.clock_ids))


def _disputes(
    issued: Sequence[Notice], objections: Sequence[Objection], owners: Mapping[Key, int]
) -> Iterator[tuple[Objection, Key]]:
    """Each objection with all it is about; those against voided papers are settled by that."""
    in_force = {notice.id: notice for notice in issued if notice.voided_on is None}
    for one in objections:
        if one.notice_id not in in_force:
            continue
        if one.duty_id is not None:
            yield one, ("duty", one.duty_id)
        elif one.clock_id is not None:
            yield one, ("clock", one.clock_id)
        else:
            for key in keys_of(in_force[one.notice_id]):
                if owners.get(key) == one.unit_id:
                    yield one, key


def withdrawn_of(
    issued: Sequence[Notice], objections: Sequence[Objection], owners: Mapping[Key, int]
) -> frozenset[tuple[int, Key]]:
    """Which papers count no more for which items, since an objection was accepted."""
    return frozenset(
        (one.notice_id, key) for one, key in _disputes(issued, objections, owners) if one.accepted
    )


def disputed_of(
    issued: Sequence[Notice],
    objections: Sequence[Objection],
    owners: Mapping[Key, int],
    former: Mapping[Key, Sequence[FormerPaper]],
) -> frozenset[Key]:
    """What no circular may name: an objection is open, or was accepted and no paper has followed since."""
    found = set()
    for one, key in _disputes(issued, objections, owners):
        settled = one.settled_on
        if (
            one.is_open
            or settled is None
            or (
                one.accepted
                and not any(
                    paper.kind in COUNTED and paper.issued_on > settled for paper in former.get(key, ())
                )
            )
        ):
            found.add(key)
    return frozenset(found)
