"""Units of work: all changes of one action are kept together with their journal, or none is."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from gongkai_desktop.store.journal import ACTION, Action


@dataclass(frozen=True, slots=True)
class Reading:
    """One consistent view of the ledger. `session` is for this package only."""

    session: Session


@dataclass(frozen=True, slots=True)
class UnitOfWork(Reading):
    """A transaction that writes; it is rolled back unless `commit` is called."""

    action: Action

    @property
    def batch(self) -> str:
        """The name of this action's changes in the journal."""
        return self.action.batch

    def commit(self) -> None:
        """Keep everything."""
        self.session.commit()


def start(session: Session, action: Action) -> UnitOfWork:
    """A unit of work whose session journals under the action."""
    session.info[ACTION] = action
    return UnitOfWork(session, action)
