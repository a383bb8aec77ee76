"""The lines a list of duties is made of: all of them, those of one duty, or the first of the ledger."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from gongkai_desktop.domain.kinds import EVENT_SERIES, DutyState, UnitKind
from gongkai_desktop.store.rows import Days, Rows

if TYPE_CHECKING:
    from gongkai_desktop.domain.limits import LimitUnit


class TaskLine(NamedTuple):
    """What a list shows of a task; `place` is its number in the whole ledger."""

    plan_id: int
    plan_title: str
    year: int
    place: int
    no: str | None
    path: tuple[str, ...]
    name: str
    requirement: str
    deadline_text: str
    flag_count: int
    search: str


class UnitLine(NamedTuple):
    """What a list shows of a unit."""

    name: str
    kind: UnitKind
    confirmed: bool
    position: int
    search: str


DutyLine = tuple[int, int, int, str, str, date | None, str | None, int]
"""A duty as stored: id, task, unit, role, state, completed on, via, version."""

CheckpointLine = tuple[int, int, date, str, bool, date | None]
"""A checkpoint as stored: duty, id, due, label, proposed, done on."""


class ProgressLine(NamedTuple):
    """The newest progress of a duty."""

    on: date | None
    text: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything a list of duties is made of, as known on one day. Keys are duty ids where not said."""

    tasks: Mapping[int, TaskLine]
    """By task id."""
    units: Mapping[int, UnitLine]
    """By unit id."""
    duties: Sequence[DutyLine]
    checkpoints: Mapping[int, Sequence[CheckpointLine]]
    """By date."""
    progress: Mapping[int, ProgressLine]
    percent: Mapping[int, int]
    evidence: Mapping[int, int]
    notices: Mapping[int, int]


class Scope(NamedTuple):
    """Which duties are read, as conditions; `:scope` in them stands for the value."""

    duties: str
    """On a table `duty`."""
    of_duties: str = "TRUE"
    """On the `duty_id` of what belongs to duties."""
    tasks: str = "TRUE"
    """On a table `task`."""
    among: str = "TRUE"
    """On a table `task`: those that are numbered. The first ones can do without the others."""
    value: int = 0
    is_all: bool = True
    """False where the ledger has more tasks than the first ones."""


_MOST_FIRST_TASKS = 100
_IN_ORDER = "plan.year, plan.id, task.position"
"""The order of the ledger."""
ALL = Scope(f"duty.state <> '{DutyState.CANCELLED.value}'")


def one(duty_id: int) -> Scope:
    """One duty, whatever its state."""
    of_task = "task.id = (SELECT duty.task_id FROM duty WHERE duty.id = :scope)"
    return Scope("duty.id = :scope", "duty_id = :scope", tasks=of_task, value=duty_id)


def first_of(reading: Rows, enough: int) -> Scope:
    """The first tasks in the ledger's order whose duties are `enough`, without the cancelled ones."""
    found = reading.rows(
        f"""
        SELECT id, (SELECT count(*) FROM duty WHERE duty.task_id = first_tasks.id AND {ALL.duties})
        FROM (SELECT task.id AS id FROM task JOIN plan ON plan.id = task.plan_id
              ORDER BY {_IN_ORDER} LIMIT :most) AS first_tasks
        """,
        most=_MOST_FIRST_TASKS + 1,
    )
    # As a list of numbers: a subquery would sort all tasks of the ledger once for each statement.
    tasks: list[int] = []
    duties = 0
    for task_id, count in found[:_MOST_FIRST_TASKS]:
        if duties >= enough:
            break
        tasks.append(task_id)
        duties += count
    those = f"IN ({', '.join(map(str, tasks)) or 'NULL'})"
    return Scope(
        f"{ALL.duties} AND duty.task_id {those}",
        f"duty_id IN (SELECT duty.id FROM duty WHERE duty.task_id {those})",
        among=f"task.id {those}",
        is_all=len(tasks) == len(found),
    )


