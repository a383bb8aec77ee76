"""Markdown (.md): headings, paragraphs, pipe tables, pandoc's grid tables and tables in HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gongkai_desktop.domain.grid import Block, Cell, Grid, Paragraph, RawDocument
from gongkai_desktop.importers.formats.encodings import decode
from gongkai_desktop.importers.formats.html_page import check_whole, page_blocks
from gongkai_desktop.importers.formats.limits import check_area, check_cell, check_lines, check_tables

_HTML_TABLE = re.compile(r"<table[\s>].*?</table\s*>", re.IGNORECASE | re.DOTALL)
_RULE = re.compile(r" {0,9}\|? {0,9}:?-+:? {0,9}(?:\| {0,9}:?-+:? {0,9})*\|? {0,9}$")
_GRID_RULE = re.compile(r" {0,3}\+(?:[-=:]{2,}\+)+ {0,9}$")
_PIPE = re.compile(r"(?<!\\)[|｜]")
_BREAK = re.compile(r"<br\s*/?>|</(?:p|div|li)>\s*", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\([^()\s]{0,2000}\)")
_EMPHASIS = re.compile(r"(\*{1,3}|_{2,3}|~~|`)(?=\S)([^*`~\n]{1,2000}?)(?<=\S)\1")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_LINE_MARK = re.compile(r"\s{0,3}(?:#{1,6}\s+|>\s?|[-*+]\s+(?!\*))")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s")
_AS_ABOVE = ("^", "^^")
"""What some dialects write into a cell that is merged with the one above it."""
_LINE_END = re.compile(r"\s+#+\s*$")


def read(name: str, data: bytes) -> RawDocument:
    """Read a .md. Raises FileUnreadable for what is no text or ends inside a table."""
    text = decode(name, data).lstrip("\ufeff")
    check_whole(name, text)
    check_lines(name, text.count("\n"))
    reader = _Reader(name)
    start = 0
    for found in _HTML_TABLE.finditer(text):
        reader.lines(text[start : found.start()], text.count("\n", 0, start))
        reader.html(found.group())
        start = found.end()
    reader.lines(text[start:], text.count("\n", 0, start))
    return RawDocument(name, tuple(reader.blocks), tuple(reader.notes))


def plain(text: str) -> str:
    """Text without the marks of markdown and the tags in it."""
    text = _TAG.sub("", _BREAK.sub("\n", text))
    text = _LINK.sub(r"\1", text)
    for _ in range(2):  # bold inside italic
        text = _EMPHASIS.sub(r"\2", text)
    text = html.unescape(_ESCAPE.sub(r"\1", text)).strip()
    return "" if text in _AS_ABOVE else text


@dataclass(slots=True)
class _Reader:
    """Blocks in reading order; `rows` is the table being read, as (line number, cells)."""

    name: str
    blocks: list[Block] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    grids: int = 0

    def html(self, table: str) -> None:
        blocks, notes = page_blocks(self.name, table)
        for block in blocks:
            self._add_grid(block) if isinstance(block, Grid) else self.blocks.append(block)
        self.notes += [note for note in notes if note not in self.notes]

    def lines(self, text: str, before: int) -> None:
        """Lines of markdown; `before` lines of the file stand above them."""
        lines = text.split("\n")
        index = 0
        while index < len(lines):
            if _GRID_RULE.match(lines[index]):
                index = self._grid_table(lines, index, before)
            elif self._is_table(lines, index):
                index = self._pipe_table(lines, index, before)
            else:
                self._paragraph(lines[index], before + index + 1)
                index += 1

    def _is_table(self, lines: Sequence[str], index: int) -> bool:
        below = lines[index + 1] if index + 1 < len(lines) else ""
        return bool(_PIPE.search(lines[index])) and "-" in below and "|" in below and bool(_RULE.match(below))

    def _pipe_table(self, lines: Sequence[str], index: int, before: int) -> int:
        """A header, a rule and rows; a line without bars inside the table goes on in the last cell."""
        while index < len(lines) and lines[index].strip():
            line = lines[index]
            if _PIPE.search(line):
                if not (len(self.rows) == 1 and _RULE.match(line)):
                    self.rows.append((before + index, _cells(line)))
            elif index + 1 < len(lines) and _PIPE.search(lines[index + 1]):
                self.rows[-1][1][-1] += "\n" + line.strip()
            else:
                break
            index += 1
        self._end_table()
        return index

    def _grid_table(self, lines: Sequence[str], index: int, before: int) -> int:
        """Rows of one or more lines between rules of +---+."""
        fresh = True
        while index < len(lines) and lines[index].lstrip().startswith(("+", "|")):
            line = lines[index]
            if _GRID_RULE.match(line):
                fresh = True
            elif fresh or len(cells := _cells(line)) != len(self.rows[-1][1]):
                self.rows.append((before + index, _cells(line)))
                fresh = False
            else:
                above = self.rows[-1][1]
                above[:] = [
                    "\n".join(part for part in pair if part) for pair in zip(above, cells, strict=True)
                ]
            index += 1
        self._end_table()
        return index

    def _end_table(self) -> None:
        if not self.rows:
            return
        width = max(len(cells) for _, cells in self.rows)
        place = f"文本表{self.grids + 1}"
        check_area(self.name, place, self.rows[-1][0] + 1, width, sum(len(cells) for _, cells in self.rows))
        cells = tuple(
            Cell(check_cell(self.name, place, plain(text)), line, column)
            for line, texts in self.rows
            for column, text in enumerate(texts)
        )
        self._add_grid(Grid(place, cells, self.rows[-1][0] + 1, width, true_spans=False))
        self.rows = []

    def _add_grid(self, grid: Grid) -> None:
        self.grids += 1
        check_tables(self.name, self.grids)
        self.blocks.append(replace(grid, place=f"文本表{self.grids}"))

    def _paragraph(self, line: str, number: int) -> None:
        if re.fullmatch(r"\s*(?:[-*_=]\s*){3,}|\s*```.*", line):
            return
        text = _LINE_END.sub("", line) if _HEADING.match(line) else line
        text = plain(check_cell(self.name, "正文", _LINE_MARK.sub("", text, count=1)))
        if text:
            self.blocks.append(Paragraph(text, f"第{number}行"))


def _cells(line: str) -> list[str]:
    cells = [cell.strip() for cell in _PIPE.split(line.strip())]
    if cells and not cells[0]:
        cells = cells[1:]
    return cells[:-1] if cells and not cells[-1] else cells
