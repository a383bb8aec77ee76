"""Holidays as the clerk enters them: the yearly notice and local days, with what they would change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from gongkai_desktop.domain.holiday_notice import NoticeReading, check_schedule, read_notice
from gongkai_desktop.domain.holiday_schedule import (
    Holiday,
    LocalDays,
    Schedule,
    with_local_days,
    with_schedules,
)
from gongkai_desktop.domain.workdays import WorkCalendar
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services.official_calendar import official_calendar
from gongkai_desktop.services.recount import DateChange, apply_changes, date_changes
from gongkai_desktop.services.workspace import Workspace, calendar_of
from gongkai_desktop.store import opening_facts, schedules
from gongkai_desktop.store.unit_of_work import Reading, UnitOfWork

__all__ = [
    "CalendarSaved",
    "DateChange",
    "Holiday",
    "LocalDays",
    "NoticeReading",
    "Schedule",
    "check_schedule",
    "list_local_days",
    "list_schedules",
    "official_schedule",
    "preview_local_days",
    "preview_schedule",
    "recognise_notice",
    "refreshed",
    "remove_local_days",
    "remove_schedule",
    "save_local_days",
    "save_schedule",
]

_LONGEST = 60
"""Local days of more than two months are a slip of the keyboard."""


@dataclass(frozen=True, slots=True)
class CalendarSaved:
    """The workspace that goes on with the new calendar, the journal batch, and the dates that moved."""

    workspace: Workspace
    batch: str
    changes: tuple[DateChange, ...]


def list_schedules(workspace: Workspace) -> tuple[Schedule, ...]:
    """The schedules entered by the clerk, by year."""
    with workspace.ledger.read() as reading:
        return opening_facts.list_schedules(reading)


def list_local_days(workspace: Workspace) -> tuple[LocalDays, ...]:
    """The local days in the order they were entered."""
    with workspace.ledger.read() as reading:
        return opening_facts.list_local_days(reading)


def recognise_notice(text: str, year: int | None = None) -> NoticeReading:
    """Read a pasted 放假通知. Raises InvalidInput where no year or no holiday can be made out."""
    reading = read_notice(text, year)
    if reading is None:
        raise InvalidInput(
            "没有认出放假安排。", "请粘贴通知全文，其中要有年份，以及“元旦：1月1日至3日放假”这样的内容。"
        )
    return reading


def official_schedule(year: int) -> Schedule:
    """What a form for this year starts with: the built-in schedule, else the days of the law."""
    calendar = official_calendar()
    days = sorted(day for day in calendar.names if day.year == year)
    holidays: list[Holiday] = []
    for day in days:
        name, before = calendar.names[day], holidays[-1] if holidays else None
        if before and before.name == name and (day - before.last).days == 1:
            holidays[-1] = replace(before, last=day)
        else:
            holidays.append(Holiday(name, day, day))
    worked = tuple(sorted(day for day in calendar.make_up_days if day.year == year))
    return Schedule(year, tuple(holidays), worked)


def preview_schedule(workspace: Workspace, schedule: Schedule, today: date) -> tuple[DateChange, ...]:
    """Every open date the schedule would move; nothing is written. Raises InvalidInput for a wrong one."""
    _check(schedule)
    with workspace.ledger.read() as reading:
        return date_changes(reading, calendar_of(reading), _calendar_with(reading, schedule), today)


def save_schedule(workspace: Workspace, schedule: Schedule, today: date) -> CalendarSaved:
    """Keep a year's schedule, in place of an earlier one, and move the dates that were counted by the old."""
    _check(schedule)
    with workspace.change("录入放假安排", f"{schedule.year}年 {schedule.number}".strip()) as work:
        before = calendar_of(work)
        schedules.save_schedule(work, schedule)
        return _finish(workspace, work, before, today)


