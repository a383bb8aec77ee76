"""A round becomes a folder: papers, one file to print, the delivery list, records of talks."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pypdfium2
import pytest
from ledgers import make_task

from gongkai_desktop.domain.deadline import ByDate
from gongkai_desktop.domain.papers import Talk
from gongkai_desktop.domain.recognised import NamedUnit, Role
from gongkai_desktop.services.issue_notices import PaperOrder, issue_orders
from gongkai_desktop.services.issue_round import export_word, issue_round, numbers_text
from gongkai_desktop.services.paper_tracking import issued_lines
from gongkai_desktop.services.progress import Cancelled
from gongkai_desktop.services.supervision import round_of
from gongkai_desktop.services.supervision_actions import half_year_talks, month_ahead
from gongkai_desktop.services.workspace import Workspace

TODAY = date(2022, 11, 15)
NAMES = ("县民政局", "县财政局", "县司法局")


@pytest.fixture
def ledger(import_tasks: Callable[..., object], workspace: Workspace) -> Workspace:
    """Three units are late with a task each, 县教育体育局 has one that falls due soon."""
    import_tasks(
        make_task("信息公开", [NamedUnit(name, Role.LEAD) for name in NAMES]),
        make_task(
            "教育公开", [NamedUnit("县教育体育局", Role.LEAD)], [ByDate(date(2022, 11, 20))], no="2", row=3
        ),
    )
    return workspace


def text_of(path: Path) -> str:
    pages = pypdfium2.PdfDocument(path)
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)


def test_that_the_numbers_are_told_before_issuing(ledger: Workspace, tmp_path: Path) -> None:
    found = round_of(ledger, TODAY)
    assert numbers_text(found, found.lines) == "提〔2022〕1号、督〔2022〕1—3号"
    assert numbers_text(found, ()) == ""
    issue_round(ledger, found, found.lines[:1], tmp_path)
    assert numbers_text(round_of(ledger, TODAY), found.lines[1:3]) == "督〔2022〕2—3号"


def test_that_one_file_prints_all_papers_in_the_order_of_delivery(ledger: Workspace, tmp_path: Path) -> None:
    found = round_of(ledger, TODAY)
    issued = issue_round(ledger, found, found.lines, tmp_path)
    assert issued.problem == ""
    assert issued.print_file is not None
    text = text_of(issued.print_file)
    places = [text.index(f"{one.notice.unit_name}：") for one in issued.papers]
    assert places == sorted(places)
    assert len(pypdfium2.PdfDocument(issued.print_file)) % 2 == 0
    (delivery_list,) = issued.beside
    listed = text_of(delivery_list)
    numbers = [listed.index(one.notice.number) for one in issued.papers]
    assert numbers == sorted(numbers)
    assert len(issued.papers) == 4


def test_that_a_print_file_that_cannot_be_written_does_not_hide_that_papers_are_issued(
    ledger: Workspace, tmp_path: Path
) -> None:
    found = round_of(ledger, TODAY)
    (tmp_path / f"打印 {found.title} {TODAY.isoformat()}.pdf").mkdir()
    issued = issue_round(ledger, found, found.lines[:1], tmp_path)
    assert len(issued.papers) == 1
    assert issued.print_file is None
    assert "可在“已发文书”中重印" in issued.problem
    assert len(issued_lines(ledger, TODAY)) == 1


def test_that_a_cancelled_round_issues_nothing(ledger: Workspace, tmp_path: Path) -> None:
    found = round_of(ledger, TODAY)
    with pytest.raises(Cancelled):
        issue_round(ledger, found, found.lines, tmp_path, cancelled=lambda: True)
    assert issued_lines(ledger, TODAY) == ()


def test_that_nothing_left_to_say_issues_nothing(ledger: Workspace, tmp_path: Path) -> None:
    found = round_of(ledger, TODAY)
    assert issue_round(ledger, found, (), tmp_path / "none").papers == ()
    assert not (tmp_path / "none").exists()


def test_that_a_talk_comes_with_its_record_and_a_month_with_its_table(
    ledger: Workspace, tmp_path: Path
) -> None:
    for kind, day in (
        ("督办通知", date(2022, 11, 15)),
        ("再次督办通知", date(2022, 11, 28)),
        ("督查通报", date(2022, 12, 12)),
    ):
        issue_orders(ledger, [PaperOrder(kind)], tmp_path / kind, day)
    day = date(2022, 12, 26)
    talks = half_year_talks(ledger, day)
    one = [line for line in talks.lines if line.unit_name == "县民政局"]
    issued = issue_round(ledger, talks, one, tmp_path / "talk", talk=Talk(place="三楼会议室"))
    assert sorted(path.name for path in issued.beside) == [
        "约谈记录 县民政局.pdf",
        "送达签收单 各责任单位.pdf",
    ]
    assert "三楼会议室" in text_of(issued.papers[0].paths[0])
    month = month_ahead(ledger, TODAY)
    beside = issue_round(ledger, month, month.lines, tmp_path / "month").beside
    assert "倒排表 2022年11月倒排.pdf" in {path.name for path in beside}


def test_that_word_drafts_have_no_number_and_issue_nothing(ledger: Workspace, tmp_path: Path) -> None:
    found = round_of(ledger, TODAY)
    (path,) = export_word(
        ledger, found, [line for line in found.lines if line.unit_name == "县民政局"], tmp_path
    )
    assert path.name == "草稿 督办通知 县民政局.docx"
    text = "".join(node.text or "" for node in docx.Document(str(path)).element.body.iter() if node.text)
    assert "〔2022〕　号" in text
    assert issued_lines(ledger, TODAY) == ()
