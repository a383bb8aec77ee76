"""A file as it stands, before any meaning: paragraphs and tables of cells with their spans and places."""

from __future__ import annotations

from dataclasses import dataclass, field

from gongkai_desktop.domain.values import many_values


@many_values(frozen=True, slots=True)
class Cell:
    """One cell as printed: text with its line breaks, its top-left place (0-based) and its spans (>= 1).

    `row` counts the rows of the file's own table or sheet, so that a clerk can find the cell again.
    """

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    broken: tuple[int, ...] = ()
    """Places in the text where a printed line ended, of which only the margin may have been the cause."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it stands in the file. `place` names it for the clerk (表1, 工作表“任务”)."""

    place: str
    cells: tuple[Cell, ...]
    rows: int
    columns: int
    true_spans: bool = True
    """False for plain text: a blank cell may there stand for a merged one."""
    whole_rows: bool = False
    """True where no page can have cut a row in two (a .csv)."""
    doubts: tuple[tuple[int, str], ...] = ()
    """Rows (0-based) the reader is not sure of, with the reason in Chinese."""


UNITS_UNSURE = "单位有几列，这一行的单位分在几行，各在哪一列按先后判断，请核对"
"""A reader's doubt that touches only the units of a row."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of text outside any table."""

    text: str
    place: str


Block = Grid | Paragraph


@dataclass(frozen=True, slots=True)
class RawDocument:
    """What a reader makes of a file: its blocks in reading order."""

    name: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = field(default=())
    """What the reader had to leave out (hidden sheets, pictures), in Chinese."""
