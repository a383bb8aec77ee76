"""用户手册 as one PDF to print: all chapters in the order of the contents, with their pictures."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF, QUrl
from PySide6.QtGui import (
    QFont,
    QImage,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QApplication

from gongkai_desktop import paths
from gongkai_desktop.errors import CannotSave

_CHAPTER = re.compile(r"\(([\w-]+\.md)\)")
_PICTURE = "\ufffc"
"""What stands for a picture in the text of a document."""
_DOTS = 96
_MARGIN = 15
_TEXT_PT = 10.5


def chapters() -> list[Path]:
    """The contents, and the chapters in its order."""
    index = paths.handbook() / "index.md"
    named = dict.fromkeys(_CHAPTER.findall(index.read_text("utf-8")))
    return [index, *(paths.handbook() / name for name in named)]


def write_handbook(target: Path) -> Path:
    """Write the whole handbook as an A4 PDF; CannotSave when the place cannot be written to."""
    try:
        handle, name = tempfile.mkstemp(suffix=".part", dir=target.parent)
        os.close(handle)
    except OSError as failure:
        raise CannotSave(f"“{target.name}”不能保存。", "请换一个文件夹。") from failure
    part = Path(name)
    _print(part)
    try:
        part.replace(target)
    except OSError as failure:
        part.unlink(missing_ok=True)
        raise CannotSave(
            f"“{target.name}”不能保存。", "请先关闭正在使用它的程序，或换一个文件夹。"
        ) from failure
    return target


def _print(path: Path) -> None:
    writer = QPdfWriter(str(path))
    writer.setResolution(_DOTS)
    writer.setTitle("用户手册")
    margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            margins,
            QPageLayout.Unit.Millimeter,
        )
    )
    room = writer.pageLayout().paintRectPixels(_DOTS)
    document = _document(QSizeF(room.width(), room.height()))
    document.print_(writer)


def _document(page: QSizeF) -> QTextDocument:
    document = QTextDocument()
    font = QFont(QApplication.font())
    font.setPointSizeF(_TEXT_PT)
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    document.setPageSize(page)
    document.setBaseUrl(QUrl.fromLocalFile(f"{paths.handbook()}/"))
    cursor = QTextCursor(document)
    for number, chapter in enumerate(chapters()):
        text = chapter.read_text("utf-8")
        if number:
            apart = QTextBlockFormat()
            apart.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            cursor.insertBlock(apart)
        start = cursor.position()
        cursor.insertMarkdown(text)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if number:
            _break_before(document, start)
    _fit_pictures(document, page.width())
    return document


def _fit_pictures(document: QTextDocument, width: float) -> None:
    """Pictures are no wider than the page; they keep their dots and are sharp in print."""
    found = document.find(_PICTURE)
    while not found.isNull():
        form = found.charFormat().toImageFormat()
        image = QImage(str(paths.handbook() / form.name()))
        if form.isValid() and image.width() > width:
            form.setWidth(width)
            form.setHeight(image.height() * width / image.width())
            found.setCharFormat(form)
        found = document.find(_PICTURE, found)


def _break_before(document: QTextDocument, position: int) -> None:
    """The heading of a chapter begins a page, whatever the reader of markdown made of the block."""
    block = document.findBlock(position)
    cursor = QTextCursor(block)
    form = cursor.blockFormat()
    form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    cursor.setBlockFormat(form)
