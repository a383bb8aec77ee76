"""Settings: the office's (kept in the ledger, so that they travel with it) and this PC's preferences."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class OfficeSettings:
    """Who uses the ledger and how lights and papers look. Lights map: key -> [word, shape, colour]."""

    county: str = "示例县"
    office: str = "示例县人民政府办公室"
    short_office: str = "示例政办"
    """机关代字, used in 文号."""
    contact: str = ""
    phone: str = ""
    soon_days: int = 7
    soon_calendar: bool = False
    """`soon_days` are days of the calendar, not working days."""
    reply_days: int = 5
    """Working days a unit has to reply to a 督办通知 (practice: 3-5)."""
    remind_days: int = 10
    """倒排: working days before a date on which its unit is reminded."""
    urge_days: int = 3
    """倒排: working days before a date from which its unit is urged."""
    remind_before: bool = True
    """The month's round sends a 工作提示函 about what falls due soon."""
    urge_late_days: int = 1
    """Working days late from which an item is urged."""
    circular_after: int = 2
    """Urged so often in vain, an item is named in a circular."""
    talk_after: int = 3
    """So many papers in a row in vain, and the unit is asked to a talk."""
    papers_per_quarter: int = 3
    """减负: more papers in a quarter than this are pointed out."""
    both_sides: bool = True
    """Papers are printed on both sides: 版记 then stands on the last even page."""
    second_backup_folder: str = ""
    """A folder, on a USB stick for instance, that gets a copy of every backup; empty: none."""
    numbering: dict[str, str] = field(default_factory=dict)
    """Kinds of papers that the office numbers otherwise than is usual: name -> 文号, 期号 …"""
    lights: dict[str, list[str]] = field(default_factory=dict)
    first_start_done: bool = False


def office_from_dict(data: dict[str, Any]) -> OfficeSettings:
    """Settings from stored values; unknown keys are ignored and wrong types fall back to the default."""
    default = OfficeSettings()
    known = {
        f.name: data[f.name]
        for f in fields(default)
        if f.name in data and isinstance(data[f.name], type(getattr(default, f.name)))
    }
    return replace(default, **known)


def office_to_dict(settings: OfficeSettings) -> dict[str, Any]:
    """Plain values for storage."""
    return asdict(settings)
