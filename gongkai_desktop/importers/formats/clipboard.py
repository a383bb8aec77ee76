"""What was copied from Word, WPS, Excel or a web page: HTML where it holds a table, else text."""

from __future__ import annotations

from gongkai_desktop.domain.grid import Block, Grid, RawDocument
from gongkai_desktop.errors import FileUnreadable
from gongkai_desktop.importers.formats.csv_table import record_blocks
from gongkai_desktop.importers.formats.delimited import has_broken_cells, split_records
from gongkai_desktop.importers.formats.html_page import page_blocks
from gongkai_desktop.importers.formats.limits import check_document, check_text_size
from gongkai_desktop.importers.formats.text import read_text

NAME = "剪贴板"


def read_clipboard(html: str | None, text: str | None) -> RawDocument:
    """The clipboard as a document; text counts where the HTML holds no table. Raises FileUnreadable."""
    for content in (html, text):
        check_text_size(NAME, len(content or ""))
    blocks: list[Block] = []
    notes: list[str] = []
    if html and html.strip():
        # Windows puts lines like "Version:0.9" before the page.
        start = html.find("<")
        blocks, notes = page_blocks(NAME, html[max(start, 0) :].replace("\x00", ""))
    if text and text.strip() and not any(isinstance(block, Grid) for block in blocks):
        blocks, notes = _text_blocks(text), []
    if not blocks:
        raise FileUnreadable("剪贴板里没有文字。", "请先在 Word、WPS、Excel 或网页中选中任务表并复制。")
    return check_document(RawDocument(NAME, tuple(blocks), tuple(notes)))


def _text_blocks(text: str) -> list[Block]:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").rstrip("\n")
    lines = text.split("\n")
    regular = len({line.count("\t") for line in lines}) == 1 and "\t" in text
    if regular or has_broken_cells(text):
        return record_blocks(NAME, split_records(text, "\t", only_broken=True))
    return list(read_text(NAME, text).blocks)
