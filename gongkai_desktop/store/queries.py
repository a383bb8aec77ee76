"""Read-only questions to the ledger: the lines a list is made of, what belongs to one duty, the journal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, String, and_, cast, func, or_, select

from gongkai_desktop.domain.ledger import DutyState, Evidence, JournalEntry, Notice, Progress, UnitKind
from gongkai_desktop.store.mapping import to_entry, to_evidence, to_progress
from gongkai_desktop.store.notices import list_notices
from gongkai_desktop.store.tables import (
    AliasRow,
    CheckpointRecord,
    DutyRecord,
    EvidenceRow,
    JournalRow,
    NoticeDutyRow,
    NoticeRow,
    PlanRow,
    ProgressRow,
    TaskRow,
    UnitRow,
    task_name,
)
from gongkai_desktop.store.unit_of_work import Reading


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

_NEWEST_ROWS = 20_000
"""So much of the journal is looked through for what was done lately; an import is one action of thousands."""

CheckpointLine = tuple[int, int, date, str, bool, date | None]
"""A checkpoint as stored: duty, id, due, label, proposed, done on."""


class ProgressLine(NamedTuple):
    """The newest progress of a duty."""

    on: date | None
    text: str


class RecentChange(NamedTuple):
    """An action of the last days: one line of the journal's many."""

    batch: str
    at: datetime
    who: str
    action: str
    reason: str
    duty_count: int


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


def is_untouched(reading: Reading) -> bool:
    """True for a ledger into which nothing was ever written."""
    return reading.session.scalar(select(JournalRow.id).limit(1)) is None


def last_change(reading: Reading) -> int:
    """A number that grows with every change of the ledger: equal numbers, equal ledgers."""
    return reading.session.scalar(select(func.max(JournalRow.id))) or 0


def ledger_mark(reading: Reading) -> str:
    """What tells this ledger from every other one, for good: the name of its first action."""
    first = reading.session.scalar(select(JournalRow.batch).order_by(JournalRow.id).limit(1))
    return first or "0"


def recent_changes(reading: Reading, start: datetime, end: datetime, most: int) -> tuple[RecentChange, ...]:
    """The actions of a span of time, newest first."""
    # Rows are numbered as they are written: the newest are found without reading a journal of years.
    newest = select(JournalRow).order_by(JournalRow.id.desc()).limit(_NEWEST_ROWS).subquery()
    wanted = (
        select(
            newest.c.batch,
            func.max(newest.c.at),
            func.max(newest.c.who),
            func.max(newest.c.action),
            func.max(newest.c.reason),
            func.count(func.distinct(newest.c.duty_id)),
        )
        .where(newest.c.at >= start, newest.c.at < end)
        .group_by(newest.c.batch)
        .order_by(func.max(newest.c.id).desc())
        .limit(most)
    )
    return tuple(RecentChange(*row) for row in reading.session.execute(wanted))


def last_changes(reading: Reading) -> dict[int, int]:
    """By duty the number of its last change in the journal, which only ever grows."""
    wanted = (
        select(JournalRow.duty_id, func.max(JournalRow.id))
        .where(JournalRow.duty_id.is_not(None))
        .group_by(JournalRow.duty_id)
    )
    return {duty_id: last for duty_id, last in reading.session.execute(wanted) if duty_id is not None}


def snapshot(reading: Reading, today: date, duty_id: int | None = None) -> Snapshot:
    """All duties but the cancelled ones, or one duty whatever its state, as known on `today`."""
    return Snapshot(
        tasks=_tasks(reading, duty_id),
        units=_units(reading),
        duties=_duties(reading, duty_id),
        checkpoints=_checkpoints(reading, duty_id),
        progress=_latest_progress(reading, today, duty_id),
        percent=_latest_percent(reading, today, duty_id),
        evidence=_evidence_counts(reading, today, duty_id),
        notices=_notice_counts(reading, today, duty_id),
    )


def progress_of(reading: Reading, duty_id: int, today: date) -> tuple[Progress, ...]:
    """A duty's progress until `today`, newest first."""
    wanted = (
        select(ProgressRow)
        .where(ProgressRow.duty_id == duty_id, ProgressRow.on_day <= today)
        .order_by(ProgressRow.on_day.desc(), ProgressRow.id.desc())
    )
    return tuple(to_progress(row) for row in reading.session.scalars(wanted))


