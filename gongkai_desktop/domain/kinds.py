"""The kinds that a line of the ledger names; apart from the other values, most of which no list needs."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class UnitKind(StrEnum):
    """Kinds of bodies in the county's directory; the value is what the clerk sees."""

    DEPARTMENT = "县直部门"
    TOWNSHIP = "乡镇"
    SUBDISTRICT = "街道"
    ZONE = "开发区"
    VERTICAL = "垂管"
    INSTITUTION = "企事业"
    OTHER = "其他"

    __hash__ = str.__hash__


class DutyState(StrEnum):
    """The clerk's word on a duty; lights are computed from checkpoints and never stored."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


class Role(StrEnum):
    """How a unit takes part in a task."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORT = "support"

    # Rows are sorted by it by the hundred thousand, and the hash of an enumeration is Python code.
    __hash__ = str.__hash__


ROLE_NAMES: Mapping[Role, str] = {Role.LEAD: "牵头", Role.RESPONSIBLE: "责任", Role.SUPPORT: "配合"}

EVENT_SERIES = "event"
"""The series of checkpoints counted from events: they are never moved together."""
