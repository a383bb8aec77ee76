"""What a clerk does to duties, each in one journalled step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from ledgers import make_task

from gongkai_desktop.domain.deadline import ByDate, Recurring
from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.ledger import DutyState
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.domain.recognised import Flag
from gongkai_desktop.errors import EditConflict, InvalidInput
from gongkai_desktop.services import edit_duty
from gongkai_desktop.services.duties import duty_detail, list_duties, list_tasks
from gongkai_desktop.services.import_plan import ImportResult
from gongkai_desktop.services.undo import changes
from gongkai_desktop.services.workspace import Workspace

TODAY = date(2022, 11, 15)
Import = Callable[..., ImportResult]


@pytest.fixture
def late(workspace: Workspace, import_tasks: Import) -> DutyRow:
    """One duty that was due on 31 October."""
    import_tasks(make_task())
    return only(workspace)


@pytest.fixture
def quarterly(workspace: Workspace, import_tasks: Import) -> DutyRow:
    """One duty with three quarters left of its year."""
    import_tasks(make_task(deadlines=[Recurring("quarter")]))
    return only(workspace)


def only(workspace: Workspace, today: date = TODAY) -> DutyRow:
    """The one duty of the ledger."""
    (row,) = list_duties(workspace, today)
    return row


def test_that_progress_shows_from_its_day_on(workspace: Workspace, late: DutyRow) -> None:
    edit_duty.record_progress(workspace, [late.duty_id], date(2022, 11, 10), "录入中", 60, "县财政局")
    before, after = only(workspace, date(2022, 11, 9)), only(workspace)
    assert (before.last_progress, before.percent) == ("", None)
    assert (after.last_progress, after.percent, after.last_progress_on) == ("录入中", 60, date(2022, 11, 10))


def test_that_the_last_percent_holds_when_the_newest_entry_says_none(
    workspace: Workspace, late: DutyRow
) -> None:
    edit_duty.record_progress(workspace, [late.duty_id], date(2022, 11, 10), "录入中", 60, "")
    edit_duty.record_progress(workspace, [late.duty_id], date(2022, 11, 12), "已电话催办", None, "")
    row = only(workspace)
    assert (row.last_progress, row.percent) == ("已电话催办", 60)


def test_that_progress_entered_later_for_an_earlier_day_is_not_the_newest(
    workspace: Workspace, late: DutyRow
) -> None:
    edit_duty.record_progress(workspace, [late.duty_id], date(2022, 11, 12), "后", None, "")
    edit_duty.record_progress(workspace, [late.duty_id], date(2022, 11, 10), "先", None, "")
    assert only(workspace).last_progress == "后"
    assert [entry.text for entry in duty_detail(workspace, late.duty_id, TODAY).progress] == ["后", "先"]


@pytest.mark.parametrize(("text", "percent"), [("", None), ("  ", None), ("好", 101), ("好", -1)])
def test_that_empty_or_impossible_progress_is_refused(
    workspace: Workspace, late: DutyRow, text: str, percent: int | None
) -> None:
    with pytest.raises(InvalidInput):
        edit_duty.record_progress(workspace, [late.duty_id], TODAY, text, percent, "")
    assert only(workspace) == late


def test_that_completing_the_only_checkpoint_makes_the_duty_done(workspace: Workspace, late: DutyRow) -> None:
    assert late.light is Light.LATE
    edit_duty.complete(workspace, [late.duty_id], date(2022, 11, 14), "http://xx.gov.cn/1", "已公开")
    row = only(workspace)
    assert (row.state, row.light, row.completed_on) == (DutyState.DONE, Light.DONE, date(2022, 11, 14))
    (evidence,) = duty_detail(workspace, late.duty_id, TODAY).evidence
    assert (evidence.url, evidence.published_on, evidence.note) == (
        "http://xx.gov.cn/1",
        date(2022, 11, 14),
        "已公开",
    )


def test_that_a_duty_completed_later_was_open_on_the_day_asked_for(
    workspace: Workspace, late: DutyRow
) -> None:
    edit_duty.complete(workspace, [late.duty_id], date(2022, 11, 14), "http://xx.gov.cn/1", "")
    then = only(workspace, date(2022, 11, 13))
    assert (then.state, then.light, then.completed_on, then.evidence_count) == (
        DutyState.OPEN,
        Light.LATE,
        None,
        0,
    )


def test_that_completing_closes_the_current_period_only(workspace: Workspace, quarterly: DutyRow) -> None:
    edit_duty.complete(workspace, [quarterly.duty_id], date(2022, 6, 20))
    row = only(workspace, date(2022, 7, 1))
    assert [checkpoint.done_on for checkpoint in row.checkpoints] == [date(2022, 6, 20), None, None]
    assert (row.state, row.due) == (DutyState.OPEN, date(2022, 9, 30))


def test_that_completing_closes_every_period_that_has_passed(
    workspace: Workspace, quarterly: DutyRow
) -> None:
    edit_duty.complete(workspace, [quarterly.duty_id], date(2022, 10, 10))
    row = only(workspace)
    assert [bool(checkpoint.done_on) for checkpoint in row.checkpoints] == [True, True, False]


def test_that_completing_the_last_period_makes_the_duty_done(
    workspace: Workspace, quarterly: DutyRow
) -> None:
    edit_duty.complete(workspace, [quarterly.duty_id], date(2022, 10, 10))
    edit_duty.complete(workspace, [quarterly.duty_id], date(2022, 12, 30))
    assert only(workspace, date(2022, 12, 31)).state is DutyState.DONE


def test_that_a_duty_without_deadline_is_done_at_once(workspace: Workspace, import_tasks: Import) -> None:
    import_tasks(make_task(deadlines=()))
    row = only(workspace)
    assert (row.light, row.due) == (Light.NONE, None)
    edit_duty.complete(workspace, [row.duty_id], TODAY, note="长期坚持")
    after = only(workspace)
    assert (after.light, after.last_progress) == (Light.DONE, "长期坚持")


def test_that_reopening_takes_back_the_last_completion_only(workspace: Workspace, quarterly: DutyRow) -> None:
    edit_duty.complete(workspace, [quarterly.duty_id], date(2022, 6, 20))
    edit_duty.complete(workspace, [quarterly.duty_id], date(2022, 9, 20))
    edit_duty.reopen(workspace, [quarterly.duty_id], "链接打不开")
    done = [checkpoint.done_on for checkpoint in only(workspace).checkpoints]
    assert done == [date(2022, 6, 20), None, None]


def test_that_a_cancelled_duty_leaves_the_list_and_comes_back_as_it_was(
    workspace: Workspace, late: DutyRow
) -> None:
    edit_duty.complete(workspace, [late.duty_id], date(2022, 11, 14))
    edit_duty.cancel_duty(workspace, [late.duty_id], "机构改革")
    assert list_duties(workspace, TODAY) == ()
    assert duty_detail(workspace, late.duty_id, TODAY).row.state is DutyState.CANCELLED
    edit_duty.reopen(workspace, [late.duty_id], "恢复职责")
    row = only(workspace)
    assert (row.state, row.completed_on) == (DutyState.DONE, date(2022, 11, 14))


@pytest.mark.parametrize("change", [edit_duty.reopen, edit_duty.cancel_duty])
def test_that_a_reason_is_required(workspace: Workspace, late: DutyRow, change: Callable[..., str]) -> None:
    with pytest.raises(InvalidInput):
        change(workspace, [late.duty_id], " ")


def test_that_a_moved_checkpoint_is_journalled_with_reason_and_approver(
    workspace: Workspace, late: DutyRow
) -> None:
    (checkpoint,) = late.checkpoints
    batch = edit_duty.move_checkpoint(workspace, checkpoint.id, date(2022, 11, 30), "系统升级", "李主任")
    (entry,) = (each for each in changes(workspace, batch) if each.entity == "checkpoint")
    assert (entry.who, entry.action, entry.reason) == ("王办事", "改期", "系统升级（批准人：李主任）")
    assert (entry.old, entry.new) == ({"due": "2022-10-31"}, {"due": "2022-11-30"})
    assert only(workspace).light is not Light.LATE


def test_that_two_checkpoints_of_a_duty_never_meet_on_one_day(
    workspace: Workspace, quarterly: DutyRow
) -> None:
    first, second, _ = quarterly.checkpoints
    with pytest.raises(InvalidInput):
        edit_duty.move_checkpoint(workspace, first.id, second.due, "推迟")


def test_that_a_checkpoint_already_done_is_not_moved(workspace: Workspace, late: DutyRow) -> None:
    edit_duty.complete(workspace, [late.duty_id], TODAY)
    with pytest.raises(InvalidInput):
        edit_duty.move_checkpoint(workspace, late.checkpoints[0].id, date(2022, 12, 1), "推迟")


def test_that_a_task_is_corrected_for_all_its_duties(workspace: Workspace, late: DutyRow) -> None:
    edit_duty.update_task(workspace, late.task_id, name="预决算公开", requirement="公开预决算。", no="3")
    row = only(workspace)
    assert (row.task_name, row.path, row.requirement, row.no) == (
        "预决算公开",
        ("重点领域", "预决算公开"),
        "公开预决算。",
        "3",
    )
    assert "yjsgk" in row.search_text
    (task,) = list_tasks(workspace, row.plan_id)
    assert task.items == ("公开预决算。",)


def test_that_items_stay_while_they_are_still_in_the_text(workspace: Workspace, late: DutyRow) -> None:
    edit_duty.update_task(workspace, late.task_id, requirement=late.requirement + "3.另行通知。")
    (task,) = list_tasks(workspace, late.plan_id)
    assert len(task.items) == 2


def test_that_only_the_checked_fields_lose_their_flags(workspace: Workspace, import_tasks: Import) -> None:
    import_tasks(make_task(flags=[Flag("units", "两个单位连写", ("甲", "乙")), Flag("deadline", "年份不明")]))
    row = only(workspace)
    edit_duty.resolve_flags(workspace, row.task_id, ["units"])
    assert duty_detail(workspace, row.duty_id, TODAY).task.flags == (Flag("deadline", "年份不明"),)
    assert only(workspace).flag_count == 1


def test_that_several_duties_change_together_or_not_at_all(
    workspace: Workspace, import_tasks: Import
) -> None:
    import_tasks(make_task("甲"), make_task("乙"))
    rows = list_duties(workspace, TODAY)
    with pytest.raises(InvalidInput):
        edit_duty.complete(workspace, [*(row.duty_id for row in rows), 999], TODAY)
    assert list_duties(workspace, TODAY) == rows
    batch = edit_duty.complete(workspace, [row.duty_id for row in rows], TODAY)
    assert {row.state for row in list_duties(workspace, TODAY)} == {DutyState.DONE}
    assert {entry.batch for entry in changes(workspace, batch)} == {batch}


def test_that_nothing_chosen_is_refused(workspace: Workspace) -> None:
    with pytest.raises(InvalidInput):
        edit_duty.complete(workspace, [], TODAY)


def test_that_a_duty_changed_by_somebody_else_is_not_overwritten(workspace: Workspace, late: DutyRow) -> None:
    edit_duty.complete(workspace, [late.duty_id], TODAY)
    with pytest.raises(EditConflict):
        edit_duty.cancel_duty(workspace, [late.duty_id], "重复", seen={late.duty_id: late.version})
    assert only(workspace).version == late.version + 1


def test_that_the_earliest_open_checkpoint_decides_the_light(
    workspace: Workspace, import_tasks: Import
) -> None:
    import_tasks(make_task(deadlines=[ByDate(date(2022, 12, 31)), ByDate(date(2022, 11, 18))]))
    row = only(workspace)
    assert (row.due, row.light, row.days) == (date(2022, 11, 18), Light.SOON, 3)
