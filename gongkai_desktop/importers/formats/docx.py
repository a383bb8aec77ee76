"""Word documents (.docx): paragraphs and tables with their true merges, read from the XML itself.

Not through python-docx, whose cell access is quadratic on merged tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from gongkai_desktop.domain.grid import Block, Cell, Grid, Paragraph, RawDocument
from gongkai_desktop.errors import FileUnreadable
from gongkai_desktop.importers.formats.docx_numbering import Numbering, W, read_numbering
from gongkai_desktop.importers.formats.limits import (
    MAX_COLUMNS,
    bounded,
    check_area,
    check_cell,
    check_tables,
)
from gongkai_desktop.importers.formats.package import open_archive, parse_part

# Tags in full: asking an element for its tag costs more than everything else that is done with it.
_P, _T, _TABLE, _ROW, _CELL = (f"{W}{name}" for name in ("p", "t", "tbl", "tr", "tc"))
_ABOUT_ROW, _ABOUT_CELL = f"{W}trPr", f"{W}tcPr"
_SPAN, _MERGE, _BEFORE, _VALUE = f"{W}gridSpan", f"{W}vMerge", f"{W}gridBefore", f"{W}val"
_WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
"""What paragraphs and tables, rows and cells may stand in."""
_SKIPPED = frozenset(
    {
        *(
            f"{W}{name}"
            for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "drawing", "pict")
        ),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
    }
)
_DELETED, _ABOUT_RUN, _HIDDEN = f"{W}del", f"{W}rPr", f"{W}vanish"
_TEXT_BOX = f"{W}txbxContent"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MARKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": " ", f"{W}noBreakHyphen": "-"}
_TAB_STOPS = f"{W}tabs"
_READ = (_T, _P, _CELL, _ROW, _SPAN, _MERGE, _BEFORE, *_MARKS)
"""What is read of a plain table."""
_NOT_PLAIN = (
    *_WRAPPERS,
    *_SKIPPED - {f"{W}pPr", f"{W}rPr"},
    *(f"{W}{name}" for name in ("tbl", "txbxContent", "object", "trPrChange", "tcPrChange")),
)
"""Without these, every text of a table is a cell's own and every property holds."""


def read(name: str, data: bytes) -> RawDocument:
    """Read a .docx. Raises FileUnreadable when it is broken."""
    with open_archive(name, data) as archive:
        root = parse_part(name, archive, "word/document.xml")
        body = root.find(f"{W}body") if root is not None else None
        if body is None:
            raise FileUnreadable(
                f"“{name}”里没有正文。", "请用 WPS 或 Word 打开检查，另存为 .docx 后再导入。"
            )
        numbering = read_numbering(
            parse_part(name, archive, "word/numbering.xml"), parse_part(name, archive, "word/styles.xml")
        )
    notes = _take_out_hidden(body)
    boxed = next(body.iter(_TEXT_BOX), None) is not None
    blocks: list[Block] = []
    tables = paragraphs = 0
    for tag, element in _with_boxes(body) if boxed else _blocks(body):
        if tag == _TABLE:
            tables += 1
            check_tables(name, tables)
            blocks.append(_table(name, element, f"表{tables}", numbering))
        else:
            paragraphs += 1
            text = _paragraph_text(element, numbering).strip()
            if text:
                blocks.append(Paragraph(check_cell(name, "正文", text), f"第{paragraphs}段"))
    return RawDocument(name, tuple(blocks), notes)


def _take_out_hidden(body: etree._Element) -> tuple[str, ...]:
    """Take out text that Word neither shows nor prints, and say so."""
    marks = [mark for mark in body.iter(_HIDDEN) if mark.get(_VALUE, "1") not in ("0", "false", "off")]
    runs = {
        run
        for mark in marks
        if (about := mark.getparent()) is not None and about.tag == _ABOUT_RUN
        if (run := about.getparent()) is not None
    }
    texts = [text for run in runs for text in run.iter(_T) if text.text]
    for text in texts:
        text.text = ""
    return ("文件里有隐藏文字，没有读取",) if texts else ()


