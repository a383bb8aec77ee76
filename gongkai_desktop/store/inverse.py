"""Taking journalled changes back. What was changed again since is never overwritten: EditConflict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import Date, UniqueConstraint, select
from sqlalchemy.exc import IntegrityError

from gongkai_desktop.domain.ledger import JournalEntry
from gongkai_desktop.errors import EditConflict
from gongkai_desktop.store.columns import Base, Instant
from gongkai_desktop.store.journal import snapshot_of
from gongkai_desktop.store.schema import METADATA
from gongkai_desktop.store.tables import CorrectionRow, StoredFileRow
from gongkai_desktop.store.unit_of_work import UnitOfWork

_TABLES: Mapping[str, type[Base]] = {
    mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers
}

# Files stay when the document they came from goes: they are found again by their content when it comes back.
# What was learned from an import stays learned.
_KEPT = {StoredFileRow.__tablename__, CorrectionRow.__tablename__}

_HANDFUL = 500


def apply_inverse(work: UnitOfWork, entries: Sequence[JournalEntry]) -> None:
    """Undo journalled changes, last one first, inside the unit of work."""
    steps = [entry for entry in reversed(entries) if entry.entity not in _KEPT]
    try:
        for (entity, _), group in groupby(steps, key=lambda entry: (entry.entity, _kind(entry))):
            table = _TABLES[entity]
            for part in _parts(table, group):
                _apply(work, table, part)
                work.session.flush()
    except IntegrityError as error:
        raise _conflict() from error


def _parts(table: type[Base], entries: Iterable[JournalEntry]) -> Iterator[list[JournalEntry]]:
    """The entries in parts that may each be written at once, in whatever order the session likes.

    No row comes twice in a part; and a change of what must be unique (a position) is a part of its own,
    since rows that made room for each other must go back in just the reverse order.
    """
    part: dict[int, JournalEntry] = {}
    for entry in entries:
        alone = _kind(entry) == "changed" and not _unique_keys(table).isdisjoint(entry.new or {})
        if part and (alone or entry.entity_id in part):
            yield list(part.values())
            part = {}
        part[entry.entity_id] = entry
        if alone:
            yield [entry]
            part = {}
    if part:
        yield list(part.values())


@cache
def _unique_keys(table: type[Base]) -> frozenset[str]:
    """The attributes of a table that stand in a unique constraint."""
    columns = {
        column.name
        for constraint in METADATA.tables[table.__tablename__].constraints
        if isinstance(constraint, UniqueConstraint)
        for column in constraint.columns
    }
    return frozenset(
        attribute.key for attribute in table.__mapper__.column_attrs if attribute.columns[0].name in columns
    )


def _apply(work: UnitOfWork, table: type[Base], entries: Sequence[JournalEntry]) -> None:
    rows = _present(work, table, [entry.entity_id for entry in entries])
    for entry in entries:
        row = rows.get(entry.entity_id)
        if entry.new is None:
            if row is not None:
                raise _conflict()
            work.session.add(table(id=entry.entity_id, **_values(table, entry.old or {})))
            continue
        if row is None or _differs(row, entry.new):
            raise _conflict()
        if entry.old is None:
            work.session.delete(row)
        else:
            for key, value in _values(table, entry.old).items():
                setattr(row, key, value)


def _present(work: UnitOfWork, table: type[Base], ids: Sequence[int]) -> dict[int, Base]:
    """The rows that exist, fetched in handfuls: an import has thousands."""
    found: dict[int, Base] = {}
    for start in range(0, len(ids), _HANDFUL):
        wanted = select(table).where(table.id.in_(ids[start : start + _HANDFUL]))
        found.update((row.id, row) for row in work.session.scalars(wanted))
    return found


def _kind(entry: JournalEntry) -> str:
    if entry.old is None:
        return "inserted"
    return "deleted" if entry.new is None else "changed"


def _differs(row: Base, expected: Mapping[str, object]) -> bool:
    now = snapshot_of(row)
    return any(now[key] != value for key, value in expected.items())


def _values(table: type[Base], plain: Mapping[str, object]) -> dict[str, object]:
    """The columns' own values from what the journal keeps."""
    readers = _readers(table)
    return {key: readers[key](value) if key in readers else value for key, value in plain.items()}


@cache
def _readers(table: type[Base]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for attribute in table.__mapper__.column_attrs:
        kind = attribute.columns[0].type
        if isinstance(kind, Instant):
            found[attribute.key] = _moment
        elif isinstance(kind, Date):
            found[attribute.key] = _day
    return found


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def _conflict() -> EditConflict:
    return EditConflict("这项操作之后又有新的改动，不能撤销。", "请先撤销后面的改动，或直接修改。")