def snapshot(reading: Rows, today: date, scope: Scope = ALL) -> Snapshot:
    """The duties of a scope as known on `today`."""
    return Snapshot(
        tasks=_tasks(reading, scope),
        units=_units(reading),
        duties=_duties(reading, scope),
        checkpoints=_checkpoints(reading, scope),
        progress=_latest_progress(reading, scope, today),
        percent=_latest_percent(reading, scope, today),
        evidence=_evidence_counts(reading, scope, today),
        notices=_notice_counts(reading, scope, today),
    )


def unit_search_texts(reading: Rows) -> dict[int, str]:
    """Names, aliases and pinyin initials of every unit in one lower-case text."""
    return {unit_id: line.search for unit_id, line in _units(reading).items()}


def newest_change(reading: Rows) -> int:
    """The number of the last line of the journal, 0 for a ledger into which nothing was ever written."""
    return int(reading.rows("SELECT coalesce(max(id), 0) FROM journal")[0][0])


def task_name(path: Sequence[str], requirement: str) -> str:
    """What a task is called in lists; the rule of `domain.ledger.Task.name` before there is a Task."""
    return path[-1] if path else requirement[:30]


class EventLine(NamedTuple):
    """An event in days, months or years from which an open checkpoint was counted that nobody has moved."""

    checkpoint_id: int
    happened_on: date
    amount: int
    unit: LimitUnit


def counting_events(reading: Rows) -> tuple[EventLine, ...]:
    """The events whose checkpoints move with the calendar."""
    # Begun with the events, of which there are few: joined, SQLite begins with all the checkpoints.
    found = reading.rows(
        """
        SELECT checkpoint_id, CAST(happened_on AS VARCHAR), amount, unit
        FROM duty_event
        WHERE unit <> 'hour'
          AND EXISTS (SELECT 1 FROM checkpoint WHERE checkpoint.id = duty_event.checkpoint_id
                      AND checkpoint.done_on IS NULL AND checkpoint.series = :series)
          AND EXISTS (SELECT 1 FROM duty WHERE duty.id = duty_event.duty_id AND duty.state = :open)
          AND NOT EXISTS (SELECT 1 FROM checkpoint_move
                          WHERE checkpoint_move.checkpoint_id = duty_event.checkpoint_id)
        """,
        series=EVENT_SERIES,
        open=DutyState.OPEN.value,
    )
    return tuple(EventLine(number, date.fromisoformat(day), *rest) for number, day, *rest in found)


def _tasks(reading: Rows, scope: Scope) -> dict[int, TaskLine]:
    found = reading.rows(
        f"""
        SELECT task.id, plan.id, plan.title, plan.year, numbered.place, task.no,
               CAST(task.path AS VARCHAR), task.requirement, task.deadline_text,
               CAST(task.flags AS VARCHAR), task.initials
        FROM task
        JOIN plan ON plan.id = task.plan_id
        JOIN (SELECT task.id AS id, row_number() OVER (ORDER BY {_IN_ORDER}) AS place
              FROM task JOIN plan ON plan.id = task.plan_id WHERE {scope.among}) AS numbered
          ON numbered.id = task.id
        WHERE {scope.tasks}
        """,
        scope=scope.value,
    )
    return {task_id: _task_line(*rest) for task_id, *rest in found}


def _task_line(
    plan_id: int,
    title: str,
    year: int,
    place: int,
    no: str | None,
    stored_path: str,
    requirement: str,
    deadline_text: str,
    flags: str,
    initials: str,
) -> TaskLine:
    path = tuple(json.loads(stored_path))
    name = task_name(path, requirement)
    search = "\n".join((*path, name, requirement, initials)).lower()
    return TaskLine(
        plan_id,
        title,
        year,
        place,
        no,
        path,
        name,
        requirement,
        deadline_text,
        len(json.loads(flags)),
        search,
    )


