"""The round of a month on a real ledger: who gets what, and what comes after."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from ledgers import make_task

from gongkai_desktop.domain.deadline import ByDate
from gongkai_desktop.domain.papers import Talk
from gongkai_desktop.domain.recognised import NamedUnit, Role
from gongkai_desktop.services.clocks import ClockDraft, late_clocks, start_clocks
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.edit_duty import complete
from gongkai_desktop.services.issue_notices import IssuedNotice, PaperOrder, issue_orders
from gongkai_desktop.services.paper_tracking import raise_objection, settle_objections, void_notice
from gongkai_desktop.services.papers import draft_papers
from gongkai_desktop.services.supervision import Round, issue_lines, preview_lines, round_of
from gongkai_desktop.services.supervision_actions import (
    backward_table,
    half_year_talks,
    month_ahead,
    quarterly_circular,
)
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import notices, paper_tracking

TODAY = date(2022, 11, 15)
ROUNDS = (TODAY, date(2022, 11, 28), date(2022, 12, 12), date(2022, 12, 26), date(2023, 1, 16))
FINANCE = NamedUnit("县财政局", Role.LEAD)
CIVIL = NamedUnit("县民政局", Role.SUPPORT)
SCHOOLS = NamedUnit("县教育体育局", Role.LEAD)


@pytest.fixture
def ledger(import_tasks: Callable[..., object], workspace: Workspace) -> Workspace:
    """县财政局 is late with two tasks, 县民政局 with one; 县教育体育局 has one that falls due soon."""
    import_tasks(
        make_task("财政信息公开", [FINANCE, CIVIL]),
        make_task("惠民惠农政策公开", [FINANCE], no="2", row=3),
        make_task("教育公开", [SCHOOLS], [ByDate(date(2022, 11, 20))], no="3", row=4),
    )
    return workspace


def unit_id(workspace: Workspace, name: str) -> int:
    return next(row.unit_id for row in list_duties(workspace, TODAY) if row.unit_name == name)


def shown(found: Round) -> list[tuple[str, str, int]]:
    return [(line.kind, line.unit_name, len(line.items)) for line in found.lines]


def issue(workspace: Workspace, out: Path, day: date, *, units: tuple[str, ...] = ()) -> Round:
    """Issue what the round proposes on a day, for some units or all; reminders aside."""
    found = round_of(workspace, day)
    lines = [line for line in found.lines if line.ticked and (not units or line.unit_name in units)]
    issue_lines(workspace, lines, out, day, extras=found.extras)
    return found


def text_of(data: bytes) -> str:
    pages = pypdfium2.PdfDocument(data)
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)


def test_that_the_late_are_urged_and_the_near_reminded_unticked(ledger: Workspace) -> None:
    found = round_of(ledger, TODAY)
    assert sorted(shown(found)) == [
        ("工作提示函", "县教育体育局", 1),
        ("督办通知", "县民政局", 1),
        ("督办通知", "县财政局", 2),
    ]
    assert [line.ticked for line in found.lines] == [True, True, False]
    assert found.title == "2022年11月督办"
    assert "首次督办" in found.lines[0].why
    assert found.numbers.sequence["督办通知"] == 1


def test_that_a_unit_that_does_nothing_is_led_through_every_step(ledger: Workspace, tmp_path: Path) -> None:
    kinds = []
    for day in ROUNDS[:4]:
        found = issue(ledger, tmp_path, day, units=("县民政局", "各责任单位"))
        kinds.append([line.kind for line in found.lines if line.unit_name in ("县民政局", "各责任单位")])
    assert kinds == [["督办通知"], ["再次督办通知"], ["督查通报"], ["约谈通知"]]
    after = round_of(ledger, ROUNDS[4])
    assert [line.kind for line in after.lines if line.unit_name == "县民政局"] == ["再次督办通知"]


def test_that_a_unit_waits_until_the_day_it_must_answer_by(ledger: Workspace, tmp_path: Path) -> None:
    issue(ledger, tmp_path, TODAY)
    found = round_of(ledger, date(2022, 11, 22))
    assert {line.unit_name for line in found.lines} <= {"县教育体育局"}
    assert {line.unit_name for line in found.held} == {"县财政局", "县民政局"}
    assert all("等待反馈至 11月22日" in line.why for line in found.held)
    assert "再次督办通知" in {line.kind for line in round_of(ledger, date(2022, 11, 23)).lines}


def test_that_new_and_old_items_of_a_unit_get_papers_that_are_true_of_each(
    ledger: Workspace, tmp_path: Path
) -> None:
    row = next(row for row in list_duties(ledger, TODAY) if row.no == "2")
    found = round_of(ledger, TODAY)
    line = next(line for line in found.lines if line.unit_name == "县财政局")
    only = replace(line, items=tuple(item for item in line.items if item.id == row.duty_id))
    issue_lines(ledger, [only], tmp_path, TODAY)
    later = round_of(ledger, ROUNDS[1])
    of_finance = {line.kind: line for line in later.lines if line.unit_name == "县财政局"}
    assert [item.id for item in of_finance["再次督办通知"].items] == [row.duty_id]
    assert [item.no for item in of_finance["督办通知"].items] == ["1"]
    assert "本月已发督办通知，第 2 次" in of_finance["再次督办通知"].why
    issued = issue_lines(ledger, list(of_finance.values()), tmp_path, ROUNDS[1])
    assert {(one.notice.kind, one.notice.duty_ids) for one in issued} == {
        (kind, tuple(item.id for item in line.items)) for kind, line in of_finance.items()
    }


def test_that_a_unit_is_reminded_once_of_what_falls_due(ledger: Workspace, tmp_path: Path) -> None:
    reminders = [line for line in round_of(ledger, TODAY).lines if line.kind == "工作提示函"]
    issue_lines(ledger, reminders, tmp_path, TODAY)
    assert "工作提示函" not in {line.kind for line in round_of(ledger, date(2022, 11, 16)).lines}
    off = replace(ledger, office=replace(ledger.office, remind_before=False))
    assert "工作提示函" not in {line.kind for line in round_of(off, TODAY).lines}


def test_that_what_is_done_or_paused_by_the_rules_is_left_out(ledger: Workspace) -> None:
    duties = [row.duty_id for row in list_duties(ledger, TODAY) if row.unit_name == "县民政局"]
    complete(ledger, duties, date(2022, 11, 1), "https://www.example.gov.cn/1.html", "")
    assert "县民政局" not in {line.unit_name for line in round_of(ledger, TODAY).lines}
    patient = replace(ledger, office=replace(ledger.office, urge_late_days=30))
    found = round_of(patient, TODAY)
    assert {line.kind for line in found.lines} == {"工作提示函"}
    assert {line.why for line in found.held} == {"逾期天数未到督办的标准"}


def test_that_late_statutory_limits_are_urged_too_and_the_offices_own_only_told(
    ledger: Workspace, tmp_path: Path
) -> None:
    civil = unit_id(ledger, "县民政局")
    drafts = [
        ClockDraft("request_reply", "张某申请公开低保名单", date(2022, 9, 1), unit_id=civil),
        ClockDraft("request_reply", "李某申请公开合同", date(2022, 9, 1)),
    ]
    start_clocks(ledger, drafts)
    found = round_of(ledger, TODAY)
    line = next(line for line in found.lines if line.unit_name == "县民政局")
    assert {item.what for item in line.items} == {"duty", "clock"}
    assert "本办公室自己有 1 件法定时限逾期" in found.notes[0]
    (preview,) = preview_lines(ledger, [line], TODAY, found.extras)
    assert "张某申请公开低保名单" in text_of(preview.data)
    (issued,) = issue_lines(ledger, [line], tmp_path, TODAY)
    (late,) = late_clocks(ledger, TODAY, [civil])
    assert issued.notice.clock_ids == (late.clock_id,)
    again = next(one for one in round_of(ledger, ROUNDS[1]).lines if one.unit_name == "县民政局")
    assert (again.kind, len(again.items)) == ("再次督办通知", 2)


def test_that_all_kinds_of_a_round_are_issued_together_with_whole_numbers(
    ledger: Workspace, tmp_path: Path
) -> None:
    found = round_of(ledger, TODAY)
    issued = issue_lines(ledger, found.lines, tmp_path / "out", TODAY, formats=("pdf", "docx"))
    assert [one.notice.number for one in issued] == [
        "示例政办提〔2022〕1号",
        "示例政办督〔2022〕1号",
        "示例政办督〔2022〕2号",
    ]
    assert len(list((tmp_path / "out").iterdir())) == 6
    with ledger.ledger.read() as reading:
        assert len(notices.list_notices(reading)) == 3


def test_that_a_kind_may_be_ordered_only_once(ledger: Workspace, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="once"):
        issue_orders(ledger, [PaperOrder("督办通知"), PaperOrder("督办通知")], tmp_path, TODAY)
    assert issue_orders(ledger, [], tmp_path, TODAY) == ()


def test_that_a_voided_paper_counts_no_more_and_its_number_is_not_given_again(
    ledger: Workspace, tmp_path: Path
) -> None:
    issue(ledger, tmp_path, TODAY, units=("县民政局",))
    with ledger.ledger.read() as reading:
        (paper,) = notices.list_notices(reading)
    void_notice(ledger, paper.id, TODAY, "文号用错")
    found = round_of(ledger, ROUNDS[1])
    assert {line.kind for line in found.lines if line.unit_name == "县民政局"} == {"督办通知"}
    assert found.numbers.sequence["督办通知"] == 2


def one_urged(ledger: Workspace, tmp_path: Path) -> IssuedNotice:
    line = next(line for line in round_of(ledger, TODAY).lines if line.unit_name == "县民政局")
    (issued,) = issue_lines(ledger, [line], tmp_path, TODAY)
    return issued


def circular_units(ledger: Workspace, day: date) -> set[str]:
    (draft,) = draft_papers(ledger, "督查通报", day)
    late = {one.unit_name for one in draft.facts.figures if one.late}
    assert late == {item.unit_name for item in draft.facts.items}
    return late - {"县教育体育局"}


def test_that_a_circular_counts_only_what_is_settled(ledger: Workspace, tmp_path: Path) -> None:
    paper = one_urged(ledger, tmp_path).notice
    assert circular_units(ledger, ROUNDS[1]) == {"县财政局", "县民政局"}
    raise_objection(ledger, paper.id, date(2022, 11, 20), "已经公开，见网址")
    assert circular_units(ledger, ROUNDS[1]) == {"县财政局"}
    assert "有异议的 1 项不列入通报。" in quarterly_circular(ledger, ROUNDS[1]).notes
    held = [line for line in round_of(ledger, ROUNDS[1]).held if line.unit_name == "县民政局"]
    assert [line.why for line in held] == ["有异议，处理后再定"]
    with ledger.ledger.read() as reading:
        (objection,) = paper_tracking.list_objections(reading)
    settle_objections(ledger, [objection.id], False, date(2022, 11, 25), "网址打不开")
    assert circular_units(ledger, ROUNDS[1]) == {"县财政局", "县民政局"}
    assert circular_units(ledger, date(2022, 11, 24)) == {"县财政局"}


def test_that_an_accepted_objection_takes_the_paper_out_of_the_count(
    ledger: Workspace, tmp_path: Path
) -> None:
    paper = one_urged(ledger, tmp_path).notice
    raise_objection(ledger, paper.id, date(2022, 11, 20), "应由县财政局办理", duty_ids=paper.duty_ids)
    with ledger.ledger.read() as reading:
        (objection,) = paper_tracking.list_objections(reading)
    settle_objections(ledger, [objection.id], True, date(2022, 11, 21), "情况属实")
    assert circular_units(ledger, ROUNDS[1]) == {"县财政局"}
    issue_orders(ledger, [PaperOrder("督办通知", [unit_id(ledger, "县民政局")])], tmp_path, ROUNDS[1])
    assert circular_units(ledger, ROUNDS[2]) == {"县财政局", "县民政局"}
    line = next(one for one in round_of(ledger, ROUNDS[2]).lines if one.unit_name == "县民政局")
    assert (line.kind, "第 2 次" in line.why) == ("再次督办通知", True)


def test_that_the_month_ahead_reminds_of_all_that_falls_due_in_it(
    import_tasks: Callable[..., object], workspace: Workspace, tmp_path: Path
) -> None:
    import_tasks(
        make_task("甲", [FINANCE], [ByDate(date(2022, 12, 30))]),
        make_task("乙", [CIVIL], [ByDate(date(2023, 1, 5))], no="2", row=3),
    )
    found = month_ahead(workspace, date(2022, 11, 21))
    assert found.title == "2022年12月倒排"
    assert shown(found) == [("工作提示函", "县财政局", 1)]
    path = backward_table(workspace, found, tmp_path / "倒排表.pdf")
    assert path is not None
    assert "2022年12月到期事项倒排表" in text_of(path.read_bytes())
    (issued,) = issue_lines(workspace, found.lines, tmp_path, date(2022, 11, 21), extras=found.extras)
    assert issued.notice.kind == "工作提示函"
    early = month_ahead(workspace, date(2022, 11, 19))
    assert (early.title, early.lines) == ("2022年11月倒排", ())
    assert backward_table(workspace, early, tmp_path / "空.pdf") is None


def test_that_the_quarters_circular_comes_with_its_figures(ledger: Workspace) -> None:
    found = quarterly_circular(ledger, date(2023, 1, 10))
    assert found.title == "2022年第四季度通报"
    assert shown(found)[0][:2] == ("督查通报", "各责任单位")
    assert any("逾期 4 项，涉及 3 个单位" in note for note in found.notes)


def test_that_a_talk_is_for_those_who_let_three_papers_pass(ledger: Workspace, tmp_path: Path) -> None:
    for day in ROUNDS[:3]:
        issue(ledger, tmp_path, day, units=("县民政局", "各责任单位"))
    assert half_year_talks(ledger, date(2022, 12, 13)).lines == ()
    found = half_year_talks(ledger, ROUNDS[3], talk=Talk(time="12月28日9时", place="三楼会议室"))
    assert [(line.kind, line.unit_name) for line in found.lines] == [("约谈通知", "县民政局")]
    assert found.beside == ("约谈记录",)
    (line,) = found.lines
    (preview,) = preview_lines(ledger, [line], ROUNDS[3], found.extras)
    assert "三楼会议室" in text_of(preview.data)
    issue_lines(ledger, found.lines, tmp_path, ROUNDS[3], extras=found.extras)
    assert half_year_talks(ledger, date(2023, 1, 9)).lines == ()
