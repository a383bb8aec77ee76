"""The window's part of the self-test: everything built and drawn once, and what it was drawn with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTranslator, qVersion
from PySide6.QtGui import QFontDatabase, QFontInfo, QGuiApplication, QImage

from gongkai_desktop import paths
from gongkai_desktop.errors import CannotSave
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import icons
from gongkai_desktop.ui.screenshots import take_screenshots
from gongkai_desktop.ui.start import build_application


@dataclass(frozen=True, slots=True)
class WindowLook:
    """What the window was drawn with, and every page and dialog: its picture's name and its title."""

    qt: str
    platform: str
    font: str
    titles: tuple[tuple[str, str], ...]


def look_at_window(workspace: Workspace, folder: Path, today: date) -> WindowLook:
    """Build every page and dialog; their pictures stay in `folder`. Raises CannotSave for what is missing."""
    application = build_application()
    _check_words()
    pictures = take_screenshots(workspace, folder, today)
    blank = [picture.path.stem for picture in pictures if not _shows_something(picture.path)]
    if blank:
        raise CannotSave(f"没有画出：{'、'.join(blank)}。", "请重新安装本程序。")
    _check_icons()
    return WindowLook(
        qt=qVersion(),
        platform=QGuiApplication.platformName(),
        font=_check_font(QFontInfo(application.font()).family()),
        titles=tuple((picture.path.stem, picture.title) for picture in pictures),
    )


def _check_words() -> None:
    """Qt's own boxes speak Chinese, too."""
    if not QCoreApplication.instance().findChildren(QTranslator):  # type: ignore[union-attr]
        raise CannotSave("缺少界面文字的中文翻译。", "请重新安装本程序。")
    if QCoreApplication.translate("QPlatformTheme", "Cancel") != "取消":
        raise CannotSave("界面文字的中文翻译没有生效。", "请重新安装本程序。")


def _check_icons() -> None:
    """Icons need the part of Qt that draws SVG."""
    names = [path.stem for path in (paths.resources() / "icons").glob("*.svg")]
    blank = [name for name in names if _is_one_colour(icons.pixmap(name).toImage())]
    if blank or not names:
        raise CannotSave(f"图标没有画出：{'、'.join(blank)}。", "请重新安装本程序。")


def _check_font(family: str) -> str:
    """The font in use has Chinese characters: a missing font leaves empty boxes, without any error."""
    systems = QFontDatabase.writingSystems(family)
    if QFontDatabase.WritingSystem.SimplifiedChinese not in systems:
        raise CannotSave(f"界面字体“{family}”没有中文字形。", "请重新安装本程序。")
    return family


def _shows_something(path: Path) -> bool:
    picture = QImage(str(path))
    return not picture.isNull() and not _is_one_colour(picture)


def _is_one_colour(picture: QImage) -> bool:
    first = picture.pixel(0, 0)
    across, down = range(0, picture.width(), 3), range(0, picture.height(), 3)
    return all(picture.pixel(x, y) == first for y in down for x in across)
