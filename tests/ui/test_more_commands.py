"""Cancelling duties, older versions of a file, an issued paper once more: each reached from a screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot

from gongkai_desktop.domain.ledger import PlanVersion
from gongkai_desktop.services.duties import duty_detail, list_duties, list_plans, source_file
from gongkai_desktop.services.issue_notices import issue_notices
from gongkai_desktop.services.sample import SAMPLE_DAY
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui.dialogs.cancel_duty import CancelDutyDialog
from gongkai_desktop.ui.dialogs.paper_dialog import PaperDialog
from gongkai_desktop.ui.dialogs.plan_versions import PlanVersionsDialog
from gongkai_desktop.ui.main_window import MainWindow
from gongkai_desktop.ui.preferences import PreferenceFile
from gongkai_desktop.ui.views import detail_html

from .conftest import RecordedMessages


@pytest.fixture
def window(full_workspace: Workspace, tmp_path: Path, qtbot: QtBot, settle: Callable[[], None]) -> MainWindow:
    made = MainWindow(full_workspace, SAMPLE_DAY, PreferenceFile(tmp_path / "preferences.json"))
    qtbot.addWidget(made)
    made.show()
    settle()
    return made


@pytest.fixture
def saved_as(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, recorded_messages: RecordedMessages) -> Path:
    """Every file is saved here; nothing is opened afterwards."""
    path = tmp_path / "存下的文件"
    recorded_messages.answer = False
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(path), ""))
    return path


def save_what_is_shown(window: MainWindow, saved_as: Path, settle: Callable[[], None]) -> bytes:
    """Press [另存为] in the preview that has opened, and close it."""
    settle()
    preview = window.findChild(PaperDialog)
    preview.save()
    settle()
    preview.reject()
    return saved_as.with_name(f"{saved_as.name}.pdf").read_bytes()


def test_that_a_duty_is_cancelled_with_a_reason_only(
    full_workspace: Workspace, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    duty_id = list_duties(full_workspace, SAMPLE_DAY)[0].duty_id
    dialog = CancelDutyDialog(full_workspace, [duty_id])
    qtbot.addWidget(dialog)
    dialog.accept_button.click()
    assert dialog.batch is None
    dialog.findChild(QPlainTextEdit).setPlainText("机构改革")
    dialog.accept_button.click()
    settle()
    assert dialog.batch is not None
    assert duty_id not in {row.duty_id for row in list_duties(full_workspace, SAMPLE_DAY)}
    assert duty_detail(full_workspace, duty_id, SAMPLE_DAY).history[0].reason == "机构改革"


def test_that_the_only_file_of_a_plan_is_saved_at_once(
    window: MainWindow, full_workspace: Workspace, saved_as: Path, settle: Callable[[], None]
) -> None:
    plan = list_plans(full_workspace)[0]
    window.prints.source(plan.id)
    settle()
    assert saved_as.read_bytes() == source_file(full_workspace, plan.id)[1]


def test_that_older_versions_of_a_file_are_offered(qtbot: QtBot) -> None:
    at = datetime(2026, 4, 1, 9, 30)  # noqa: DTZ001 - only shown
    versions = [PlanVersion("新.docx", "1" * 64, at, True), PlanVersion("旧.docx", "0" * 64, at, False)]
    dialog = PlanVersionsDialog(versions)
    qtbot.addWidget(dialog)
    assert dialog.chosen is versions[0]
    assert [dialog.files.item(number).text()[:2] for number in range(2)] == ["现行", "旧版"]
    dialog.files.setCurrentRow(1)
    assert dialog.chosen is versions[1]


def test_that_an_issued_paper_is_had_from_the_detail_as_it_was(
    window: MainWindow,
    full_workspace: Workspace,
    tmp_path: Path,
    saved_as: Path,
    settle: Callable[[], None],
) -> None:
    issued = issue_notices(full_workspace, "督办通知", tmp_path / "督办", SAMPLE_DAY)[0]
    detail = duty_detail(full_workspace, issued.notice.duty_ids[0], SAMPLE_DAY)
    window.ledger.detail.show_row(detail.row)
    window.ledger.detail.show_detail(detail)
    assert f"{detail_html.PAPER}{issued.notice.id}" in detail_html.body_html(
        detail, window.ledger.detail._styles, frozenset()
    )
    window.ledger.detail._follow(QUrl(f"{detail_html.PAPER}{issued.notice.id}"))
    pdf = next(path for path in issued.paths if path.suffix == ".pdf")
    assert save_what_is_shown(window, saved_as, settle) == pdf.read_bytes()


@pytest.mark.parametrize("view", ["month", "year", "backward", "agenda"])
def test_that_every_view_of_the_calendar_is_printed(
    window: MainWindow, saved_as: Path, settle: Callable[[], None], view: str
) -> None:
    window.ledger.print_wanted.emit(view, SAMPLE_DAY.replace(day=1))
    assert save_what_is_shown(window, saved_as, settle).startswith(b"%PDF")


def test_that_the_day_and_the_calendar_file_are_written(
    window: MainWindow, saved_as: Path, settle: Callable[[], None]
) -> None:
    window.today.print_button.click()
    assert save_what_is_shown(window, saved_as, settle).startswith(b"%PDF")
    window.ledger.calendar.head.file_wanted.emit()
    settle()
    assert saved_as.with_name(f"{saved_as.name}.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
