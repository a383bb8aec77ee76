"""Holiday schedules and local days as entered."""

from __future__ import annotations

from sqlalchemy import select

from gongkai_desktop.domain.holiday_schedule import LocalDays, Schedule
from gongkai_desktop.store.lookup import get
from gongkai_desktop.store.time_tables import HolidayScheduleRow, LocalDaysRow
from gongkai_desktop.store.unit_of_work import UnitOfWork


def save_schedule(work: UnitOfWork, schedule: Schedule) -> None:
    """Keep a year's schedule, in place of an earlier one."""
    row = _of_year(work, schedule.year)
    if row is None:
        row = HolidayScheduleRow(year=schedule.year)
        work.session.add(row)
    row.number, row.text = schedule.number, schedule.text
    row.holidays = [[h.name, h.first.isoformat(), h.last.isoformat()] for h in schedule.holidays]
    row.make_up_days = [day.isoformat() for day in schedule.make_up_days]
    work.session.flush()


def remove_schedule(work: UnitOfWork, year: int) -> None:
    """Forget a year's schedule; nothing happens where there is none."""
    row = _of_year(work, year)
    if row is not None:
        work.session.delete(row)
        work.session.flush()


def save_local_days(work: UnitOfWork, days: LocalDays) -> int:
    """Keep local days: new ones (id 0) or changed ones; hands back their id."""
    row = get(work, LocalDaysRow, days.id, "本地放假安排") if days.id else LocalDaysRow()
    row.first, row.last, row.working = days.first, days.last, days.working
    row.name, row.reason = days.name, days.reason
    work.session.add(row)
    work.session.flush()
    return row.id


def remove_local_days(work: UnitOfWork, days_id: int) -> None:
    """Forget local days. Raises InvalidInput when they are gone."""
    work.session.delete(get(work, LocalDaysRow, days_id, "本地放假安排"))
    work.session.flush()


def _of_year(work: UnitOfWork, year: int) -> HolidayScheduleRow | None:
    return work.session.scalars(
        select(HolidayScheduleRow).where(HolidayScheduleRow.year == year)
    ).one_or_none()
