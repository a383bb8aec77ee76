"""From deadlines to checkpoints (节点): the dates that stand in the calendar.

Dates stay where the document prints or implies them, also on rest days: an administrative deadline does not
move. Where the printed words name no date (每周, 每2年) the program proposes one, marked as a proposal.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gongkai_desktop.domain.deadline import ByDate, Deadline, Ongoing, Recurring, Yearlong
from gongkai_desktop.domain.deadline_text import find_deadlines, read_deadlines
from gongkai_desktop.domain.recognised import InlineDeadline

OWN_RHYTHM = "own:"
"""How the series of checks begins that the clerk has switched on: no document asks for them."""

_LONGEST_LABEL = 20
"""A longer cell text is a sentence and no label."""


@dataclass(frozen=True, slots=True)
class PlannedCheckpoint:
    """A date to be checked, with the phrase it comes from; `proposed` where the program chose the date."""

    due: date
    label: str
    proposed: bool = False
    series: str = ""
    """What it recurs by: the `every` of its deadline, or `OWN_RHYTHM` and a rhythm's name."""


def plan_checkpoints(
    deadline_text: str,
    deadlines: Sequence[Deadline],
    inline_deadlines: Sequence[InlineDeadline],
    year: int,
    since: date | None,
) -> tuple[PlannedCheckpoint, ...]:
    """The checkpoints of a duty, sorted, no two on one date; deadlines of the column win over the text's.

    `since` is the document's date: what recurs is owed from then on, so a period that ended before it has no
    checkpoint, and a yearly date that has passed falls in the next year. A document that only speaks about
    periods already over keeps them all.
    """
    printed = deadline_text.strip()
    dated = sum(not isinstance(deadline, Ongoing) for deadline in deadlines)
    label = printed if dated == 1 and len(printed) <= _LONGEST_LABEL else ""
    steps = _steps(printed, deadlines, year)
    planned = [
        found
        for place, deadline in enumerate(deadlines)
        for found in _dates(deadline, steps.get(place, label), year, since)
    ]
    for inline in inline_deadlines:
        if isinstance(inline.deadline, ByDate | Recurring):
            planned += _dates(inline.deadline, inline.text, year, since)
    return tuple(_one_a_date(planned))


_LONGEST_STEP = 60


def _steps(printed: str, deadlines: Sequence[Deadline], year: int) -> dict[int, str]:
    """What is due at each limit of a text that says so (一季度：选址；二季度：开工), by the limit's place."""
    out: dict[int, str] = {}
    for step in printed.split("；") if "：" in printed else ():
        period, colon, work = step.partition("：")
        limits = read_deadlines(period, year).deadlines if colon else ()
        named = limits if limits and limits[0] in deadlines else _limits_in(work, year)
        if len(named) == 1 and named[0] in deadlines:
            short = step if len(step) <= _LONGEST_STEP else f"{step[: _LONGEST_STEP - 1]}…"
            out.setdefault(deadlines.index(named[0]), short)
    return out


def _limits_in(text: str, year: int) -> tuple[Deadline, ...]:
    return tuple(found.deadline for found in find_deadlines(text, year)[0])


def _one_a_date(planned: Iterable[PlannedCheckpoint]) -> list[PlannedCheckpoint]:
    """The first checkpoint of each date; a printed date wins over a proposed one."""
    kept: dict[date, PlannedCheckpoint] = {}
    for checkpoint in planned:
        known = kept.get(checkpoint.due)
        if known is None or (known.proposed and not checkpoint.proposed):
            kept[checkpoint.due] = checkpoint
    return sorted(kept.values(), key=lambda checkpoint: checkpoint.due)


def _dates(deadline: Deadline, label: str, year: int, since: date | None) -> list[PlannedCheckpoint]:
    match deadline:
        case ByDate(day=day):
            return [PlannedCheckpoint(day, label or f"{day.month}月{day.day}日前")]
        case Yearlong(year=printed):
            return [PlannedCheckpoint(date(printed or year, 12, 31), label or "全年")]
        case Recurring(every="year", by=str(by)):
            return [_yearly(by, label, year, since)]
        case Recurring(every=every, by=by):
            return _still_owed(_periods(every, by, label, year), since)
        case _:  # limits counted from events, lasting and standing duties have no date of their own
            return []


