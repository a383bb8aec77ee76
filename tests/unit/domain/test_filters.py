"""The one filter: every condition alone, and all of them together."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai_desktop.domain.duty_row import CheckpointRow, DutyRow
from gongkai_desktop.domain.filters import DutyFilter, apply_filter, matches
from gongkai_desktop.domain.ledger import DutyState, UnitKind
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.domain.recognised import Role

POINT = CheckpointRow(1, 1, date(2022, 10, 31), "10月底前", False, None, Light.LATE, -3)
ROW = DutyRow(
    duty_id=1, task_id=1, plan_id=2, plan_title="要点", year=2022, task_position=1, no="1", path=("财政",),
    task_name="财政", requirement="公开预算", unit_id=3, unit_name="县财政局", unit_kind=UnitKind.DEPARTMENT,
    unit_confirmed=True, role=Role.LEAD, via=None, deadline_text="10月底前", checkpoints=(POINT,),
    due=POINT.due, light=Light.LATE, days=-3, state=DutyState.OPEN, completed_on=None, last_progress_on=None,
    last_progress="", percent=None, evidence_count=0, notice_count=0, flag_count=0,
    search_text="县财政局\nxczj\n财政\n公开预算", version=1,
)  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "passes"),
    [
        (DutyFilter(), True),
        (DutyFilter(year=2022), True),
        (DutyFilter(year=2021), False),
        (DutyFilter(plan_id=2), True),
        (DutyFilter(plan_id=9), False),
        (DutyFilter(unit_id=3), True),
        (DutyFilter(unit_id=9), False),
        (DutyFilter(role=Role.LEAD), True),
        (DutyFilter(role=Role.SUPPORT), False),
        (DutyFilter(lights=frozenset({Light.LATE, Light.SOON})), True),
        (DutyFilter(lights=frozenset({Light.DONE})), False),
        (DutyFilter(month=(2022, 10)), True),
        (DutyFilter(month=(2021, 10)), False),
        (DutyFilter(text="XCZJ 预算"), True),
        (DutyFilter(text="xczj 决算"), False),
        (DutyFilter(2022, 2, 3, Role.LEAD, frozenset({Light.LATE}), "财政", (2022, 10)), True),
    ],
)
def test_that_a_row_passes_when_it_meets_every_condition(wanted: DutyFilter, passes: bool) -> None:
    assert matches(ROW, wanted) is passes


def test_that_the_order_of_the_rows_is_kept() -> None:
    assert apply_filter([ROW, ROW], DutyFilter(text="财政")) == (ROW, ROW)


def test_that_an_empty_filter_knows_that_it_is_empty() -> None:
    assert DutyFilter().is_empty
    assert not DutyFilter(text="财").is_empty
