"""The line icons: one SVG a thing, drawn in the colour of their state."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gongkai_desktop import paths
from gongkai_desktop.ui import theme

# Drawn larger than shown, so that 200 % text and dense screens stay sharp.
_PIXELS = 96


@lru_cache(maxsize=128)
def pixmap(name: str, colour: str = theme.QUIET) -> QPixmap:
    """The icon `name` of resources/icons in one colour, large enough for every size on screen."""
    source = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))
    out = QPixmap(_PIXELS, _PIXELS)
    out.fill(Qt.GlobalColor.transparent)
    painter = QPainter(out)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, _PIXELS, _PIXELS))
    painter.end()
    return out


def icon(name: str, colour: str = theme.QUIET) -> QIcon:
    """An icon with its chosen (blue) and disabled faces."""
    out = QIcon(pixmap(name, colour))
    out.addPixmap(pixmap(name, theme.BLUE), QIcon.Mode.Normal, QIcon.State.On)
    out.addPixmap(pixmap(name, "#a9b2bd"), QIcon.Mode.Disabled)
    return out
