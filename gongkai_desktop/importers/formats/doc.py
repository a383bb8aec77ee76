"""Old Word documents (.doc) and WPS documents (.wps): paragraphs and tables with their merges.

A table is a run of paragraphs that say so; cell marks end its cells, and the paragraph at a row's end
has the cells' edges, from which the columns of the whole table are found.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai_desktop.domain.grid import Block, Cell, Grid, Paragraph, RawDocument
from gongkai_desktop.importers.formats.doc_binary import DocParagraph, DocStreams
from gongkai_desktop.importers.formats.doc_numbering import read_doc_numbering
from gongkai_desktop.importers.formats.doc_sprm import CellShape
from gongkai_desktop.importers.formats.docx_numbering import Numbering
from gongkai_desktop.importers.formats.ole import damaged

_SAME_EDGE = 40
"""Edges nearer than this (in twips, 0.7 mm) are one: drawing by hand leaves small steps."""
_MARKS = str.maketrans({"\x0b": "\n", "\t": " ", "\x1e": "-", "\x1f": "", "\xa0": " "})
_FIELD = re.compile(r"\x13[^\x13\x14\x15]*(?:\x14([^\x13\x15]*))?\x15")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_SURROGATES = re.compile(r"[\ud800-\udfff]+")


def read(name: str, data: bytes) -> RawDocument:
    """Read a .doc or .wps. Raises FileUnreadable when it is broken, locked or something else."""
    try:
        streams = DocStreams(name, data)
        builder = _Builder(read_doc_numbering(streams))
        for paragraph in streams.paragraphs():
            builder.add(paragraph)
    except (struct.error, IndexError):
        raise damaged(name) from None
    builder.end_table()
    return RawDocument(name, tuple(builder.blocks), tuple(builder.notes))


@dataclass(slots=True)
class _Row:
    texts: list[str]
    shapes: list[CellShape]


@dataclass(slots=True)
class _Builder:
    """Collects blocks in reading order; `lines` is the open cell, `cells` the open row."""

    numbering: Numbering
    blocks: list[Block] = field(default_factory=list)
    rows: list[_Row] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    tables: int = 0
    paragraphs: int = 0

    def add(self, paragraph: DocParagraph) -> None:
        """Take the next paragraph."""
        properties = paragraph.properties
        if not properties.depth:
            self.end_table()
            self._paragraph(paragraph)
        elif properties.row_end:
            # The end of a row in a table inside a cell says nothing.
            if properties.depth == 1:
                self._end_row(properties.cells())
        else:
            self.lines.append(self._text(paragraph))
            if paragraph.end == "\x07" and properties.depth == 1:
                self.cells.append("\n".join(self.lines).strip())
                self.lines = []

    def _text(self, paragraph: DocParagraph) -> str:
        properties = paragraph.properties
        label = self.numbering.next_label(str(properties.list_id), properties.level)
        return label + clean(paragraph.text)

    def _paragraph(self, paragraph: DocParagraph) -> None:
        text = self._text(paragraph).strip()
        self.paragraphs += 1
        if text:
            self.blocks.append(Paragraph(text, f"第{self.paragraphs}段"))

    def _end_row(self, shapes: list[CellShape]) -> None:
        if len(shapes) != len(self.cells):
            # Without its cells' edges, a row can only be told cell by cell from the left.
            self.notes.append(
                f"表{self.tables + 1}第{len(self.rows) + 1}行没有列宽，按单元格次序排列，请核对"
            )
            shapes = [CellShape(1000 * i, 1000 * (i + 1)) for i in range(len(self.cells))]
        if self.cells:
            self.rows.append(_Row(self.cells, shapes))
        self.cells, self.lines = [], []

    def end_table(self) -> None:
        """Close the table being read, if there is one."""
        if self.cells or self.lines:
            self._end_row([])
        if self.rows:
            self.tables += 1
            self.blocks.append(_grid(self.rows, f"表{self.tables}"))
            self.rows = []


def clean(text: str) -> str:
    """Text as printed: fields by their result, breaks as line breaks, no marks of pictures and notes."""
    before = ""
    while before != text and "\x13" in text:
        before, text = text, _FIELD.sub(lambda match: match.group(1) or "", text)
    text = _SURROGATES.sub(
        lambda m: m.group().encode("utf-16", "surrogatepass").decode("utf-16", "replace"), text
    )
    return _CONTROL.sub("", text.translate(_MARKS))


def _grid(rows: Sequence[_Row], place: str) -> Grid:
    edges = _columns([edge for row in rows for shape in row.shapes for edge in (shape.left, shape.right)])
    done: list[list[int]] = []
    texts: list[str] = []
    growing: dict[tuple[int, int], int] = {}
    for number, row in enumerate(rows):
        below: dict[tuple[int, int], int] = {}
        for shape, text in _joined(row):
            left, right = _index(edges, shape.left), _index(edges, shape.right)
            right = max(right, left + 1)
            above = growing.get((left, right)) if shape.joins_above else None
            if above is not None:
                done[above][2] += 1
                texts[above] += f"\n{text}" if text else ""
            else:
                above = len(done)
                done.append([number, left, 1, right - left])
                texts.append(text)
            if shape.joins_above or shape.opens_below:
                below[left, right] = above
        growing = below
    cells = tuple(
        Cell(text, row, column, row_span, column_span)
        for text, (row, column, row_span, column_span) in zip(texts, done, strict=True)
    )
    return Grid(place, cells, len(rows), max(cell.column + cell.column_span for cell in cells))


def _joined(row: _Row) -> list[tuple[CellShape, str]]:
    """A row's cells, those merged across put together."""
    out: list[tuple[CellShape, str]] = []
    for shape, text in zip(row.shapes, row.texts, strict=True):
        if shape.joins_left and out:
            first, before = out[-1]
            whole = CellShape(first.left, shape.right, False, first.joins_above, first.opens_below)
            out[-1] = whole, "\n".join(part for part in (before, text) if part)
        else:
            out.append((shape, text))
    return out


def _columns(edges: Sequence[int]) -> list[int]:
    """The edges of the table's columns, left to right, nearly equal ones taken as one."""
    out: list[int] = []
    for edge in sorted(set(edges)):
        if not out or edge - out[-1] > _SAME_EDGE:
            out.append(edge)
    return out


def _index(edges: Sequence[int], edge: int) -> int:
    """Which column edge this is: the one at most a small step left of it."""
    at = bisect_left(edges, edge)
    return at if at < len(edges) and edges[at] == edge else at - 1
