"""The one filter that the three views, the Excel sheet and the papers share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.domain.recognised import Role


@dataclass(frozen=True, slots=True)
class DutyFilter:
    """What to show; None or empty means no restriction. `text` holds words that must all be found."""

    year: int | None = None
    plan_id: int | None = None
    unit_id: int | None = None
    role: Role | None = None
    lights: frozenset[Light] = frozenset()
    text: str = ""
    month: tuple[int, int] | None = None
    """(year, month): only duties with a checkpoint in that month."""

    @property
    def is_empty(self) -> bool:
        """True when every duty passes."""
        return self == DutyFilter()


def matches(row: DutyRow, wanted: DutyFilter) -> bool:
    """Whether a row passes the filter."""
    return bool(apply_filter((row,), wanted))


def apply_filter(rows: Iterable[DutyRow], wanted: DutyFilter) -> tuple[DutyRow, ...]:
    """The rows that pass, in their order."""
    # One condition after the other: a test that is not asked for costs nothing on a hundred thousand rows.
    left = list(rows)
    if wanted.year is not None:
        left = [row for row in left if row.year == wanted.year]
    if wanted.plan_id is not None:
        left = [row for row in left if row.plan_id == wanted.plan_id]
    if wanted.unit_id is not None:
        left = [row for row in left if row.unit_id == wanted.unit_id]
    if wanted.role is not None:
        left = [row for row in left if row.role == wanted.role]
    if wanted.lights:
        left = [row for row in left if row.light in wanted.lights]
    if wanted.month is not None:
        left = [row for row in left if _falls_in(row, *wanted.month)]
    for word in wanted.text.lower().split():
        left = [row for row in left if word in row.search_text]
    return tuple(left)


def _falls_in(row: DutyRow, year: int, month: int) -> bool:
    return any(point.due.year == year and point.due.month == month for point in row.checkpoints)
