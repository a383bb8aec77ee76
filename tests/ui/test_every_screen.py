"""Every page and every dialog at 1366×768, with text of 100, 150 and 200 per cent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gongkai_desktop.services.sample import SAMPLE_DAY
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.main_window import MainWindow
from gongkai_desktop.ui.preferences import PreferenceFile
from gongkai_desktop.ui.screenshot_list import every_scene, fill, walk_pages, walk_views
from gongkai_desktop.ui.screenshots import settle
from gongkai_desktop.ui.start import build_application

from .screen_checks import SCREEN, faults

SCALES = ((100, 0, 3), (150, 1, 3), (200, 0, 1))
"""Text in per cent; the first dialog looked at, and how many on the next: all at the largest text."""


@pytest.fixture
def application(qapp: QApplication) -> Iterator[QApplication]:
    assert build_application() is qapp  # with Qt's own words in Chinese
    yield qapp
    theme.apply_theme(qapp, 100)


@pytest.mark.parametrize(("percent", "first", "step"), SCALES)
def test_that_every_screen_speaks_chinese_cuts_nothing_off_and_is_named_and_in_order(
    full_workspace: Workspace,
    empty_workspace: Workspace,
    application: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    percent: int,
    first: int,
    step: int,
) -> None:
    theme.apply_theme(application, percent)
    fill(full_workspace, SAMPLE_DAY)
    window = MainWindow(full_workspace, SAMPLE_DAY, PreferenceFile(tmp_path / "preferences.json"))
    qtbot.addWidget(window)
    window.resize(*SCREEN)
    window.show()
    settle()
    found: list[str] = []
    for walk in (walk_views(window), walk_pages(window, SAMPLE_DAY)):
        for name in walk:
            settle()
            found += [f"{name}　{fault}" for fault in faults(window)]
    scenes = every_scene(full_workspace, empty_workspace, SAMPLE_DAY, window, tmp_path)
    for scene in scenes[first::step]:
        dialog = scene.build()
        dialog.show()
        settle()
        shown = scene.play(dialog) if scene.play else dialog
        settle()
        found += [f"{scene.name}　{fault}" for fault in faults(shown)]
        dialog.hide()
        dialog.deleteLater()
    assert not found, f"{percent}%\n" + "\n".join(found)
