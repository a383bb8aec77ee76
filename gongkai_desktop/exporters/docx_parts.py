"""The parts of a Word file: runs, paragraphs and tables as WordprocessingML. Lengths are points.

The order of the elements inside another one is that of the schema: Word calls a file broken otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from gongkai_desktop.exporters import measures as m
from gongkai_desktop.exporters.document import Table, TableCell
from gongkai_desktop.exporters.fonts import GETA
from gongkai_desktop.exporters.pdf_table import HEADER_GREY, JUSTIFIED_FROM
from gongkai_desktop.exporters.pdf_text import clean

ASCENT = 0.88
"""Top of the em box of a Chinese face above its baseline, in em."""
BASELINE = 0.8
"""Where a line of exact height has its baseline, as a share of the height."""
TRACKING = round(m.TRACKING * 20 - 0.5)
"""In twentieths of a point, rounded down: 28 characters must never be too wide for a line."""

PADDING_BESIDE = 1 * m.MM
"""Beside the text of a table cell: less than in the PDF, as some programs widen “10月31日” by gaps."""

BODY_STYLE, TABLE_STYLE, TABLE_HEADER_STYLE = "公文正文", "表格内容", "表格表头"

_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class WordFace:
    """A face by the names under which an office computer has it; `others` stand in where it is missing."""

    east: str
    latin: str
    others: str = ""


FANGSONG = WordFace("仿宋_GB2312", "Times New Roman", "仿宋")
KAITI = WordFace("楷体_GB2312", "Times New Roman", "楷体")
HEITI = WordFace("黑体", "黑体", "SimHei")
XIAOBIAOSONG = WordFace("方正小标宋简体", "方正小标宋简体", "方正小标宋_GBK")
SONGTI = WordFace("宋体", "宋体", "SimSun")
FACES = (FANGSONG, KAITI, HEITI, XIAOBIAOSONG, SONGTI)


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look; a line end in it begins a new line of the same paragraph.

    What is None is as the style of the paragraph says.
    """

    text: str
    face: WordFace | None = None
    size: float | None = None
    tracking: int | None = None
    """In twentieths of a point."""
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph stands. What is None is as its style says."""

    style: str
    line: float | None = None
    before: float | None = None
    align: Literal["left", "center", "right", "both"] | None = None
    first: float | None = None
    """Indent of the first line; negative where the others are indented more."""
    left: float | None = None
    right: float | None = None
    tab: float | None = None
    """Where text after a tab ends."""
    keep: bool = False
    """On the same page as the next paragraph."""
    whole_ends: bool = False
    """No single line of it alone on a page."""
    new_page: bool = False
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A line above or below a paragraph."""

    kind: str
    width: float
    distance: float = 0.0
    colour: str = "000000"
    side: Literal["top", "bottom"] = "bottom"


def above(line: float, size: float) -> float:
    """White space above the em box of the type in a line of exact height."""
    return BASELINE * line - ASCENT * size


def below(line: float, size: float) -> float:
    """White space below the em box."""
    return line - size - above(line, size)


def twips(points: float) -> int:
    """Points in the unit of the format."""
    return round(points * 20)


def element(tag: str, *children: Any, **attributes: object) -> Any:
    """An element of the format; children that are None are left out."""
    # Imported here, as everywhere in this module: python-docx costs 150 ms of the program's start.
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    node = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        node.set(qn(f"w:{name}"), str(value))
    node.extend(child for child in children if child is not None)
    return node


def fonts(face: WordFace) -> Any:
    """The fonts of a run; the hint sets “ ” … and 〔 〕 in the Chinese one."""
    return element("rFonts", hint="eastAsia", ascii=face.latin, hAnsi=face.latin, eastAsia=face.east)


