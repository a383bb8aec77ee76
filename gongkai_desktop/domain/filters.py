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
    return (
        (wanted.year is None or row.year == wanted.year)
        and (wanted.plan_id is None or row.plan_id == wanted.plan_id)
        and (wanted.unit_id is None or row.unit_id == wanted.unit_id)
        and (wanted.role is None or row.role == wanted.role)
        and (not wanted.lights or row.light in wanted.lights)
        and all(word in row.search_text for word in wanted.text.lower().split())
        and (wanted.month is None or any((c.due.year, c.due.month) == wanted.month for c in row.checkpoints))
    )


def apply_filter(rows: Iterable[DutyRow], wanted: DutyFilter) -> tuple[DutyRow, ...]:
    """The rows that pass, in their order."""
    return tuple(row for row in rows if matches(row, wanted))
