"""Taking a change back: the inverse of a journalled batch, itself journalled."""

from __future__ import annotations

from gongkai_desktop.domain.ledger import JournalEntry
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import inverse, queries

UNDO = "撤销"

_FOR_GOOD = {
    "notice": ("已签发的督办文书不能撤销。", "文号已经使用；如有错误，请另行发文更正。"),
    "review_draft": ("暂存或删除核对不能撤销。", "请打开暂存的核对继续，或重新导入文件。"),
}
"""What cannot be taken back: a number that was used, a content that the journal does not keep."""


def undo(workspace: Workspace, batch: str) -> str:
    """Take a batch back; hands back the new batch, whose undo is the redo.

    A batch that changed nothing is its own undo. Raises EditConflict when something it touched was changed
    since, InvalidInput when it cannot be undone.
    """
    entries = changes(workspace, batch)
    if not entries:
        return batch
    for entity, refusal in _FOR_GOOD.items():
        if any(entry.entity == entity and _for_good(entry) for entry in entries):
            raise InvalidInput(*refusal)
    with workspace.change(UNDO, _name(entries[0])) as work:
        inverse.apply_inverse(work, entries)
        work.commit()
    return work.batch


def _for_good(entry: JournalEntry) -> bool:
    # That a number was used stays; that a paper was marked 已作废 can be taken back like any entry.
    return entry.entity != "notice" or entry.old is None


def changes(workspace: Workspace, batch: str) -> tuple[JournalEntry, ...]:
    """What a batch changed, in the order it happened."""
    with workspace.ledger.read() as reading:
        return queries.batch_entries(reading, batch)


def _name(entry: JournalEntry) -> str:
    # Undoing an undo: its reason already names the first action.
    return f"恢复“{entry.reason}”" if entry.action == UNDO else entry.action
