"""Corrections remembered from one review to the next; `domain.corrections` says which."""

from __future__ import annotations

from gongkai_desktop.domain.corrections import lessons, with_proposals
from gongkai_desktop.domain.recognised import RecognisedDocument
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store.corrections import known_corrections, remember
from gongkai_desktop.store.unit_of_work import UnitOfWork


def propose(workspace: Workspace, document: RecognisedDocument) -> RecognisedDocument:
    """The document with what was corrected before as flags with choices; no value changes.

    All flags that come from one column have the same reason, so that a window may take them together. A row
    that may be no task is flagged on `domain.corrections.ROW`.
    """
    with workspace.ledger.read() as reading:
        return with_proposals(document, known_corrections(reading))


def learn(workspace: Workspace, before: RecognisedDocument, after: RecognisedDocument) -> None:
    """Remember what the clerk made of a recognised document. Importing does this by itself."""
    with workspace.change("记住更正") as work:
        learn_in(work, before, after)
        work.commit()


def learn_in(work: UnitOfWork, before: RecognisedDocument, after: RecognisedDocument) -> None:
    """The same inside a transaction of the caller; undoing that transaction does not forget it."""
    found = lessons(before, after)
    remember(work, found.learned, found.refuted)
