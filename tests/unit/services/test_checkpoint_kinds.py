"""Checkpoints that recur, that follow events, and that the clerk switches on: moved, counted, undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from ledgers import contents, contents_but_versions, make_task

from gongkai_desktop.domain.checkpoints import PlannedCheckpoint
from gongkai_desktop.domain.deadline import ByDate, Deadline, Ongoing, Recurring, Within, Yearlong
from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.ledger import DutyState
from gongkai_desktop.domain.recognised import NamedUnit, Role
from gongkai_desktop.errors import EditConflict, InvalidInput
from gongkai_desktop.services import edit_duty, units
from gongkai_desktop.services.carry_over import replan
from gongkai_desktop.services.duties import duty_detail, list_duties
from gongkai_desktop.services.events import EventLimit, enter_event, event_limits, events_of
from gongkai_desktop.services.import_plan import ImportResult
from gongkai_desktop.services.move_dates import (
    move_checkpoint,
    move_checkpoints,
    moves_of,
    series_of,
)
from gongkai_desktop.services.rhythms import proposed_rhythms, switch_off_rhythm, switch_on_rhythm
from gongkai_desktop.services.undo import undo
from gongkai_desktop.services.workspace import Workspace

TODAY = date(2022, 5, 16)
Import = Callable[..., ImportResult]
TWO = (NamedUnit("县财政局", Role.LEAD), NamedUnit("县民政局", Role.SUPPORT))
LIMIT = EventLimit("作出决定", 7, "working")


def rows(workspace: Workspace) -> tuple[DutyRow, ...]:
    return list_duties(workspace, TODAY)


def dues(row: DutyRow) -> list[str]:
    """The dates of a duty's checkpoints, without the year."""
    return [f"{checkpoint.due:%m-%d}" for checkpoint in row.checkpoints]


def duty(workspace: Workspace, import_tasks: Import, *deadlines: Deadline) -> DutyRow:
    """The only duty of a ledger, with these deadlines; the document is of 1 April 2022."""
    import_tasks(make_task(deadlines=deadlines))
    (row,) = rows(workspace)
    return row


def test_that_a_moved_date_keeps_the_old_one_with_reason_and_approver(
    workspace: Workspace, import_tasks: Import
) -> None:
    row = duty(workspace, import_tasks, ByDate(date(2022, 10, 31)))
    move_checkpoint(workspace, row.checkpoints[0].id, date(2022, 11, 30), "系统升级", "李主任")
    move_checkpoint(workspace, row.checkpoints[0].id, date(2022, 12, 15), "仍未完工", "王主任")
    assert [(m.old_due, m.new_due, m.reason, m.approver) for m in moves_of(workspace, row.duty_id)] == [
        (date(2022, 11, 30), date(2022, 12, 15), "仍未完工", "王主任"),
        (date(2022, 10, 31), date(2022, 11, 30), "系统升级", "李主任"),
    ]


@pytest.mark.parametrize(
    ("scope", "moved"),
    [
        ("this", ["04-30", "05-25", "06-30", "07-31"]),
        ("from_here", ["04-30", "05-25", "06-25", "07-25"]),
        ("all", ["04-25", "05-25", "06-25", "07-25"]),
    ],
)
def test_that_a_series_moves_one_or_from_here_or_all(
    workspace: Workspace, import_tasks: Import, scope: str, moved: list[str]
) -> None:
    row = duty(workspace, import_tasks, Recurring("month"))
    may = row.checkpoints[1]
    assert len(series_of(workspace, row.duty_id, may.id)) == 9
    move_checkpoint(workspace, may.id, date(2022, 5, 25), "每月25日前报送", "李主任", scope)  # type: ignore[arg-type]
    assert dues(rows(workspace)[0])[:4] == moved


def test_that_a_series_moved_to_the_next_month_falls_on_the_same_day_of_each(
    workspace: Workspace, import_tasks: Import
) -> None:
    row = duty(workspace, import_tasks, Recurring("quarter"))
    june = row.checkpoints[0]
    move_checkpoint(workspace, june.id, date(2022, 7, 10), "季度终了后十日内", scope="all")
    assert dues(rows(workspace)[0]) == ["07-10", "10-10", "01-10"]


