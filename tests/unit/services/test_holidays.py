"""Schedules and local days entered by the clerk: what they would move, and that all is undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledgers import contents, contents_but_versions, make_task

from gongkai_desktop.domain.deadline import ByDate, Within
from gongkai_desktop.domain.holiday_notice import read_notice
from gongkai_desktop.domain.holiday_schedule import with_schedules
from gongkai_desktop.domain.workdays import WEEKDAY_NAMES, WorkCalendar
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services import clocks, holidays
from gongkai_desktop.services.clocks import ClockDraft
from gongkai_desktop.services.duties import MAY_MOVE, list_duties
from gongkai_desktop.services.events import EventLimit, enter_event, provisional_checkpoints
from gongkai_desktop.services.holidays import Holiday, LocalDays, Schedule
from gongkai_desktop.services.import_plan import ImportResult
from gongkai_desktop.services.move_dates import move_checkpoint
from gongkai_desktop.services.official_calendar import official_calendar
from gongkai_desktop.services.undo import undo
from gongkai_desktop.services.workspace import Workspace, open_workspace

TODAY = date(2026, 12, 10)
Import = Callable[..., ImportResult]

# Made up for the test: 元旦 with the weekend, 春节 from 除夕 on for eight days.
NOTICE = """关于2027年部分节假日安排的通知
国办发明电〔2026〕9号
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至12日（周五）放假调休，共8天。1月31日（周日）、2月20日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
五、端午节：6月9日（周三）放假，共1天。
六、中秋节：9月15日（周三）放假，共1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。"""


def schedule() -> Schedule:
    """The notice above as read."""
    reading = holidays.recognise_notice(NOTICE)
    assert reading.flags == ()
    return reading.schedule


def start(workspace: Workspace, on: date, key: str = "proactive") -> None:
    clocks.start_clocks(workspace, [ClockDraft(key, "某文件", on)])


def due(workspace: Workspace) -> date:
    """The last day of the only limit."""
    (line,) = clocks.list_clocks(workspace, date(2027, 3, 1))
    return line.due


def test_that_a_schedule_lists_what_it_would_move_and_moves_nothing(
    workspace: Workspace, ledger_path: Path
) -> None:
    start(workspace, date(2027, 1, 25))
    # By the law alone: 1-26 to 2-4 are eight, 2-5 and 2-8 off, 2-9 to 2-24 twelve more.
    assert due(workspace) == date(2027, 2, 24)
    before = contents(ledger_path)
    (change,) = holidays.preview_schedule(workspace, schedule(), TODAY)
    # With 1-31 and 2-20 worked and 2-5 to 2-12 off: 1-26 to 2-4 nine, 2-15 to 2-20 six, 2-22 to 2-26 five.
    assert (change.kind, change.what, change.old, change.new) == (
        "clock",
        "某文件",
        date(2027, 2, 24),
        date(2027, 2, 26),
    )
    assert contents(ledger_path) == before


def test_that_a_saved_schedule_counts_from_now_on(workspace: Workspace, ledger_path: Path) -> None:
    start(workspace, date(2027, 1, 25))
    assert workspace.calendar.is_provisional(2027)
    saved = holidays.save_schedule(workspace, schedule(), TODAY)
    assert [change.new for change in saved.changes] == [date(2027, 2, 26)]
    assert due(saved.workspace) == date(2027, 2, 26)
    assert not saved.workspace.calendar.is_provisional(2027)
    again = open_workspace(ledger_path, "王办事")
    assert again.calendar == saved.workspace.calendar
    again.close()
    assert holidays.list_schedules(workspace) == (schedule(),)


def test_that_a_saved_schedule_is_undone_with_the_dates_it_moved(
    workspace: Workspace, import_tasks: Import, ledger_path: Path
) -> None:
    limit = event(workspace, import_tasks, date(2027, 2, 1))
    before = contents_but_versions(ledger_path)
    saved = holidays.save_schedule(workspace, schedule(), TODAY)
    assert checkpoint_dates(workspace) == [date(2027, 2, 18)]
    undone = undo(workspace, saved.batch)
    assert contents_but_versions(ledger_path) == before
    assert holidays.refreshed(saved.workspace).calendar == workspace.calendar
    undo(workspace, undone)
    assert checkpoint_dates(workspace) == [date(2027, 2, 18)]
    assert limit.amount == 7


def event(workspace: Workspace, import_tasks: Import, on: date) -> EventLimit:
    """A duty whose limit of seven working days starts on a day."""
    import_tasks(make_task(deadlines=[Within(7, "working", "作出决定"), ByDate(date(2027, 2, 6))]))
    (row,) = list_duties(workspace, TODAY)
    limit = EventLimit("作出决定", 7, "working")
    enter_event(workspace, [row.duty_id], limit, on)
    return limit


def checkpoint_dates(workspace: Workspace) -> list[date]:
    """The dates counted from events."""
    (row,) = list_duties(workspace, TODAY)
    return [checkpoint.due for checkpoint in row.checkpoints if "起" in checkpoint.label]


def test_that_a_printed_date_does_not_move_when_it_becomes_a_holiday(
    workspace: Workspace, import_tasks: Import
) -> None:
    event(workspace, import_tasks, date(2027, 2, 1))
    # 2, 3, 4, then 5 and 8 off by the law, then 9 to 12.
    assert checkpoint_dates(workspace) == [date(2027, 2, 12)]
    (change,) = holidays.preview_schedule(workspace, schedule(), TODAY)
    assert (change.kind, change.old, change.new) == ("checkpoint", date(2027, 2, 12), date(2027, 2, 18))
    holidays.save_schedule(workspace, schedule(), TODAY)
    (row,) = list_duties(workspace, TODAY)
    assert date(2027, 2, 6) in {checkpoint.due for checkpoint in row.checkpoints}


def test_that_a_counted_date_the_clerk_has_moved_stays(workspace: Workspace, import_tasks: Import) -> None:
    event(workspace, import_tasks, date(2027, 2, 1))
    (row,) = list_duties(workspace, TODAY)
    counted = next(checkpoint for checkpoint in row.checkpoints if "起" in checkpoint.label)
    move_checkpoint(workspace, counted.id, date(2027, 2, 26), "经批准延期", "李主任")
    assert holidays.preview_schedule(workspace, schedule(), TODAY) == ()


def test_that_a_counted_date_is_provisional_until_its_year_is_announced(
    workspace: Workspace, import_tasks: Import
) -> None:
    event(workspace, import_tasks, date(2027, 2, 1))
    (row,) = list_duties(workspace, TODAY)
    counted = {checkpoint.id for checkpoint in row.checkpoints if "起" in checkpoint.label}
    assert provisional_checkpoints(workspace) == counted
    marked = {checkpoint.id for checkpoint in row.checkpoints if checkpoint.label.endswith(MAY_MOVE)}
    assert marked == counted
    announced = holidays.save_schedule(workspace, schedule(), TODAY).workspace
    assert not provisional_checkpoints(announced)
    (row,) = list_duties(announced, TODAY)
    assert not any(checkpoint.label.endswith(MAY_MOVE) for checkpoint in row.checkpoints)


def test_that_counted_dates_may_change_places(workspace: Workspace, import_tasks: Import) -> None:
    event(workspace, import_tasks, date(2027, 2, 1))
    (row,) = list_duties(workspace, TODAY)
    for day in (date(2027, 2, 2), date(2027, 2, 9), date(2027, 2, 10)):
        enter_event(workspace, [row.duty_id], EventLimit("作出决定", 7, "working"), day)
    saved = holidays.save_schedule(workspace, schedule(), TODAY)
    # From the 9th and the 10th, both in the holiday, the same seven days: two checkpoints become one.
    assert checkpoint_dates(workspace) == [date(2027, 2, 18), date(2027, 2, 19), date(2027, 2, 22)]
    undo(workspace, saved.batch)
    assert len(checkpoint_dates(workspace)) == 4


def test_that_local_days_move_limits_and_are_marked(workspace: Workspace) -> None:
    start(workspace, date(2026, 12, 10), "permit_penalty")
    assert due(workspace) == date(2026, 12, 21)
    storm = LocalDays(date(2026, 12, 14), date(2026, 12, 15), False, "暴雪停工", "县政府公告")
    (change,) = holidays.preview_local_days(workspace, storm, TODAY)
    assert (change.old, change.new) == (date(2026, 12, 21), date(2026, 12, 23))
    saved = holidays.save_local_days(workspace, storm, TODAY)
    assert due(saved.workspace) == date(2026, 12, 23)
    assert saved.workspace.calendar.mark(date(2026, 12, 14)) == "休"
    worked = LocalDays(date(2026, 12, 19), date(2026, 12, 19), True, "补班")
    again = holidays.save_local_days(saved.workspace, worked, TODAY)
    assert due(again.workspace) == date(2026, 12, 22)
    assert again.workspace.calendar.mark(date(2026, 12, 19)) == "班"
    first, _ = holidays.list_local_days(workspace)
    back = holidays.remove_local_days(again.workspace, first.id, TODAY)
    assert due(back.workspace) == date(2026, 12, 19)


def test_that_a_changed_schedule_takes_the_place_of_the_first(workspace: Workspace) -> None:
    saved = holidays.save_schedule(workspace, schedule(), TODAY)
    longer = Schedule(
        2027, (Holiday("春节", date(2027, 2, 5), date(2027, 2, 20)),), (), "国办发明电〔2027〕1号"
    )
    changed = holidays.save_schedule(saved.workspace, longer, TODAY)
    assert not changed.workspace.calendar.is_working(date(2027, 2, 19))
    assert changed.workspace.calendar.is_working(date(2027, 10, 4))
    removed = holidays.remove_schedule(changed.workspace, 2027, TODAY)
    assert removed.workspace.calendar == official_calendar()


def test_that_a_changed_schedule_of_a_known_year_counts(workspace: Workspace) -> None:
    given = holidays.official_schedule(2026)
    first, *rest = given.holidays
    assert (first.name, first.first, first.last) == ("元旦", date(2026, 1, 1), date(2026, 1, 3))
    spring = Holiday("春节", date(2026, 2, 15), date(2026, 2, 24))
    changed = Schedule(2026, (first, spring, *rest[1:]), given.make_up_days)
    saved = holidays.save_schedule(workspace, changed, TODAY)
    differ = [
        day
        for day in (date(2025, 1, 1) + timedelta(days=n) for n in range(1000))
        if saved.workspace.calendar.is_working(day) != official_calendar().is_working(day)
    ]
    assert differ == [date(2026, 2, 24)]


@pytest.mark.parametrize(
    "wrong",
    [
        Schedule(2027, ()),
        Schedule(2027, (Holiday("元旦", date(2027, 1, 3), date(2027, 1, 1)),)),
        Schedule(2027, (Holiday("元旦", date(2028, 1, 1), date(2028, 1, 3)),)),
        Schedule(2027, (Holiday("元旦", date(2027, 1, 1), date(2027, 12, 1)),)),
    ],
)
def test_that_a_schedule_that_makes_no_sense_is_refused(workspace: Workspace, wrong: Schedule) -> None:
    with pytest.raises(InvalidInput):
        holidays.save_schedule(workspace, wrong, TODAY)


def test_that_a_text_that_is_no_notice_is_refused() -> None:
    with pytest.raises(InvalidInput, match="没有认出"):
        holidays.recognise_notice("关于召开会议的通知")


def written(year: int, *, weekdays: bool) -> str:
    """A notice as the State Council would write it, from the official days of a year."""
    calendar = official_calendar()
    lines = [f"关于{year}年部分节假日安排的通知"]

    def say(day: date, start: date | None = None) -> str:
        in_year = "" if day.year == year else f"{day.year}年"
        month = "" if start and start.month == day.month else f"{day.month}月"
        return f"{in_year}{month}{day.day}日" + (f"（周{WEEKDAY_NAMES[day.weekday()]}）" if weekdays else "")

    of_year = [
        holiday
        for each in (year - 1, year)
        for holiday in holidays.official_schedule(each).holidays
        if year == (holiday.first.year + (holiday.first.month == 12 and holiday.name == "元旦"))
    ]
    for holiday in of_year:
        days = (holiday.last - holiday.first).days + 1
        span = (
            say(holiday.first) if days == 1 else f"{say(holiday.first)}至{say(holiday.last, holiday.first)}"
        )
        lines.append(f"{holiday.name}：{span}放假，共{days}天。")
    around = date(year - 1, 12, 1)
    worked = [day for day in sorted(calendar.make_up_days) if around <= day <= date(year, 11, 30)]
    if worked:
        lines[-1] += "、".join(say(day) for day in worked) + "上班。"
    return "\n".join(lines)


@given(st.integers(2008, 2026), st.booleans())
def test_that_a_notice_written_from_a_year_gives_that_year(year: int, weekdays: bool) -> None:
    reading = read_notice(written(year, weekdays=weekdays))
    assert reading
    official = official_calendar()
    without = WorkCalendar(frozenset(), frozenset(), frozenset())
    made = with_schedules(without, [reading.schedule])
    first, last = date(year, 1, 1), date(year, 11, 30)
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        assert made.is_working(day) == official.is_working(day), day
