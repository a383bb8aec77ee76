"""The official calendar against the announced schedules."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai_desktop.domain.limits import explain
from gongkai_desktop.services.official_calendar import days_of_the_law, official_calendar, statutory_days


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        ("2026-01-20", 20, "2026-02-24"),
        ("2026-02-10", 7, "2026-02-26"),
        ("2026-02-13", 20, "2026-03-19"),
        ("2026-02-14", 20, "2026-03-20"),  # a Saturday made up
        ("2026-04-25", 5, "2026-05-06"),  # a Saturday off
        ("2026-09-18", 20, "2026-10-22"),
        ("2026-09-20", 7, "2026-09-30"),  # a Sunday made up
        ("2026-09-30", 15, "2026-10-27"),
        ("2025-01-24", 20, "2025-02-27"),
        ("2024-02-09", 20, "2024-03-14"),  # 除夕, worked that year
        ("2020-01-20", 20, "2020-02-25"),  # the holiday that was prolonged
    ],
)
def test_that_golden_limits_end_on_the_official_day(start: str, days: int, last: str) -> None:
    counted = official_calendar().add_working_days(date.fromisoformat(start), days)

    assert counted == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("year", "worked"),
    [(2020, 249), (2021, 250), (2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248)],
)
def test_that_a_year_has_its_official_number_of_working_days(year: int, worked: int) -> None:
    calendar = official_calendar()

    assert calendar.working_days_between(date(year - 1, 12, 31), date(year, 12, 31)) == worked


def test_that_a_holiday_announced_with_the_next_year_counts_in_the_old_one() -> None:
    assert official_calendar().mark(date(2022, 12, 31)) == "休"


def test_that_the_year_after_the_last_announced_one_knows_its_statutory_days_only() -> None:
    calendar = official_calendar()
    first_open = max(calendar.announced_years) + 1
    year = date(first_open, 1, 1)
    days = {year + timedelta(days=i) for i in range(365)}

    assert calendar.is_provisional(first_open)
    assert {day for day in days if calendar.mark(day)} == set(statutory_days(first_open))


def test_that_the_statutory_days_of_2027_are_those_of_the_law() -> None:
    days = statutory_days(2027)

    assert sorted(days) == [
        date(2027, month, day)
        for month, day in [
            (1, 1), (2, 5), (2, 6), (2, 7), (2, 8), (4, 5), (5, 1), (5, 2), (6, 9), (9, 15),
            (10, 1), (10, 2), (10, 3),
        ]
    ]  # fmt: skip
    assert days[date(2027, 2, 5)] == "春节"
    assert days[date(2027, 9, 15)] == "中秋节"


# What lunar_python 1.4.8 gives for years whose schedules are known; the table of later years is its too.
COMPUTED = {
    2008: ((2, 7), (4, 4), (6, 8), (9, 14)),
    2009: ((1, 26), (4, 4), (5, 28), (10, 3)),
    2010: ((2, 14), (4, 5), (6, 16), (9, 22)),
    2011: ((2, 3), (4, 5), (6, 6), (9, 12)),
    2012: ((1, 23), (4, 4), (6, 23), (9, 30)),
    2013: ((2, 10), (4, 4), (6, 12), (9, 19)),
    2014: ((1, 31), (4, 5), (6, 2), (9, 8)),
    2015: ((2, 19), (4, 5), (6, 20), (9, 27)),
    2016: ((2, 8), (4, 4), (6, 9), (9, 15)),
    2017: ((1, 28), (4, 4), (5, 30), (10, 4)),
    2018: ((2, 16), (4, 5), (6, 18), (9, 24)),
    2019: ((2, 5), (4, 5), (6, 7), (9, 13)),
    2020: ((1, 25), (4, 4), (6, 25), (10, 1)),
    2021: ((2, 12), (4, 4), (6, 14), (9, 21)),
    2022: ((2, 1), (4, 5), (6, 3), (9, 10)),
    2023: ((1, 22), (4, 5), (6, 22), (9, 29)),
    2024: ((2, 10), (4, 4), (6, 10), (9, 17)),
    2025: ((1, 29), (4, 4), (5, 31), (10, 6)),
    2026: ((2, 17), (4, 5), (6, 19), (9, 25)),
}


@pytest.mark.parametrize("year", COMPUTED)
def test_that_the_days_of_the_law_are_off_in_every_announced_schedule(year: int) -> None:
    calendar = official_calendar()
    for day, name in days_of_the_law(year, COMPUTED[year]).items():
        # Before 2025 the law gave neither 除夕 nor May 2; some years made them working days.
        if year >= 2025 or ((name, day.day) not in {("劳动节", 2)} and day != eve(year)):
            assert not calendar.is_working(day), day
        if day in calendar.names and year >= 2025:
            assert name == calendar.names[day] or {name, calendar.names[day]} == {"中秋节", "国庆节"}


def eve(year: int) -> date:
    """除夕."""
    return date(year, *COMPUTED[year][0]) - timedelta(days=1)


def test_that_the_days_of_the_law_are_known_until_2040() -> None:
    calendar = official_calendar()
    assert all(calendar.mark(date(year, 10, 1)) == "休" for year in range(2027, 2041))
    assert {len(statutory_days(year)) for year in range(2027, 2041)} <= {12, 13}  # 中秋 may be a day of 国庆


def test_that_a_limit_running_into_an_unannounced_year_is_provisional() -> None:
    calendar = official_calendar()
    last_day = date(max(calendar.announced_years), 12, 31)

    assert explain(calendar, last_day - timedelta(days=21), 20, "working").provisional


def test_that_the_golden_limit_into_2027_is_counted_by_the_law_and_provisional() -> None:
    calendar = official_calendar()
    if not calendar.is_provisional(2027):
        pytest.skip("2027 is announced in the calendar data by now")
    count = explain(calendar, date(2026, 12, 10), 20, "working")
    # 11, 14 to 18, 21 to 25, 28 to 31 are fifteen; January 1 is off; 4 to 8.
    assert (count.last, count.provisional) == (date(2027, 1, 8), True)


def test_that_a_holiday_carries_its_usual_name() -> None:
    calendar = official_calendar()

    assert calendar.names[date(2026, 4, 5)] == "清明节"
    assert calendar.names[date(2026, 10, 1)] == "国庆节"
