"""A count told to the clerk: in one sentence, day by day, or in few lines that fit on a strip."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from gongkai_desktop.domain.limits import Count, CountedDay, limit_words
from gongkai_desktop.domain.workdays import WEEKDAY_NAMES

PROVISIONAL = "其中有的年度放假安排尚未公布，暂按法定节日推算，待通知公布后重算。"


@dataclass(frozen=True, slots=True)
class CountedRun:
    """Days in a row of which the same can be said."""

    first: date
    last: date
    counted: str
    """第1天至第5天, or 不计."""
    note: str


def count_summary(count: Count) -> str:
    """The limit and its end in one sentence."""
    if count.start_at and count.last_at:
        start, last = _moment(count.start_at), _moment(count.last_at)
        return f"自{start}起{limit_words(count.days, 'hour')}，最晚到{last}。"
    rule = limit_words(count.days, count.unit)
    return f"{full_day(count.start)}为起算日，不计入；{rule}，最后一天是{full_day(count.last)}。"


def count_lines(count: Count) -> tuple[str, ...]:
    """The summary, the article, every day of the count, and whether it may still change."""
    lines = [count_summary(count)]
    if count.article:
        lines.append(f"依据：{count.article}")
    lines += [
        "　".join(filter(None, (full_day(step.day), counted_word(step, count), step.note)))
        for step in count.steps
    ]
    if count.provisional:
        lines.append(PROVISIONAL)
    return tuple(lines)


def count_runs(count: Count) -> tuple[CountedRun, ...]:
    """The days of a count, with those of which the same can be said in one line."""
    runs: list[list[CountedDay]] = []
    for step in count.steps:
        before = runs[-1][-1] if runs else None
        together = before and (before.note, before.number is None) == (step.note, step.number is None)
        if together and count.unit != "hour":
            runs[-1].append(step)
        else:
            runs.append([step])
    return tuple(_run(steps, count) for steps in runs)


def counted_word(step: CountedDay, count: Count) -> str:
    """第3天, or 不计; nothing for hours, whose note says it."""
    if count.unit == "hour":
        return ""
    return f"第{step.number}天" if step.number is not None else "不计"


def full_day(day: date) -> str:
    """2026-09-18（周五）."""
    return f"{day.isoformat()}（周{WEEKDAY_NAMES[day.weekday()]}）"


def _run(steps: list[CountedDay], count: Count) -> CountedRun:
    first, last = steps[0], steps[-1]
    words = list(dict.fromkeys(_ends(first, last, count)))
    return CountedRun(first.day, last.day, "至".join(words), first.note)


def _ends(first: CountedDay, last: CountedDay, count: Count) -> Iterator[str]:
    yield counted_word(first, count)
    yield counted_word(last, count)


def _moment(moment: datetime) -> str:
    return f"{full_day(moment.date())}{moment:%H:%M}"
