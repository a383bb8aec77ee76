"""What the journal says has changed since a list was read: which duties, or that all must be read again."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, select

from gongkai_desktop.domain.ledger import DutyState
from gongkai_desktop.store.tables import JournalRow
from gongkai_desktop.store.unit_of_work import Reading

_OF_ONE_DUTY = frozenset(
    {"checkpoint", "checkpoint_move", "progress", "evidence", "notice_duty", "duty_event"}
)
"""Tables whose rows show in the line of their duty and in no other."""
_NOT_SHOWN = frozenset(
    {
        "stored_file",
        "correction",
        "review_draft",
        "review_draft_file",
        "clock",
        "clock_event",
        "notice_clock",
        "notice_delivery",
        "notice_reply",
        "objection",
        "call_note",
    }
)
_OWN_FIELDS = frozenset({"state", "completed_on"})
"""What may change of a duty without its line going elsewhere."""


def newest_change(reading: Reading) -> int:
    """The number of the last line of the journal."""
    return reading.session.scalar(select(func.max(JournalRow.id))) or 0


def changed_duties(reading: Reading, since: int, most: int) -> frozenset[int] | None:
    """The duties whose lines changed after a line of the journal; None where more than theirs may have.

    None, too, where there are more changes than `most`.
    """
    wanted = (
        select(JournalRow.entity, JournalRow.duty_id, JournalRow.old, JournalRow.new)
        .where(JournalRow.id > since)
        .limit(most + 1)
    )
    lines = reading.session.execute(wanted).all()
    found: set[int] = set()
    for entity, duty_id, old, new in lines:
        stays = entity in _OF_ONE_DUTY or (entity == "duty" and _stays_in_place(old, new))
        if stays and duty_id is not None:
            found.add(duty_id)
        elif entity not in _NOT_SHOWN and not (entity == "notice" and old is None):
            # A new paper shows at the duties it is about; one that is voided shows no more.
            return None
    return frozenset(found) if len(lines) <= most else None


def _stays_in_place(old: Mapping[str, object] | None, new: Mapping[str, object] | None) -> bool:
    if old is None or new is None or not new.keys() <= _OWN_FIELDS:
        return False
    # A duty that comes back has no line yet.
    return old.get("state") != DutyState.CANCELLED.value
