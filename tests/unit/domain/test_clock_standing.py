"""How a limit stands, whatever happens to it, against a naive count day by day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.clocks import (
    Clock,
    ClockEvent,
    ClockKind,
    ClockState,
    ClockUnit,
    Happening,
    limit_text,
    stand,
)
from gongkai_desktop.domain.lights import Light, LightRules
from gongkai_desktop.domain.workdays import WorkCalendar

HOLIDAY = [date(2026, 10, day) for day in range(1, 8)]
CALENDAR = WorkCalendar(
    frozenset(HOLIDAY),
    frozenset({date(2026, 9, 20), date(2026, 10, 10)}),
    frozenset({2026}),
    dict.fromkeys(HOLIDAY, "国庆节"),
)
START = date(2026, 9, 14)
FAR = date(2026, 12, 31)
RULES = LightRules(7)


def clock(*events: ClockEvent, unit: ClockUnit = "working", amount: int = 20) -> Clock:
    """A limit that runs from a Monday."""
    return Clock(
        id=1,
        template_key="x",
        name="x",
        kind=ClockKind.AT_MOST,
        amount=amount,
        unit=unit,
        moves_on=True,
        article="",
        matter="某事",
        number="",
        party="",
        unit_id=None,
        started_on=START,
        events=tuple(events),
    )


OFFSETS = st.lists(st.integers(0, 60), min_size=0, max_size=6, unique=True).map(sorted)


@given(OFFSETS, st.integers(1, 25))
def test_that_pauses_are_left_out_as_a_count_day_by_day_leaves_them_out(
    offsets: list[int], amount: int
) -> None:
    offsets = offsets[: len(offsets) // 2 * 2]
    kinds = [Happening.PAUSE, Happening.RESUME] * (len(offsets) // 2)
    days = [START + timedelta(days=offset) for offset in offsets]
    events = [
        ClockEvent(kind, day, id=number) for number, (kind, day) in enumerate(zip(kinds, days, strict=True))
    ]
    standing = stand(clock(*events, amount=amount), CALENDAR, RULES, FAR)

    spans = list(zip(days[::2], days[1::2], strict=True))
    left, day = amount, START
    while left:
        day += timedelta(days=1)
        if CALENDAR.is_working(day) and not any(begin < day <= resume for begin, resume in spans):
            left -= 1
    assert standing.due == day
    assert standing.state is ClockState.RUNNING


@given(OFFSETS, st.dates(START, FAR))
def test_that_what_happens_later_does_not_count_on_an_earlier_day(offsets: list[int], today: date) -> None:
    kinds = [Happening.PAUSE, Happening.RESUME, Happening.RESET, Happening.EXTEND]
    events = [
        ClockEvent(kinds[number % 4], START + timedelta(days=offset), amount=5, id=number)
        for number, offset in enumerate(offsets)
    ]
    known = [event for event in events if event.on <= today]
    assert stand(clock(*events), CALENDAR, RULES, today) == stand(clock(*known), CALENDAR, RULES, today)


def test_that_a_paused_limit_is_never_late() -> None:
    paused = clock(ClockEvent(Happening.PAUSE, date(2026, 9, 16), id=1), amount=5)
    for offset in range(2, 60):
        standing = stand(paused, CALENDAR, RULES, START + timedelta(days=offset))
        # Two of the five days had run.
        assert (standing.state, standing.light, standing.days) == (ClockState.PAUSED, Light.NORMAL, 3)


def test_that_a_pause_and_its_end_on_one_day_change_nothing() -> None:
    day = date(2026, 9, 16)
    events = (ClockEvent(Happening.PAUSE, day, id=1), ClockEvent(Happening.RESUME, day, id=2))
    assert stand(clock(*events), CALENDAR, RULES, FAR).due == stand(clock(), CALENDAR, RULES, FAR).due


def test_that_a_prolonged_and_then_restarted_limit_has_its_first_length() -> None:
    events = (
        ClockEvent(Happening.EXTEND, date(2026, 9, 16), amount=20, id=1),
        ClockEvent(Happening.RESET, date(2026, 9, 21), id=2),
    )
    # 22, 23, 24, 25, 28.
    assert stand(clock(*events, amount=5), CALENDAR, RULES, FAR).due == date(2026, 9, 28)


def test_that_limits_are_told_in_the_words_of_the_law() -> None:
    most, least = ClockKind.AT_MOST, ClockKind.AT_LEAST
    assert limit_text(most, 20, "working") == "20个工作日内"
    assert limit_text(least, 30, "calendar") == "不少于30日"
    assert limit_text(most, 3, "month") == "3个月内"
    assert limit_text(most, -7, "calendar") == "提前7日"
    assert limit_text(most, 5, "hour") == "5小时内"
    assert limit_text(most, 0, "date", "01-31") == "每年1月31日前"
    assert limit_text(most, 0, "date") == "法定日期"
    assert limit_text(most, 0, "each_quarter") == "每季度"


def test_that_the_warning_days_are_named_as_they_are_counted() -> None:
    assert LightRules(7).soon_text == "7 个工作日内"
    assert LightRules(5, calendar_days=True).soon_text == "5 天内"
