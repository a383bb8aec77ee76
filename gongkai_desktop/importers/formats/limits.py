"""How much of a file is read at most: every reader stays within these, whatever the file claims.

A real task table is far below all of them. Beyond, a file is hostile or holds something else, and reading it
would cost the clerk's PC its memory.
"""

from __future__ import annotations

from gongkai_desktop.domain.grid import Grid, RawDocument
from gongkai_desktop.errors import FileUnreadable

MAX_FILE = 128 * 2**20
"""Bytes of a file as it lies on disk."""

MAX_TEXT = 24 * 2**20
"""Bytes of a file that is text (web page, .csv, .md, .txt)."""

MAX_PARTS = 20_000
"""Entries of a zip archive."""

MAX_PART = 64 * 2**20
"""Unpacked bytes of one XML part."""

MAX_UNPACKED = 256 * 2**20
"""Unpacked bytes of all entries together."""

MAX_RATIO = 200
"""How far an entry above FREE_RATIO bytes may be packed; a plain Word table of 1,000 rows is packed 50:1."""

FREE_RATIO = 8 * 2**20

MAX_COLUMNS = 256
MAX_AREA = 1_000_000
"""Rows × columns of one table, blank cells included."""

MAX_CELLS = 60_000
"""Cells that a file writes out; a thousand tasks need some 6,000."""

MAX_ELEMENTS = 1_000_000
"""Tags of one web page."""

MAX_CELL_TEXT = 100_000
"""Characters of one cell or paragraph; Excel itself allows 32,767."""

MAX_TABLES = 2_000

MAX_LINES = 100_000
"""Lines of a text file; also its paragraphs."""

MAX_DEPTH = 200
"""Elements inside each other, nested tables and multipart messages included."""


def bounded(text: str | None, default: int, most: int, least: int = 1) -> int:
    """A count that a file states, within bounds; the default for anything that is no number."""
    text = (text or "").strip()
    if not (text.isascii() and text.isdigit()):
        return default
    return most if len(text) > 9 else min(max(int(text), least), most)


def check_file(name: str, size: int) -> None:
    """Refuse a file by its size alone, before it is read. Raises FileUnreadable."""
    if size > MAX_FILE:
        raise FileUnreadable(
            f"“{name}”超过 {MAX_FILE // 2**20} MB，无法读取。", "请删除文件里的图片等无关内容，另存后再导入。"
        )


def check_text_size(name: str, size: int) -> None:
    """Refuse text that no task table needs. Raises FileUnreadable."""
    if size > MAX_TEXT:
        raise FileUnreadable(
            f"“{name}”的文字超过 {MAX_TEXT // 2**20} MB，无法读取。",
            "请只保留任务表和通知正文，另存后再导入。",
        )


def check_area(name: str, place: str, rows: int, columns: int, cells: int = 0) -> None:
    """Refuse a table of unreasonable size. Raises FileUnreadable."""
    if columns > MAX_COLUMNS or rows * columns > MAX_AREA or cells > MAX_CELLS:
        raise _too_large(name, place, f"（{rows}行、{columns}列）")


def _too_large(name: str, place: str, extent: str = "") -> FileUnreadable:
    return FileUnreadable(
        f"“{name}”的{place}过大{extent}。",
        "请删除任务表以外的行、列（包括看似空白的），另存后再导入。",
    )


def check_cell(name: str, place: str, text: str) -> str:
    """The text itself. Raises FileUnreadable when it is too long for a cell or paragraph."""
    if len(text) > MAX_CELL_TEXT:
        raise FileUnreadable(
            f"“{name}”的{place}里有一段超过 {MAX_CELL_TEXT} 字的文字，无法读取。",
            "请检查文件是否正确，只保留任务表和通知正文，另存后再导入。",
        )
    return text


def check_elements(name: str, tags: int) -> None:
    """Refuse a page of millions of tags. Raises FileUnreadable."""
    if tags > MAX_ELEMENTS:
        raise FileUnreadable(
            f"“{name}”的网页内容过多，无法读取。", "请只保留任务表和通知正文，另存后再导入。"
        )


def check_lines(name: str, lines: int) -> None:
    """Refuse a text of far more lines than any document has. Raises FileUnreadable."""
    if lines > MAX_LINES:
        raise FileUnreadable(f"“{name}”的行数过多，无法读取。", "请只保留任务表和通知正文，另存后再导入。")


def check_document(document: RawDocument) -> RawDocument:
    """The document itself. Raises FileUnreadable for one on which recognition would not end in time."""
    check_lines(document.name, len(document.blocks))
    cells = 0
    for block in document.blocks:
        if isinstance(block, Grid):
            cells += len(block.cells)
            # Cells that overlap cover more than the table has; each place costs time.
            if sum(cell.row_span * cell.column_span for cell in block.cells) > MAX_AREA:
                raise _too_large(document.name, block.place)
            check_area(document.name, block.place, block.rows, block.columns, cells)
            # Once for a whole table: a reader need not look at each of its cells.
            longest = max((cell.text for cell in block.cells), key=len, default="")
            check_cell(document.name, block.place, longest)
        else:
            check_cell(document.name, "正文", block.text)
    return document


def check_tables(name: str, count: int) -> None:
    """Refuse a file of thousands of tables. Raises FileUnreadable."""
    if count > MAX_TABLES:
        raise FileUnreadable(f"“{name}”里的表格过多。", "请只保留任务表，另存后再导入。")


def too_deep(name: str) -> FileUnreadable:
    """The refusal of a file whose parts stand inside each other without end."""
    return FileUnreadable(
        f"“{name}”的内容层层嵌套，无法读取。", "请用 WPS 或 Office 打开检查，另存为 .docx 或 .xlsx 后再导入。"
    )