def evidence_of(reading: Reading, duty_id: int, today: date) -> tuple[Evidence, ...]:
    """A duty's evidence published until `today`, newest first."""
    wanted = (
        select(EvidenceRow)
        .where(EvidenceRow.duty_id == duty_id, _published_until(today))
        .order_by(EvidenceRow.id.desc())
    )
    return tuple(to_evidence(row) for row in reading.session.scalars(wanted))


def evidence_by_duty(reading: Reading, today: date) -> Mapping[int, tuple[Evidence, ...]]:
    """All evidence published until `today` by duty, newest first."""
    found: dict[int, tuple[Evidence, ...]] = {}
    wanted = select(EvidenceRow).where(_published_until(today)).order_by(EvidenceRow.id.desc())
    for row in reading.session.scalars(wanted):
        found[row.duty_id] = (*found.get(row.duty_id, ()), to_evidence(row))
    return found


def notices_of(reading: Reading, duty_id: int, today: date) -> tuple[Notice, ...]:
    """The papers issued about a duty until `today`, newest first."""
    return list_notices(reading, duty_id, today)


def history_of(reading: Reading, duty_id: int, task_id: int) -> tuple[JournalEntry, ...]:
    """The journal of a duty with all that hangs on it, and of its task, newest first."""
    of_task = and_(JournalRow.entity == "task", JournalRow.entity_id == task_id)
    wanted = (
        select(JournalRow).where(or_(JournalRow.duty_id == duty_id, of_task)).order_by(JournalRow.id.desc())
    )
    return tuple(to_entry(row) for row in reading.session.scalars(wanted))


def batch_entries(reading: Reading, batch: str) -> tuple[JournalEntry, ...]:
    """The journal of one action, in the order it happened."""
    wanted = select(JournalRow).where(JournalRow.batch == batch).order_by(JournalRow.id)
    return tuple(to_entry(row) for row in reading.session.scalars(wanted))


def _tasks(reading: Reading, duty_id: int | None) -> dict[int, TaskLine]:
    order = (PlanRow.year, PlanRow.id, TaskRow.position)
    numbered = (
        select(TaskRow.id, func.row_number().over(order_by=order).label("place"))
        .join(TaskRow.plan)
        .subquery()
    )
    wanted = (
        select(
            TaskRow.id,
            PlanRow.id,
            PlanRow.title,
            PlanRow.year,
            numbered.c.place,
            TaskRow.no,
            TaskRow.path,
            TaskRow.requirement,
            TaskRow.deadline_text,
            TaskRow.flags,
            TaskRow.initials,
        )
        .join(TaskRow.plan)
        .join(numbered, numbered.c.id == TaskRow.id)
    )
    if duty_id is not None:
        wanted = wanted.where(
            TaskRow.id == select(DutyRecord.task_id).where(DutyRecord.id == duty_id).scalar_subquery()
        )
    lines = {}
    for task_id, *plan, no, path, requirement, deadline_text, flags, initials in reading.session.execute(
        wanted
    ):
        plan_id, title, year, place = plan
        name = task_name(path, requirement)
        search = "\n".join((*path, name, requirement, initials)).lower()
        lines[task_id] = TaskLine(
            plan_id, title, year, place, no, tuple(path), name, requirement, deadline_text, len(flags), search
        )
    return lines


def unit_search_texts(reading: Reading) -> dict[int, str]:
    """Names, aliases and pinyin initials of every unit in one lower-case text."""
    return {unit_id: line.search for unit_id, line in _units(reading).items()}


def _units(reading: Reading) -> dict[int, UnitLine]:
    names: dict[int, list[str]] = defaultdict(list)
    aliases = select(AliasRow.unit_id, AliasRow.name, AliasRow.initials).order_by(AliasRow.id)
    for unit_id, name, initials in reading.session.execute(aliases):
        names[unit_id] += (name, initials)
    return {
        row.id: UnitLine(
            name=row.name,
            kind=UnitKind(row.kind),
            confirmed=row.confirmed,
            position=row.position,
            search="\n".join((row.name, row.initials, *names[row.id])).lower(),
        )
        for row in reading.session.scalars(select(UnitRow))
    }


