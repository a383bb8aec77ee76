"""报表 and the preview of papers: what is shown, how it is turned, magnified, saved and printed."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QDate
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from gongkai_desktop.services.monthly_report import preview_report
from gongkai_desktop.services.office import save_office
from gongkai_desktop.services.papers import issued_papers, issued_pdf
from gongkai_desktop.services.print_ledger import ledger_pdf
from gongkai_desktop.services.sample import SAMPLE_DAY
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui.dialogs import printing
from gongkai_desktop.ui.dialogs.paper_dialog import PaperDialog
from gongkai_desktop.ui.dialogs.print_dialog import PrintChoice, PrintDialog
from gongkai_desktop.ui.dialogs.printing import PrintRun, paper_of
from gongkai_desktop.ui.report_page import LEADER, LEDGER, ReportPage
from gongkai_desktop.ui.views.paper_view import Paper, PaperView, open_paper
from gongkai_desktop.ui.waiting import WaitingDialog

from .conftest import RecordedMessages

Settle = Callable[[], None]


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot, settle: Settle) -> ReportPage:
    page = ReportPage(workspace, SAMPLE_DAY)
    qtbot.addWidget(page)
    page.resize(1280, 720)
    page.show()
    settle()
    return page


@pytest.fixture
def report(workspace: Workspace) -> Paper:
    return open_paper(preview_report(workspace, (2026, 6), SAMPLE_DAY).data)


@pytest.fixture
def view(report: Paper, qtbot: QtBot, settle: Settle) -> PaperView:
    view = PaperView()
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.show()
    view.show_paper(report)
    settle()
    return view


def text_of(paper: Paper | None) -> str:
    assert paper is not None
    pdf = pypdfium2.PdfDocument(paper.data)
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in pdf)


def test_that_the_page_shows_the_report_of_this_month(page: ReportPage) -> None:
    text = text_of(page.view.paper)
    assert "2026年6月份政务公开工作督办情况报告" in text
    assert "数据截至2026年6月24日" in text
    assert page.print_button.isEnabled()


def test_that_a_month_that_is_over_is_reported_as_it_ended(page: ReportPage, settle: Settle) -> None:
    page.month.setCurrentText("2026年4月")
    settle()
    assert "数据截至2026年4月30日" in text_of(page.view.paper)
    page.day.setDate(QDate(2026, 5, 4))
    settle()
    assert "数据截至2026年5月4日" in text_of(page.view.paper)


def test_that_the_leader_s_page_and_the_ledger_are_shown_too(page: ReportPage, settle: Settle) -> None:
    page.kind.setCurrentText(LEADER)
    settle()
    assert page.view.pages.page_count == 1
    page.kind.setCurrentText(LEDGER)
    settle()
    assert not page.month.isVisible()
    assert page.view.paper
    wide, tall = page.view.paper.sizes[0]
    assert wide > tall > 800
    assert paper_of(page.view.paper) == "A3"


def test_that_an_empty_ledger_says_what_to_do(
    empty_workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    page = ReportPage(empty_workspace, SAMPLE_DAY)
    qtbot.addWidget(page)
    page.show()
    settle()
    assert page.view.paper is None
    assert not page.print_button.isEnabled()


def test_that_the_report_is_saved_in_each_format(
    page: ReportPage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for ending in ("pdf", "docx", "xlsx"):
        target = tmp_path / f"月报.{ending}"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, target=target: (str(target), ""))
        action = next(a for a in page.save.menu().actions() if ending in a.data())
        action.trigger()
        settle()
        assert target.stat().st_size > 5000


def test_that_a_change_of_the_ledger_is_counted_when_the_page_is_looked_at(
    page: ReportPage, settle: Settle
) -> None:
    page.hide()
    shown = page.view.paper
    page.reload()
    settle()
    assert page.view.paper is shown
    page.show()
    settle()
    assert page.view.paper is not shown


def test_that_pages_are_turned_and_only_those_in_sight_are_kept(view: PaperView, settle: Settle) -> None:
    count = view.pages.page_count
    assert count > 5
    for number in range(1, count):
        view.pages.turn(1)
        settle()
        assert view.pages.page == number
        assert f"第 {number + 1} 页，共 {count} 页" in [label.text() for label in view.findChildren(QLabel)]
        view.pages.viewport().repaint()
        settle()
        assert 1 <= view.pages.drawn <= 8


def test_that_a_paper_is_magnified_and_fitted(view: PaperView, settle: Settle) -> None:
    fitted = view.pages.scale
    view.pages.magnify(1)
    assert view.pages.scale == pytest.approx(fitted * 1.25)
    view.pages.fit_page()
    wide, tall = view.paper.sizes[0] if view.paper else (0, 0)
    assert tall * view.pages.scale < view.pages.viewport().height()
    view.pages.fit_width()
    assert view.pages.scale > fitted, "at first no larger than it is read at ease"
    assert wide * view.pages.scale <= view.pages.viewport().width()


def test_that_pages_are_read_before_printing(report: Paper, qtbot: QtBot) -> None:
    dialog = PrintDialog(len(report.sizes), "A4", printers=("办公室打印机",), both_sides=True)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.pages.setText("1-2,x")
    dialog.accept_button.click()
    assert dialog.choice is None
    dialog.pages.setText("1-2，4")
    dialog.copies.setValue(2)
    dialog.accept_button.click()
    assert dialog.choice == PrintChoice("办公室打印机", (0, 1, 3), 2, "双面，沿长边翻", "A4", in_black=False)


def test_that_without_a_printer_the_dialog_says_what_to_do(qtbot: QtBot) -> None:
    dialog = PrintDialog(3, "A4", printers=())
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.accept_button.isEnabled()
    assert "另存为 PDF" in " ".join(label.text() for label in dialog.findChildren(QLabel))


def print_to(path: Path, paper: Paper, choice: PrintChoice, window: QWidget, settle: Settle) -> list[object]:
    PrintRun(window, paper, choice, pdf_printer(path, choice)).start()
    settle()
    return list(pypdfium2.PdfDocument(path))


def test_that_chosen_pages_come_out_in_their_true_size(
    report: Paper, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    choice = PrintChoice("", (0, 2))
    pages = print_to(tmp_path / "out.pdf", report, choice, window, settle)
    assert len(pages) == 2
    printed = pages[0].render(scale=0.5).to_pil().convert("L")  # type: ignore[attr-defined]
    shown = pypdfium2.PdfDocument(report.data)[0].render(scale=0.5).to_pil().convert("L")
    assert printed.size == shown.size
    rows = [sum(1 for x in range(p.width) if p.getpixel((x, p.height // 7)) < 128) for p in (printed, shown)]
    assert abs(rows[0] - rows[1]) <= 12
    boxes = [p.point(lambda v: 255 if v < 128 else 0).getbbox() for p in (printed, shown)]
    assert all(abs(a - b) <= 2 for a, b in zip(*boxes, strict=True))


def test_that_the_wide_ledger_is_printed_on_a3_across(
    workspace: Workspace, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    paper = open_paper(ledger_pdf(workspace, SAMPLE_DAY))
    for sheet, wide in (("A3", 1190), ("A4", 842)):
        choice = PrintChoice("", (0,), paper=sheet)
        [printed] = print_to(tmp_path / f"{sheet}.pdf", paper, choice, window, settle)
        assert printed.get_width() == pytest.approx(wide, abs=3)  # type: ignore[attr-defined]


def pdf_printer(path: Path, choice: PrintChoice) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printing.set_up(printer, choice)
    return printer


def test_that_a_print_job_is_given_up_between_two_pages(
    report: Paper, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    choice = PrintChoice("", tuple(range(len(report.sizes))), copies=50)
    run = PrintRun(window, report, choice, pdf_printer(tmp_path / "out.pdf", choice))
    run.start()
    window.findChild(WaitingDialog).reject()
    settle()
    qtbot.waitUntil(lambda: not window.findChildren(PrintRun))


def test_that_a_print_job_does_not_outlive_its_window_nor_keep_it(
    report: Paper, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    window = QWidget()
    choice = PrintChoice("", (0,))
    PrintRun(window, report, choice, pdf_printer(tmp_path / "out.pdf", choice)).start()
    settle()
    # Were the run its last holder, the window would end in the middle of the run's own end.
    kept = weakref.ref(window)
    del window
    qtbot.waitUntil(lambda: kept() is None)


def test_that_a_printer_that_takes_nothing_is_told_of(
    report: Paper, qtbot: QtBot, tmp_path: Path, recorded_messages: RecordedMessages
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    choice = PrintChoice("", (0,))
    PrintRun(window, report, choice, pdf_printer(tmp_path / "没有" / "out.pdf", choice)).start()
    assert recorded_messages.texts == ["打印机没有接收。"]


def test_that_a_paper_is_previewed_and_saved(
    report: Paper, qtbot: QtBot, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = PaperDialog("示例文书", "示例.pdf", lambda: report.data)
    qtbot.addWidget(dialog)
    dialog.show()
    settle()
    assert dialog.view.pages.page_count == len(report.sizes)
    target = tmp_path / "示例"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    dialog.save()
    settle()
    assert (tmp_path / "示例.pdf").read_bytes() == report.data


def test_that_the_ledger_sheet_has_every_duty(workspace: Workspace) -> None:
    text = text_of(open_paper(ledger_pdf(workspace, date(2026, 6, 24))))
    assert "政务公开工作台账" in text
    assert "第1页共" in text


def test_that_the_report_is_issued_with_its_number_where_the_office_counts_it(
    page: ReportPage,
    workspace: Workspace,
    qtbot: QtBot,
    settle: Settle,
    recorded_messages: RecordedMessages,
) -> None:
    assert not page.issue_button.isVisible()
    counted = save_office(workspace, replace(workspace.office, numbering={"督办月报": "期号"}))
    numbered = ReportPage(counted, SAMPLE_DAY)
    qtbot.addWidget(numbered)
    numbered.show()
    settle()
    with qtbot.waitSignal(numbered.changed):
        numbered.issue_button.click()
    settle()
    assert "编为：督办月报2026年第1期" in recorded_messages.shown[0].hint
    assert recorded_messages.texts[-1] == "已签发：督办月报2026年第1期。"
    assert "第1期" in text_of(numbered.view.paper)
    (notice,) = issued_papers(counted, SAMPLE_DAY)
    assert numbered.view.paper is not None
    assert issued_pdf(counted, notice.id) == numbered.view.paper.data
    numbered.kind.setCurrentText(LEADER)
    assert not numbered.issue_button.isVisible()
    settle()
