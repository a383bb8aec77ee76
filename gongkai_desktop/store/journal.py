"""The journal (变更记录): the session itself writes down every change of every row; nobody can forget it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, NoReturn

from sqlalchemy import event, insert
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction
from sqlalchemy.orm.attributes import get_history

from gongkai_desktop.store.columns import Base
from gongkai_desktop.store.tables import JournalRow

ACTION = "action"
"""The key of `Session.info` under which a writing session carries its Action."""


@dataclass(frozen=True, slots=True)
class Action:
    """What a transaction is about: its changes are journalled under it."""

    batch: str
    at: datetime
    who: str
    name: str
    reason: str


class JournalledSession(Session):
    """A session that journals what it writes, and refuses what it could not journal."""

    def bulk_save_objects(self, *args: object, **kwargs: object) -> NoReturn:
        """Refused: it passes the journal by."""
        _refuse()

    def bulk_insert_mappings(self, *args: object, **kwargs: object) -> NoReturn:
        """Refused: it passes the journal by."""
        _refuse()

    def bulk_update_mappings(self, *args: object, **kwargs: object) -> NoReturn:
        """Refused: it passes the journal by."""
        _refuse()


def plain(value: object) -> object:
    """A column's value as the journal keeps it."""
    return value.isoformat() if isinstance(value, date) else value


def snapshot_of(row: Base) -> dict[str, object]:
    """All journalled values of a row."""
    values = row.__dict__
    return {key: plain(values.get(key)) for key in journalled_keys(type(row))}


@cache
def journalled_keys(table: type[Base]) -> tuple[str, ...]:
    """The attributes of a table that the journal keeps: all but the id and what is marked otherwise."""
    return tuple(
        attribute.key
        for attribute in table.__mapper__.column_attrs
        if attribute.key != "id" and attribute.columns[0].info.get("journal", True)
    )


def _refuse() -> NoReturn:
    raise TypeError("the ledger is written row by row, so that the journal sees every change")


@event.listens_for(JournalledSession, "do_orm_execute")
def _no_bulk_statements(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        _refuse()


@event.listens_for(JournalledSession, "before_flush")
def _only_with_an_action(session: Session, context: UOWTransaction, instances: object) -> None:
    if ACTION not in session.info:
        raise TypeError("this session only reads")
    touched = [*session.new, *session.dirty, *session.deleted]
    if any(isinstance(row, JournalRow) for row in touched):
        raise TypeError("the journal is written by the session only")


@event.listens_for(JournalledSession, "after_flush")
def _write_journal(session: Session, context: UOWTransaction) -> None:
    action: Action = session.info[ACTION]
    head = {
        "batch": action.batch,
        "at": action.at,
        "who": action.who,
        "action": action.name,
        "reason": action.reason,
    }
    rows = [{**head, **change} for change in _changes(session)]
    if rows:
        session.connection().execute(insert(JournalRow), rows)


def _changes(session: Session) -> Iterator[Mapping[str, Any]]:
    """The changes of a flush in an order whose reverse can be applied: parents before children.

    The session's own sets have no order: left to them, the same undo would go through only sometimes.
    """
    rank = _table_ranks()

    def place(row: Base) -> tuple[int, int]:
        return rank[row.__tablename__], row.id

    for row in sorted(session.new, key=place):
        yield _entry(row, None, snapshot_of(row))
    for row in sorted(session.dirty, key=place):
        old, new = _difference(row)
        if new:
            yield _entry(row, old, new)
    for row in sorted(session.deleted, key=place, reverse=True):
        yield _entry(row, snapshot_of(row), None)


@cache
def _table_ranks() -> Mapping[str, int]:
    return {table.name: number for number, table in enumerate(Base.metadata.sorted_tables)}


def _entry(row: Base, old: object, new: object) -> Mapping[str, Any]:
    duty_id = row.id if row.__tablename__ == "duty" else getattr(row, "duty_id", None)
    return {"entity": row.__tablename__, "entity_id": row.id, "duty_id": duty_id, "old": old, "new": new}


def _difference(row: Base) -> tuple[dict[str, object], dict[str, object]]:
    old: dict[str, object] = {}
    new: dict[str, object] = {}
    for key in journalled_keys(type(row)):
        history = get_history(row, key)
        if history.has_changes():
            old[key] = plain(history.deleted[0]) if history.deleted else None
            new[key] = plain(history.added[0]) if history.added else None
    return old, new
