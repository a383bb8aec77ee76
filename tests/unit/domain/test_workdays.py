"""The working-day engine, against hand-made calendars and a naive day-by-day count."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.limits import CountedDay, explain
from gongkai_desktop.domain.workdays import WorkCalendar

# A week off from Thursday 1 to Wednesday 7 October, made up on Sunday 20 September and Saturday 10 October.
HOLIDAY = [date(2026, 10, day) for day in range(1, 8)]
CALENDAR = WorkCalendar(
    frozenset(HOLIDAY),
    frozenset({date(2026, 9, 20), date(2026, 10, 10)}),
    frozenset({2026}),
    dict.fromkeys(HOLIDAY, "国庆节"),
)

DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@st.composite
def calendars(draw: st.DrawFn) -> WorkCalendar:
    """Any calendar, also an untidy one with a day both off and made up, or a weekday made up."""
    sets = st.frozensets(DAYS, max_size=60)
    return WorkCalendar(draw(sets), draw(sets), frozenset({2026}))


def naive_between(calendar: WorkCalendar, start: date, end: date) -> int:
    """Working days after start up to end, counted one by one."""
    span = (end - start).days
    return sum(calendar.is_working(start + timedelta(days=i)) for i in range(1, span + 1))


def test_that_make_up_days_are_worked_and_holidays_are_not() -> None:
    worked = {day: CALENDAR.is_working(date(2026, 10, day)) for day in range(1, 12)}

    assert [day for day, works in worked.items() if works] == [8, 9, 10]


@pytest.mark.parametrize(
    ("day", "mark"),
    [
        (date(2026, 10, 3), "休"),
        (date(2026, 10, 1), "休"),
        (date(2026, 9, 20), "班"),
        (date(2026, 9, 19), ""),
        (date(2026, 9, 21), ""),
    ],
)
def test_that_only_holidays_and_make_up_days_carry_a_mark(day: date, mark: str) -> None:
    assert CALENDAR.mark(day) == mark


def test_that_a_year_without_announced_schedule_is_provisional() -> None:
    assert CALENDAR.is_provisional(2027)
    assert not CALENDAR.is_provisional(2026)


def test_that_the_start_day_is_not_counted() -> None:
    assert CALENDAR.add_working_days(date(2026, 9, 30), 1) == date(2026, 10, 8)


def test_that_no_working_days_leave_the_start_where_it_is() -> None:
    assert CALENDAR.add_working_days(date(2026, 10, 3), 0) == date(2026, 10, 3)


def test_that_a_negative_number_counts_back() -> None:
    assert CALENDAR.add_working_days(date(2026, 10, 9), -2) == date(2026, 9, 30)


def test_that_a_calendar_limit_ending_on_a_rest_day_moves_to_the_next_working_day() -> None:
    assert CALENDAR.add_calendar_days(date(2026, 9, 1), 30) == date(2026, 10, 8)


def test_that_a_calendar_limit_counted_back_moves_to_the_working_day_before() -> None:
    assert CALENDAR.add_calendar_days(date(2026, 10, 12), -7) == date(2026, 9, 30)


def test_that_the_next_working_day_of_a_working_day_is_the_day_itself() -> None:
    assert CALENDAR.next_working_day(date(2026, 10, 8)) == date(2026, 10, 8)
    assert CALENDAR.next_working_day(date(2026, 10, 1)) == date(2026, 10, 8)


@given(calendars(), DAYS, DAYS)
def test_that_counting_between_agrees_with_a_count_day_by_day(
    calendar: WorkCalendar, start: date, end: date
) -> None:
    earlier, later = min(start, end), max(start, end)
    expected = naive_between(calendar, earlier, later)

    assert calendar.working_days_between(earlier, later) == expected
    assert calendar.working_days_between(later, earlier) == -expected


@given(calendars(), DAYS, st.integers(1, 60))
def test_that_adding_days_ends_on_the_first_working_day_with_that_count(
    calendar: WorkCalendar, start: date, days: int
) -> None:
    last = calendar.add_working_days(start, days)

    assert calendar.is_working(last)
    assert naive_between(calendar, start, last) == days
    assert calendar.working_days_between(start, last) == days


@given(calendars(), DAYS, st.integers(1, 60))
def test_that_counting_back_and_forth_returns_to_a_working_start(
    calendar: WorkCalendar, start: date, days: int
) -> None:
    start = calendar.next_working_day(start)

    assert calendar.add_working_days(calendar.add_working_days(start, days), -days) == start


@given(calendars(), DAYS, st.integers(-60, 60), st.sampled_from(["working", "calendar"]))
def test_that_an_explained_count_numbers_each_counted_day_once(
    calendar: WorkCalendar, start: date, days: int, unit: str
) -> None:
    count = explain(calendar, start, days, unit)  # type: ignore[arg-type]

    assert [step.number for step in count.steps if step.number] == list(range(1, abs(days) + 1))
    assert count.last == (count.steps[-1].day if count.steps else start)


def test_that_an_explained_count_says_why_days_are_skipped_or_worked() -> None:
    count = explain(CALENDAR, date(2026, 9, 30), 3, "working")

    assert count.last == date(2026, 10, 10)
    assert count.steps[0] == CountedDay(date(2026, 10, 1), None, "国庆节放假")
    assert count.steps[-2:] == (
        CountedDay(date(2026, 10, 9), 2, ""),
        CountedDay(date(2026, 10, 10), 3, "调休上班"),
    )
    assert not count.provisional


def test_that_an_explained_count_names_weekends_and_nameless_holidays() -> None:
    calendar = WorkCalendar(frozenset({date(2026, 11, 9)}), frozenset(), frozenset({2026}))

    notes = [step.note for step in explain(calendar, date(2026, 11, 6), 1, "working").steps]

    assert notes == ["周六休息", "周日休息", "节日放假", ""]


def test_that_a_calendar_count_numbers_rest_days_and_shows_the_days_it_moved_on() -> None:
    count = explain(CALENDAR, date(2026, 9, 29), 4, "calendar")

    assert [step.number for step in count.steps] == [1, 2, 3, 4, None, None, None, None, None]
    assert count.last == date(2026, 10, 8)


def test_that_a_count_into_an_unannounced_year_is_provisional() -> None:
    assert explain(CALENDAR, date(2026, 12, 30), 5, "working").provisional
    assert not explain(CALENDAR, date(2026, 12, 30), 1, "working").provisional


def test_that_hours_are_refused() -> None:
    with pytest.raises(ValueError, match="hours"):
        explain(CALENDAR, date(2026, 9, 30), 24, "hour")