def _yearly(by: str, label: str, year: int, since: date | None) -> PlannedCheckpoint:
    month, day = (int(part) for part in by.split("-"))
    due = day_in_month(year, month, day)
    if since is not None and due < since:
        due = day_in_month(year + 1, month, day)
    return PlannedCheckpoint(due, label or f"每年{month}月{day}日前")


def _still_owed(planned: Sequence[PlannedCheckpoint], since: date | None) -> list[PlannedCheckpoint]:
    owed = [checkpoint for checkpoint in planned if since is None or checkpoint.due >= since]
    return owed or list(planned)


@dataclass(frozen=True, slots=True)
class _Rhythm:
    """How a period divides the year: word, (month, day) of each end (0 = last day), and its parts' names."""

    word: str
    ends: tuple[tuple[int, int], ...]
    part: Callable[[int], str]
    proposed: bool = False


_MONTHS = tuple((month, 0) for month in range(1, 13))
_RHYTHMS: Mapping[str, _Rhythm] = {
    # A daily or weekly duty is looked at once a month: 365 checkpoints would bury everything else.
    "day": _Rhythm("每日", _MONTHS, lambda i: f"{i + 1}月", proposed=True),
    "week": _Rhythm("每周", _MONTHS, lambda i: f"{i + 1}月", proposed=True),
    "2 weeks": _Rhythm("每两周", _MONTHS, lambda i: f"{i + 1}月", proposed=True),
    "10 days": _Rhythm(
        "每旬",
        tuple((month, day) for month in range(1, 13) for day in (10, 20, 0)),
        lambda i: f"{i // 3 + 1}月{'上中下'[i % 3]}旬",
    ),
    "half-month": _Rhythm(
        "每半月",
        tuple((month, day) for month in range(1, 13) for day in (15, 0)),
        lambda i: f"{i // 2 + 1}月{'上下'[i % 2]}半月",
    ),
    "month": _Rhythm("按月", _MONTHS, lambda i: f"{i + 1}月"),
    "2 months": _Rhythm("每两月", _MONTHS[1::2], lambda i: f"{2 * i + 1}—{2 * i + 2}月"),
    "4 months": _Rhythm("每四个月", _MONTHS[3::4], lambda i: f"{4 * i + 1}—{4 * i + 4}月"),
    "quarter": _Rhythm("按季度", _MONTHS[2::3], lambda i: f"第{i + 1}季度"),
    "half-year": _Rhythm("每半年", _MONTHS[5::6], lambda i: f"{'上下'[i]}半年"),
    "year": _Rhythm("每年", _MONTHS[-1:], lambda _: "年底"),
}
_DAY_OF_QUARTER = re.compile(r"(首|次|末)月(\d\d)日")
_PLACE = {"首": 1, "次": 2, "末": 3}
# "2 years" and the like: which year it falls due is not printed, so the end of this one is proposed.
_YEARS = replace(_RHYTHMS["year"], word="多年一次", proposed=True)


def _periods(every: str, by: str | None, label: str, year: int) -> list[PlannedCheckpoint]:
    """One checkpoint at the end of each period, or on its day `by` (of a month, of a quarter)."""
    rhythm = _RHYTHMS.get(every, _YEARS)
    if every == "quarter" and by and (named := _DAY_OF_QUARTER.fullmatch(by)):
        rhythm = replace(rhythm, ends=tuple((q + _PLACE[named[1]], int(named[2])) for q in (0, 3, 6, 9)))
    day_of_month = int(by) if every == "month" and by else 0
    series = (f"{every} {by}" if by else every) if len(rhythm.ends) > 1 else ""
    return [
        PlannedCheckpoint(
            day_in_month(year, month, day or day_of_month),
            f"{label or rhythm.word}（{rhythm.part(index)}）",
            rhythm.proposed,
            series,
        )
        for index, (month, day) in enumerate(rhythm.ends)
    ]


def day_in_month(year: int, month: int, day: int) -> date:
    """A day of a month; 0 and days the month does not have mean its last day."""
    last = monthrange(year, month)[1]
    return date(year, month, min(day, last) if day else last)
