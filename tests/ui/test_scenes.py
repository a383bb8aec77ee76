"""Every dialog, in its telling moment, obeys the keys; its looks are measured by test_every_screen."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gongkai_desktop import ui
from gongkai_desktop.services.sample import SAMPLE_DAY
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.screenshot_list import every_scene, fill
from gongkai_desktop.ui.screenshot_scene import Scene
from gongkai_desktop.ui.screenshots import HEIGHT, WIDTH, take_screenshots
from gongkai_desktop.ui.tour import Tour
from gongkai_desktop.ui.waiting import WaitingDialog


@pytest.fixture
def scenes(
    full_workspace: Workspace,
    empty_workspace: Workspace,
    qtbot: QtBot,
    qapp: QApplication,
    tmp_path: Path,
    settle: Callable[[], None],
) -> Iterator[list[tuple[Scene, QDialog]]]:
    """All dialogs as they are pictured."""
    theme.apply_theme(qapp, 150)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    shown: list[tuple[Scene, QDialog]] = []
    fill(full_workspace, SAMPLE_DAY)
    for scene in every_scene(full_workspace, empty_workspace, SAMPLE_DAY, window, tmp_path):
        dialog = scene.build()
        dialog.show()
        settle()
        shown.append((scene, scene.play(dialog) if scene.play else dialog))
        settle()
    yield shown
    theme.apply_theme(qapp, 100)


def test_that_enter_has_one_meaning_in_every_dialog_and_esc_leaves_it(
    scenes: list[tuple[Scene, QDialog]], qtbot: QtBot
) -> None:
    # One test: to build all dialogs takes longer than to press their keys.
    pictured = {type(dialog).__name__ for _scene, dialog in scenes}
    assert sorted(kind.__name__ for kind in _kinds_of_dialogs() if kind.__name__ not in pictured) == []
    for scene, dialog in scenes:
        if not isinstance(dialog, WaitingDialog | Tour):
            _check_keys(scene, dialog, qtbot)


def _kinds_of_dialogs() -> Iterator[type[QDialog]]:
    """Every kind of dialog the program has, but not what several are made from."""
    for module in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}."):
        importlib.import_module(module.name)
    waiting = [QDialog]
    while waiting:
        kinds = waiting.pop().__subclasses__()
        waiting += kinds
        for kind in kinds:
            if kind.__module__.startswith(ui.__name__) and not kind.__subclasses__():
                yield kind


def _check_keys(scene: Scene, dialog: QDialog, qtbot: QtBot) -> None:
    defaults = [b for b in dialog.findChildren(QPushButton) if b.isVisible() and b.isDefault()]
    assert len(defaults) == 1, scene.name
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible(), scene.name


def test_that_the_views_are_pictured_at_the_size_of_the_offices_screens(
    full_workspace: Workspace, tmp_path: Path, qapp: QApplication
) -> None:
    taken = take_screenshots(full_workspace, tmp_path, SAMPLE_DAY, views_only=True)
    assert len(taken) == 3
    for taken_picture in taken:
        picture = QImage(str(taken_picture.path))
        assert (picture.width(), picture.height()) == (WIDTH, HEIGHT)
        assert "政务公开台账" in taken_picture.title
