"""The crash report tells where it happened and nothing about whom."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gongkai_desktop.ui import crash


def _failure(message: str) -> BaseException:
    try:
        int(message)
    except ValueError as failure:
        return failure
    raise AssertionError


def test_that_the_report_names_the_place_but_no_value_no_person_and_no_folder() -> None:
    text = crash.report_text(
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


def test_that_the_report_can_be_copied(qtbot: QtBot) -> None:
    dialog = crash.CrashDialog(_failure("x"))
    qtbot.addWidget(dialog)
    dialog.copy_report()
    assert "ValueError" in QGuiApplication.clipboard().text()


def test_that_a_failure_of_any_thread_is_shown_on_the_gui_thread(
    qtbot: QtBot, qapp: QApplication, crashes: list[BaseException]
) -> None:
    before = sys.excepthook, threading.excepthook
    hook = crash.install(qapp)
    try:
        thread = threading.Thread(target=lambda: 1 // 0)
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: len(crashes) == 1)
    finally:
        sys.excepthook, threading.excepthook = before
        hook.deleteLater()
    assert isinstance(crashes[0], ZeroDivisionError)
    crashes.clear()
