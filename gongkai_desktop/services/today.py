"""The page a clerk opens first: what is late, what falls due, who has not answered, what waits for a look."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from gongkai_desktop.domain.clocks import ClockState
from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.ledger import DutyState, Notice, Task, Unit
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.domain.limits import CHINA_TIME
from gongkai_desktop.services.clocks import ClockLine, list_clocks
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import drafts, notices, paper_tracking, plans, queries, units
from gongkai_desktop.store.queries import RecentChange

if TYPE_CHECKING:
    from gongkai_desktop.services.review_drafts import Draft

_MOST_CHANGES = 30

__all__ = ["Awaited", "RecentChange", "TaskToCheck", "ToSign", "TodayPage", "today_page"]


@dataclass(frozen=True, slots=True)
class TaskToCheck:
    """A task with fields the program was not sure of."""

    task: Task
    plan_title: str


@dataclass(frozen=True, slots=True)
class Awaited:
    """A paper that was issued to a unit, which has neither done nor said anything since."""

    notice: Notice
    duty_ids: tuple[int, ...]
    days: int | None
    """Working days until the reply is due, negative when it is late; None where no day was set."""


@dataclass(frozen=True, slots=True)
class ToSign:
    """Papers of one kind that the rules propose today and nobody has issued yet."""

    kind: str
    unit_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TodayPage:
    """What the day asks for; the most pressing first in each part."""

    late: tuple[DutyRow, ...]
    soon: tuple[DutyRow, ...]
    to_check: tuple[TaskToCheck, ...]
    units_to_confirm: tuple[Unit, ...]
    reviews: tuple[Draft, ...] = ()
    """Imports put aside before they were confirmed."""
    to_sign: tuple[ToSign, ...] = ()
    """The papers of this month's round, the sternest kind first."""
    awaited: tuple[Awaited, ...] = ()
    clocks: tuple[ClockLine, ...] = ()
    """Statutory limits that run or are paused."""
    changes: tuple[RecentChange, ...] = ()
    """What was done since the working day before, newest first."""


def today_page(workspace: Workspace, today: date, rows: Sequence[DutyRow] | None = None) -> TodayPage:
    """Everything that waits for the clerk on `today`; `rows` where the ledger has just been read."""
    if rows is None:
        rows = list_duties(workspace, today)
    with workspace.ledger.read() as reading:
        titles = {plan.id: plan.title for plan in plans.list_plans(reading)}
        flagged = plans.flagged_tasks(reading)
        directory = units.list_units(reading)
        put_aside = drafts.list_drafts(reading)
        replied = {
            (reply.notice_id, reply.unit_id) for reply in paper_tracking.list_replies(reading, until=today)
        }
        issued = [one for one in notices.list_notices(reading, until=today) if one.voided_on is None]
        changes = queries.recent_changes(reading, *_since_last_working_day(workspace, today), _MOST_CHANGES)
    return TodayPage(
        late=_by_date(rows, Light.LATE),
        soon=_by_date(rows, Light.SOON),
        to_check=tuple(TaskToCheck(task, titles[task.plan_id]) for task in flagged),
        units_to_confirm=tuple(unit for unit in directory if not unit.confirmed),
        reviews=_reviews(workspace) if put_aside else (),
        to_sign=_to_sign(workspace, today, rows),
        awaited=_awaited(workspace, issued, rows, replied, today),
        clocks=tuple(
            line
            for line in list_clocks(workspace, today, with_closed=False)
            if line.state in (ClockState.RUNNING, ClockState.PAUSED) and not line.ahead
        ),
        changes=changes,
    )


def _to_sign(workspace: Workspace, today: date, rows: Sequence[DutyRow]) -> tuple[ToSign, ...]:
    # The rules of papers bring templates along; the window's start need not wait for them.
    from gongkai_desktop.services.paper_facts import read_material
    from gongkai_desktop.services.supervision import round_of

    proposed: dict[str, list[str]] = {}
    for line in round_of(workspace, today, read_material(workspace, today, rows)).lines:
        if line.ticked:
            proposed.setdefault(line.kind, []).append(line.unit_name)
    return tuple(ToSign(kind, tuple(names)) for kind, names in proposed.items())


def _since_last_working_day(workspace: Workspace, today: date) -> tuple[datetime, datetime]:
    """From the beginning of the working day before to the end of `today`."""
    first = workspace.calendar.add_working_days(today, -1)
    start, end = (datetime.combine(day, time(), CHINA_TIME) for day in (first, today + timedelta(days=1)))
    return start, end


def _awaited(
    workspace: Workspace,
    issued: Sequence[Notice],
    rows: Sequence[DutyRow],
    replied: Collection[tuple[int, int]],
    today: date,
) -> tuple[Awaited, ...]:
    """The papers about duties that are open, without progress since, of units that have not replied; for
    each duty only the newest paper.
    """
    wanted = {duty_id for notice in issued for duty_id in notice.duty_ids}
    about = {row.duty_id: row for row in rows if row.duty_id in wanted}
    seen: set[int] = set()
    found = []
    for notice in issued:
        waiting = tuple(
            duty_id
            for duty_id in notice.duty_ids
            if duty_id not in seen and _is_silent(about.get(duty_id), notice, replied)
        )
        seen.update(notice.duty_ids)
        if waiting:
            day = notice.reply_by
            days = workspace.calendar.working_days_between(today, day) if day else None
            found.append(Awaited(notice, waiting, days))
    return tuple(sorted(found, key=lambda each: (each.notice.reply_by or date.max, each.notice.id)))


def _is_silent(row: DutyRow | None, notice: Notice, replied: Collection[tuple[int, int]]) -> bool:
    if row is None or row.state is not DutyState.OPEN or (notice.id, row.unit_id) in replied:
        return False
    return row.last_progress_on is None or row.last_progress_on < notice.issued_on


def _reviews(workspace: Workspace) -> tuple[Draft, ...]:
    # Brings all of recognition along: on most days the window need not wait for it when it starts.
    from gongkai_desktop.services.review_drafts import list_drafts

    return list_drafts(workspace)


def _by_date(rows: Sequence[DutyRow], light: Light) -> tuple[DutyRow, ...]:
    return tuple(sorted((row for row in rows if row.light is light), key=lambda row: row.due or date.max))
