"""Every page and every dialog at 1366×768, with text of 100, 150 and 200 per cent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from gongkai_desktop.services.clocks import list_clocks
from gongkai_desktop.services.office import light_styles
from gongkai_desktop.services.sample import SAMPLE_DAY
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.main_window import MainWindow
from gongkai_desktop.ui.preferences import PreferenceFile
from gongkai_desktop.ui.screenshot_list import every_scene, fill, walk_pages, walk_views
from gongkai_desktop.ui.screenshots import settle
from gongkai_desktop.ui.start import build_application
from gongkai_desktop.ui.views.clock_detail import clock_menu
from gongkai_desktop.ui.views.duty_menu import duty_menu
from gongkai_desktop.ui.views.table import DutyTableView

from .screen_checks import SCREEN, faults, foreign_words

SCALES = ((100, 0, 3), (150, 1, 3), (200, 0, 1))
"""Text in per cent; the first dialog looked at, and how many on the next: all at the largest text."""


@pytest.fixture
def application(qapp: QApplication) -> Iterator[QApplication]:
    assert build_application() is qapp  # with Qt's own words in Chinese
    yield qapp
    theme.apply_theme(qapp, 100)


def test_that_every_page_of_an_empty_ledger_is_in_order_too(
    empty_workspace: Workspace, application: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    theme.apply_theme(application, 200)
    window = MainWindow(empty_workspace, SAMPLE_DAY, PreferenceFile(tmp_path / "preferences.json"))
    qtbot.addWidget(window)
    window.resize(*SCREEN)
    window.show()
    found: list[str] = []
    for walk in (walk_views(window), walk_pages(window, SAMPLE_DAY)):
        for name in walk:
            settle()
            found += [f"{name}　{fault}" for fault in faults(window)]
    assert not found, "\n".join(found)


def test_that_the_menus_of_a_right_click_speak_chinese(full_workspace: Workspace, qtbot: QtBot) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    table = DutyTableView(light_styles(full_workspace.office), place)
    fill(full_workspace, SAMPLE_DAY)
    duty_menu(place, lambda _command: None, lambda: None, lambda: None)
    for line in list_clocks(full_workspace, SAMPLE_DAY):
        clock_menu(place, [line], lambda _command: None)
    table.columns_menu()
    place.show()
    assert len(place.findChildren(QMenu)) > 3
    assert list(foreign_words(place)) == []


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
