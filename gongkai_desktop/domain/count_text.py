"""A count told to the clerk: in one sentence, day by day, or in few lines that fit on a strip."""

from __future__ import annotations

from datetime import date, datetime

from gongkai_desktop.domain.limits import Count, CountedDay, limit_words
from gongkai_desktop.domain.workdays import WEEKDAY_NAMES

PROVISIONAL = "其中有的年度放假安排尚未公布，暂按法定节日推算，待通知公布后重算。"


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


def counted_word(step: CountedDay, count: Count) -> str:
    """第3天, or 不计; nothing for hours, whose note says it."""
    if count.unit == "hour":
        return ""
    return f"第{step.number}天" if step.number is not None else "不计"


def full_day(day: date) -> str:
    """2026-09-18（周五）."""
    return f"{day.isoformat()}（周{WEEKDAY_NAMES[day.weekday()]}）"


def _moment(moment: datetime) -> str:
    return f"{full_day(moment.date())}{moment:%H:%M}"
