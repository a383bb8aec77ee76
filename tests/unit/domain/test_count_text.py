"""A count in words."""

from __future__ import annotations

from datetime import date, datetime

from gongkai_desktop.domain.count_text import count_lines, count_summary
from gongkai_desktop.domain.limits import CHINA_TIME, explain, explain_hours
from gongkai_desktop.domain.workdays import WorkCalendar

HOLIDAY = [date(2026, 10, day) for day in range(1, 8)]
CALENDAR = WorkCalendar(
    frozenset(HOLIDAY), frozenset({date(2026, 10, 10)}), frozenset({2026}), dict.fromkeys(HOLIDAY, "国庆节")
)


def test_that_a_count_is_told_in_one_sentence() -> None:
    count = explain(CALENDAR, date(2026, 9, 29), 3, "working")
    assert count_summary(count) == (
        "2026-09-29（周二）为起算日，不计入；3个工作日内，最后一天是2026-10-09（周五）。"
    )


def test_that_every_day_is_told_with_the_article() -> None:
    count = explain(CALENDAR, date(2026, 10, 8), 2, "working", article="某条例第五条")
    assert count_lines(count)[1:] == (
        "依据：某条例第五条",
        "2026-10-09（周五）　第1天",
        "2026-10-10（周六）　第2天　调休上班",
    )


def test_that_a_provisional_count_says_so() -> None:
    assert "暂按法定节日推算" in count_lines(explain(CALENDAR, date(2026, 12, 31), 1, "working"))[-1]


def test_that_hours_are_told_with_their_moments() -> None:
    count = explain_hours(datetime(2026, 9, 18, 22, 30, tzinfo=CHINA_TIME), 5)
    assert count_lines(count) == (
        "自2026-09-18（周五）22:30起5小时内，最晚到2026-09-19（周六）03:30。",
        "2026-09-18（周五）　到24时共1小时30分",
        "2026-09-19（周六）　到3时30分共5小时",
    )
