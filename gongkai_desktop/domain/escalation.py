"""Which paper comes next: 提示 → 督办 → 再次督办 → 通报 → 约谈, each only after the one before failed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai_desktop.domain.papers import URGED

REMINDER, CIRCULAR, TALK = "工作提示函", "督查通报", "约谈通知"
COUNTED = (*URGED, CIRCULAR)
"""The kinds of papers of which each that passed in vain is one 红灯."""


class Step(StrEnum):
    """What an item asks for; the value is what the clerk sees."""

    NONE = "不发文"
    REMIND = "提示"
    URGE = "督办"
    URGE_AGAIN = "再次督办"
    CIRCULAR = "通报"
    TALK = "约谈"


PAPER_OF: dict[Step, str] = {
    Step.REMIND: REMINDER,
    Step.URGE: URGED[0],
    Step.URGE_AGAIN: URGED[1],
    Step.CIRCULAR: CIRCULAR,
    Step.TALK: TALK,
}
"""The kind of paper each step is taken with."""


@dataclass(frozen=True, slots=True)
class EscalationRules:
    """The office's thresholds."""

    remind: bool = True
    """Whether what falls due soon gets a 工作提示函."""
    late_days: int = 1
    """Working days an item must be late before it is urged."""
    circular_after: int = 2
    """An item urged so often in vain is named in a circular."""
    talk_after: int = 3
    """So many papers in a row in vain (连续红灯), a circular among them, and the unit is asked to a talk."""


@dataclass(frozen=True, slots=True)
class PastPaper:
    """A paper that was issued about an item, as far as the next step depends on it."""

    kind: str
    number: str
    issued_on: date
    answer_by: date
    """Until this day the unit has time; nothing follows before it has passed."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """What an item asks for and why."""

    step: Step
    reds: int = 0
    """Papers that passed in vain, in a row."""
    waits_until: date | None = None
    """The unit still has time until this day: no step before."""
    last: PastPaper | None = None
    """The paper it follows."""


def since(papers: Iterable[PastPaper], due: date) -> tuple[PastPaper, ...]:
    """The papers in a row about what was due on a day, oldest first; earlier ones were about other dates."""
    return tuple(sorted((one for one in papers if one.issued_on >= due), key=lambda one: one.issued_on))


def next_step(
    due: date, days_late: int, papers: Sequence[PastPaper], rules: EscalationRules, today: date
) -> NextStep:
    """The step for an item that is late.

    A talk ends a row: what is late after it is urged again, and the row is counted anew.
    """
    row = since(papers, due)
    talks = [place for place, one in enumerate(row) if one.kind == TALK]
    after_talk = row[talks[-1] + 1 :] if talks else row
    counted = [one for one in after_talk if one.kind in COUNTED]
    told = [one for one in row if one.kind != REMINDER]
    last = told[-1] if told else None
    reds = len(counted)
    if last is not None and last.answer_by >= today:
        return NextStep(Step.NONE, reds, last.answer_by, last)
    if days_late < rules.late_days:
        return NextStep(Step.NONE, reds, last=last)
    return NextStep(_step(counted, talked=bool(talks), rules=rules), reds, last=last)


def _step(counted: Sequence[PastPaper], *, talked: bool, rules: EscalationRules) -> Step:
    urged = sum(one.kind in URGED for one in counted)
    if urged == 0:
        return Step.URGE_AGAIN if talked else Step.URGE
    if urged < rules.circular_after:
        return Step.URGE_AGAIN
    if not _named_since(counted, rules.circular_after):
        return Step.CIRCULAR
    return Step.TALK if len(counted) >= rules.talk_after else Step.URGE_AGAIN


def _named_since(counted: Sequence[PastPaper], enough: int) -> bool:
    """Whether a circular has named the item after it had been urged often enough."""
    urged = 0
    for one in counted:
        if one.kind == CIRCULAR and urged >= enough:
            return True
        urged += one.kind in URGED
    return False


def reminder_step(papers: Sequence[PastPaper], soon_since: date, rules: EscalationRules) -> NextStep:
    """The step for an item that falls due soon: it is reminded once, from the day it became 临期."""
    reminders = sorted(
        (one for one in papers if one.kind == REMINDER and one.issued_on >= soon_since),
        key=lambda one: one.issued_on,
    )
    if reminders or not rules.remind:
        return NextStep(Step.NONE, last=reminders[-1] if reminders else None)
    return NextStep(Step.REMIND)
