"""The page a clerk opens first: what is late, what falls due, what waits for a look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.ledger import Task, Unit
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import drafts, plans, units

if TYPE_CHECKING:
    from gongkai_desktop.services.review_drafts import Draft


@dataclass(frozen=True, slots=True)
class TaskToCheck:
    """A task with fields the program was not sure of."""

    task: Task
    plan_title: str


@dataclass(frozen=True, slots=True)
class TodayPage:
    """What the day asks for; the most pressing first in each part."""

    late: tuple[DutyRow, ...]
    soon: tuple[DutyRow, ...]
    to_check: tuple[TaskToCheck, ...]
    units_to_confirm: tuple[Unit, ...]
    reviews: tuple[Draft, ...] = ()
    """Imports put aside before they were confirmed."""


def today_page(workspace: Workspace, today: date) -> TodayPage:
    """Everything that waits for the clerk on `today`."""
    rows = list_duties(workspace, today)
    with workspace.ledger.read() as reading:
        titles = {plan.id: plan.title for plan in plans.list_plans(reading)}
        flagged = plans.flagged_tasks(reading)
        directory = units.list_units(reading)
        put_aside = drafts.list_drafts(reading)
    return TodayPage(
        late=_by_date(rows, Light.LATE),
        soon=_by_date(rows, Light.SOON),
        to_check=tuple(TaskToCheck(task, titles[task.plan_id]) for task in flagged),
        units_to_confirm=tuple(unit for unit in directory if not unit.confirmed),
        reviews=_reviews(workspace) if put_aside else (),
    )


def _reviews(workspace: Workspace) -> tuple[Draft, ...]:
    # Brings all of recognition along: on most days the window need not wait for it when it starts.
    from gongkai_desktop.services.review_drafts import list_drafts

    return list_drafts(workspace)


def _by_date(rows: tuple[DutyRow, ...], light: Light) -> tuple[DutyRow, ...]:
    return tuple(sorted((row for row in rows if row.light is light), key=lambda row: row.due or date.max))
