"""Lights (灯): how a checkpoint stands on a day. Computed, never stored; always a word and a shape."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol


class Light(StrEnum):
    """The states, worst first."""

    LATE = "late"
    SOON = "soon"
    NORMAL = "normal"
    DONE = "done"
    NONE = "none"

    # Lights are counted by the hundred thousand, and the hash of an enumeration is Python code.
    __hash__ = str.__hash__


@dataclass(frozen=True, slots=True)
class LightStyle:
    """How a light is shown: its word, its shape and its colour (#rrggbb)."""

    word: str
    shape: str
    colour: str


DEFAULT_STYLES: dict[Light, LightStyle] = {
    Light.LATE: LightStyle("逾期", "●", "#c62828"),
    Light.SOON: LightStyle("临期", "◐", "#b26a00"),
    Light.NORMAL: LightStyle("正常", "○", "#2e6da4"),
    Light.DONE: LightStyle("已完成", "✓", "#2e7d32"),
    Light.NONE: LightStyle("无时限", "－", "#6b7280"),
}


@dataclass(frozen=True, slots=True)
class LightRules:
    """The clerk's thresholds: a checkpoint is 临期 from `soon_days` working days before its date."""

    soon_days: int = 7
    calendar_days: bool = False
    """`soon_days` are days of the calendar."""

    @property
    def soon_text(self) -> str:
        """7 个工作日内, 7 天内."""
        return f"{self.soon_days} {'天' if self.calendar_days else '个工作日'}内"


class WorkdayCount(Protocol):
    """The part of the working-day calendar that lights need."""

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` is earlier."""
        ...


def checkpoint_light(
    due: date, done_on: date | None, today: date, rules: LightRules, calendar: WorkdayCount
) -> tuple[Light, int]:
    """The light and the working days: left until the date (positive) or late by (negative)."""
    if done_on is not None and done_on <= today:
        return Light.DONE, 0
    if due < today:
        # A date that passed over a weekend is late even before the next working day has begun.
        return Light.LATE, -calendar.working_days_between(due, today)
    days = calendar.working_days_between(today, due)
    near = (due - today).days if rules.calendar_days else days
    return (Light.SOON if near <= rules.soon_days else Light.NORMAL), days


_ORDER = {Light.LATE: 0, Light.SOON: 1, Light.NORMAL: 2, Light.NONE: 3, Light.DONE: 4}


def worst(lights: Iterable[Light]) -> Light:
    """The light of a whole duty or branch: the worst of its parts, 无时限 where there is none."""
    return min(lights, key=_ORDER.__getitem__, default=Light.NONE)
