"""PDF files with a text layer: ruled tables over any number of pages, and the text around them.

PDFium gives characters and drawn paths many times faster than pdfminer does; what they mean is found here.
"""

from __future__ import annotations

from collections.abc import Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from gongkai_desktop.domain.grid import Block, Paragraph, RawDocument
from gongkai_desktop.errors import FileUnreadable
from gongkai_desktop.importers.formats.ole import damaged
from gongkai_desktop.importers.formats.pdf.furniture import without_furniture
from gongkai_desktop.importers.formats.pdf.joining import LongTable
from gongkai_desktop.importers.formats.pdf.lines import Line, make_lines, paragraphs
from gongkai_desktop.importers.formats.pdf.page import Page, read_page
from gongkai_desktop.importers.formats.pdf.ruled import PageTable, find_tables, rules_of
from gongkai_desktop.importers.formats.pdf.sound import check_sound
from gongkai_desktop.importers.formats.pdf.three_lines import find_open_tables
from gongkai_desktop.importers.formats.pdfium_lock import PDFIUM

_MAX_PAGES = 300
_MAX_CHARS = 2_000_000
_FEW = 10
"""A page with fewer characters has no text layer worth the name."""


def read(name: str, data: bytes) -> RawDocument:
    """Read a .pdf. Raises FileUnreadable: broken, locked, scanned, or of unknown characters."""
    check_sound(name, data)
    with PDFIUM:
        pages = _pages(name, data)
    notes = _check_text(name, pages)
    rules = [rules_of(page) for page in pages]
    open_tables, unread = find_open_tables(pages, [page.alone for page in rules])
    notes += [f"第{unread}页起有一张只画了几条横线的表，分不清行列，没有作为表读取"] if unread else []
    found = [
        find_tables(page, own, open_tables.get(number, ()))
        for number, (page, own) in enumerate(zip(pages, rules, strict=True))
    ]
    lines, heads = without_furniture(
        [make_lines(chars) for _, chars in found], [page.height for page in pages]
    )
    notes += [f"页眉页脚“{head}”没有读取" for head in heads]
    tables = [table for tables, _ in found for table in tables]
    if unread and not tables:
        raise FileUnreadable(
            f"“{name}”第{unread}页的表只画了几条横线，分不清哪些字是一格，不能可靠地读取。",
            "请向发文单位索取 Word 或 Excel 文件，或用 WPS 的“PDF 转 Word”转换后再导入。",
        )
    flat = [line for page in lines for line in page]
    builder = _Builder(
        min([line.left for line in flat] + [table.left + table.padding for table in tables]),
        max([line.right for line in flat] + [table.right - table.padding for table in tables]),
    )
    for number, ((parts, _), outside) in enumerate(zip(found, lines, strict=True), 1):
        builder.add_page(number, parts, outside)
    builder.end_text()
    builder.end_table()
    return RawDocument(name, tuple(builder.blocks), tuple(notes))


def _pages(name: str, data: bytes) -> list[Page]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise FileUnreadable(
                f"“{name}”有打开密码，无法读取。", "请打开后打印或另存为没有密码的 PDF，再导入。"
            ) from None
        raise damaged(name) from None
    try:
        if not 0 < len(document) <= _MAX_PAGES:
            raise FileUnreadable(
                f"“{name}”超过 {_MAX_PAGES} 页或没有页面，无法读取。", "请只保留有任务表的几页，再导入。"
            )
        pages: list[Page] = []
        count = 0
        for index in range(len(document)):
            source = document[index]
            pages.append(read_page(source))
            source.close()
            count += len(pages[-1].chars)
            if count > _MAX_CHARS:
                raise FileUnreadable(f"“{name}”的文字过多，无法读取。", "请只保留有任务表的几页，再导入。")
    except pdfium.PdfiumError:
        raise damaged(name) from None
    finally:
        document.close()
    return pages


def _check_text(name: str, pages: Sequence[Page]) -> list[str]:
    """Refuse what has no readable text; name the pages that are only pictures."""
    count = sum(len(page.chars) for page in pages)
    if count < _FEW:
        raise FileUnreadable(
            f"“{name}”是扫描件或图片，里面没有可读的文字。",
            "请向发文单位索取 Word 或 Excel 文件，或用 WPS 的“PDF 转 Word”识别文字后再导入。",
        )
    if 5 * sum(page.unknown for page in pages) > count:
        raise FileUnreadable(
            f"“{name}”没有写明文字的编码，读出来是乱码。",
            "请向发文单位索取 Word 或 Excel 文件，或用 WPS 的“PDF 转 Word”转换后再导入。",
        )
    return [
        f"第{number}页是图片，没有读取"
        for number, page in enumerate(pages, 1)
        if page.pictures and len(page.chars) < _FEW
    ]


class _Builder:
    """Collects blocks in reading order; a table stays open over page breaks."""

    def __init__(self, left: float, right: float) -> None:
        """`left` and `right` are the edges of the document's text."""
        self.blocks: list[Block] = []
        self._left, self._right = left, right
        self._lines: list[tuple[int, Line]] = []
        self._open: LongTable | None = None
        self._tables = 0

    def add_page(self, number: int, tables: Sequence[PageTable], outside: Sequence[Line]) -> None:
        """Take a page's tables and lines, from top to bottom."""
        waiting = list(outside)
        for index, table in enumerate(tables):
            above = [line for line in waiting if line.base < table.top]
            waiting = waiting[len(above) :]
            self._add_text(number, above)
            if index == 0 and self._open is not None and self._open.continues_in(table):
                self._open.add(number, table)
                continue
            self.end_text()
            self.end_table()
            self._open = LongTable(number, table)
        self._add_text(number, waiting)

    def _add_text(self, page: int, lines: Sequence[Line]) -> None:
        """Lines wait for those of the next page, where their paragraph may go on."""
        if lines:
            self.end_table()
            self._lines += [(page, line) for line in lines]

    def end_text(self) -> None:
        """Make paragraphs of the lines that wait."""
        texts = paragraphs([line for _, line in self._lines], self._left, self._right)
        self.blocks += [Paragraph(text, f"第{self._lines[first][0]}页") for first, text in texts]
        self._lines = []

    def end_table(self) -> None:
        """Close the table being put together, if there is one."""
        if self._open is None:
            return
        self._tables += 1
        self.blocks.append(self._open.whole(f"表{self._tables}"))
        self._open = None
