"""Units of work: all changes of one action are kept together with their journal, or none is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from gongkai_desktop.errors import EditConflict
from gongkai_desktop.store.engine import for_writing
from gongkai_desktop.store.failures import said
from gongkai_desktop.store.journal import ACTION, Action, JournalledSession


@dataclass(frozen=True, slots=True)
class Reading:
    """One consistent view of the ledger. `session` is for this package only."""

    session: Session

    def rows(self, statement: str, **values: object) -> Sequence[tuple[Any, ...]]:
        """The rows of a plain statement (`store.rows`), which belong to the same view as all others."""
        # As the driver hands them over: making its own takes SQLAlchemy longer than the query.
        # Bound here, the values get their types: drivers no longer know dates by themselves.
        asked = {name: value for name, value in values.items() if f":{name}" in statement}
        result = self.session.connection().execute(text(statement).bindparams(**asked))
        try:
            return result.cursor.fetchall() if result.cursor is not None else ()
        finally:
            result.close()


@dataclass(frozen=True, slots=True)
class UnitOfWork(Reading):
    """A transaction that writes; it is rolled back unless `commit` is called."""

    action: Action

    @property
    def batch(self) -> str:
        """The name of this action's changes in the journal."""
        return self.action.batch

    @contextmanager
    def because(self, name: str, reason: str) -> Iterator[None]:
        """Journal what happens inside under its own name and reason, as part of the same batch."""
        self.session.flush()
        self.session.info[ACTION] = replace(self.action, name=name, reason=reason)
        try:
            yield
            self.session.flush()
        finally:
            self.session.info[ACTION] = self.action

    def commit(self) -> None:
        """Keep everything."""
        self.session.commit()


@contextmanager
def reading(engine: Engine, name: str) -> Iterator[Reading]:
    """A view of the ledger called `name`."""
    with explained_by_orm(name), JournalledSession(engine) as session:
        yield Reading(session)


@contextmanager
def writing(engine: Engine, name: str, action: Action) -> Iterator[UnitOfWork]:
    """A unit of work whose session journals under the action."""
    with explained_by_orm(name), JournalledSession(for_writing(engine)) as session:
        session.info[ACTION] = action
        yield UnitOfWork(session, action)


@contextmanager
def explained_by_orm(name: str) -> Iterator[None]:
    """The same as `failures.explained` for what SQLAlchemy raises."""
    try:
        yield
    except StaleDataError as error:
        raise EditConflict("这项内容刚被别人修改过，没有保存。", "请按 F5 刷新后再改。") from error
    except DatabaseError as error:
        raise (said(name, error.orig or error) or error) from error
