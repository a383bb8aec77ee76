"""Web pages saved as one file (.mht, .mhtml): the page is taken out of the message, with its frames.

Excel saves one page a sheet. Pictures and styles are never looked at.
"""

from __future__ import annotations

import re
from email import message_from_bytes
from email.errors import CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect
from email.message import Message

from gongkai_desktop.domain.grid import Block, Grid, RawDocument
from gongkai_desktop.errors import FileUnreadable
from gongkai_desktop.importers.formats.encodings import decode_page
from gongkai_desktop.importers.formats.html_page import check_whole, page_blocks
from gongkai_desktop.importers.formats.limits import MAX_UNPACKED, check_file, too_deep

_MAX_MULTIPARTS = 20
_MAX_PARTS = 3_000
_MAX_HEADERS = 64 * 1024
_BOUNDARY = re.compile(rb"boundary\s*=\s*\"?([^\";\r\n]{1,200})", re.IGNORECASE)
_HEADERS_END = re.compile(rb"\r?\n\r?\n")
_CUT_OFF = (CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect)


def read(name: str, data: bytes) -> RawDocument:
    """Read a .mht. Raises FileUnreadable when it is cut off or holds no page."""
    check_file(name, len(data))
    _check_structure(name, data)
    message = message_from_bytes(data)
    pages = [
        part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")
    ]
    if not pages:
        raise FileUnreadable(
            f"“{name}”里没有网页正文。",
            "请在浏览器中重新保存网页，或把表格复制到 Word 里保存为 .docx 后导入。",
        )
    if any(isinstance(defect, _CUT_OFF) for part in message.walk() for defect in part.defects):
        raise FileUnreadable(
            f"“{name}”不完整，网页没有保存完。", "请在浏览器中等网页完全打开后重新保存，再导入。"
        )
    return _join(name, [_page(name, part) for part in pages])


def _check_structure(name: str, data: bytes) -> None:
    """Refuse what keeps the mail parser busy for minutes: nesting, thousands of parts, endless headers."""
    boundaries = set(_BOUNDARY.findall(data))
    if len(boundaries) > _MAX_MULTIPARTS:
        raise too_deep(name)
    starts = [0]
    for boundary in boundaries:
        mark = re.escape(b"--" + boundary)
        starts += [found.end() for found in re.finditer(rb"^" + mark + rb"[ \t]*\r?\n", data, re.MULTILINE)]
    if len(starts) > _MAX_PARTS or any(
        not _HEADERS_END.search(data, max(start - 2, 0), start + _MAX_HEADERS) for start in starts
    ):
        raise FileUnreadable(f"“{name}”不完整或已损坏，无法打开。", "请在浏览器中重新保存网页，再导入。")


def _page(name: str, part: Message) -> tuple[list[Block], list[str]]:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    if len(data) > MAX_UNPACKED:
        raise too_deep(name)
    text, broken = decode_page(name, data, str(part.get_content_charset() or ""))
    check_whole(name, text)
    blocks, notes = page_blocks(name, text)
    if broken:
        notes.append(f"网页里有{broken}个字是乱码，请核对")
    return blocks, notes


def _join(name: str, pages: list[tuple[list[Block], list[str]]]) -> RawDocument:
    """The pages with a table in them, in order; else the first page."""
    tables = [page for page in pages if any(isinstance(block, Grid) for block in page[0])] or pages[:1]
    blocks: list[Block] = []
    for page, _ in tables:
        for block in page:
            if isinstance(block, Grid):
                number = sum(isinstance(earlier, Grid) for earlier in blocks) + 1
                block = Grid(f"表{number}", block.cells, block.rows, block.columns)
            blocks.append(block)
    notes = dict.fromkeys(note for _, page_notes in tables for note in page_notes)
    return RawDocument(name, tuple(blocks), tuple(notes))
