"""Tables as text with delimiters (.csv): comma, semicolon or tab; quotation marks hold long cells together.

A .csv has no merges: a blank cell may stand for a merged one, which recognition knows from `true_spans`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gongkai_desktop.domain.grid import Block, Cell, Grid, Paragraph, RawDocument
from gongkai_desktop.errors import FileUnreadable
from gongkai_desktop.importers.formats.delimited import Unclosed, body, sniff, split_records
from gongkai_desktop.importers.formats.encodings import decode
from gongkai_desktop.importers.formats.limits import check_area, check_cell


def read(name: str, data: bytes) -> RawDocument:
    """Read a .csv. Raises FileUnreadable when it is cut off inside a cell."""
    text = decode(name, data).lstrip("\ufeff")
    try:
        blocks = record_blocks(name, split_records(body(text), sniff(text) or ","))
    except Unclosed:
        raise FileUnreadable(
            f"“{name}”不完整，最后一格没有结束。", "请重新导出或复制一份，能用 WPS 或 Excel 打开后再导入。"
        ) from None
    return RawDocument(name, tuple(blocks))


def record_blocks(name: str, records: Iterable[list[str]]) -> list[Block]:
    """Records as one table whose rows count as a spreadsheet would; a single column is running text."""
    place = "表1"
    rows: list[tuple[int, list[str]]] = []
    count = width = 0
    for index, record in enumerate(records):
        texts = [check_cell(name, place, field.strip()) for field in record]
        if any(texts):
            rows.append((index, texts))
            width = max(width, max(column for column, text in enumerate(texts) if text) + 1)
            count += len(texts)
            check_area(name, place, index + 1, width, count)
    if width <= 1:
        return [Paragraph(texts[0], f"第{index + 1}行") for index, texts in rows]
    below = _text_below(rows)
    table = rows[: len(rows) - below]
    cells = tuple(
        Cell(text, index, column) for index, texts in table for column, text in enumerate(texts[:width])
    )
    return [
        Grid(place, cells, table[-1][0] + 1, width, true_spans=False, whole_rows=True),
        *(Paragraph(texts[0], f"第{index + 1}行") for index, texts in rows[len(table) :]),
    ]


def _text_below(rows: Sequence[tuple[int, list[str]]]) -> int:
    """How many records at the end are no rows: text of one field, which nothing parts."""
    return next((count for count, (_, texts) in enumerate(reversed(rows)) if len(texts) > 1), 0)
