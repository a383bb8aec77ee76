"""What the journal says has changed since a list was read: which duties, or that all must be read again."""

from __future__ import annotations

import json

from gongkai_desktop.domain.kinds import DutyState
from gongkai_desktop.store.rows import Rows

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


def changed_duties(reading: Rows, since: int, most: int) -> frozenset[int] | None:
    """The duties whose lines changed after a line of the journal; None where more than theirs may have.

    None, too, where there are more changes than `most`.
    """
    lines = reading.rows(
        """
        SELECT entity, duty_id, CAST(old AS VARCHAR), CAST(new AS VARCHAR)
        FROM journal WHERE id > :since LIMIT :most
        """,
        since=since,
        most=most + 1,
    )
    found: set[int] = set()
    for entity, duty_id, old, new in lines:
        stays = entity in _OF_ONE_DUTY or (entity == "duty" and _stays_in_place(old, new))
        if stays and duty_id is not None:
            found.add(duty_id)
        elif entity not in _NOT_SHOWN and not (entity == "notice" and old is None):
            # A new paper shows at the duties it is about; one that is voided shows no more.
            return None
    return frozenset(found) if len(lines) <= most else None


def _stays_in_place(old_text: str | None, new_text: str | None) -> bool:
    if old_text is None or new_text is None:
        return False
    old, new = json.loads(old_text), json.loads(new_text)
    # A duty that comes back has no line yet.
    return bool(new.keys() <= _OWN_FIELDS and old.get("state") != DutyState.CANCELLED.value)
