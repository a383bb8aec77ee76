"""From stored lines to the rows of the list: lights and days for one day, in the order of the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache

from gongkai_desktop.domain.duty_row import CheckpointRow, DutyRow
from gongkai_desktop.domain.kinds import DutyState, Role
from gongkai_desktop.domain.lights import Light, LightRules, WorkdayCount, checkpoint_light
from gongkai_desktop.store.duty_lines import CheckpointLine, DutyLine, ProgressLine, Snapshot

LightOf = Callable[[date, date | None], tuple[Light, int]]

_STATES = {state.value: state for state in DutyState}
_ROLES = {role.value: (rank, role) for rank, role in enumerate(Role)}
_NO_PROGRESS = ProgressLine(None, "")


def build_rows(
    snapshot: Snapshot, today: date, rules: LightRules, calendar: WorkdayCount
) -> tuple[DutyRow, ...]:
    """The rows of a snapshot, by year, plan, task, role (lead first) and unit."""

    @cache
    def light_of(due: date, done_on: date | None) -> tuple[Light, int]:
        # A county has thousands of checkpoints but only some dozens of dates.
        return checkpoint_light(due, done_on, today, rules, calendar)

    return tuple([_row(snapshot, duty, today, light_of) for duty in _in_order(snapshot)])


def _in_order(snapshot: Snapshot) -> Iterator[DutyLine]:
    # Task by task: sorting all at once by four keys takes several times as long.
    by_task: defaultdict[int, list[DutyLine]] = defaultdict(list)
    for duty in snapshot.duties:
        by_task[duty[1]].append(duty)
    place = {unit_id: unit.position for unit_id, unit in snapshot.units.items()}

    def order(duty: DutyLine) -> tuple[int, int, int]:
        return _ROLES[duty[3]][0], place[duty[2]], duty[0]

    for task_id in sorted(by_task, key=lambda task_id: snapshot.tasks[task_id].place):
        yield from sorted(by_task[task_id], key=order)


def _row(snapshot: Snapshot, duty: DutyLine, today: date, light_of: LightOf) -> DutyRow:
    duty_id, task_id, unit_id, role, stored, completed_on, via, version = duty
    task, unit = snapshot.tasks[task_id], snapshot.units[unit_id]
    progress = snapshot.progress.get(duty_id, _NO_PROGRESS)
    state = _STATES[stored]
    if state is DutyState.DONE and completed_on and completed_on > today:
        # What was completed later was open then.
        state, completed_on = DutyState.OPEN, None
    checkpoints = _checkpoints(snapshot.checkpoints.get(duty_id, ()), today, completed_on, light_of)
    due, light, days = _decisive(checkpoints, state)
    # By position: with thirty names the call takes half as long again. The type checker watches the order.
    return DutyRow(
        duty_id, task_id, task.plan_id, task.plan_title, task.year, task.place, task.no, task.path,
        task.name, task.requirement, unit_id, unit.name, unit.kind, unit.confirmed, _ROLES[role][1], via,
        task.deadline_text, checkpoints, due, light, days, state, completed_on, progress.on, progress.text,
        snapshot.percent.get(duty_id), snapshot.evidence.get(duty_id, 0), snapshot.notices.get(duty_id, 0),
        task.flag_count, task.search, version, unit.search,
    )  # fmt: skip


def _checkpoints(
    lines: Sequence[CheckpointLine], today: date, completed_on: date | None, light_of: LightOf
) -> tuple[CheckpointRow, ...]:
    rows = []
    for duty_id, checkpoint_id, due, label, proposed, stored in lines:
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