def test_that_a_monthly_series_makes_room_for_itself(
    workspace: Workspace, import_tasks: Import, ledger_path: Path
) -> None:
    row = duty(workspace, import_tasks, Recurring("month"))
    before = contents_but_versions(ledger_path)
    # Each month's date takes the place of the next one's.
    batch = move_checkpoint(workspace, row.checkpoints[0].id, date(2022, 5, 31), "推迟一个月", scope="all")
    assert dues(rows(workspace)[0])[:3] == ["05-31", "06-30", "07-31"]
    undo(workspace, batch)
    assert contents_but_versions(ledger_path) == before


def test_that_what_is_done_does_not_move_with_its_series(workspace: Workspace, import_tasks: Import) -> None:
    row = duty(workspace, import_tasks, Recurring("month"))
    edit_duty.complete(workspace, [row.duty_id], date(2022, 4, 29))
    move_checkpoint(workspace, row.checkpoints[1].id, date(2022, 5, 20), "改为20日", scope="all")
    assert dues(rows(workspace)[0])[:3] == ["04-30", "05-20", "06-20"]


def test_that_a_series_does_not_take_along_what_is_not_of_it(
    workspace: Workspace, import_tasks: Import
) -> None:
    row = duty(workspace, import_tasks, Recurring("quarter"), ByDate(date(2022, 10, 15)))
    move_checkpoint(workspace, row.checkpoints[0].id, date(2022, 6, 20), "改为20日", scope="all")
    assert dues(rows(workspace)[0]) == ["06-20", "09-20", "10-15", "12-20"]


def test_that_a_day_another_checkpoint_has_is_refused(
    workspace: Workspace, import_tasks: Import, ledger_path: Path
) -> None:
    row = duty(workspace, import_tasks, Recurring("quarter"), ByDate(date(2022, 9, 20)))
    before = contents(ledger_path)
    with pytest.raises(InvalidInput, match="2022-09-20"):
        move_checkpoint(workspace, row.checkpoints[0].id, date(2022, 6, 20), "改为20日", scope="all")
    assert contents(ledger_path) == before


def test_that_units_of_one_task_may_have_dates_of_their_own(
    workspace: Workspace, import_tasks: Import
) -> None:
    import_tasks(make_task(units=TWO))
    first, second = rows(workspace)
    dates = {first.checkpoints[0].id: date(2022, 9, 30), second.checkpoints[0].id: date(2022, 11, 30)}
    move_checkpoints(workspace, dates, "分批公开", "李主任")
    assert [dues(row) for row in rows(workspace)] == [["09-30"], ["11-30"]]


def test_that_a_rhythm_is_only_proposed_until_it_is_switched_on(
    workspace: Workspace, import_tasks: Import
) -> None:
    row = duty(workspace, import_tasks, Yearlong(2022))
    assert dues(row) == ["12-31"]
    (proposal,) = proposed_rhythms(workspace)
    # "按时更新" names no rhythm of its own; what lasts is looked at each quarter.
    assert (proposal.rhythm, proposal.duty_ids) == ("quarter", (row.duty_id,))
    switched = switch_on_rhythm(workspace, proposal.duty_ids, "month", TODAY)
    # December has a day already: 全年.
    assert switched.count == 7
    shown = rows(workspace)[0].checkpoints
    assert [checkpoint.label for checkpoint in shown][:2] == ["每月检查（5月）", "每月检查（6月）"]
    assert [checkpoint.label for checkpoint in shown][-1] == "10月底前"
    assert not proposed_rhythms(workspace)


def test_that_what_must_be_kept_up_is_looked_at_each_month(
    workspace: Workspace, import_tasks: Import
) -> None:
    task = make_task(deadlines=(Ongoing(),), name="动态调整目录")
    import_tasks(task)
    assert [proposal.rhythm for proposal in proposed_rhythms(workspace)] == ["month"]


def test_that_a_dated_duty_is_proposed_no_rhythm(workspace: Workspace, import_tasks: Import) -> None:
    duty(workspace, import_tasks, Yearlong(2022), ByDate(date(2022, 10, 31)))
    assert proposed_rhythms(workspace) == ()