def remove_schedule(workspace: Workspace, year: int, today: date) -> CalendarSaved:
    """Forget a year's entered schedule: the built-in one, or the days of the law, count again."""
    with workspace.change("删除放假安排", f"{year}年") as work:
        before = calendar_of(work)
        schedules.remove_schedule(work, year)
        return _finish(workspace, work, before, today)


def preview_local_days(workspace: Workspace, days: LocalDays, today: date) -> tuple[DateChange, ...]:
    """Every open date that local days would move; nothing is written."""
    _check_local(days)
    with workspace.ledger.read() as reading:
        kept = [each for each in opening_facts.list_local_days(reading) if each.id != days.id]
        new = with_local_days(_national(reading), (*kept, days))
        return date_changes(reading, calendar_of(reading), new, today)


def save_local_days(workspace: Workspace, days: LocalDays, today: date) -> CalendarSaved:
    """Keep local days: new ones (id 0) or changed ones."""
    _check_local(days)
    with workspace.change(
        "录入本地放假", f"{days.name}：{days.reason}" if days.reason else days.name
    ) as work:
        before = calendar_of(work)
        schedules.save_local_days(work, days)
        return _finish(workspace, work, before, today)


def remove_local_days(workspace: Workspace, days_id: int, today: date) -> CalendarSaved:
    """Forget local days. Raises InvalidInput when they are gone."""
    with workspace.change("删除本地放假") as work:
        before = calendar_of(work)
        schedules.remove_local_days(work, days_id)
        return _finish(workspace, work, before, today)


def refreshed(workspace: Workspace) -> Workspace:
    """The workspace with the calendar as it stands in the ledger now: after undo, say."""
    with workspace.ledger.read() as reading:
        return replace(workspace, calendar=calendar_of(reading))


def _finish(workspace: Workspace, work: UnitOfWork, before: WorkCalendar, today: date) -> CalendarSaved:
    after = calendar_of(work)
    changes = date_changes(work, before, after, today)
    apply_changes(work, changes)
    work.commit()
    return CalendarSaved(replace(workspace, calendar=after), work.batch, changes)


def _national(reading: Reading, instead: Iterable[Schedule] = ()) -> WorkCalendar:
    entered = {schedule.year: schedule for schedule in opening_facts.list_schedules(reading)}
    entered |= {schedule.year: schedule for schedule in instead}
    return with_schedules(official_calendar(), entered.values())


def _calendar_with(reading: Reading, schedule: Schedule) -> WorkCalendar:
    return with_local_days(_national(reading, [schedule]), opening_facts.list_local_days(reading))


def _check(schedule: Schedule) -> None:
    """What would make nonsense of every count; lesser doubts are `check_schedule`'s."""
    if not schedule.holidays:
        raise InvalidInput("没有填写放假日期。", "请至少填写一个节日的放假起止日期。")
    for holiday in schedule.holidays:
        if holiday.last < holiday.first:
            raise InvalidInput(f"{holiday.name}的放假结束日期早于开始日期。", "请检查两个日期。")
        if (holiday.last - holiday.first).days > _LONGEST:
            raise InvalidInput(f"{holiday.name}放假超过{_LONGEST}天。", "请检查起止日期。")
    first, last = date(schedule.year - 1, 12, 1), date(schedule.year, 12, 31)
    days = [*(day for h in schedule.holidays for day in (h.first, h.last)), *schedule.make_up_days]
    if odd := [day for day in days if not first <= day <= last]:
        raise InvalidInput(f"{odd[0].isoformat()} 不在{schedule.year}年的安排之内。", "请检查年份和日期。")


def _check_local(days: LocalDays) -> None:
    if not days.name.strip():
        raise InvalidInput("没有填写名称。", "请填写放假或上班的名称，例如“开斋节”“台风停工”。")
    if days.last < days.first:
        raise InvalidInput("结束日期早于开始日期。", "请检查两个日期。")
    if (days.last - days.first).days > _LONGEST:
        raise InvalidInput(f"本地放假超过{_LONGEST}天。", "请检查起止日期。")
