"""The columns of the ledger's table: one line of data each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.domain.recognised import Role
from gongkai_desktop.ui.models import words


def _nothing(_row: DutyRow) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Column:
    """What a column shows, how it sorts, and what F2 does on it."""

    key: str
    title: str
    text: Callable[[DutyRow], str]
    sort: Callable[[DutyRow], Any]
    width: int
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


_ROLE_ORDER = {Role.LEAD: 0, Role.RESPONSIBLE: 1, Role.SUPPORT: 2}


def _number_key(row: DutyRow) -> tuple[int, int, str]:
    number = row.no or ""
    digits = number.strip("（）()第项. ")
    return (0, int(digits), "") if digits.isdecimal() else (1, row.task_position, number)


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
    return " › ".join(row.path[:-1])


def _kind(row: DutyRow) -> str:
    return row.unit_kind.value


def _deadline(row: DutyRow) -> str:
    return row.deadline_text


def _count_column(key: str, title: str, count: Callable[[DutyRow], int], *, hidden: bool = False) -> Column:
    def whole(row: DutyRow) -> str:
        return str(count(row) or "")

    return Column(key, title, lambda r: whole(r) or "—", count, 50, whole=whole, right=True, hidden=hidden)


def duty_columns(styles: words.LightStyles) -> tuple[Column, ...]:
    """All columns in their first order."""

    def light_text(row: DutyRow) -> str:
        return words.light_word(row.light, styles)

    def light_whole(row: DutyRow) -> str:
        return words.status_text(row, styles)

    def by_words(text: Callable[[DutyRow], str]) -> Callable[[DutyRow], bytes]:
        return lambda row: words.pinyin_order(text(row))

    return (
        Column("no", "序号", lambda r: r.no or "", _number_key, 48, right=True, merged=True, field="no"),
        Column("task", "任务", _task, by_words(_task), 120, merged=True, field="name"),
        Column("requirement", "要求", _requirement, by_words(_requirement), 210,
               merged=True, field="requirement"),
        Column("unit", "责任单位", _unit, by_words(_unit), 132, below=_unit_below),
        Column("role", "角色", words.role_text, lambda r: _ROLE_ORDER[r.role], 52),
        Column("due", "时限", _due_text, lambda r: r.due or date.max, 106, below=_due_below, whole=_due_whole,
               command="move_date"),
        Column("light", "状态", light_text, lambda r: (_LIGHT_ORDER[r.light], r.days), 106,
               below=lambda r: words.days_word(r.light, r.days), whole=light_whole, command="complete"),
        Column("progress", "最近进展", lambda r: words.progress_text(r) or "—",
               lambda r: r.last_progress_on or date.min, 124, whole=words.progress_text, command="progress"),
        _count_column("evidence", "佐证", lambda r: r.evidence_count),
        Column("plan", "来源", lambda r: r.plan_title, lambda r: r.task_position, 180, hidden=True),
        Column("path", "上级标题", _headings, by_words(_headings), 160, merged=True, hidden=True),
        Column("kind", "单位类别", _kind, by_words(_kind), 92, hidden=True),
        Column("deadline", "时限原文", _deadline, by_words(_deadline), 120, hidden=True),
        _count_column("notices", "督办", lambda r: r.notice_count, hidden=True),
    )  # fmt: skip


_LIGHT_ORDER = {light: place for place, light in enumerate(words.LIGHT_ORDER)}
assert set(_LIGHT_ORDER) == set(Light)