def test_that_another_rhythm_takes_the_place_of_the_first(workspace: Workspace, import_tasks: Import) -> None:
    row = duty(workspace, import_tasks, Ongoing())
    switch_on_rhythm(workspace, [row.duty_id], "month", TODAY)
    edit_duty.complete(workspace, [row.duty_id], date(2022, 5, 31))
    switch_on_rhythm(workspace, [row.duty_id], "quarter", TODAY)
    assert dues(rows(workspace)[0]) == ["05-31", "06-30", "09-30", "12-31"]
    switch_off_rhythm(workspace, [row.duty_id], "不再检查")
    assert dues(rows(workspace)[0]) == ["05-31"]


def test_that_a_rhythm_is_undone_whole(workspace: Workspace, import_tasks: Import, ledger_path: Path) -> None:
    row = duty(workspace, import_tasks, Ongoing())
    before = contents_but_versions(ledger_path)
    batch = switch_on_rhythm(workspace, [row.duty_id], "month", TODAY).batch
    undo(workspace, batch)
    assert contents_but_versions(ledger_path) == before


def test_that_a_rhythm_of_a_year_that_is_over_is_refused(workspace: Workspace, import_tasks: Import) -> None:
    row = duty(workspace, import_tasks, Ongoing())
    with pytest.raises(InvalidInput):
        switch_on_rhythm(workspace, [row.duty_id], "month", date(2023, 1, 1))


def test_that_an_event_gives_the_checkpoint(workspace: Workspace, import_tasks: Import) -> None:
    row = duty(workspace, import_tasks, Within(7, "working", "作出决定"))
    assert row.checkpoints == ()
    assert event_limits(workspace, row.duty_id) == (LIMIT,)
    assert LIMIT.text == "自作出决定起7个工作日内"
    enter_event(workspace, [row.duty_id], LIMIT, date(2022, 9, 8), "示罚〔2022〕3号")
    (shown,) = rows(workspace)
    # 9, then Mid-Autumn from 10 to 12, then 13, 14, 15, 16, 19, 20.
    assert (dues(shown), shown.checkpoints[0].label) == (["09-20"], "作出决定（9月8日）起7个工作日内")
    (event,) = events_of(workspace, row.duty_id)
    assert (event.name, event.evidence, event.happened_on) == (
        "作出决定",
        "示罚〔2022〕3号",
        date(2022, 9, 8),
    )


def test_that_an_event_of_hours_needs_the_time(workspace: Workspace, import_tasks: Import) -> None:
    row = duty(workspace, import_tasks, Within(24, "hour", None))
    (limit,) = event_limits(workspace, row.duty_id)
    with pytest.raises(InvalidInput, match="时间"):
        enter_event(workspace, [row.duty_id], limit, date(2022, 9, 8))
    enter_event(workspace, [row.duty_id], limit, date(2022, 9, 8), time="16:30")
    assert dues(rows(workspace)[0]) == ["09-09"]


def test_that_a_duty_that_was_done_is_owed_again_after_an_event(
    workspace: Workspace, import_tasks: Import
) -> None:
    row = duty(workspace, import_tasks, Within(7, "working", "作出决定"))
    enter_event(workspace, [row.duty_id], LIMIT, date(2022, 5, 5))
    edit_duty.complete(workspace, [row.duty_id], date(2022, 5, 10))
    assert rows(workspace)[0].state is DutyState.DONE
    enter_event(workspace, [row.duty_id], LIMIT, date(2022, 5, 12))
    assert rows(workspace)[0].state is DutyState.OPEN


def test_that_an_event_is_undone_whole(workspace: Workspace, import_tasks: Import, ledger_path: Path) -> None:
    import_tasks(make_task(units=TWO, deadlines=[Within(7, "working", "作出决定")]))
    ids = [row.duty_id for row in rows(workspace)]
    before = contents_but_versions(ledger_path)
    undone = undo(workspace, enter_event(workspace, ids, LIMIT, date(2022, 9, 8)))
    assert contents_but_versions(ledger_path) == before
    undo(workspace, undone)
    assert [dues(row) for row in rows(workspace)] == [["09-20"], ["09-20"]]


def test_that_an_import_with_a_moved_date_is_not_undone(workspace: Workspace, import_tasks: Import) -> None:
    result = import_tasks(make_task())
    move_checkpoint(workspace, rows(workspace)[0].checkpoints[0].id, date(2022, 11, 30), "推迟")
    with pytest.raises(EditConflict):
        undo(workspace, result.batch)