def _duties(reading: Reading, duty_id: int | None) -> list[DutyLine]:
    wanted = select(
        DutyRecord.id,
        DutyRecord.task_id,
        DutyRecord.unit_id,
        DutyRecord.role,
        DutyRecord.state,
        cast(DutyRecord.completed_on, String),
        DutyRecord.via,
        DutyRecord.version,
    )
    if duty_id is None:
        wanted = wanted.where(DutyRecord.state != DutyState.CANCELLED.value)
    else:
        wanted = wanted.where(DutyRecord.id == duty_id)
    days = _Days()
    return [
        (number, task, unit, role, state, days[done] if done else None, via, version)
        for number, task, unit, role, state, done, via, version in _plain(reading, wanted)
    ]


def _checkpoints(reading: Reading, duty_id: int | None) -> dict[int, list[CheckpointLine]]:
    wanted = select(
        CheckpointRecord.duty_id,
        CheckpointRecord.id,
        cast(CheckpointRecord.due, String),
        CheckpointRecord.label,
        CheckpointRecord.proposed,
        cast(CheckpointRecord.done_on, String),
    ).order_by(CheckpointRecord.duty_id, CheckpointRecord.due)
    if duty_id is not None:
        wanted = wanted.where(CheckpointRecord.duty_id == duty_id)
    found: dict[int, list[CheckpointLine]] = defaultdict(list)
    days = _Days()
    for owner, number, due, label, proposed, done in _plain(reading, wanted):
        line = (owner, number, days[due], label, bool(proposed), days[done] if done else None)
        found[owner].append(line)
    return found


class _Days(dict[str, date]):
    """Dates by their text: a ledger has very many dates, but few different ones."""

    def __missing__(self, text: str) -> date:
        day = self[text] = date.fromisoformat(text)
        return day


def _plain(reading: Reading, wanted: Select[*tuple[Any, ...]]) -> Sequence[Any]:
    """The rows as the driver hands them over: making its own takes SQLAlchemy longer than the query."""
    result = reading.session.connection().execute(wanted)
    try:
        return result.cursor.fetchall() if result.cursor is not None else ()
    finally:
        result.close()


def _latest_progress(reading: Reading, today: date, duty_id: int | None) -> dict[int, ProgressLine]:
    rows = reading.session.execute(_latest(today, duty_id))
    return {owner: ProgressLine(on, text) for owner, on, text, _ in rows}


def _latest_percent(reading: Reading, today: date, duty_id: int | None) -> dict[int, int]:
    # The newest entry may say nothing about percent; then the one before it still holds.
    rows = reading.session.execute(_latest(today, duty_id, ProgressRow.percent.is_not(None)))
    return {owner: percent for owner, _, _, percent in rows if percent is not None}


def _latest(
    today: date, duty_id: int | None, *also: ColumnElement[bool]
) -> Select[int, date, str, int | None]:
    """The newest progress entry of each duty until `today`, among those that fulfil `also`."""
    newest_first = (ProgressRow.on_day.desc(), ProgressRow.id.desc())
    rank = func.row_number().over(partition_by=ProgressRow.duty_id, order_by=newest_first).label("rank")
    entries = select(ProgressRow.id, rank).where(ProgressRow.on_day <= today, *also)
    if duty_id is not None:
        entries = entries.where(ProgressRow.duty_id == duty_id)
    ranked = entries.subquery()
    return (
        select(ProgressRow.duty_id, ProgressRow.on_day, ProgressRow.text, ProgressRow.percent)
        .join(ranked, ranked.c.id == ProgressRow.id)
        .where(ranked.c.rank == 1)
    )


def _evidence_counts(reading: Reading, today: date, duty_id: int | None) -> dict[int, int]:
    wanted = select(EvidenceRow.duty_id, func.count()).where(_published_until(today))
    if duty_id is not None:
        wanted = wanted.where(EvidenceRow.duty_id == duty_id)
    return dict(reading.session.execute(wanted.group_by(EvidenceRow.duty_id)).all())


def _notice_counts(reading: Reading, today: date, duty_id: int | None) -> dict[int, int]:
    wanted = (
        select(NoticeDutyRow.duty_id, func.count())
        .join(NoticeDutyRow.notice)
        .where(NoticeRow.issued_on <= today, or_(NoticeRow.voided_on.is_(None), NoticeRow.voided_on > today))
    )
    if duty_id is not None:
        wanted = wanted.where(NoticeDutyRow.duty_id == duty_id)
    return dict(reading.session.execute(wanted.group_by(NoticeDutyRow.duty_id)).all())


def _published_until(today: date) -> ColumnElement[bool]:
    return or_(EvidenceRow.published_on.is_(None), EvidenceRow.published_on <= today)
