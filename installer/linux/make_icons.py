"""Draw the program's icon in the sizes of a desktop: make_icons.py ICON.svg FOLDER (of theme hicolor)."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (16, 24, 32, 48, 64, 128, 256)


def main(source: Path, theme: Path, name: str) -> None:
    """One PNG a size, and the drawing itself."""
    application = QGuiApplication([])
    renderer = QSvgRenderer(str(source))
    for size in SIZES:
        picture = QImage(size, size, QImage.Format.Format_ARGB32)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        renderer.render(painter, QRectF(0, 0, size, size))
        painter.end()
        target = theme / f"{size}x{size}" / "apps" / f"{name}.png"
        target.parent.mkdir(parents=True)
        picture.save(str(target))
    drawing = theme / "scalable" / "apps" / f"{name}.svg"
    drawing.parent.mkdir(parents=True)
    shutil.copyfile(source, drawing)
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
