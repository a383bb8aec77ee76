"""How the days of a light were counted, told to the clerk day by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from gongkai_desktop.domain.count_text import count_lines
from gongkai_desktop.domain.deadline import Deadline, Within
from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.ledger import CheckpointMove, DutyEvent
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.domain.limits import Count, day_note, explain, explain_hours, limit_words
from gongkai_desktop.domain.moments import moment
from gongkai_desktop.domain.workdays import WorkCalendar

_EVERY_DAY_UP_TO = 31
"""A longer span names only the holidays and make-up days: nobody reads two hundred lines."""

_WEEKDAYS = "一二三四五六日"


def counted_lines(row: DutyRow, today: date, calendar: WorkCalendar) -> tuple[str, ...]:
    """The printed deadline, the date it gave, and each day counted from today to it (or back)."""
    printed = row.deadline_text.strip() or "（未写明）"
    if row.due is None:
        if row.light is Light.DONE:
            return (f"时限：{printed}", _completed(row))
        return (f"时限：{printed}", "没有可以推算日期的时限，因此没有节点。")
    head = f"时限：{printed} → {_full(row.due)}"
    if row.light is Light.DONE:
        return (head, _completed(row))
    if row.due < today:
        start, end = row.due, today
        summary = f"从 {_full(row.due)} 的次日数到今天 {_full(today)}，已逾期 {-row.days} 个工作日："
    else:
        start, end = today, row.due
        summary = f"从今天 {_full(today)} 的次日数到 {_full(row.due)}，还有 {row.days} 个工作日："
    return (head, summary, *_days(start, end, calendar), *_provisional(start, end, calendar))


def origin_lines(
    deadlines: Iterable[Deadline],
    moves: Iterable[CheckpointMove],
    events: Sequence[DutyEvent],
    calendar: WorkCalendar,
) -> Iterator[str]:
    """Where dates come from that the document does not print: moved by the clerk, counted from events."""
    for move in moves:
        approver = f"（批准人：{move.approver}）" if move.approver else ""
        yield f"改期：{_full(move.old_due)} 改到 {_full(move.new_due)}，{move.reason}{approver}"
    for event in events:
        yield f"事件：{event.name}" + (f"（{event.evidence}）" if event.evidence else "")
        yield from count_lines(count_of_event(event, calendar))
    if not events:
        for limit in (deadline for deadline in deadlines if isinstance(deadline, Within)):
            text = f"自{limit.after or '事项发生'}起{limit_words(limit.days, limit.unit)}"
            yield f"{text}：登记事件的日期后才有节点。"


def count_of_event(event: DutyEvent, calendar: WorkCalendar) -> Count:
    """The count of the limit an event started."""
    if event.unit == "hour":
        return explain_hours(moment(event.happened_on, event.happened_time), event.amount)
    return explain(calendar, event.happened_on, event.amount, event.unit)


def _completed(row: DutyRow) -> str:
    done = [checkpoint.done_on for checkpoint in row.checkpoints if checkpoint.done_on]
    on = row.completed_on or max(done, default=None)
    return f"已于 {_full(on)} 完成。" if on else "已完成。"


def _days(start: date, end: date, calendar: WorkCalendar) -> Iterator[str]:
    every_day = (end - start).days <= _EVERY_DAY_UP_TO
    number = 0
    for offset in range(1, (end - start).days + 1):
        day = start + timedelta(days=offset)
        note = day_note(calendar, day)
        working = calendar.is_working(day)
        number += working
        if every_day or calendar.mark(day):
            counted = f"第 {number} 个工作日" if working else "不计"
            yield f"{day:%m-%d}（周{_WEEKDAYS[day.weekday()]}）{counted}" + (f"，{note}" if note else "")


def _provisional(start: date, end: date, calendar: WorkCalendar) -> Iterator[str]:
    for year in range(start.year, end.year + 1):
        if calendar.is_provisional(year):
            yield f"{year}年的放假安排尚未公布，暂按周末和法定节假日推算，公布后可能变化。"


def _full(day: date) -> str:
    return f"{day.isoformat()}（周{_WEEKDAYS[day.weekday()]}）"
