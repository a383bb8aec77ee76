"""Every dialog, in its telling moment: in Chinese, named for screen readers, to be left with Esc."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDateEdit,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gongkai_desktop.services.sample import SAMPLE_DAY
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.crash import CrashDialog
from gongkai_desktop.ui.dialogs.about import AboutDialog
from gongkai_desktop.ui.screenshot_list import every_scene, fill
from gongkai_desktop.ui.screenshot_scene import Scene
from gongkai_desktop.ui.screenshots import HEIGHT, WIDTH, take_screenshots
from gongkai_desktop.ui.tour import Tour
from gongkai_desktop.ui.waiting import WaitingDialog

FIELDS = (QLineEdit, QComboBox, QPlainTextEdit, QDateEdit)
LATIN = re.compile(r"[A-Za-z]{3,}")
KNOWN = (
    "csv",
    "html",
    "pdf",
    "Excel",
    "Word",
    "WPS",
    "Office",
    "docx",
    "xlsx",
    "txt",
    "http",
    "https",
    "Shift",
    "Ctrl",
    "PDF",
)


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


def _texts(dialog: QDialog) -> Iterator[str]:
    yield dialog.windowTitle()
    for label in dialog.findChildren(QLabel):
        yield label.text()
    for button in dialog.findChildren(QAbstractButton):
        yield button.text()
        yield button.toolTip()


def _is_part(field: QWidget) -> bool:
    """What a combo box or a date field is made of goes by the name of the whole."""
    owner = field.parentWidget()
    while owner is not None and not isinstance(owner, QDialog):
        if isinstance(owner, QComboBox | QDateEdit) or owner.objectName().startswith("qt_"):
            return True
        owner = owner.parentWidget()
    return field.objectName().startswith("qt_")


def test_that_every_dialog_speaks_chinese_is_named_fits_the_screen_and_obeys_esc(
    scenes: list[tuple[Scene, QDialog]], qtbot: QtBot
) -> None:
    # One test: to build all dialogs takes longer than to look at them.
    for scene, dialog in scenes:
        _check_words_and_size(scene, dialog)
        if not isinstance(dialog, WaitingDialog | Tour):
            _check_keys(scene, dialog, qtbot)


def _check_words_and_size(scene: Scene, dialog: QDialog) -> None:
    if not isinstance(dialog, AboutDialog | CrashDialog):
        foreign = [
            word
            for text in _texts(dialog)
            if "/" not in text
            for word in LATIN.findall(re.sub(r"<[^>]*>", "", text))
            if word not in KNOWN
        ]
        assert foreign == [], scene.name
    for kind in FIELDS:
        unnamed = [f for f in dialog.findChildren(kind) if not f.accessibleName() and not _is_part(f)]
        assert unnamed == [], scene.name
    views = dialog.findChildren(QAbstractItemView)
    lists = [view for view in views if not isinstance(view, QHeaderView) and not _is_part(view)]
    assert all(view.accessibleName() for view in lists), scene.name
    assert dialog.width() <= WIDTH, scene.name
    assert dialog.height() <= HEIGHT, scene.name


def _check_keys(scene: Scene, dialog: QDialog, qtbot: QtBot) -> None:
    """Enter has one meaning, Esc leaves."""
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
