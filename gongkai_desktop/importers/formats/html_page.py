"""Web pages (.html and what pages are pasted from): paragraphs and tables as a browser shows them.

Scripts, styles, hidden parts and navigation are left out; nothing is ever loaded from the network.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from gongkai_desktop.domain.grid import Block, Paragraph, RawDocument
from gongkai_desktop.errors import FileUnreadable
from gongkai_desktop.importers.formats.encodings import decode_page
from gongkai_desktop.importers.formats.html_table import Tables, caption, table_cells
from gongkai_desktop.importers.formats.html_tokens import Collector, Mark, Token, parse
from gongkai_desktop.importers.formats.limits import check_cell, check_tables

_INDENT = re.compile("[ ]*(?:\u3000|\u00a0{2})")
_SENTENCE_END = re.compile("[。；！？]")
_FIGURES = re.compile(r"[\d\s/.:\[\]()-]+")
_TABLE_START = re.compile(r"<table[\s>]", re.IGNORECASE)
_TABLE_END = re.compile(r"</table\s*>", re.IGNORECASE)
_PAGE_END = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)


def read(name: str, data: bytes) -> RawDocument:
    """Read a web page. Raises FileUnreadable when it is cut off or no text."""
    text, broken = decode_page(name, data)
    check_whole(name, text)
    blocks, notes = page_blocks(name, text)
    if broken:
        notes.append(f"网页里有{broken}个字是乱码，请核对")
    return RawDocument(name, tuple(blocks), tuple(notes))


def check_whole(name: str, text: str) -> None:
    """Refuse a page that ends inside a table: rows may be missing. Raises FileUnreadable."""
    opened, closed = len(_TABLE_START.findall(text)), len(_TABLE_END.findall(text))
    if opened > closed and not _PAGE_END.search(text, max(len(text) - 4096, 0)):
        raise FileUnreadable(
            f"“{name}”不完整，网页在表格中间就结束了。", "请在浏览器中等网页完全打开后重新保存，再导入。"
        )


def page_blocks(name: str, text: str) -> tuple[list[Block], list[str]]:
    """What a page shows, and notes on what was left out. Raises FileUnreadable."""
    if not _TABLE_START.search(text) and re.search(r"<tr[\s>]", text, re.IGNORECASE):
        text = f"<table>{text}</table>"  # rows copied without their table
    page = _Page(name)
    root = parse(name, text)
    if root is not None:
        page.read(root)
    notes = []
    if page.left_out:
        notes.append(f"网页的导航、链接等{page.left_out}处内容没有读取")
    if page.tables.hidden_cells:
        notes.append("网页表格里隐藏的行、列没有读取")
    return page.blocks, notes


@dataclass(slots=True)
class _Page:
    """Blocks of a page in reading order; `line` is the paragraph being read."""

    name: str
    blocks: list[Block] = field(default_factory=list)
    left_out: int = 0
    tables: Tables = field(init=False)
    _line: list[Token] = field(default_factory=list)
    _grids: int = 0
    _paragraphs: int = 0

    def __post_init__(self) -> None:
        self.tables = Tables(self.name)

    def read(self, element: etree._Element) -> None:
        collector = Collector()
        collector.content(element)
        for token in collector.tokens:
            if token.mark is Mark.BLOCK:
                self._end_paragraph()
            elif token.mark is Mark.TABLE and token.table is not None:
                self._end_paragraph()
                self._table(token.table)
            else:
                self._line.append(token)
        self._end_paragraph()

    def _table(self, table: etree._Element) -> None:
        if (title := caption(table)) is not None:
            self.read(title)
        if self.tables.is_frame(table):
            for cell in table_cells(table):
                self.read(cell)
            return
        check_tables(self.name, self._grids + 1)
        grid = self.tables.grid(table, f"表{self._grids + 1}")
        if grid is not None:
            self._grids += 1
            self.blocks.append(grid)

    def _end_paragraph(self) -> None:
        """Cut the tokens at blank and at indented lines: pages often break paragraphs with <br> alone."""
        tokens, self._line = self._line, []
        lines: list[list[Token]] = [[]]
        for token in tokens:
            if token.mark is Mark.BREAK:
                lines.append([])
            else:
                lines[-1].append(token)
        paragraph: list[Token] = []
        for line in lines:
            text = "".join(token.text for token in line)
            if not text.strip() or _INDENT.match(text):
                self._paragraph(paragraph)
                paragraph = []
            if text.strip():
                paragraph += [*line, Token(Mark.BREAK, "\n")]
        self._paragraph(paragraph)

    def _paragraph(self, tokens: list[Token]) -> None:
        text = "\n".join(line.strip() for line in "".join(token.text for token in tokens).strip().split("\n"))
        if not text:
            return
        linked = sum(len(token.text.strip()) for token in tokens if token.mark is Mark.LINK)
        if linked * 2 > len(_FIGURES.sub("", text)) and not _SENTENCE_END.search(text):
            self.left_out += 1
            return
        self._paragraphs += 1
        self.blocks.append(Paragraph(check_cell(self.name, "正文", text), f"第{self._paragraphs}段"))
