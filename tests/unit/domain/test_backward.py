"""倒排: the days counted back, and what each asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.backward import (
    LeadTimes,
    Step,
    backward_schedule,
    counted_back,
    step_on,
)
from gongkai_desktop.domain.duty_row import CheckpointRow, DutyRow
from gongkai_desktop.domain.ledger import DutyState, UnitKind
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.domain.recognised import Role
from gongkai_desktop.services.official_calendar import official_calendar

CALENDAR = official_calendar()
POINT = CheckpointRow(1, 1, date(2022, 10, 31), "10月底前", False, None, Light.NORMAL, 15)
ROW = DutyRow(
    duty_id=1, task_id=1, plan_id=2, plan_title="要点", year=2022, task_position=1, no="1", path=("财政",),
    task_name="财政", requirement="公开预算", unit_id=3, unit_name="县财政局", unit_kind=UnitKind.DEPARTMENT,
    unit_confirmed=True, role=Role.LEAD, via=None, deadline_text="10月底前", checkpoints=(POINT,),
    due=POINT.due, light=Light.NORMAL, days=15, state=DutyState.OPEN, completed_on=None,
    last_progress_on=None, last_progress="", percent=None, evidence_count=0, notice_count=0, flag_count=0,
    search_text="", version=1,
)  # fmt: skip


def test_that_days_are_counted_back_over_weekends_and_holidays() -> None:
    # 2022-10-31 is a Monday; 8 and 9 October were worked for the National Day holiday, 1-7 October were not.
    assert counted_back(POINT.due, LeadTimes(10, 3), CALENDAR) == (date(2022, 10, 17), date(2022, 10, 26))
    assert counted_back(date(2022, 10, 10), LeadTimes(3, 1), CALENDAR) == (
        date(2022, 9, 30),
        date(2022, 10, 9),
    )


@pytest.mark.parametrize(
    ("today", "step"),
    [
        (date(2022, 10, 16), Step.WAIT),
        (date(2022, 10, 17), Step.REMIND),
        (date(2022, 10, 26), Step.URGE),
        (date(2022, 10, 31), Step.URGE),
        (date(2022, 11, 1), Step.LATE),
    ],
)
def test_that_each_day_asks_for_one_step(today: date, step: Step) -> None:
    assert step_on(today, POINT, *counted_back(POINT.due, LeadTimes(), CALENDAR)) is step


def test_that_what_is_done_asks_for_nothing() -> None:
    done = replace(POINT, light=Light.DONE)
    assert step_on(date(2022, 11, 9), done, date(2022, 10, 17), date(2022, 10, 26)) is Step.DONE


def test_that_the_schedule_goes_unit_by_unit_and_by_date() -> None:
    town = replace(ROW, unit_id=9, unit_name="一镇", unit_kind=UnitKind.TOWNSHIP)
    later = replace(POINT, due=date(2022, 10, 31))
    sooner = replace(POINT, due=date(2022, 10, 11))
    pairs = [(town, sooner), (ROW, later), (ROW, sooner)]
    lines = backward_schedule(pairs, LeadTimes(), CALENDAR, date(2022, 10, 1))
    assert [(line.row.unit_name, line.point.due.day) for line in lines] == [
        ("县财政局", 11),
        ("县财政局", 31),
        ("一镇", 11),
    ]


@given(
    due=st.dates(date(2005, 1, 1), date(2026, 12, 31)),
    remind=st.integers(1, 40),
    urge=st.integers(1, 40),
)
def test_that_the_days_between_are_the_lead_times(due: date, remind: int, urge: int) -> None:
    days = counted_back(due, LeadTimes(remind, urge), CALENDAR)
    for day, lead in zip(days, (remind, urge), strict=True):
        assert CALENDAR.is_working(day)
        assert sum(CALENDAR.is_working(day + timedelta(n)) for n in range((due - day).days)) == lead