def _with_boxes(body: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """As `_blocks`, with the text of text boxes behind the paragraph that holds them."""
    for tag, block in _blocks(body):
        yield tag, block
        for box in block.iter(_TEXT_BOX) if tag == _P else ():
            # The same box again for programs that do not know the new drawing.
            if all(above.tag not in (_FALLBACK, _TEXT_BOX) for above in box.iterancestors()):
                yield from _blocks(box)


def _blocks(parent: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Paragraphs and tables with their tags in order, looking through content controls and custom XML."""
    for child in parent:
        tag = child.tag
        if tag in (_P, _TABLE):
            yield tag, child
        elif tag in _WRAPPERS:
            yield from _blocks(child)


def _paragraph_text(paragraph: etree._Element, numbering: Numbering) -> str:
    pieces: list[str] = []
    _gather(paragraph, pieces)
    return numbering.label(paragraph) + "".join(pieces)


def _gather(element: etree._Element, pieces: list[str]) -> None:
    """Add the pieces of an element's text in reading order."""
    for child in element:
        tag = child.tag
        if tag == _T:
            pieces.append(child.text or "")
        elif tag in _MARKS:
            pieces.append(_MARKS[tag])
        elif tag not in _SKIPPED:
            _gather(child, pieces)


def _cell_lines(cell: etree._Element, numbering: Numbering) -> list[str]:
    """A cell's paragraphs a line each; a table inside a cell gives its cells' text line by line."""
    lines: list[str] = []
    for tag, block in _blocks(cell):
        if tag == _P:
            lines.append(_paragraph_text(block, numbering))
        else:
            lines += ["\n".join(_cell_lines(inner, numbering)).strip() for inner in block.iter(_CELL)]
    return lines


@dataclass(slots=True)
class _Written:
    """A cell as the file writes it; `merge` with the cells above and below is "restart", "continue" or ""."""

    lines: list[str]
    columns: int = 1
    merge: str = ""


@dataclass(slots=True)
class _Row:
    """A row as the file writes it, with the columns that it leaves out at its left."""

    before: int = 0
    cells: list[_Written] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """A cell that may still grow downwards."""

    text: str
    row: int
    column: int
    column_span: int
    row_span: int = 1


def _table(name: str, table: etree._Element, place: str, numbering: Numbering) -> Grid:
    done: list[Cell | _Open] = []
    growing: dict[int, _Open] = {}
    width = row_index = 0
    plain = next(table.iterdescendants(*_NOT_PLAIN), None) is None
    for row in _plain_rows(table, numbering) if plain else _nested_rows(table, numbering):
        column = row.before
        below: dict[int, _Open] = {}
        for cell in row.cells:
            text, span = "\n".join(cell.lines).strip(), cell.columns
            if not cell.merge:
                done.append(Cell(text, row_index, column, 1, span))
                column += span
                continue
            above = growing.get(column)
            if cell.merge == "continue" and above is not None and above.column_span == span:
                above.row_span += 1
                below[column] = above
                # Word keeps text in hidden parts of a merge only when somebody typed it there by mistake.
                above.text += f"\n{text}" if text else ""
            else:
                below[column] = current = _Open(text, row_index, column, span)
                done.append(current)
            column += span
        width = max(width, column)
        growing = below
        row_index += 1
        check_area(name, place, row_index, width, len(done))
    cells = tuple(
        [c if type(c) is Cell else Cell(c.text, c.row, c.column, c.row_span, c.column_span) for c in done]
    )
    return Grid(place, cells, row_index, width)


def _plain_rows(table: etree._Element, numbering: Numbering) -> list[_Row]:
    """The rows of a table of which nothing has to be passed over: all its elements in one go.

    Walking down from row to cell, paragraph and run would make up most of the time a file takes.
    """
    rows: list[_Row] = []
    row, cell = _Row(), _Written([])
    lines = cell.lines
    for element in table.iter(*_READ):
        tag = element.tag
        if tag == _T:
            if lines:
                lines[-1] += element.text or ""
        elif tag == _P:
            lines.append(numbering.label(element))
        elif tag == _CELL:
            lines = []
            cell = _Written(lines)
            row.cells.append(cell)
        elif tag == _ROW:
            row = _Row()
            rows.append(row)
        elif tag == _SPAN:
            cell.columns = bounded(element.get(_VALUE), 1, MAX_COLUMNS)
        elif tag == _MERGE:
            cell.merge = element.get(_VALUE, "continue")
        elif tag == _BEFORE:
            row.before = bounded(element.get(_VALUE), 0, MAX_COLUMNS, least=0)
        elif lines and _stands_in_text(element):
            lines[-1] += _MARKS[tag]
    return rows


def _stands_in_text(mark: etree._Element) -> bool:
    """Whether a mark is printed: among a paragraph's properties, a tab is a place on the ruler."""
    above = mark.getparent()
    return above is not None and above.tag != _TAB_STOPS


def _nested_rows(table: etree._Element, numbering: Numbering) -> Iterator[_Row]:
    """The rows of any table, going down level by level."""
    for row in _rows(table):
        cells = [_nested_cell(cell, numbering) for cell in _cells(row)]
        yield _Row(_columns_before(row), cells)


def _nested_cell(cell: etree._Element, numbering: Numbering) -> _Written:
    return _Written(_cell_lines(cell, numbering), *_spans(cell))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        tag = child.tag
        if tag == _ROW:
            if not any(entry.tag == _DELETED for entry in _about(child, _ABOUT_ROW)):
                yield child
        elif tag in _WRAPPERS:
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        tag = child.tag
        if tag == _CELL:
            yield child
        elif tag in _WRAPPERS:
            yield from _cells(child)


def _about(element: etree._Element, tag: str) -> Iterable[etree._Element]:
    """The properties of a row or cell, nothing where it has none."""
    return next((child for child in element if child.tag == tag), ())


def _columns_before(row: etree._Element) -> int:
    """Columns that a row leaves out at its left."""
    for entry in _about(row, _ABOUT_ROW):
        if entry.tag == _BEFORE:
            return bounded(entry.get(_VALUE), 0, MAX_COLUMNS, least=0)
    return 0


def _spans(cell: etree._Element) -> tuple[int, str]:
    """Columns covered, and "restart", "continue" or "" for the vertical merge."""
    columns, merge = 1, ""
    for entry in _about(cell, _ABOUT_CELL):
        tag = entry.tag
        if tag == _SPAN:
            columns = bounded(entry.get(_VALUE), 1, MAX_COLUMNS)
        elif tag == _MERGE:
            merge = entry.get(_VALUE, "continue")
    return columns, merge
