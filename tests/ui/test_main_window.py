"""The window as a whole: pages, commands, undo, what it remembers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from gongkai_desktop.domain.filters import DutyFilter
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.services.edit_duty import record_progress, update_task
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui.main_window import MainWindow
from gongkai_desktop.ui.preferences import PreferenceFile

from .conftest import RecordedMessages

TODAY = date(2026, 10, 12)
Settle = Callable[[], None]


@pytest.fixture
def preferences(tmp_path: Path) -> PreferenceFile:
    return PreferenceFile(tmp_path / "preferences.json")


@pytest.fixture
def window(qtbot: QtBot, workspace: Workspace, preferences: PreferenceFile, settle: Settle) -> MainWindow:
    made = MainWindow(workspace, TODAY, preferences)
    qtbot.addWidget(made)
    made.show()
    settle()
    return made


def test_that_pages_are_reached_by_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert window.today.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert window.ledger.isVisible()


def test_that_today_opens_the_ledger_with_its_filter(window: MainWindow) -> None:
    wanted = DutyFilter(lights=frozenset({Light.LATE}))
    window.show_page("today")
    window.today.filter_wanted.emit(wanted)
    assert window.ledger.isVisible()
    assert window.ledger.duties.wanted == wanted
    assert window.ledger.filters.lights[Light.LATE].isChecked()


def test_that_today_opens_one_duty(window: MainWindow) -> None:
    row = window.ledger.duties.all_rows[20]
    window.today.duty_wanted.emit(row.duty_id)
    assert window.ledger.duties.selected == (row.duty_id,)


def test_that_a_correction_in_the_table_is_saved_undone_and_brought_back(
    qtbot: QtBot, window: MainWindow, settle: Settle
) -> None:
    row = window.ledger.duties.shown[0]

    def name() -> str:
        settle()
        return window.ledger.duties.shown[0].task_name

    window.ledger.edit_wanted.emit(row, "name", "新的名称")
    assert name() == "新的名称"
    assert window.ledger.foot.saved.text().startswith("已自动保存 ")
    assert window.history.undo_name == "修改任务名称"
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert name() == row.task_name
    assert window.history.redo_name == "修改任务名称"
    qtbot.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert name() == "新的名称"


def test_that_what_cannot_be_undone_is_told_and_forgotten(
    window: MainWindow, workspace: Workspace, settle: Settle, recorded_messages: RecordedMessages
) -> None:
    row = window.ledger.duties.shown[0]
    window.ledger.edit_wanted.emit(row, "name", "甲")
    settle()
    update_task(workspace, row.task_id, name="另一个人的修改")
    window.history.undo()
    settle()
    assert len(recorded_messages.shown) == 1
    assert (window.history.undo_name, window.history.redo_name) == ("", "")
    assert not window.ledger.foot.undo.isEnabled()


def test_that_changes_from_a_dialog_reach_every_page(
    window: MainWindow, workspace: Workspace, settle: Settle
) -> None:
    duty_id = window.ledger.duties.shown[0].duty_id
    batch = record_progress(workspace, [duty_id], TODAY, "已公开", None, "")
    window.commands.committed.emit(batch, "记进展")
    settle()
    assert window.ledger.duties.shown[0].last_progress == "已公开"
    assert "撤销“记进展”" in window.ledger.foot.undo.toolTip()


def test_that_files_dropped_on_the_window_are_imported(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    taken: list[list[Path]] = []
    monkeypatch.setattr(window.commands, "import_files", lambda files: taken.append(list(files)) or True)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "任务.docx")), QUrl("https://www.example.gov.cn/a")])
    arguments = (QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton)
    entering = QDragEnterEvent(QPoint(5, 5), *arguments[1:], Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, entering)
    window.show_page("today")
    QApplication.sendEvent(window, QDropEvent(*arguments, Qt.KeyboardModifier.NoModifier))
    assert entering.isAccepted()
    assert taken == [[tmp_path / "任务.docx"]]
    assert window.ledger.isVisible()


def test_that_page_view_and_columns_are_remembered(
    qtbot: QtBot, window: MainWindow, workspace: Workspace, preferences: PreferenceFile, settle: Settle
) -> None:
    window.ledger.show_view("tree")
    column = window.ledger.table.table.column_place("role")
    window.ledger.table.setColumnHidden(column, True)
    window.close()
    again = MainWindow(workspace, TODAY, preferences)
    qtbot.addWidget(again)
    again.show()
    settle()
    assert again.ledger.view == "tree"
    assert again.ledger.table.isColumnHidden(column)


def test_that_every_button_has_a_name(window: MainWindow) -> None:
    buttons = [*window.findChildren(QPushButton), *window.findChildren(QToolButton)]
    own = [button for button in buttons if not isinstance(button.parent(), QLineEdit)]
    assert [b for b in own if not (b.text() or b.accessibleName()) and b.isVisible()] == []


def test_that_every_part_one_can_tab_to_is_inside_the_window(window: MainWindow) -> None:
    seen: list[QWidget] = []
    widget: QWidget | None = window.nextInFocusChain()
    while widget is not None and widget is not window:
        seen.append(widget)
        widget = widget.nextInFocusChain()
    order = [
        seen.index(w) for w in (window.ledger.filters.year, window.ledger.filters.search, window.ledger.table)
    ]
    assert order == sorted(order), "filter first, then the list"
