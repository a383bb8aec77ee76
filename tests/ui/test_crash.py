"""The crash report tells where it happened and nothing about whom."""

from __future__ import annotations

import os
import platform
import re
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gongkai_desktop.ui import crash, crash_dialog, jobs
from gongkai_desktop.ui.dialogs.forms import FormDialog, text_area


def _failure(message: str) -> BaseException:
    try:
        int(message)
    except ValueError as failure:
        return failure
    raise AssertionError


def test_that_the_report_names_the_place_but_no_value_no_person_and_no_folder() -> None:
    text = crash_dialog.report_text(
        _failure("联系人王某某 'secret' 13800001234\n[SQL: UPDATE unit]\n[parameters: ('x',)]")
    )
    assert "test_crash.py" in text
    assert "ValueError" in text
    for private in (
        "王某某",
        "secret",
        "13800001234",
        "UPDATE",
        str(Path.home()) + "/",
        str(Path(__file__).parents[2]),
    ):
        assert private not in text


def test_that_the_report_holds_no_folder_address_or_user_even_outside_of_quotes() -> None:
    user = os.environ.get("USER", "") or Path.home().name
    failures = [
        OSError(2, "No such file", f"{Path.home()}/wangxiao/taizhang.gkdb"),
        RuntimeError(f"cannot open {Path.home()}/wangxiao/taizhang.gkdb"),
        RuntimeError(r"cannot open C:\\Users\\wangxiao\\taizhang.gkdb"),
        RuntimeError(f"wangxiao@example.cn is not {platform.node()}"),
        RuntimeError(f"{user} has no right"),
    ]
    text = "\n".join(crash_dialog.report_text(failure) for failure in failures)
    for private in ("wangxiao", "taizhang", "example.cn"):
        assert private not in text
    assert not re.search(rf"\b{re.escape(platform.node())}\b|\b{re.escape(user)} has", text)


def test_that_the_report_tells_what_led_to_the_failure() -> None:
    try:
        try:
            int("x")
        except ValueError as first:
            raise KeyError("y") from first
    except KeyError as failure:
        text = crash_dialog.report_text(failure)
    assert text.index("ValueError") < text.index("KeyError")
    assert "test_crash.py" in text


def test_that_the_report_can_be_copied(qtbot: QtBot) -> None:
    dialog = crash_dialog.CrashDialog(_failure("x"))
    qtbot.addWidget(dialog)
    dialog.copy_report()
    assert "ValueError" in QGuiApplication.clipboard().text()


class _Faulty(QWidget):
    """A widget whose own method fails when it is painted."""

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  (Qt's own name)
        raise LookupError("paint")


@pytest.fixture
def hooked(qapp: QApplication) -> Iterator[crash.CrashHook]:
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    hook = crash.install(qapp)
    yield hook
    sys.excepthook, threading.excepthook, sys.unraisablehook = before
    hook.deleteLater()


@pytest.mark.usefixtures("hooked")
def test_that_a_failure_in_a_slot_a_timer_or_a_painted_widget_is_shown_and_the_program_goes_on(
    qtbot: QtBot, crashes: list[BaseException]
) -> None:
    button = QPushButton("x")
    qtbot.addWidget(button)
    button.clicked.connect(lambda: 1 // 0)
    button.click()
    QTimer.singleShot(0, lambda: [][1])
    faulty = _Faulty()
    qtbot.addWidget(faulty)
    faulty.show()
    kinds = (ZeroDivisionError, IndexError, LookupError)
    qtbot.waitUntil(lambda: all(any(type(one) is kind for one in crashes) for kind in kinds))
    faulty.hide()
    crashes.clear()


class _Form(FormDialog):
    """A form whose job fails in a way nobody foresaw."""

    def __init__(self) -> None:
        super().__init__("试", "保存")
        self.field = text_area(2)
        self.add_row("情况", self.field, needed=True)

    def submit(self) -> None:
        self.lock()
        jobs.run(self, lambda _report, _cancelled: 1 // 0, self.finish, "正在保存", ended=self.unlock)


def test_that_what_was_typed_is_kept_when_saving_it_fails(
    qtbot: QtBot, crashes: list[BaseException], settle: Callable[[], None]
) -> None:
    dialog = _Form()
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.field.setPlainText("已在门户网站公开")
    dialog.accept_button.click()
    settle()
    assert [type(one) for one in crashes] == [ZeroDivisionError]
    crashes.clear()
    assert dialog.isVisible()
    assert dialog.field.toPlainText() == "已在门户网站公开"
    assert dialog.accept_button.isEnabled()


@pytest.mark.usefixtures("hooked")
def test_that_a_failure_of_any_thread_is_shown_on_the_gui_thread(
    qtbot: QtBot, crashes: list[BaseException]
) -> None:
    thread = threading.Thread(target=lambda: 1 // 0)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(crashes) == 1)
    assert isinstance(crashes[0], ZeroDivisionError)
    crashes.clear()
