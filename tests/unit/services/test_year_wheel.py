"""The year wheel makes the legal dates of a year once."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from ledgers import contents

from gongkai_desktop.domain.lights import Light
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services import clocks, units
from gongkai_desktop.services.today import today_page
from gongkai_desktop.services.undo import undo
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.services.year_wheel import (
    preview_year_wheel,
    start_year_wheel,
    turn_year_wheel,
)


def test_that_a_year_gets_its_legal_dates(workspace: Workspace) -> None:
    dates = preview_year_wheel(workspace, 2027)
    by_rule = Counter(each.template.key for each in dates)
    assert by_rule["report_department"] == by_rule["rule_cleanup"] == 1
    assert (by_rule["air_quality"], by_rule["drinking_water"], by_rule["half_year_talk"]) == (12, 4, 2)
    reports = {each.template.key: each.due for each in dates if each.template.key.startswith("report")}
    assert reports == {"report_department": date(2027, 1, 31), "report_government": date(2027, 3, 31)}
    assert [each.due for each in dates] == sorted(each.due for each in dates)
    assert "饮用水安全信息公开（2027年第1季度）" in {each.matter for each in dates}


def test_that_a_legal_date_on_a_rest_day_stays(workspace: Workspace) -> None:
    start_year_wheel(workspace, 2027, ["report_department"])
    (line,) = clocks.list_clocks(workspace, date(2027, 1, 29))
    # 31 January 2027 is a Sunday.
    assert (line.due, line.light, line.days) == (date(2027, 1, 31), Light.SOON, 0)
    assert clocks.list_clocks(workspace, date(2027, 2, 1))[0].light is Light.LATE


def test_that_a_second_start_makes_nothing_twice(workspace: Workspace, ledger_path: Path) -> None:
    first = start_year_wheel(workspace, 2027)
    made = contents(ledger_path)
    assert first.count == len(preview_year_wheel(workspace, 2027))
    assert start_year_wheel(workspace, 2027).count == 0
    assert contents(ledger_path) == made


def test_that_a_rule_of_every_two_years_skips_one(workspace: Workspace) -> None:
    start_year_wheel(workspace, 2027, ["rule_cleanup"])
    assert "rule_cleanup" not in {each.template.key for each in preview_year_wheel(workspace, 2028)}
    assert "rule_cleanup" in {each.template.key for each in preview_year_wheel(workspace, 2029)}


def test_that_units_may_owe_a_legal_date(workspace: Workspace) -> None:
    two = [unit.id for unit in units.list_units(workspace)[:2]]
    start_year_wheel(workspace, 2027, ["report_department"], {"report_department": two})
    assert [line.unit_id for line in clocks.list_clocks(workspace, date(2027, 1, 4))] == two


def test_that_a_wheel_is_undone_whole(workspace: Workspace, ledger_path: Path) -> None:
    before = contents(ledger_path)
    undo(workspace, start_year_wheel(workspace, 2027).batch)
    assert contents(ledger_path) == before


def test_that_a_legal_date_is_finished_but_never_paused(workspace: Workspace) -> None:
    start_year_wheel(workspace, 2027, ["report_government"])
    (line,) = clocks.list_clocks(workspace, date(2027, 1, 4))
    with pytest.raises(InvalidInput):
        clocks.pause(workspace, [line.clock_id], date(2027, 3, 31), "等数据")
    clocks.finish(workspace, [line.clock_id], date(2027, 3, 1), "http://xx.gov.cn")
    assert clocks.list_clocks(workspace, date(2027, 4, 1))[0].light is Light.DONE


def test_that_a_unit_more_gets_its_date_and_the_others_no_second_one(workspace: Workspace) -> None:
    first, second = [unit.id for unit in units.list_units(workspace)[:2]]
    start_year_wheel(workspace, 2027, ["report_department"], {"report_department": [first]})
    more = start_year_wheel(workspace, 2027, ["report_department"], {"report_department": [first, second]})
    assert more.count == 1
    assert start_year_wheel(workspace, 2027, ["report_department"]).count == 0


def test_that_a_new_year_turns_the_wheel_as_it_was_turned_before(workspace: Workspace) -> None:
    unit_id = units.list_units(workspace)[0].id
    assert turn_year_wheel(workspace, date(2027, 1, 4)) is None
    rules = ["report_department", "report_government", "rule_cleanup"]
    start_year_wheel(workspace, 2027, rules, {"report_department": [unit_id]})
    assert turn_year_wheel(workspace, date(2027, 12, 31)) is None
    turned = turn_year_wheel(workspace, date(2028, 1, 3))
    assert turned
    assert turned.count == 2
    assert turn_year_wheel(workspace, date(2028, 1, 4)) is None
    of_2028 = {
        line.template_key: line.unit_id
        for line in clocks.list_clocks(workspace, date(2028, 1, 4))
        if line.wheel_year == 2028
    }
    assert of_2028 == {"report_department": unit_id, "report_government": None}
    turned = turn_year_wheel(workspace, date(2029, 1, 4))
    assert turned
    assert turned.count == 3


def test_that_a_legal_date_far_ahead_is_no_business_of_today(workspace: Workspace) -> None:
    start_year_wheel(workspace, 2027, ["report_government", "report_department"])
    shown = today_page(workspace, date(2027, 1, 22)).clocks
    assert [line.template_key for line in shown] == ["report_department"]
