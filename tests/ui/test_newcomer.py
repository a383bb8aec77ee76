"""A newcomer's path through the windows: three questions, hints, first import, first notice.

Every step leaves a picture in `pictures` of the test's folder (`--basetemp DIR` keeps it).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gongkai_desktop import paths
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.services.duties import list_duties, list_plans
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.ui import jobs, theme
from gongkai_desktop.ui.dialogs.first_start import FirstStartDialog
from gongkai_desktop.ui.dialogs.import_dialog import ImportDialog
from gongkai_desktop.ui.dialogs.paper_dialog import PaperDialog
from gongkai_desktop.ui.dialogs.supervision.issue import IssueDialog
from gongkai_desktop.ui.preferences import PreferenceFile
from gongkai_desktop.ui.tour import Tour
from gongkai_desktop.ui.windows import Windows

from .conftest import RecordedMessages

TODAY = date(2026, 10, 12)


class Clerk(QObject):
    """Sits before the screen: takes a picture of the open dialog, then does the next thing in it."""

    def __init__(self, pictures: Path) -> None:
        super().__init__()
        self.pictures = pictures
        self._steps: list[tuple[type[QDialog], Callable[[Any], object]]] = []
        self._timer = QTimer(self)
        self._timer.setInterval(60)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        pictures.mkdir(exist_ok=True)

    def will(self, kind: type[QDialog], step: Callable[[Any], object]) -> None:
        """What to do next in a dialog of this kind."""
        self._steps.append((kind, step))

    def done(self) -> bool:
        """Whether nothing is left to do."""
        return not self._steps

    def picture(self, widget: QWidget, name: str) -> None:
        """Keep what is seen."""
        number = len(list(self.pictures.iterdir())) + 1
        widget.grab().save(str(self.pictures / f"{number:02d}-{name}.png"))

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if self._steps and not jobs.running() and isinstance(dialog, self._steps[0][0]):
            _kind, step = self._steps.pop(0)
            self.picture(dialog, dialog.windowTitle())
            stuck = True
            try:
                step(dialog)
                stuck = False
            finally:
                if stuck:  # a failed step must not leave the test waiting for a click
                    self._steps.clear()
                    dialog.hide()


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    return Clerk(tmp_path / "pictures")


@pytest.fixture
def windows(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settle: Callable[[], None]
) -> Iterator[Windows]:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    theme.apply_theme(qapp, 100)  # as the start does before the first window
    made = Windows(qapp, PreferenceFile(tmp_path / "preferences.json"), TODAY)
    made.show(open_workspace(tmp_path / "ledger.gkdb", "王办事"))
    assert made.window is not None
    made.window.resize(1366, 768)
    yield made
    settle()
    made.window.close()
    made.workspace.close()
    theme.apply_theme(qapp, 100)


def _field(dialog: QWidget, name: str) -> QLineEdit:
    return next(field for field in dialog.findChildren(QLineEdit) if field.accessibleName() == name)


def _press(dialog: QWidget, text: str) -> None:
    button = next(b for b in dialog.findChildren(QPushButton) if b.text().startswith(text) and b.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def _answer_three_questions(dialog: FirstStartDialog) -> None:
    _field(dialog, "县名").insert("示例县")
    assert _field(dialog, "单位名称").text() == "示例县人民政府办公室"
    directory = next(box for box in dialog.findChildren(QComboBox) if box.accessibleName() == "单位名录")
    assert "标准名录" in directory.currentText()
    _press(dialog, "开始使用")


def _look_at_every_doubt(dialog: ImportDialog) -> None:
    assert dialog.review is not None
    for _doubt in range(dialog.review.waiting()):
        dialog.review.next_doubt()
    _press(dialog, "确认导入")


def _issue_first(dialog: IssueDialog, folder: Path) -> None:
    _field(dialog, "保存到").setText(str(folder))
    _press(dialog, "签发")


def test_that_a_newcomer_gets_from_the_first_start_to_the_first_notice(
    windows: Windows,
    clerk: Clerk,
    qtbot: QtBot,
    settle: Callable[[], None],
    recorded_messages: RecordedMessages,
    tmp_path: Path,
) -> None:
    # three questions
    clerk.will(FirstStartDialog, _answer_three_questions)
    windows.greet()
    assert clerk.done()
    window = windows.window
    assert window is not None
    assert windows.workspace.office.county == "示例县"
    settle()

    # three hints
    tour = window.findChild(Tour)
    assert tour is not None
    for hint in range(3):
        clerk.picture(window, f"提示{hint + 1}")
        _press(tour, "知道了" if hint == 2 else "下一条")
    qtbot.waitUntil(lambda: window.findChild(Tour) is None)
    windows.show_around()
    assert window.findChild(Tour) is None

    # first import
    sample = sorted((paths.resources() / "sample").glob("1-*"))
    clerk.will(ImportDialog, lambda dialog: dialog.read(sample))
    clerk.will(ImportDialog, _look_at_every_doubt)
    clerk.will(ImportDialog, lambda dialog: _press(dialog, "完成"))
    window.ledger.head.take_in.click()
    settle()
    assert clerk.done()
    assert len(list_plans(windows.workspace)) == 1
    clerk.picture(window, "台账")
    assert any(row.light is Light.LATE for row in list_duties(windows.workspace, TODAY))

    # first notice
    window.show_page("today")
    settle()
    clerk.picture(window, "今日")
    out = tmp_path / "督办"
    window.today.late.buttons[0].click()
    settle()
    clerk.picture(window, "督办")
    clerk.will(IssueDialog, lambda dialog: _issue_first(dialog, out))
    clerk.will(PaperDialog, lambda dialog: dialog.reject())
    _press(window.pages["supervision"], "签发并打印")
    settle()
    assert clerk.done()
    assert list(out.glob("*.pdf"))
    assert any("已签发" in text for text in recorded_messages.texts)
    assert [text for text in recorded_messages.texts if "没有" in text] == []


def test_that_the_hints_can_be_skipped_and_never_come_again(
    windows: Windows, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    window = windows.window
    assert window is not None
    windows.show_around()
    tour = window.findChild(Tour)
    assert tour is not None
    qtbot.keyClick(tour, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(Tour) is None)
    windows.show_around()
    assert window.findChild(Tour) is None
