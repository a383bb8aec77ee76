"""Deadlines (时限) as values: what a phrase in a task table binds a unit to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

DayUnit = Literal["working", "calendar", "hour", "month"]
Every = Literal["day", "week", "10 days", "half-month", "month", "2 months", "quarter", "half-year", "year"]


@dataclass(frozen=True, slots=True)
class ByDate:
    """To be done by a date; `start` is set where the document prints a span (3-4月)."""

    day: date
    start: date | None = None


@dataclass(frozen=True, slots=True)
class Yearlong:
    """Holds the whole year (全年)."""

    year: int | None


@dataclass(frozen=True, slots=True)
class Recurring:
    """Again and again: `every` is an `Every` word or "N years".

    `by` is "MM-DD" (year), "DD" (month) or "首月DD日" (quarter).
    """

    every: str
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Within:
    """At most `days` after an event; `after` is None where no event is printed."""

    days: int
    unit: DayUnit
    after: str | None


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Must last at least `days` (公示不少于30日)."""

    days: int
    unit: DayUnit


@dataclass(frozen=True, slots=True)
class Ongoing:
    """No date can be given (长期坚持); the printed phrase is kept by the task."""


Deadline = ByDate | Yearlong | Recurring | Within | AtLeast | Ongoing


def deadline_to_json(deadline: Deadline) -> dict[str, Any]:
    """The interchange form, e.g. {"kind": "by", "date": "2022-10-31"}."""
    match deadline:
        case ByDate(day=day, start=start):
            out: dict[str, Any] = {"kind": "by", "date": day.isoformat()}
            return out | ({"start": start.isoformat()} if start else {})
        case Yearlong(year=year):
            return {"kind": "yearlong", "year": year}
        case Recurring(every=every, by=by):
            return {"kind": "recurring", "every": every, "by": by}
        case Within(days=days, unit=unit, after=after):
            return {"kind": "within", "days": days, "unit": unit, "after": after}
        case AtLeast(days=days, unit=unit):
            return {"kind": "at_least", "days": days, "unit": unit}
        case Ongoing():
            return {"kind": "ongoing"}


def deadline_from_json(data: Mapping[str, Any]) -> Deadline:
    """Inverse of `deadline_to_json`. Raises ValueError for an unknown kind."""
    kind = data.get("kind")
    if kind == "by":
        start = data.get("start")
        return ByDate(date.fromisoformat(data["date"]), date.fromisoformat(start) if start else None)
    if kind == "yearlong":
        return Yearlong(data["year"])
    if kind == "recurring":
        return Recurring(data["every"], data.get("by"))
    if kind == "within":
        return Within(data["days"], data["unit"], data.get("after"))
    if kind == "at_least":
        return AtLeast(data["days"], data["unit"])
    if kind == "ongoing":
        return Ongoing()
    raise ValueError(f"unknown deadline kind {kind!r}")
