"""Make what build.spec and setup.nsi put into the .exe files:
`prepare.py FOLDER` writes app.ico, version_info.txt and side.bmp, the picture on the first and last page."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # no screen is needed to draw into a picture

from bundle import ROOT, program_version
from PIL import Image
from PySide6.QtCore import QBuffer, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = ROOT / "resources" / "icons" / "app.svg"
SIZES = (256, 128, 64, 48, 40, 32, 24, 20, 16)
"""20 and 40 are the small icons of Windows at 125 % and 250 %."""
SIDE = (328, 628)
"""Twice what Setup's page takes at 100 %, so that it stays sharp on a screen at 200 %."""
SIDE_COLOUR = (232, 240, 248)

# 0x0804: Chinese, China; 1200: Unicode.
VERSION_INFO = """VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0, OS=0x40004, fileType=0x1),
  kids=[
    StringFileInfo([StringTable('080404B0', [
      StringStruct('CompanyName', '政务公开台账项目'),
      StringStruct('FileDescription', '政务公开台账'),
      StringStruct('FileVersion', '{version}'),
      StringStruct('InternalName', 'gongkai'),
      StringStruct('LegalCopyright', '所用软件和字体的许可见“许可”文件夹'),
      StringStruct('ProductName', '政务公开台账'),
      StringStruct('ProductVersion', '{version}'),
    ])]),
    VarFileInfo([VarStruct('Translation', [0x0804, 1200])]),
  ],
)
"""


def drawn(size: int) -> Image.Image:
    """The program's icon in this many pixels."""
    picture = QImage(size, size, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(DRAWING)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return Image.open(io.BytesIO(buffer.data().data()))


def side_picture(icon: Image.Image) -> Image.Image:
    """The icon on a quiet ground."""
    picture = Image.new("RGB", SIDE, SIDE_COLOUR)
    across = SIDE[0] * 5 // 8
    small = icon.resize((across, across), Image.Resampling.LANCZOS)
    picture.paste(small, ((SIDE[0] - across) // 2, SIDE[1] // 8), small)
    return picture


def main() -> None:
    """Write all files."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    application = QGuiApplication(sys.argv[:1])
    largest, *smaller = map(drawn, SIZES)
    # As bitmaps: not every reader of icons knows PNG inside.
    sizes = [(size, size) for size in SIZES]
    largest.save(folder / "app.ico", append_images=smaller, sizes=sizes, bitmap_format="bmp")
    side_picture(largest).save(folder / "side.bmp")
    application.quit()
    version = program_version()
    numbers = (*map(int, version.split(".")), 0)
    (folder / "version_info.txt").write_text(
        VERSION_INFO.format(numbers=numbers, version=version), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
