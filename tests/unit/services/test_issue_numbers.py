"""期号: papers that appear one after the other are counted by kind and year without gaps, as 文号 are."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pypdfium2
import pytest
from ledgers import make_task

from gongkai_desktop.domain.ledger import Notice
from gongkai_desktop.domain.papers import BY_NAME, Numbering
from gongkai_desktop.domain.recognised import NamedUnit, Role
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.issue_notices import issue_notices
from gongkai_desktop.services.issue_report import issue_report, next_report_number
from gongkai_desktop.services.issue_round import numbers_text
from gongkai_desktop.services.office import save_office
from gongkai_desktop.services.paper_tracking import issued_lines, record_delivery, record_reply, void_notice
from gongkai_desktop.services.papers import issued_pdf
from gongkai_desktop.services.supervision_actions import quarterly_circular
from gongkai_desktop.services.workspace import Workspace

TODAY = date(2022, 11, 28)
CIRCULAR = "督查通报"


@pytest.fixture
def ledger(import_tasks: Callable[..., object], workspace: Workspace) -> Workspace:
    import_tasks(make_task("财政信息公开", [NamedUnit(name, Role.LEAD) for name in ("县财政局", "县民政局")]))
    return workspace


def counted(workspace: Workspace, **chosen: Numbering) -> Workspace:
    return save_office(workspace, replace(workspace.office, numbering={k: str(v) for k, v in chosen.items()}))


def issue(workspace: Workspace, out: Path, day: date = TODAY) -> Notice:
    (issued,) = issue_notices(workspace, CIRCULAR, out, day, formats=("pdf", "docx"))
    return issued.notice


def lines_of(data: bytes, page: int = 0) -> list[str]:
    text = pypdfium2.PdfDocument(data)[page].get_textpage().get_text_range()
    return ["".join(line.split()) for line in text.splitlines()]


def test_that_by_habit_a_circular_has_a_number_and_no_issue(ledger: Workspace, tmp_path: Path) -> None:
    notice = issue(ledger, tmp_path)
    assert (notice.number, notice.issue, notice.unit_id) == ("示例政办通〔2022〕1号", None, None)


def test_that_issues_are_counted_by_year_without_gaps_and_stay_taken_when_voided(
    ledger: Workspace, tmp_path: Path
) -> None:
    workspace = counted(ledger, 督查通报=Numbering.ISSUE)
    first, second = issue(workspace, tmp_path / "1"), issue(workspace, tmp_path / "2")
    void_notice(workspace, second.id, TODAY, "有误")
    third, next_year = issue(workspace, tmp_path / "3"), issue(workspace, tmp_path / "4", date(2023, 1, 3))
    assert [one.number for one in (first, second, third, next_year)] == [
        "督查通报2022年第1期",
        "督查通报2022年第2期",
        "督查通报2022年第3期",
        "督查通报2023年第1期",
    ]
    assert [line.notice.label for line in issued_lines(workspace, TODAY)][1] == second.number


def test_that_a_paper_with_an_issue_only_has_the_head_of_a_bulletin(
    ledger: Workspace, tmp_path: Path
) -> None:
    workspace = counted(ledger, 督查通报=Numbering.ISSUE)
    office = workspace.office.office
    notice = issue(workspace, tmp_path)
    assert lines_of(issued_pdf(workspace, notice.id))[:3] == ["督查通报", "第1期", f"{office}2022年11月28日"]
    (word,) = tmp_path.glob("*.docx")
    paragraphs = ["".join(each.text.split()) for each in docx.Document(str(word)).paragraphs]
    assert paragraphs[:3] == ["督查通报", "第1期", f"{office}2022年11月28日"]
    assert word.stem == "督查通报2022年第1期 各责任单位"


def test_that_a_paper_may_have_both(ledger: Workspace, tmp_path: Path) -> None:
    issue(ledger, tmp_path / "before")
    workspace = counted(ledger, 督查通报=Numbering.BOTH)
    found = quarterly_circular(workspace, TODAY)
    assert numbers_text(found, found.lines) == "通〔2022〕2号、督查通报第1期"
    notice = issue(workspace, tmp_path)
    assert (notice.label, notice.heading) == (
        "示例政办通〔2022〕2号（第1期）",
        "督查通报 示例政办通〔2022〕2号（第1期）",
    )
    assert lines_of(issued_pdf(workspace, notice.id))[1] == "示例政办通〔2022〕2号第1期"


def test_that_a_circular_waits_for_every_unit_it_names(ledger: Workspace, tmp_path: Path) -> None:
    notice = issue(ledger, tmp_path)
    later = date(2022, 11, 30)
    with pytest.raises(InvalidInput, match="发给各单位"):
        record_delivery(ledger, [notice.id], later, "会议发放")
    units = {row.unit_name: row.unit_id for row in list_duties(ledger, TODAY)}
    record_reply(ledger, notice.id, later, "已公开", unit_id=units["县财政局"])
    assert issued_lines(ledger, later)[0].days == 3
    record_reply(ledger, notice.id, later, "已公开", unit_id=units["县民政局"])
    assert issued_lines(ledger, later)[0].days is None


def test_that_the_monthly_report_is_issued_with_its_number_where_the_office_counts_it(
    ledger: Workspace,
) -> None:
    with pytest.raises(InvalidInput, match="没有设置编号"):
        issue_report(ledger, (2022, 11), TODAY, TODAY)
    assert next_report_number(ledger, TODAY) is None
    workspace = counted(ledger, 督办月报=Numbering.ISSUE)
    first, data = issue_report(workspace, (2022, 10), date(2022, 10, 31), TODAY)
    assert (first.number, first.unit_id, first.duty_ids) == ("督办月报2022年第1期", None, ())
    assert "第1期" in lines_of(data)[:4]
    assert issued_pdf(workspace, first.id) == data
    following = next_report_number(counted(workspace, 督办月报=Numbering.BOTH), TODAY)
    assert following is not None
    assert (following.number, following.issue) == ("示例政办报〔2022〕1号", 2)


def test_that_a_choice_the_kind_does_not_have_is_its_habit() -> None:
    assert BY_NAME["督办通知"].numbering({"督办通知": "期号"}) is Numbering.NUMBER
    assert BY_NAME[CIRCULAR].numbering({CIRCULAR: "不编号"}) is Numbering.NUMBER
    assert BY_NAME["回执"].numbering({}) is Numbering.NONE
