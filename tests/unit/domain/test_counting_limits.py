"""Limits of the law: months, years, hours and pauses, against the Civil Code's rules and a naive count."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.limits import (
    CHINA_TIME,
    CountedDay,
    Limit,
    add_months,
    explain,
    explain_hours,
    last_day,
    last_moment,
)
from gongkai_desktop.domain.workdays import WorkCalendar

# A week off from Thursday 1 to Wednesday 7 October, made up on Sunday 20 September and Saturday 10 October.
HOLIDAY = [date(2026, 10, day) for day in range(1, 8)]
CALENDAR = WorkCalendar(
    frozenset(HOLIDAY),
    frozenset({date(2026, 9, 20), date(2026, 10, 10)}),
    frozenset({2026}),
    dict.fromkeys(HOLIDAY, "国庆节"),
)
DAYS = st.dates(date(2026, 1, 1), date(2026, 11, 30))


def at(text: str) -> datetime:
    """A moment in China."""
    return datetime.fromisoformat(text).replace(tzinfo=CHINA_TIME)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-02-28", 1, "2026-03-28"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2028-02-29", 12, "2029-02-28"),
    ],
)
def test_that_a_month_ends_on_the_same_day_or_on_the_months_end(start: str, months: int, end: str) -> None:
    assert add_months(date.fromisoformat(start), months) == date.fromisoformat(end)


def test_that_a_limit_in_months_moves_off_a_rest_day() -> None:
    # 2026-08-03 + 2 months is Saturday 3 October, in the holiday; Thursday the 8th is worked.
    assert last_day(CALENDAR, date(2026, 8, 3), Limit(2, "month")) == date(2026, 10, 8)


def test_that_a_limit_that_does_not_move_on_stays_on_the_rest_day() -> None:
    assert last_day(CALENDAR, date(2026, 8, 3), Limit(2, "month", False)) == date(2026, 10, 3)
    assert last_day(CALENDAR, date(2026, 9, 20), Limit(14, "calendar", False)) == date(2026, 10, 4)


def test_that_a_year_ends_on_the_same_day_of_the_next() -> None:
    assert last_day(CALENDAR, date(2025, 9, 29), Limit(1, "year")) == date(2026, 9, 29)


def test_that_a_limit_counted_back_over_a_rest_day_moves_to_the_day_before() -> None:
    assert last_day(CALENDAR, date(2026, 10, 12), Limit(-7, "calendar")) == date(2026, 9, 30)


def test_that_paused_days_are_left_out_of_every_unit() -> None:
    # Paused from Tuesday 8 to Thursday 10 September: three days, three of them worked.
    paused = {date(2026, 9, day) for day in (8, 9, 10)}
    assert last_day(CALENDAR, date(2026, 9, 7), Limit(3, "working"), paused) == date(2026, 9, 15)
    assert last_day(CALENDAR, date(2026, 9, 7), Limit(5, "calendar"), paused) == date(2026, 9, 15)
    assert last_day(CALENDAR, date(2026, 9, 7), Limit(1, "month"), paused) == date(2026, 10, 10)


def test_that_an_explained_limit_in_months_tells_the_days_it_moved_on() -> None:
    count = explain(CALENDAR, date(2026, 9, 3), 1, "month", article="某办法第三条")
    assert (count.last, count.article) == (date(2026, 10, 8), "某办法第三条")
    assert [step.number for step in count.steps[:30]] == list(range(1, 31))
    assert count.steps[30:] == (
        CountedDay(date(2026, 10, 4), None, "国庆节放假，顺延"),
        CountedDay(date(2026, 10, 5), None, "国庆节放假，顺延"),
        CountedDay(date(2026, 10, 6), None, "国庆节放假，顺延"),
        CountedDay(date(2026, 10, 7), None, "国庆节放假，顺延"),
        CountedDay(date(2026, 10, 8), None, "顺延到这一天"),
    )


def test_that_an_explained_limit_says_which_days_were_paused() -> None:
    count = explain(CALENDAR, date(2026, 9, 7), 2, "working", paused={date(2026, 9, 8)})
    assert count.steps[0] == CountedDay(date(2026, 9, 8), None, "暂停")
    assert [step.number for step in count.steps] == [None, 1, 2]


def test_that_local_days_say_why() -> None:
    day = date(2026, 9, 8)
    calendar = WorkCalendar(frozenset({day}), frozenset(), frozenset({2026}), {}, {day: "台风停工"})
    assert explain(calendar, date(2026, 9, 7), 1, "working").steps[0].note == "台风停工"


def test_that_hours_run_through_the_night_and_the_weekend() -> None:
    assert last_moment(at("2026-09-18T22:30"), 5) == at("2026-09-19T03:30")
    assert last_moment(at("2026-09-18T10:00"), 48) == at("2026-09-20T10:00")


def test_that_hours_stand_still_in_a_pause() -> None:
    pause = (at("2026-09-18T12:00"), at("2026-09-18T14:30"))
    assert last_moment(at("2026-09-18T10:00"), 5, [pause]) == at("2026-09-18T17:30")
    assert last_moment(at("2026-09-18T15:00"), 5, [pause]) == at("2026-09-18T20:00")


def test_that_explained_hours_tell_how_many_had_run_by_each_midnight() -> None:
    count = explain_hours(at("2026-09-18T09:20"), 24)
    assert (count.last, count.last_at) == (date(2026, 9, 19), at("2026-09-19T09:20"))
    assert [step.note for step in count.steps] == ["到24时共14小时40分", "到9时20分共24小时"]


def test_that_a_limit_is_provisional_by_the_days_counted_not_by_its_start() -> None:
    assert not explain(CALENDAR, date(2025, 12, 31), 5, "working").provisional
    assert explain(CALENDAR, date(2026, 12, 1), 2, "month").provisional


@given(DAYS, st.integers(1, 40), st.frozensets(DAYS, max_size=20))
def test_that_a_paused_limit_agrees_with_a_count_day_by_day(
    start: date, amount: int, paused: frozenset[date]
) -> None:
    last = last_day(CALENDAR, start, Limit(amount, "working"), paused)
    days = [start + timedelta(days=i) for i in range(1, (last - start).days + 1)]
    assert sum(CALENDAR.is_working(day) and day not in paused for day in days) == amount
    assert days[-1] not in paused


@given(DAYS, st.integers(-24, 60), st.sampled_from(["working", "calendar", "month", "year"]))
def test_that_what_is_explained_is_what_is_counted(start: date, amount: int, unit: str) -> None:
    amount = amount // 12 if unit == "year" else amount
    limit = Limit(amount, unit)  # type: ignore[arg-type]
    count = explain(CALENDAR, start, amount, limit.unit)
    assert count.last == last_day(CALENDAR, start, limit)
    assert (count.steps[-1].day if count.steps else start) == count.last
    assert CALENDAR.is_working(count.last) or not amount