def test_that_merging_units_keeps_events_and_moved_dates(workspace: Workspace, import_tasks: Import) -> None:
    within = Within(7, "working", "作出决定")
    import_tasks(make_task(units=TWO, deadlines=[ByDate(date(2022, 10, 31)), within]))
    first, second = rows(workspace)
    edit_duty.record_progress(workspace, [second.duty_id], TODAY, "已着手", None, "")
    enter_event(workspace, [first.duty_id], LIMIT, date(2022, 9, 8))
    move_checkpoint(workspace, first.checkpoints[0].id, date(2022, 11, 30), "推迟", "李主任")
    units.merge_unit(workspace, first.unit_id, second.unit_id, TODAY)
    (kept,) = rows(workspace)
    assert kept.unit_id == second.unit_id
    assert "09-20" in dues(kept)
    assert [event.name for event in events_of(workspace, kept.duty_id)] == ["作出决定"]
    assert [move.new_due for move in moves_of(workspace, kept.duty_id)] == [date(2022, 11, 30)]


def test_that_reexpanding_keeps_own_checks(workspace: Workspace, import_tasks: Import) -> None:
    collective = NamedUnit("各乡镇", Role.RESPONSIBLE, collective=True)
    import_tasks(make_task(units=[collective], deadlines=[Ongoing()]))
    every = rows(workspace)
    switch_on_rhythm(workspace, [row.duty_id for row in every], "quarter", TODAY)
    units.reexpand(workspace, TODAY)
    assert {tuple(dues(row)) for row in rows(workspace)} == {("06-30", "09-30", "12-31")}
    assert len(rows(workspace)) == len(every)


def test_that_the_detail_tells_where_a_date_comes_from(workspace: Workspace, import_tasks: Import) -> None:
    row = duty(workspace, import_tasks, Within(7, "working", "作出决定"))
    waiting = duty_detail(workspace, row.duty_id, TODAY).counted
    assert waiting[-1] == "自作出决定起7个工作日内：登记事件的日期后才有节点。"
    enter_event(workspace, [row.duty_id], LIMIT, date(2022, 9, 8), "示罚〔2022〕3号")
    (checkpoint,) = rows(workspace)[0].checkpoints
    move_checkpoint(workspace, checkpoint.id, date(2022, 9, 30), "补充材料", "李主任")
    lines = duty_detail(workspace, row.duty_id, TODAY).counted
    assert "改期：2022-09-20（周二） 改到 2022-09-30（周五），补充材料（批准人：李主任）" in lines
    assert "事件：作出决定（示罚〔2022〕3号）" in lines
    assert "2022-09-10（周六）　不计　中秋节放假" in lines
    assert lines[-1] == "2022-09-20（周二）　第7天"


def test_that_a_newer_version_leaves_own_checks_and_counted_dates(
    workspace: Workspace, import_tasks: Import
) -> None:
    within = Within(7, "working", "作出决定")
    row = duty(workspace, import_tasks, ByDate(date(2022, 10, 31)), within)
    enter_event(workspace, [row.duty_id], LIMIT, date(2022, 9, 8))
    switch_on_rhythm(workspace, [row.duty_id], "half-year", TODAY)
    assert dues(rows(workspace)[0]) == ["06-30", "09-20", "10-31", "12-31"]
    with workspace.change("更新来源文件") as work:
        planned = [PlannedCheckpoint(date(2022, 11, 30), "11月底前")]
        assert list(replan(work, row.task_id, planned)) == []
        work.commit()
    assert dues(rows(workspace)[0]) == ["06-30", "09-20", "11-30", "12-31"]


def test_that_a_date_moved_there_and_back_goes_with_a_newer_version(
    workspace: Workspace, import_tasks: Import
) -> None:
    row = duty(workspace, import_tasks, ByDate(date(2022, 10, 31)))
    (checkpoint,) = row.checkpoints
    move_checkpoint(workspace, checkpoint.id, date(2022, 11, 15), "推迟")
    move_checkpoint(workspace, checkpoint.id, date(2022, 10, 31), "改回")
    with workspace.change("更新来源文件") as work:
        list(replan(work, row.task_id, [PlannedCheckpoint(date(2022, 12, 15), "12月15日前")]))
        work.commit()
    assert dues(rows(workspace)[0]) == ["12-15"]
    assert [move.reason for move in moves_of(workspace, row.duty_id)] == ["改回", "推迟"]
