"""The one filter that the three views, the Excel sheet and the papers share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.kinds import Role
from gongkai_desktop.domain.lights import Light


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
        left = _with_checkpoint_in(left, *wanted.month)
    for word in wanted.text.lower().split():
        left = _with_word(left, word)
    return tuple(left)


def _with_checkpoint_in(rows: list[DutyRow], year: int, month: int) -> list[DutyRow]:
    first = date(year, month, 1)
    after = date(year + month // 12, month % 12 + 1, 1)
    found = {point.duty_id for row in rows for point in row.checkpoints if first <= point.due < after}
    return [row for row in rows if row.duty_id in found]


def _with_word(rows: list[DutyRow], word: str) -> list[DutyRow]:
    # Thousands of rows share a few texts: each text is searched once.
    tasks = {text for text in {row.search_text for row in rows} if word in text}
    units = {text for text in {row.unit_search for row in rows} if word in text}
    return [row for row in rows if row.search_text in tasks or row.unit_search in units]
