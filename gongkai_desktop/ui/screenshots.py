"""Pictures of every page, view and dialog, made without a screen."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, QTimer
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from gongkai_desktop.services.workspace import Workspace, open_workspace
from gongkai_desktop.ui import jobs, theme
from gongkai_desktop.ui.crash_dialog import CrashDialog
from gongkai_desktop.ui.main_window import MainWindow
from gongkai_desktop.ui.message_box import MessageBox
from gongkai_desktop.ui.preferences import PreferenceFile
from gongkai_desktop.ui.screenshot_list import every_scene, fill, walk_pages, walk_views
from gongkai_desktop.ui.screenshot_scene import Play
from gongkai_desktop.ui.start import build_application

WIDTH, HEIGHT = 1366, 768


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its file, and the title of the window or dialog it shows."""

    path: Path
    title: str


def take_screenshots(
    workspace: Workspace, out_dir: Path, today: date, scale: int = 100, *, views_only: bool = False
) -> list[Picture]:
    """Write one PNG of 1366×768 a page, view and dialog; `scale` is the size of text in per cent.

    With `views_only` just the three views of the ledger.
    """
    application = build_application()
    theme.apply_theme(application, scale)
    out_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        spare = Path(folder)
        window = MainWindow(workspace, today, PreferenceFile(spare / "preferences.json"))
        window.resize(WIDTH, HEIGHT)
        window.show()
        camera = _Camera(window, out_dir)
        settle()
        for name in walk_views(window):
            camera.take(name)
        if not views_only:
            fill(workspace, today)
            window.reload()
            for name in walk_pages(window, today):
                camera.take(name)
            _take_dialogs(camera, window, workspace, today, spare)
        window.close()
        window.deleteLater()
    return camera.taken


class _Camera:
    """Numbers the pictures in the order they are taken."""

    def __init__(self, window: MainWindow, out_dir: Path) -> None:
        self._window = window
        self._out_dir = out_dir
        self.taken: list[Picture] = []

    def take(self, name: str) -> None:
        """The window as it is once all work is done."""
        settle()
        self._save(name, _picture(self._window), self._window.windowTitle())

    def take_dialog(self, name: str, dialog: QDialog, play: Play | None) -> None:
        """A dialog over the dimmed window; `play` brings it to the moment to be shown."""
        dialog.show()
        settle()
        shown = play(dialog) if play else dialog
        settle()
        picture = _picture(self._window)
        painter = QPainter(picture)
        painter.fillRect(picture.rect(), QColor(20, 30, 40, 90))
        face = shown.grab()
        corner = QPoint(max((WIDTH - face.width()) // 2, 0), max((HEIGHT - face.height()) // 2, 0))
        painter.drawPixmap(corner, face)
        painter.setPen(QColor("#8a94a0"))
        painter.drawRect(corner.x() - 1, corner.y() - 1, face.width() + 1, face.height() + 1)
        painter.end()
        self._save(name, picture, shown.windowTitle())
        dialog.hide()
        dialog.deleteLater()
        settle()

    def _save(self, name: str, picture: QPixmap, title: str) -> None:
        path = self._out_dir / f"{len(self.taken) + 1:02d}-{name}.png"
        picture.save(str(path))
        self.taken.append(Picture(path, title))


def settle() -> None:
    """Let the event loop run until every job has ended and what it brought has been drawn.

    A box that a failed job opens would wait for a click for ever: it is closed, and RuntimeError is raised.
    """
    loop = QEventLoop()
    quiet = 0
    failures: list[str] = []

    def look() -> None:
        nonlocal quiet
        box = QApplication.activeModalWidget()
        if isinstance(box, MessageBox | CrashDialog):
            failures.append(" ".join(label.text() for label in box.findChildren(QLabel)))
            box.reject()
        quiet = 0 if jobs.running() else quiet + 1
        if quiet > 3:
            loop.quit()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(20)
    loop.exec()
    timer.stop()
    if failures:
        raise RuntimeError("; ".join(failures))


def _picture(widget: QWidget) -> QPixmap:
    picture = QPixmap(WIDTH, HEIGHT)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    painter.drawPixmap(0, 0, widget.grab())
    painter.end()
    return picture


def _take_dialogs(
    camera: _Camera, window: MainWindow, workspace: Workspace, today: date, spare: Path
) -> None:
    fresh = open_workspace(spare / "fresh.gkdb")
    try:
        for scene in every_scene(workspace, fresh, today, window, spare):
            camera.take_dialog(scene.name, scene.build(), scene.play)
    finally:
        fresh.close()
