"""What becomes of issued papers is kept, journalled, and can be undone; numbers stay used."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from ledgers import make_task

from gongkai_desktop.domain.ledger import Notice
from gongkai_desktop.domain.recognised import NamedUnit, Role
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services.burden import burden
from gongkai_desktop.services.duties import duty_detail, list_duties, read_duties
from gongkai_desktop.services.issue_notices import issue_notices
from gongkai_desktop.services.paper_tracking import (
    IssuedLine,
    issued_lines,
    list_calls,
    note_call,
    raise_objection,
    record_delivery,
    record_reply,
    settle_objections,
    units_of,
    void_notice,
)
from gongkai_desktop.services.today import today_page
from gongkai_desktop.services.undo import changes, undo
from gongkai_desktop.services.units import merge_unit
from gongkai_desktop.services.workspace import Workspace

TODAY = date(2022, 11, 15)
LATER = date(2022, 11, 18)
NAMES = ("县财政局", "县民政局")


@pytest.fixture
def papers(import_tasks: Callable[..., object], workspace: Workspace, tmp_path: Path) -> dict[str, Notice]:
    """Two units were urged on TODAY."""
    import_tasks(make_task("财政信息公开", [NamedUnit(name, Role.LEAD) for name in NAMES]))
    issued = issue_notices(workspace, "督办通知", tmp_path / "out", TODAY)
    return {one.notice.unit_name: one.notice for one in issued}


def line_of(workspace: Workspace, name: str = "县民政局", day: date = LATER) -> IssuedLine:
    return next(line for line in issued_lines(workspace, day) if line.notice.unit_name == name)


def test_that_a_delivery_is_kept_and_a_second_entry_corrects_it(
    workspace: Workspace, papers: dict[str, Notice]
) -> None:
    ids = [paper.id for paper in papers.values()]
    batch = record_delivery(workspace, ids, TODAY, "直接送达", "刘某")
    record_delivery(workspace, ids[:1], LATER, "传真")
    found = {line.notice.id: line.deliveries for line in issued_lines(workspace, LATER)}
    assert [(one.on, one.way, one.receiver) for one in found[ids[0]]] == [(LATER, "传真", "")]
    assert [(one.on, one.way, one.receiver) for one in found[ids[1]]] == [(TODAY, "直接送达", "刘某")]
    assert {entry.action for entry in changes(workspace, batch)} == {"登记送达"}


def test_that_a_delivery_can_be_undone(workspace: Workspace, papers: dict[str, Notice]) -> None:
    batch = record_delivery(workspace, [papers["县民政局"].id], TODAY, "直接送达")
    undo(workspace, batch)
    assert line_of(workspace).deliveries == ()


def test_that_nothing_is_delivered_answered_or_voided_before_it_was_issued(
    workspace: Workspace, papers: dict[str, Notice]
) -> None:
    paper, early = papers["县民政局"].id, date(2022, 11, 14)
    with pytest.raises(InvalidInput, match="送达日期早于"):
        record_delivery(workspace, [paper], early, "传真")
    with pytest.raises(InvalidInput, match="反馈日期早于"):
        record_reply(workspace, paper, early, "已办")
    with pytest.raises(InvalidInput, match="异议日期早于"):
        raise_objection(workspace, paper, early, "不属实")
    with pytest.raises(InvalidInput, match="作废日期早于"):
        void_notice(workspace, paper, early, "错")
    with pytest.raises(InvalidInput, match="没有填写送达方式"):
        record_delivery(workspace, [paper], TODAY, " ")
    with pytest.raises(InvalidInput, match="没有选中文书"):
        record_delivery(workspace, [], TODAY, "传真")


def test_that_a_reply_ends_the_waiting(workspace: Workspace, papers: dict[str, Notice]) -> None:
    assert line_of(workspace).days == 2
    assert len(today_page(workspace, LATER).awaited) == 2
    record_reply(workspace, papers["县民政局"].id, LATER, "已公开，见网站", "刘某")
    assert line_of(workspace).days is None
    assert [reply.text for reply in line_of(workspace).replies] == ["已公开，见网站"]
    assert [one.notice.unit_name for one in today_page(workspace, LATER).awaited] == ["县财政局"]


def test_that_a_voided_paper_stays_in_the_list_and_takes_no_more_entries(
    workspace: Workspace, papers: dict[str, Notice], tmp_path: Path
) -> None:
    known = read_duties(workspace, LATER)
    batch = void_notice(workspace, papers["县民政局"].id, LATER, "文号用错")
    line = line_of(workspace)
    assert (line.notice.voided_on, line.notice.void_reason, line.days) == (LATER, "文号用错", None)
    assert line_of(workspace, day=TODAY).notice.voided_on is None
    for entry in (
        lambda: void_notice(workspace, line.notice.id, LATER, "再来"),
        lambda: record_reply(workspace, line.notice.id, LATER, "已办"),
        lambda: record_delivery(workspace, [line.notice.id], LATER, "传真"),
    ):
        with pytest.raises(InvalidInput, match="已作废"):
            entry()
    counts = {row.unit_name: row.notice_count for row in read_duties(workspace, LATER, known).rows}
    assert (counts["县民政局"], counts["县财政局"]) == (0, 1)
    assert [one.notice.unit_name for one in today_page(workspace, LATER).awaited] == ["县财政局"]
    again = issue_notices(workspace, "督办通知", tmp_path / "again", LATER)
    assert min(one.notice.number for one in again) == "示例政办督〔2022〕3号"
    undo(workspace, batch)
    assert line_of(workspace, day=TODAY).notice.voided_on is None


def test_that_an_issued_paper_is_not_undone(workspace: Workspace, papers: dict[str, Notice]) -> None:
    history = duty_detail(workspace, papers["县民政局"].duty_ids[0], LATER).history
    batch = next(entry.batch for entry in history if entry.action == "签发督办通知")
    with pytest.raises(InvalidInput, match="不能撤销"):
        undo(workspace, batch)


def test_that_an_objection_is_settled_once_with_a_reason(
    workspace: Workspace, papers: dict[str, Notice]
) -> None:
    paper = papers["县民政局"]
    raise_objection(workspace, paper.id, LATER, "已经公开", duty_ids=paper.duty_ids)
    (objection,) = line_of(workspace).open_objections
    assert (objection.duty_id, objection.text) == (paper.duty_ids[0], "已经公开")
    with pytest.raises(InvalidInput, match="没有填写理由"):
        settle_objections(workspace, [objection.id], True, LATER, "")
    with pytest.raises(InvalidInput, match="早于提出日期"):
        settle_objections(workspace, [objection.id], True, TODAY, "属实")
    batch = settle_objections(workspace, [objection.id], True, LATER, "属实")
    (settled,) = line_of(workspace).objections
    assert (settled.accepted, settled.settled_on, settled.reason) == (True, LATER, "属实")
    with pytest.raises(InvalidInput, match="已经处理"):
        settle_objections(workspace, [objection.id], False, LATER, "又看了一遍")
    undo(workspace, batch)
    assert line_of(workspace).open_objections


def test_that_only_what_the_paper_lists_can_be_disputed(
    workspace: Workspace, papers: dict[str, Notice]
) -> None:
    with pytest.raises(InvalidInput, match="不在这份文书里"):
        raise_objection(workspace, papers["县民政局"].id, LATER, "不属实", papers["县财政局"].duty_ids)


def test_that_calls_are_noted_newest_first(workspace: Workspace, papers: dict[str, Notice]) -> None:
    unit = papers["县民政局"].unit_id
    note_call(workspace, unit, TODAY, "催促上报", "刘某")
    batch = note_call(workspace, unit, LATER, "答应周五前公开")
    assert [(one.unit_name, one.call.text) for one in list_calls(workspace, LATER)] == [
        ("县民政局", "答应周五前公开"),
        ("县民政局", "催促上报"),
    ]
    assert len(list_calls(workspace, TODAY)) == 1
    undo(workspace, batch)
    assert len(list_calls(workspace, LATER)) == 1
    with pytest.raises(InvalidInput, match="没有填写通话的内容"):
        note_call(workspace, unit, LATER, " ")


def test_that_papers_asked_of_each_unit_are_counted_by_quarter(
    workspace: Workspace, papers: dict[str, Notice], tmp_path: Path
) -> None:
    note_call(workspace, papers["县民政局"].unit_id, LATER, "催促")
    issue_notices(workspace, "督查通报", tmp_path / "all", date(2022, 11, 28))
    void_notice(workspace, papers["县财政局"].id, date(2022, 11, 28), "发错")
    found = {one.unit_name: one for one in burden(workspace, date(2022, 12, 1))}
    assert [(one.papers, one.to_answer, one.calls) for one in (found[name] for name in NAMES)] == [
        (1, 1, 0),
        (2, 2, 1),
    ]
    assert not any(one.too_many for one in found.values())
    assert burden(workspace, date(2023, 1, 5)) == ()


def test_that_a_circular_speaks_to_the_units_it_names(
    workspace: Workspace, papers: dict[str, Notice], tmp_path: Path
) -> None:
    (circular,) = issue_notices(workspace, "督查通报", tmp_path / "all", date(2022, 11, 28))
    named = units_of(workspace, circular.notice)
    assert {name for _, name in named} == set(NAMES)
    unit = next(unit for unit, name in named if name == "县民政局")
    record_delivery(workspace, [circular.notice.id], date(2022, 11, 29), "会议发放", "刘某", unit)
    line = line_of(workspace, "各责任单位", date(2022, 11, 30))
    assert [one.unit_id for one in line.deliveries] == [unit]
    assert units_of(workspace, papers["县民政局"]) == ((papers["县民政局"].unit_id, "县民政局"),)


def test_that_merging_units_brings_everything_along_and_can_be_undone(
    workspace: Workspace, papers: dict[str, Notice], tmp_path: Path
) -> None:
    (circular,) = issue_notices(workspace, "督查通报", tmp_path / "all", date(2022, 11, 28))
    old, into = papers["县民政局"].unit_id, papers["县财政局"].unit_id
    day = date(2022, 11, 29)
    for unit in (old, into):
        record_delivery(workspace, [circular.notice.id], day, "会议发放", "刘某", unit)
    record_reply(workspace, papers["县民政局"].id, day, "已办")
    raise_objection(workspace, papers["县民政局"].id, day, "不属实", papers["县民政局"].duty_ids)
    note_call(workspace, old, day, "催促")
    batch = merge_unit(workspace, old, into, day)
    lines = {line.notice.id: line for line in issued_lines(workspace, day)}
    assert [one.unit_id for one in lines[circular.notice.id].deliveries] == [into]
    moved = lines[papers["县民政局"].id]
    assert {one.unit_id for one in (*moved.replies, *moved.objections)} == {into}
    kept = {row.duty_id for row in list_duties(workspace, day)}
    assert {one.duty_id for one in moved.objections} <= kept
    assert [one.unit_name for one in list_calls(workspace, day)] == ["县财政局"]
    undo(workspace, batch)
    assert [one.unit_name for one in list_calls(workspace, day)] == ["县民政局"]
    assert len({one.unit_id for line in issued_lines(workspace, day) for one in line.deliveries}) == 2
