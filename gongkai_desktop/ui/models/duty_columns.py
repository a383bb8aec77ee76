"""The columns of the ledger's table: one line of data each."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from operator import attrgetter
from typing import Any

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.kinds import Role
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.ui.models import words


def _nothing(_row: DutyRow) -> str:
    return ""


def _as_it_is(value: Any) -> Any:
    return value


@dataclass(frozen=True, slots=True)
class Column:
    """What a column shows, how it sorts, and what F2 does on it."""

    key: str
    title: str
    text: Callable[[DutyRow], str]
    value: Callable[[DutyRow], Hashable]
    """What the rows are sorted by; many rows share a value."""
    width: int
    order: Callable[[Any], Any] = _as_it_is
    """The place of a value among the others; asked once a value, not once a row."""
    below: Callable[[DutyRow], str] = _nothing
    """A second, quiet line under the text."""
    whole: Callable[[DutyRow], str] | None = None
    """The text to copy, where the shown one is shortened."""
    right: bool = False
    merged: bool = False
    """Drawn once over the rows of one task."""
    field: str | None = None
    """The field of the task that F2 edits in place."""
    command: str | None = None
    """The command that F2 starts where the value has a dialog of its own."""
    hidden: bool = False
    """Not shown until the clerk asks for it."""

    def copy_text(self, row: DutyRow) -> str:
        """The whole value as text."""
        return (self.whole or self.text)(row)

    def sort_key(self, row: DutyRow) -> Any:
        """What decides the place of a row."""
        return self.order(self.value(row))

    def in_order(self, rows: Sequence[DutyRow], *, descending: bool = False) -> list[DutyRow]:
        """The rows sorted by this column; equal ones keep their order."""
        # Dealt out to piles of equal rows: a hundred thousand rows have few different values in a column.
        values = list(map(self.value, rows))
        keys = {value: self.order(value) for value in set(values)}
        piles: dict[Any, list[DutyRow]] = {key: [] for key in sorted(set(keys.values()), reverse=descending)}
        put = {value: piles[key].append for value, key in keys.items()}
        for value, row in zip(values, rows, strict=True):
            put[value](row)
        return list(chain.from_iterable(piles.values()))


_MOST_DAYS = 100_000
_HEADINGS_JOINT = " › "
_ROLE_ORDER = {Role.LEAD: 0, Role.RESPONSIBLE: 1, Role.SUPPORT: 2}


def _number_order(number: str | None) -> tuple[int, int]:
    digits = (number or "").strip("（）()第项. ")
    return (0, int(digits)) if digits.isdecimal() else (1, 0)


def _light_value(row: DutyRow) -> int:
    # A number, not a pair: a hundred thousand pairs set the garbage collector to work.
    return _LIGHT_ORDER[row.light] * _MOST_DAYS + row.days


def _due_text(row: DutyRow) -> str:
    return words.short_day(row.due, row.year) if row.due else row.deadline_text or "—"


def _due_below(row: DutyRow) -> str:
    return words.due_reason(row) if row.due else ""


def _due_whole(row: DutyRow) -> str:
    return row.due.isoformat() if row.due else row.deadline_text


def _task(row: DutyRow) -> str:
    return row.task_name


def _requirement(row: DutyRow) -> str:
    return row.requirement


def _unit(row: DutyRow) -> str:
    return row.unit_name


def _unit_below(row: DutyRow) -> str:
    return row.via or ("" if row.unit_confirmed else "单位待确认")


def _headings(row: DutyRow) -> str:
    return _HEADINGS_JOINT.join(row.path[:-1])


def _kind(row: DutyRow) -> str:
    return row.unit_kind.value


def _deadline(row: DutyRow) -> str:
    return row.deadline_text


def _count_column(key: str, title: str, field: str, *, hidden: bool = False) -> Column:
    count = attrgetter(field)

    def whole(row: DutyRow) -> str:
        return str(count(row) or "")

    return Column(key, title, lambda r: whole(r) or "—", count, 50, whole=whole, right=True, hidden=hidden)


def duty_columns(styles: words.LightStyles) -> tuple[Column, ...]:
    """All columns in their first order."""

    def light_text(row: DutyRow) -> str:
        return words.light_word(row.light, styles)

    def light_whole(row: DutyRow) -> str:
        return words.status_text(row, styles)

    by_words = words.pinyin_order

    return (
        Column("no", "序号", lambda r: r.no or "", attrgetter("no"), 48, _number_order,
               right=True, merged=True, field="no"),
        Column("task", "任务", _task, attrgetter("task_name"), 120, by_words, merged=True, field="name"),
        Column("requirement", "要求", _requirement, attrgetter("requirement"), 210, by_words,
               merged=True, field="requirement"),
        Column("unit", "责任单位", _unit, attrgetter("unit_name"), 132, by_words, below=_unit_below),
        Column("role", "角色", words.role_text, attrgetter("role"), 52, _ROLE_ORDER.__getitem__),
        Column("due", "时限", _due_text, attrgetter("due"), 106, lambda day: day or date.max,
               below=_due_below, whole=_due_whole, command="move_date"),
        Column("light", "状态", light_text, _light_value, 106,
               below=lambda r: words.days_word(r.light, r.days), whole=light_whole, command="complete"),
        Column("progress", "最近进展", lambda r: words.progress_text(r) or "—",
               attrgetter("last_progress_on"), 124, lambda day: day or date.min, whole=words.progress_text,
               command="progress"),
        _count_column("evidence", "佐证", "evidence_count"),
        Column("plan", "来源", lambda r: r.plan_title, attrgetter("task_position"), 180, hidden=True),
        Column("path", "上级标题", _headings, attrgetter("path"), 160,
               lambda path: by_words(_HEADINGS_JOINT.join(path[:-1])), merged=True, hidden=True),
        Column("kind", "单位类别", _kind, attrgetter("unit_kind"), 92, by_words, hidden=True),
        Column("deadline", "时限原文", _deadline, attrgetter("deadline_text"), 120, by_words, hidden=True),
        _count_column("notices", "督办", "notice_count", hidden=True),
    )  # fmt: skip


_LIGHT_ORDER = {light: place for place, light in enumerate(words.LIGHT_ORDER)}
assert set(_LIGHT_ORDER) == set(Light)