def run_look(run: Run, colour: str = "") -> Any:
    """The properties of a run, None where it has none of its own."""
    size = None if run.size is None else round(run.size * 2)
    look = element(
        "rPr",
        fonts(run.face) if run.face else None,
        element("color", val=colour) if colour else None,
        element("spacing", val=run.tracking) if run.tracking is not None else None,
        element("w", val=round(run.scale * 100)) if run.scale < 1 else None,
        element("sz", val=size) if size else None,
        element("szCs", val=size) if size else None,
    )
    return look if len(look) else None


def run_element(run: Run) -> Any:
    """The run with its text."""
    from docx.oxml.ns import qn

    node = element("r", run_look(run))
    for position, part in enumerate(re.split("([\n\t])", run.text)):
        if position % 2:
            node.append(element("br" if part == "\n" else "tab"))
        elif part:
            text = element("t")
            text.text = _NOT_XML.sub(GETA, clean(part))
            text.set(qn("xml:space"), "preserve")
            node.append(text)
    return node


def page_field(run: Run) -> Any:
    """The number of the page, where the program that opens the file counts it."""
    return element("fldSimple", run_element(run), instr=" PAGE ")


def paragraph(runs: Sequence[Run | Any], shape: Shape) -> Any:
    """A paragraph of runs, or of elements made already."""
    parts = (run_element(run) if isinstance(run, Run) else run for run in runs)
    look = paragraph_look(shape)
    look.insert(0, element("pStyle", val=style_id(shape.style)))
    return element("p", look, *parts)


def style_id(name: str) -> str:
    """The name of a style inside the file."""
    return name.replace(" ", "")


def paragraph_look(shape: Shape, outline: int | None = None) -> Any:
    """The properties of a paragraph, or of a style, but for its name."""
    return element(
        "pPr",
        element("keepNext") if shape.keep else None,
        element("pageBreakBefore") if shape.new_page else None,
        element("widowControl", val=1) if shape.whole_ends else None,
        _rule_beside(shape.rule) if shape.rule else None,
        element("tabs", element("tab", val="right", pos=twips(shape.tab))) if shape.tab else None,
        _spacing(shape),
        _indent(shape),
        element("jc", val=shape.align) if shape.align else None,
        element("outlineLvl", val=outline) if outline is not None else None,
    )


def _spacing(shape: Shape) -> Any:
    values: dict[str, object] = {}
    if shape.before is not None:
        values["before"] = twips(shape.before)
    if shape.line is not None:
        values |= {"line": twips(shape.line), "lineRule": "exact"}
    return element("spacing", **values) if values else None


def _rule_beside(rule: Rule) -> Any:
    line = element(
        rule.side, val=rule.kind, sz=round(rule.width * 8), space=round(rule.distance), color=rule.colour
    )
    return element("pBdr", line)


def _indent(shape: Shape) -> Any:
    sides = (("left", shape.left), ("right", shape.right))
    values = {name: twips(value) for name, value in sides if value is not None}
    if shape.first is not None:
        values["firstLine" if shape.first >= 0 else "hanging"] = abs(twips(shape.first))
    return element("ind", **values) if values else None


def spacer() -> Any:
    """A paragraph that takes no room: the format wants one between tables and after the last."""
    small = element("rPr", element("sz", val=2), element("szCs", val=2))
    look = paragraph_look(Shape(BODY_STYLE, line=1.0, first=0.0))
    look.insert(0, element("pStyle", val=style_id(BODY_STYLE)))
    look.append(small)
    return element("p", look)


# Tables


@dataclass(frozen=True, slots=True)
class Border:
    """The rules of a table: widths of the outer and the inner ones, and whether there are upright ones."""

    outer: float
    inner: float
    upright: bool = True


