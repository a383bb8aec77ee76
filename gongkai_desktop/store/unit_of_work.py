"""Units of work: all changes of one action are kept together with their journal, or none is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from gongkai_desktop.store.journal import ACTION, Action


@dataclass(frozen=True, slots=True)
class Reading:
    """One consistent view of the ledger. `session` is for this package only."""

    session: Session

    def rows(self, statement: str, **values: object) -> Sequence[tuple[Any, ...]]:
        """The rows of a plain statement (`store.rows`), which belong to the same view as all others."""
        # As the driver hands them over: making its own takes SQLAlchemy longer than the query.
        result = self.session.connection().execute(text(statement), values)
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


def start(session: Session, action: Action) -> UnitOfWork:
    """A unit of work whose session journals under the action."""
    session.info[ACTION] = action
    return UnitOfWork(session, action)
