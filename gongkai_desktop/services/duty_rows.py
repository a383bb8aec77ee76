"""From stored lines to the rows of the list: lights and days for one day, in the order of the ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache

from gongkai_desktop.domain.duty_row import CheckpointRow, DutyRow
from gongkai_desktop.domain.ledger import DutyState
from gongkai_desktop.domain.lights import Light, LightRules, WorkdayCount, checkpoint_light
from gongkai_desktop.domain.recognised import Role
from gongkai_desktop.store.queries import CheckpointLine, DutyLine, Snapshot

LightOf = Callable[[date, date | None], tuple[Light, int]]

_STATES = {state.value: state for state in DutyState}
_ROLES = {role.value: (rank, role) for rank, role in enumerate(Role)}


def build_rows(
    snapshot: Snapshot, today: date, rules: LightRules, calendar: WorkdayCount
) -> tuple[DutyRow, ...]:
    """The rows of a snapshot, by year, plan, task, role (lead first) and unit."""

    @cache
    def light_of(due: date, done_on: date | None) -> tuple[Light, int]:
        # A county has thousands of checkpoints but only some dozens of dates.
        return checkpoint_light(due, done_on, today, rules, calendar)

    def order(duty: DutyLine) -> tuple[int, int, int, int]:
        unit = snapshot.units[duty.unit_id]
        return snapshot.tasks[duty.task_id].place, _ROLES[duty.role][0], unit.position, duty.id

    return tuple(_row(snapshot, duty, today, light_of) for duty in sorted(snapshot.duties, key=order))


def _row(snapshot: Snapshot, duty: DutyLine, today: date, light_of: LightOf) -> DutyRow:
    task, unit = snapshot.tasks[duty.task_id], snapshot.units[duty.unit_id]
    progress = snapshot.progress.get(duty.id)
    state, completed_on = _state(duty, today)
    checkpoints = _checkpoints(duty.id, snapshot.checkpoints.get(duty.id, ()), today, completed_on, light_of)
    due, light, days = _decisive(checkpoints, state)
    return DutyRow(
        duty_id=duty.id,
        task_id=duty.task_id,
        plan_id=task.plan_id,
        plan_title=task.plan_title,
        year=task.year,
        task_position=task.place,
        no=task.no,
        path=task.path,
        task_name=task.name,
        requirement=task.requirement,
        unit_id=duty.unit_id,
        unit_name=unit.name,
        unit_kind=unit.kind,
        unit_confirmed=unit.confirmed,
        role=_ROLES[duty.role][1],
        via=duty.via,
        deadline_text=task.deadline_text,
        checkpoints=checkpoints,
        due=due,
        light=light,
        days=days,
        state=state,
        completed_on=completed_on,
        last_progress_on=progress.on if progress else None,
        last_progress=progress.text if progress else "",
        percent=snapshot.percent.get(duty.id),
        evidence_count=snapshot.evidence.get(duty.id, 0),
        notice_count=snapshot.notices.get(duty.id, 0),
        flag_count=task.flag_count,
        search_text=f"{unit.search}\n{task.search}",
        version=duty.version,
    )


def _state(duty: DutyLine, today: date) -> tuple[DutyState, date | None]:
    """The state as it was on `today`: what was completed later was open then."""
    state = _STATES[duty.state]
    if state is DutyState.DONE and duty.completed_on and duty.completed_on > today:
        return DutyState.OPEN, None
    return state, duty.completed_on


def _checkpoints(
    duty_id: int,
    lines: Sequence[CheckpointLine],
    today: date,
    completed_on: date | None,
    light_of: LightOf,
) -> tuple[CheckpointRow, ...]:
    rows = []
    for _, checkpoint_id, due, label, proposed, stored in lines:
        done_on = stored if stored and stored <= today else completed_on
        light, days = light_of(due, done_on)
        rows.append(CheckpointRow(checkpoint_id, duty_id, due, label, proposed, done_on, light, days))
    return tuple(rows)


def _decisive(checkpoints: Sequence[CheckpointRow], state: DutyState) -> tuple[date | None, Light, int]:
    """Date, light and days of the whole duty: those of its earliest open checkpoint."""
    last = checkpoints[-1].due if checkpoints else None
    if state is DutyState.DONE:
        return last, Light.DONE, 0
    for checkpoint in checkpoints:
        if checkpoint.done_on is None:
            return checkpoint.due, checkpoint.light, checkpoint.days
    return last, Light.DONE if checkpoints else Light.NONE, 0