def table_element(
    widths: Sequence[int],
    rows: Sequence[Any],
    border: Border,
    padding: tuple[float, float],
    place: Any = None,
) -> Any:
    """A table; `padding` above and below, then beside the text; `place` takes it out of the running text."""
    sides = "left", "right"
    margins = {"top": padding[0], "left": padding[1], "bottom": padding[0], "right": padding[1]}
    look = element(
        "tblPr",
        place,
        element("tblW", w=sum(widths), type="dxa"),
        # Centred: programs disagree whether a table at the left begins with its rule or its text.
        element("jc", val="center") if place is None else None,
        element(
            "tblBorders",
            *(
                _rule(side, border.outer if border.upright or side not in sides else 0.0)
                for side in ("top", "left", "bottom", "right")
            ),
            _rule("insideH", border.inner),
            _rule("insideV", border.inner if border.upright else 0.0),
        ),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *(element(side, w=twips(room), type="dxa") for side, room in margins.items())),
    )
    return element("tbl", look, element("tblGrid", *(element("gridCol", w=w) for w in widths)), *rows)


def _rule(side: str, width: float) -> Any:
    if not width:
        return element(side, val="nil")
    return element(side, val="single", sz=round(width * 8), space=0, color="000000")


def column_widths(weights: Sequence[float], width: float) -> list[int]:
    """The width shared out, in the unit of the format, without a remainder."""
    total, edges = sum(weights), [0]
    for position in range(1, len(weights) + 1):
        edges.append(round(twips(width) * sum(weights[:position]) / total))
    return [right - left for left, right in pairwise(edges)]


Slot = tuple[int, TableCell, bool]
"""Column, cell, and whether it only goes on here from the row above."""


def slots(table: Table) -> list[list[Slot]]:
    """For each row its cells from left to right, with those that reach down from above."""
    rows: list[list[Slot]] = [[] for _ in table.rows]
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(table.rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            for down in range(number, min(number + cell.row_span, len(rows))):
                rows[down].append((column, cell, down > number))
                taken |= {(down, column + right) for right in range(cell.column_span)}
            column += cell.column_span
    return [sorted(row, key=lambda slot: slot[0]) for row in rows]


def plain_table(table: Table, together: bool) -> Any:
    """A table of the text; its header is printed again on every page, `together` keeps it on one."""
    widths = column_widths([column.weight for column in table.columns], m.TYPE_WIDTH)
    rows = []
    for number, row in enumerate(slots(table)):
        header = number < table.header_rows
        keep = header or (together and number < len(table.rows) - 1)
        cells = [_cell(table, slot, widths, header, keep) for slot in row]
        look = element("trPr", element("cantSplit"), element("tblHeader") if header else None)
        rows.append(element("tr", look, *cells))
    return table_element(
        widths, rows, Border(m.TABLE_BORDER, m.TABLE_BORDER), (m.TABLE_PADDING, PADDING_BESIDE)
    )


def _cell(table: Table, slot: Slot, widths: Sequence[int], header: bool, keep: bool) -> Any:
    column, cell, goes_on = slot
    width = sum(widths[column : column + cell.column_span])
    align = cell.align or ("centre" if header else table.columns[column].align)
    # A line that ends before its time would be torn apart.
    wide = "\n" not in cell.text and width - 2 * twips(PADDING_BESIDE) >= JUSTIFIED_FROM * twips(table.size)
    grey = f"{round(HEADER_GREY * 255):02X}" * 3
    look = element(
        "tcPr",
        element("tcW", w=width, type="dxa"),
        element("gridSpan", val=cell.column_span) if cell.column_span > 1 else None,
        element("vMerge", val="continue" if goes_on else "restart") if cell.row_span > 1 else None,
        element("shd", val="clear", color="auto", fill=grey) if header else None,
        element("vAlign", val="center"),
    )
    own_size = None if table.size == m.SIZE_SMALL_4 else table.size
    run = Run("" if goes_on else cell.text, HEITI if cell.bold and not header else None, own_size)
    shape = Shape(
        TABLE_HEADER_STYLE if header else TABLE_STYLE,
        line=table.size * m.TABLE_LINE if own_size else None,
        align="center" if align == "centre" else "both" if align == "left" and wide else align,
        keep=keep,
    )
    return element("tc", look, paragraph([run], shape))
