"""The line icons: one SVG a thing, drawn in the colour of their state."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gongkai_desktop import paths
from gongkai_desktop.ui import theme

_LARGEST = 56
"""The largest size in which icons are shown, for 100 % text."""
_DISABLED = "#a9b2bd"


def pixmap(name: str, colour: str = theme.QUIET) -> QPixmap:
    """The icon `name` of resources/icons in one colour, sharp in every size on screen."""
    return _coloured(name, colour, _pixels())


def icon(name: str, colour: str = theme.QUIET) -> QIcon:
    """An icon with its chosen (blue) and disabled faces."""
    return _with_faces(name, colour, _pixels())


def _pixels() -> int:
    dense = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    return round(theme.px(_LARGEST) * dense)


@lru_cache(maxsize=128)
def _with_faces(name: str, colour: str, pixels: int) -> QIcon:
    out = QIcon(_coloured(name, colour, pixels))
    out.addPixmap(_coloured(name, theme.BLUE, pixels), QIcon.Mode.Normal, QIcon.State.On)
    out.addPixmap(_coloured(name, _DISABLED, pixels), QIcon.Mode.Disabled)
    return out


@lru_cache(maxsize=256)
def _coloured(name: str, colour: str, pixels: int) -> QPixmap:
    out = QPixmap(_drawn(name, pixels))
    if "currentColor" in _source(name):
        # Lines drawn once and dyed: reading and drawing them takes several times as long.
        painter = QPainter(out)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.fillRect(out.rect(), QColor(colour))
        painter.end()
    return out


@lru_cache(maxsize=128)
def _drawn(name: str, pixels: int) -> QPixmap:
    out = QPixmap(pixels, pixels)
    out.fill(QColor(0, 0, 0, 0))
    painter = QPainter(out)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(_source(name).encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return out


@cache
def _source(name: str) -> str:
    return (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
