"""Writing a printed document with python-docx, on paper as offices set it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from generator.values import PCell, Printed, PTable

_PAGE = 9000
"""The width of a page's text in twentieths of a point."""
_LANDSCAPE = 14000


@dataclass(frozen=True)
class _Paper:
    """How the pages and the table on them are set: what a PDF of the document shows."""

    landscape: bool = False
    repeated: bool = False
    """The header is printed on every page."""
    whole: bool = False
    """No row is cut by a page."""
    middle: bool = False
    """Short cells stand in the middle of their row."""
    centred: bool = False
    tight: bool = False
    """No room between paragraphs."""
    numbered: bool = False
    """Page numbers at the foot."""
    rules: str = "all"
    """Which lines are drawn: all, between rows only, or three (above and below the header, at the end)."""

    @property
    def width(self) -> int:
        return _LANDSCAPE if self.landscape else _PAGE


def _paper(rng: Random) -> _Paper:
    if rng.random() < 0.3:
        return _Paper()
    return _Paper(
        landscape=rng.random() < 0.3,
        repeated=rng.random() < 0.4,
        whole=rng.random() < 0.2,
        middle=rng.random() < 0.4,
        centred=rng.random() < 0.4,
        tight=rng.random() < 0.6,
        numbered=rng.random() < 0.5,
    )


def write_docx(printed: Printed, rng: Random, rules: str = "all") -> bytes:
    """A Word document; tables go through their XML, as python-docx's cells are slow."""
    paper = replace(_paper(rng), rules=rules)
    document = docx.Document()
    section = document.sections[0]
    if paper.landscape:
        section.page_width, section.page_height = section.page_height, section.page_width
    if paper.tight:
        document.styles["Normal"].paragraph_format.space_after = Pt(0)
    if paper.numbered:
        field_ = OxmlElement("w:fldSimple")
        field_.set(qn("w:instr"), "PAGE")
        section.footer.paragraphs[0]._p.append(field_)
    for block in printed.blocks:
        if isinstance(block, PTable):
            document.element.body.insert(len(document.element.body) - 1, _word_table(block, paper))
        else:
            document.add_paragraph(block)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _word_table(table: PTable, paper: _Paper) -> object:
    element = OxmlElement("w:tbl")
    width = len(table.rows[0])
    unit = paper.width // width
    element.append(_word_frame(_SIDES[paper.rules]))
    grid = OxmlElement("w:tblGrid")
    for _ in range(width):
        column_mark = OxmlElement("w:gridCol")
        column_mark.set(qn("w:w"), str(unit))
        grid.append(column_mark)
    element.append(grid)
    open_spans: dict[int, tuple[int, int]] = {}
    head = _header_rows(table)
    for index, cells in enumerate(table.rows):
        row = _word_row(cells, open_spans, unit, paper, header=paper.repeated and index < head)
        if paper.rules == "three" and index == head - 1:
            for properties in row.iter(qn("w:tcPr")):
                properties.append(_lines("w:tcBorders", ("bottom",)))
        element.append(row)
    return element


def _header_rows(table: PTable) -> int:
    """A title over the whole width belongs to the header."""
    first = next((i for i, row in enumerate(table.rows) if row[0] and row[0].column_span < len(row)), 0)
    return first + max(cell.row_span for cell in table.rows[first] if cell)


def _word_row(
    cells: list[PCell | None],
    open_spans: dict[int, tuple[int, int]],
    unit: int,
    paper: _Paper,
    *,
    header: bool,
) -> object:
    row = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    for wanted, name in ((paper.whole, "w:cantSplit"), (header, "w:tblHeader")):
        if wanted:
            properties.append(OxmlElement(name))
    row.append(properties)
    column = 0
    while column < len(cells):
        cell = cells[column]
        if cell is None and column not in open_spans:
            column += 1  # covered from the left
            continue
        if cell is None:
            left, span = open_spans[column]
            row.append(_word_cell("", span, "continue", unit, paper))
            open_spans[column] = (left - 1, span)
            if left == 1:
                del open_spans[column]
            column += span
            continue
        merge = "restart" if cell.row_span > 1 else ""
        row.append(_word_cell(cell.text, cell.column_span, merge, unit, paper))
        if cell.row_span > 1:
            open_spans[column] = (cell.row_span - 1, cell.column_span)
        column += cell.column_span
    return row


_SIDES = {
    "all": ("top", "left", "bottom", "right", "insideH", "insideV"),
    "rows": ("top", "bottom", "insideH"),
    "three": ("top", "bottom"),
}


def _word_frame(sides: Sequence[str]) -> object:
    """Ruled lines: without any no table can be told in a PDF."""
    properties = OxmlElement("w:tblPr")
    properties.append(_lines("w:tblBorders", sides))
    return properties


def _lines(name: str, sides: Sequence[str]) -> object:
    borders = OxmlElement(name)
    for side in sides:
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), "single")
        line.set(qn("w:sz"), "4")
        borders.append(line)
    return borders


def _word_cell(text: str, width: int, merge: str, unit: int, paper: _Paper) -> object:
    cell = OxmlElement("w:tc")
    properties = OxmlElement("w:tcPr")
    size = OxmlElement("w:tcW")
    size.set(qn("w:w"), str(unit * width))
    size.set(qn("w:type"), "dxa")
    properties.append(size)
    if width > 1:
        span = OxmlElement("w:gridSpan")
        span.set(qn("w:val"), str(width))
        properties.append(span)
    if merge:
        vertical = OxmlElement("w:vMerge")
        vertical.set(qn("w:val"), merge)
        properties.append(vertical)
    short = len(text) <= 20
    if paper.middle and short:
        middle = OxmlElement("w:vAlign")
        middle.set(qn("w:val"), "center")
        properties.append(middle)
    cell.append(properties)
    for line in text.split("\n"):
        paragraph, run, content = OxmlElement("w:p"), OxmlElement("w:r"), OxmlElement("w:t")
        if paper.centred and short:
            aligned, centre = OxmlElement("w:pPr"), OxmlElement("w:jc")
            centre.set(qn("w:val"), "center")
            aligned.append(centre)
            paragraph.append(aligned)
        content.text = line
        content.set(qn("xml:space"), "preserve")
        run.append(content)
        paragraph.append(run)
        cell.append(paragraph)
    return cell
