"""The pictures of the 用户手册: some of the pictures of all screens, made small."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from gongkai_desktop.ui.screenshots import Picture

PICTURES = {
    "台账-表格": "ledger",
    "台账-按单位": "units",
    "日历-月": "calendar",
    "今日": "today",
    "法定时限": "clocks",
    "导入-核对第二个文件": "review",
    "第一次使用": "first-start",
    "记进展": "progress",
    "改期": "move-date",
    "设置-单位名录": "directory",
}
"""What a picture of a screen is called -> its file in the handbook."""
_WIDTH = 800
_SMALLEST = 0
"""For a PNG the quality says how hard it is packed; nothing is lost."""


def make_handbook_pictures(taken: Sequence[Picture], folder: Path) -> list[Path]:
    """Write the handbook's pictures from the pictures taken at normal size; the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for picture in taken:
        name = PICTURES.get(picture.path.stem.partition("-")[2])
        if name is None:
            continue
        image = QImage(str(picture.path)).scaledToWidth(_WIDTH, Qt.TransformationMode.SmoothTransformation)
        path = folder / f"{name}.png"
        image.convertToFormat(QImage.Format.Format_RGB888).save(str(path), quality=_SMALLEST)
        written.append(path)
    return written
