"""Read-only questions to the ledger: what belongs to one duty, the journal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select

from gongkai_desktop.domain.ledger import Evidence, JournalEntry, Notice, Progress
from gongkai_desktop.store.mapping import to_entry, to_evidence, to_progress
from gongkai_desktop.store.notices import list_notices
from gongkai_desktop.store.tables import (
    EvidenceRow,
    JournalRow,
    ProgressRow,
)
from gongkai_desktop.store.unit_of_work import Reading

_NEWEST_ROWS = 20_000
"""So much of the journal is looked through for what was done lately; an import is one action of thousands."""


class RecentChange(NamedTuple):
    """An action of the last days: one line of the journal's many."""

    batch: str
    at: datetime
    who: str
    action: str
    reason: str
    duty_count: int


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


def _published_until(today: date) -> ColumnElement[bool]:
    return or_(EvidenceRow.published_on.is_(None), EvidenceRow.published_on <= today)
