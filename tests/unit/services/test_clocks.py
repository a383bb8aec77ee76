"""Statutory limits in a ledger, counted by the real calendar; every date below was counted by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from ledgers import contents

from gongkai_desktop.domain.clocks import ClockKind, ClockState, ClockTemplate
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.domain.limits import CHINA_TIME
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services import clocks, units
from gongkai_desktop.services.clock_templates import (
    list_templates,
    restore_templates,
    save_template,
    standard_templates,
)
from gongkai_desktop.services.clocks import ClockDraft, ClockLine
from gongkai_desktop.services.undo import undo
from gongkai_desktop.services.workspace import Workspace

SEPTEMBER = date(2026, 9, 18)
"""A Friday; the Sunday after it is a make-up day, and from 25 to 27 and from October 1 to 7 all rest."""


def start(workspace: Workspace, key: str, on: date = SEPTEMBER, **given: object) -> int:
    """Start one limit; hands back its id."""
    clocks.start_clocks(workspace, [ClockDraft(key, "某某公司违法排污", on, **given)])  # type: ignore[arg-type]
    return max(line.clock_id for line in clocks.list_clocks(workspace, date(2027, 12, 31)))


def line(workspace: Workspace, clock_id: int, today: date) -> ClockLine:
    """How a limit stands."""
    return clocks.clock_detail(workspace, clock_id, today).line


def template(workspace: Workspace, key: str) -> ClockTemplate:
    return next(each for each in list_templates(workspace) if each.key == key)


def test_that_the_library_names_the_source_and_says_what_was_checked() -> None:
    rules = {rule.key: rule for rule in standard_templates()}
    assert rules["proactive"].verified
    assert rules["proactive"].article.endswith("第二十六条")
    assert rules["proactive"].limit_text == "20个工作日内"
    assert not rules["permit_penalty"].verified
    assert rules["decision_comments"].limit_text == "不少于30日"
    assert rules["report_government"].limit_text == "每年3月31日前"
    assert rules["decision_hearing"].limit_text == "提前7日"
    assert all(rule.article for rule in rules.values() if rule.verified)
    assert len({rule.name for rule in rules.values()}) == len(rules)


def test_that_a_decision_is_due_after_seven_working_days_with_make_up_days_counted(
    workspace: Workspace,
) -> None:
    clock_id = start(workspace, "permit_penalty")
    # 20 (make-up Sunday), 21, 22, 23, 24, 28, 29.
    shown = line(workspace, clock_id, SEPTEMBER)
    assert (shown.due, shown.light, shown.days) == (date(2026, 9, 29), Light.SOON, 7)
    assert (shown.limit, shown.unit_name) == ("7个工作日内", workspace.office.office)
    assert line(workspace, clock_id, date(2026, 9, 30)).light is Light.LATE
    # The holiday does not make it later: of 30 September and 8 October two days are worked.
    assert line(workspace, clock_id, date(2026, 10, 8)).days == -2


def test_that_finishing_keeps_the_link_and_says_how_late_it_was(workspace: Workspace) -> None:
    clock_id = start(workspace, "permit_penalty")
    clocks.finish(workspace, [clock_id], date(2026, 10, 9), "http://xx.gov.cn/1")
    shown = line(workspace, clock_id, date(2026, 10, 9))
    assert (shown.state, shown.light, shown.days) == (ClockState.FINISHED, Light.DONE, -3)
    assert shown.url == "http://xx.gov.cn/1"
    earlier = line(workspace, clock_id, date(2026, 10, 8))
    assert (earlier.state, earlier.light, earlier.url) == (ClockState.RUNNING, Light.LATE, "")


def test_that_a_pause_is_not_counted(workspace: Workspace) -> None:
    clock_id = start(workspace, "request_reply", date(2026, 3, 2))
    assert line(workspace, clock_id, date(2026, 3, 2)).due == date(2026, 3, 30)
    clocks.pause(workspace, [clock_id], date(2026, 3, 9), "征求第三方意见")
    paused = line(workspace, clock_id, date(2026, 3, 11))
    # As if it went on today: the 10th and 11th are left out.
    assert (paused.state, paused.light, paused.due) == (ClockState.PAUSED, Light.NORMAL, date(2026, 4, 1))
    clocks.resume(workspace, [clock_id], date(2026, 3, 18))
    # Left out are the 10th to the 18th: seven working days. 30 March + 7 is 9 April, with the 6th off.
    shown = line(workspace, clock_id, date(2026, 3, 20))
    assert (shown.state, shown.due, shown.paused_days) == (ClockState.RUNNING, date(2026, 4, 9), 9)
    assert line(workspace, clock_id, date(2026, 3, 5)).due == date(2026, 3, 30)


def test_that_a_new_start_forgets_the_pauses_before_it(workspace: Workspace) -> None:
    clock_id = start(workspace, "request_reply", date(2026, 3, 2))
    clocks.pause(workspace, [clock_id], date(2026, 3, 9), "征求意见")
    clocks.reset(workspace, [clock_id], date(2026, 3, 16), "收到补正")
    shown = line(workspace, clock_id, date(2026, 3, 16))
    # 20 working days from 16 March, with 4 to 6 April off: 14 April.
    assert (shown.start, shown.due, shown.state) == (
        date(2026, 3, 16),
        date(2026, 4, 14),
        ClockState.RUNNING,
    )


def test_that_a_prolonged_limit_counts_the_days_more(workspace: Workspace) -> None:
    clock_id = start(workspace, "request_reply", date(2026, 3, 2))
    clocks.extend(workspace, [clock_id], date(2026, 3, 30), 20, "涉及部门较多", "李主任")
    assert line(workspace, clock_id, date(2026, 3, 30)).due == date(2026, 4, 28)


def test_that_hours_are_late_within_the_day(workspace: Workspace) -> None:
    clock_id = start(workspace, "opinion_5h", started_time="9：05")
    at = datetime(2026, 9, 18, 14, 6, tzinfo=CHINA_TIME)
    (shown,) = clocks.list_clocks(workspace, SEPTEMBER, now=at)
    assert shown.due_at == datetime(2026, 9, 18, 14, 5, tzinfo=CHINA_TIME)
    assert (shown.clock_id, shown.light) == (clock_id, Light.LATE)
    assert clocks.list_clocks(workspace, SEPTEMBER, now=at.replace(minute=5))[0].light is Light.SOON
    clocks.finish(workspace, [clock_id], SEPTEMBER, time="14:20")
    assert line(workspace, clock_id, SEPTEMBER).days == -1


def test_that_a_limit_in_hours_needs_its_hour(workspace: Workspace) -> None:
    with pytest.raises(InvalidInput, match="小时"):
        start(workspace, "opinion_24h")
    with pytest.raises(InvalidInput, match="不是时间"):
        start(workspace, "opinion_24h", started_time="25:00")


def test_that_what_must_last_is_late_when_it_ends_too_early(workspace: Workspace) -> None:
    clock_id = start(workspace, "decision_comments", date(2026, 9, 1))
    # 30 days from 1 September end in the holiday, on 1 October: 8 October.
    running = line(workspace, clock_id, date(2026, 9, 30))
    assert (running.kind, running.due, running.light) == (
        ClockKind.AT_LEAST,
        date(2026, 10, 8),
        Light.NORMAL,
    )
    assert line(workspace, clock_id, date(2026, 10, 9)).light is Light.SOON
    early = clocks.finish(workspace, [clock_id], date(2026, 9, 29))
    assert line(workspace, clock_id, date(2026, 9, 29)).light is Light.LATE
    assert [each.clock_id for each in clocks.late_clocks(workspace, date(2026, 10, 9))] == [clock_id]
    undo(workspace, early)
    clocks.finish(workspace, [clock_id], date(2026, 10, 8))
    assert line(workspace, clock_id, date(2026, 10, 9)).light is Light.DONE


def test_that_a_limit_before_a_meeting_counts_back(workspace: Workspace) -> None:
    clock_id = start(workspace, "decision_hearing", date(2026, 10, 12))
    # Seven days before is 5 October, in the holiday: papers go out on 30 September.
    assert line(workspace, clock_id, SEPTEMBER).due == date(2026, 9, 30)


def test_that_a_limit_on_the_web_site_does_not_move_off_a_rest_day(workspace: Workspace) -> None:
    clock_id = start(workspace, "site_home", date(2026, 9, 19))
    assert line(workspace, clock_id, SEPTEMBER).due == date(2026, 10, 3)


def test_that_the_count_is_told_day_by_day_with_its_article(workspace: Workspace) -> None:
    clock_id = start(workspace, "permit_penalty")
    count = clocks.clock_detail(workspace, clock_id, SEPTEMBER).count
    assert count
    assert (count.last, count.article) == (date(2026, 9, 29), "国办发〔2018〕118号")
    assert count.steps[1].note == "调休上班"
    assert [step.number for step in count.steps][-2:] == [6, 7]


def test_that_late_limits_are_found_by_unit(workspace: Workspace) -> None:
    unit = units.list_units(workspace)[3]
    of_unit = start(workspace, "permit_penalty", unit_id=unit.id)
    start(workspace, "permit_penalty")
    late = date(2026, 10, 9)
    assert len(clocks.late_clocks(workspace, late)) == 2
    (shown,) = clocks.late_clocks(workspace, late, [unit.id])
    assert (shown.clock_id, shown.unit_name) == (of_unit, unit.name)


def test_that_merging_units_keeps_their_limits(workspace: Workspace) -> None:
    gone, kept = units.list_units(workspace)[3:5]
    clock_id = start(workspace, "permit_penalty", unit_id=gone.id)
    units.merge_unit(workspace, gone.id, kept.id, SEPTEMBER)
    assert line(workspace, clock_id, SEPTEMBER).unit_id == kept.id


def test_that_a_unit_with_a_limit_is_not_deleted(workspace: Workspace) -> None:
    unit = units.list_units(workspace)[3]
    start(workspace, "permit_penalty", unit_id=unit.id)
    with pytest.raises(InvalidInput):
        units.delete_unit(workspace, unit.id, SEPTEMBER)


def test_that_a_changed_rule_counts_for_new_limits_only(workspace: Workspace) -> None:
    old = start(workspace, "permit_penalty")
    save_template(workspace, replace(template(workspace, "permit_penalty"), amount=5, verified=True))
    new = start(workspace, "permit_penalty")
    assert template(workspace, "permit_penalty").changed
    assert line(workspace, old, SEPTEMBER).due == date(2026, 9, 29)
    assert line(workspace, new, SEPTEMBER).due == date(2026, 9, 24)


def test_that_a_corrected_rule_can_count_for_running_limits_too(workspace: Workspace) -> None:
    old = start(workspace, "permit_penalty")
    done = start(workspace, "permit_penalty")
    clocks.finish(workspace, [done], date(2026, 9, 22))
    rule = replace(template(workspace, "permit_penalty"), amount=5)
    save_template(workspace, rule, running=True)
    assert line(workspace, old, SEPTEMBER).due == date(2026, 9, 24)
    assert line(workspace, done, SEPTEMBER).due == date(2026, 9, 29)


def test_that_a_built_in_rule_comes_back_and_an_own_one_goes(workspace: Workspace) -> None:
    before = list_templates(workspace)
    save_template(workspace, replace(template(workspace, "proactive"), amount=10))
    own = ClockTemplate("", "本县规定", ClockKind.AT_MOST, "收到之日", 3, "working")
    save_template(workspace, own)
    added = next(each for each in list_templates(workspace) if each.name == "本县规定")
    assert not added.built_in
    restore_templates(workspace, ["proactive", added.key])
    assert list_templates(workspace) == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"amount": 0},
        {"amount": 5000},
        {"unit": "date", "month_day": "13-01"},
        {"unit": "hour", "amount": -5},
        {"name": "补正告知"},
    ],
)
def test_that_a_rule_that_cannot_be_counted_is_refused(
    workspace: Workspace, wrong: dict[str, object]
) -> None:
    rule = replace(template(workspace, "proactive"), **wrong)  # type: ignore[arg-type]
    with pytest.raises(InvalidInput):
        save_template(workspace, rule)


Change = Callable[[Workspace, int], str]
CHANGES: dict[str, Change] = {
    "pause": lambda w, i: clocks.pause(w, [i], date(2026, 9, 21), "征求意见"),
    "reset": lambda w, i: clocks.reset(w, [i], date(2026, 9, 21), "补正"),
    "extend": lambda w, i: clocks.extend(w, [i], date(2026, 9, 21), 5, "复杂", "李主任"),
    "finish": lambda w, i: clocks.finish(w, [i], date(2026, 9, 21), "http://xx.gov.cn"),
    "cancel": lambda w, i: clocks.cancel(w, [i], "重复"),
    "update": lambda w, i: clocks.update_clock(w, i, matter="改名", party="某甲", unit_id=2),
    "rule": lambda w, i: save_template(w, replace(template(w, "permit_penalty"), amount=5), running=True),
}


@pytest.mark.parametrize("name", CHANGES)
def test_that_every_change_is_undone_and_redone(workspace: Workspace, ledger_path: Path, name: str) -> None:
    clock_id = start(workspace, "permit_penalty")
    before = contents(ledger_path)
    batch = CHANGES[name](workspace, clock_id)
    after = contents(ledger_path)
    assert after != before
    undone = undo(workspace, batch)
    assert contents(ledger_path) == before
    undo(workspace, undone)
    assert contents(ledger_path) == after


def test_that_the_history_tells_every_change(workspace: Workspace) -> None:
    clock_id = start(workspace, "permit_penalty")
    clocks.pause(workspace, [clock_id], date(2026, 9, 21), "征求意见")
    clocks.cancel(workspace, [clock_id], "重复")
    history = clocks.clock_detail(workspace, clock_id, SEPTEMBER).history
    assert [(entry.action, entry.reason) for entry in history] == [
        ("取消法定时限", "重复"),
        ("暂停法定时限", "征求意见"),
        ("登记法定时限", "某某公司违法排污"),
    ]


def test_that_nothing_happens_to_a_closed_limit_until_it_is_reopened(workspace: Workspace) -> None:
    clock_id = start(workspace, "permit_penalty")
    clocks.finish(workspace, [clock_id], date(2026, 9, 21))
    with pytest.raises(InvalidInput, match="已经办结"):
        clocks.pause(workspace, [clock_id], date(2026, 9, 22), "征求意见")
    clocks.reopen(workspace, [clock_id], "登记错了")
    clocks.pause(workspace, [clock_id], date(2026, 9, 22), "征求意见")


def test_that_events_come_in_their_order(workspace: Workspace) -> None:
    clock_id = start(workspace, "request_reply", date(2026, 3, 2))
    with pytest.raises(InvalidInput, match="没有起算"):
        clocks.pause(workspace, [clock_id], date(2026, 2, 27), "征求意见")
    with pytest.raises(InvalidInput, match="没有暂停"):
        clocks.resume(workspace, [clock_id], date(2026, 3, 9))
    clocks.pause(workspace, [clock_id], date(2026, 3, 9), "征求意见")
    with pytest.raises(InvalidInput, match="已经暂停"):
        clocks.pause(workspace, [clock_id], date(2026, 3, 10), "征求意见")
    with pytest.raises(InvalidInput, match="之后已有"):
        clocks.resume(workspace, [clock_id], date(2026, 3, 6))


def test_that_one_wrong_limit_leaves_none_started(workspace: Workspace, ledger_path: Path) -> None:
    before = contents(ledger_path)
    with pytest.raises(InvalidInput):
        clocks.start_clocks(
            workspace,
            [ClockDraft("proactive", "甲", SEPTEMBER), ClockDraft("no-such", "乙", SEPTEMBER)],
        )
    assert contents(ledger_path) == before