def _units(reading: Rows) -> dict[int, UnitLine]:
    names: dict[int, list[str]] = defaultdict(list)
    for unit_id, name, initials in reading.rows("SELECT unit_id, name, initials FROM alias ORDER BY id"):
        names[unit_id] += (name, initials)
    return {
        unit_id: UnitLine(
            name=name,
            kind=UnitKind(kind),
            confirmed=bool(confirmed),
            position=position,
            search="\n".join((name, initials, *names[unit_id])).lower(),
        )
        for unit_id, name, kind, confirmed, position, initials in reading.rows(
            "SELECT id, name, kind, confirmed, position, initials FROM unit"
        )
    }


def _duties(reading: Rows, scope: Scope) -> list[DutyLine]:
    found = reading.rows(
        f"""
        SELECT id, task_id, unit_id, role, state, CAST(completed_on AS VARCHAR), via, version
        FROM duty WHERE {scope.duties}
        """,
        scope=scope.value,
    )
    days = Days()
    return [
        (number, task, unit, role, state, days[done] if done else None, via, version)
        for number, task, unit, role, state, done, via, version in found
    ]


def _checkpoints(reading: Rows, scope: Scope) -> dict[int, list[CheckpointLine]]:
    stored = reading.rows(
        f"""
        SELECT duty_id, id, CAST(due AS VARCHAR), label, proposed, CAST(done_on AS VARCHAR)
        FROM checkpoint WHERE {scope.of_duties} ORDER BY duty_id, due
        """,
        scope=scope.value,
    )
    found: dict[int, list[CheckpointLine]] = defaultdict(list)
    days = Days()
    for owner, number, due, label, proposed, done in stored:
        line = (owner, number, days[due], label, bool(proposed), days[done] if done else None)
        found[owner].append(line)
    return found


def _latest_progress(reading: Rows, scope: Scope, today: date) -> dict[int, ProgressLine]:
    days = Days()
    return {
        owner: ProgressLine(days[on], text) for owner, on, text, _ in _latest(reading, scope, today, "TRUE")
    }


def _latest_percent(reading: Rows, scope: Scope, today: date) -> dict[int, int]:
    # The newest entry may say nothing about percent; then the one before it still holds.
    said = _latest(reading, scope, today, "percent IS NOT NULL")
    return {owner: percent for owner, _, _, percent in said}


def _latest(reading: Rows, scope: Scope, today: date, also: str) -> Sequence[tuple[int, str, str, int]]:
    """The newest progress entry of each duty until `today`, among those that fulfil `also`."""
    return reading.rows(
        f"""
        SELECT progress.duty_id, CAST(progress.on_day AS VARCHAR), progress.text, progress.percent
        FROM progress
        JOIN (SELECT id, row_number() OVER (PARTITION BY duty_id ORDER BY on_day DESC, id DESC) AS place
              FROM progress WHERE on_day <= :today AND {also} AND {scope.of_duties}) AS ranked
          ON ranked.id = progress.id
        WHERE ranked.place = 1
        """,
        scope=scope.value,
        today=today,
    )


def _evidence_counts(reading: Rows, scope: Scope, today: date) -> dict[int, int]:
    found = reading.rows(
        f"""
        SELECT duty_id, count(*) FROM evidence
        WHERE (published_on IS NULL OR published_on <= :today) AND {scope.of_duties}
        GROUP BY duty_id
        """,
        scope=scope.value,
        today=today,
    )
    return dict(found)


def _notice_counts(reading: Rows, scope: Scope, today: date) -> dict[int, int]:
    found = reading.rows(
        f"""
        SELECT notice_duty.duty_id, count(*)
        FROM notice_duty JOIN notice ON notice.id = notice_duty.notice_id
        WHERE notice.issued_on <= :today AND (notice.voided_on IS NULL OR notice.voided_on > :today)
          AND {scope.of_duties}
        GROUP BY notice_duty.duty_id
        """,
        scope=scope.value,
        today=today,
    )
    return dict(found)
