"""Paints an official paper as a Word file to go on editing; it says what the PDF says, in the same order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from gongkai_desktop import paths
from gongkai_desktop.domain.chinese_text import chinese_date
from gongkai_desktop.exporters import docx_parts as w
from gongkai_desktop.exporters import measures as m
from gongkai_desktop.exporters.document import (
    Attachment,
    Block,
    Heading,
    Imprint,
    OfficialDocument,
    Signature,
    Table,
    Text,
    attachment_lines,
    attachment_mark,
    numbered,
)
from gongkai_desktop.exporters.docx_file import word_file
from gongkai_desktop.exporters.docx_parts import Run, Shape, above, below
from gongkai_desktop.exporters.fonts import BODY, TITLE, FontBook
from gongkai_desktop.exporters.pdf_table import WHOLE_UNTIL, TableFlow
from gongkai_desktop.exporters.pdf_text import balanced_lines, clean

_HEADING_FACES = (w.HEITI, w.KAITI, w.FANGSONG, w.FANGSONG)
_CHARACTER = m.SIZE_3 + w.TRACKING / 20
_INDENT = m.INDENT_CHARACTERS * _CHARACTER
_CLOSE_LINE = 1.1
"""The least line, as a multiple of the type size, that cuts nothing off the type."""
_BELOW_TITLE = m.EXACT_LINE - below(m.TITLE_LINE, m.SIZE_2) - above(m.EXACT_LINE, m.SIZE_3)
"""Spacing that leaves one empty line between the title and what follows."""


def paint_docx(document: OfficialDocument, today: date, fonts: Path | None = None) -> bytes:
    """The paper as .docx, dated `today`: always the same bytes. Raises CannotSave without fonts."""
    return word_file(_Body(FontBook(fonts or paths.resources() / "fonts")).of(document), document, today)


def _text(*runs: Run) -> list[Any]:
    return [w.run_element(replace(run, tracking=w.TRACKING)) for run in runs]


class _Body:
    """The paragraphs and tables of a paper, one below the other."""

    def __init__(self, book: FontBook) -> None:
        self._book = book  # measures what must be centred or scaled

    def of(self, document: OfficialDocument) -> list[Any]:
        """Everything that stands in the paper, in order."""
        content = list(self._main(document))
        for position, attachment in enumerate(document.attachments):
            content += self._attachment(attachment, attachment_mark(document.attachments, position))
        if document.imprint:
            content += self._imprint(document.imprint)
        return [*content, w.spacer()]

    def _main(self, document: OfficialDocument) -> Iterator[Any]:
        if document.head:
            yield from self._head(document)
        yield self._title(document.title, before=2 * m.EXACT_LINE if document.head else 0.0)
        if document.addressees:
            addressees = "、".join(document.addressees) + "："
            yield w.paragraph(_text(Run(addressees)), Shape(before=_BELOW_TITLE))
        closing = bool(document.signature or document.attachments or document.note)
        no_line_yet = not document.head and not document.addressees
        yield from self._blocks(document.blocks, closing, _BELOW_TITLE if no_line_yet else 0.0)
        yield from self._attachment_list(document.attachments)
        if document.signature:
            yield from self._signature(document.signature)
        if document.note:
            yield w.paragraph(_text(Run(f"（{document.note}）")), Shape(first=_INDENT))

    def _head(self, document: OfficialDocument) -> Iterator[Any]:
        """发文机关标志, 发文字号 and the red line."""
        red = "".join(f"{round(part * 255):02X}" for part in m.RED)
        scale = min(1.0, m.TYPE_WIDTH / self._book.width(document.head, TITLE, m.HEAD_SIZE))
        size = m.HEAD_SIZE * min(1.0, scale / m.HEAD_NARROWEST)
        # In whole hundredths, rounded down: a head that is too wide would break.
        run = Run(document.head, w.XIAOBIAOSONG, size, scale=int(max(scale, m.HEAD_NARROWEST) * 100) / 100)
        line = size * _CLOSE_LINE
        yield w.paragraph(
            [w.run_element(replace(run, colour=red))],
            Shape(line=line, before=m.HEAD_TOP - above(line, size), align="center", keep=True),
        )
        close = m.SIZE_3 * _CLOSE_LINE
        distance = m.RED_LINE_BELOW_NUMBER - below(close, m.SIZE_3)
        yield w.paragraph(
            [w.run_element(Run(document.number))],
            Shape(
                line=close,
                before=m.NUMBER_BELOW_HEAD - below(line, size) - above(close, m.SIZE_3),
                align="center",
                keep=True,
                rule=(m.RED_LINE_WIDTH, distance, red),
            ),
        )

    def _title(self, title: str, before: float) -> Any:
        """One paragraph, divided where the PDF divides it."""
        rest, lines = clean(title), []
        for line in balanced_lines(title, TITLE, m.SIZE_2, m.TYPE_WIDTH, self._book):
            rest = rest.lstrip()
            lines.append(rest[: len(line.text)])
            rest = rest[len(line.text) :]
        before = max(0.0, before - above(m.TITLE_LINE, m.SIZE_2))
        shape = Shape(line=m.TITLE_LINE, before=before, align="center", keep=True)
        return w.paragraph([w.run_element(Run("\n".join(lines), w.XIAOBIAOSONG, m.SIZE_2))], shape)

    def _blocks(self, blocks: Sequence[Block], held_at_end: bool, before: float = 0.0) -> Iterator[Any]:
        """The blocks; `before` is white space above the first."""
        after_table = False
        for position, (block, label) in enumerate(numbered(blocks)):
            last = held_at_end and position == len(blocks) - 1
            if isinstance(block, Table):
                yield self._above_table(block, before)
                yield w.plain_table(block, together=self._is_small(block))
            else:
                yield self._paragraph(block, label, last, m.TABLE_GAP if after_table else before)
            before, after_table = 0.0, isinstance(block, Table)
        if after_table:
            yield w.spacer()

    def _paragraph(self, block: Text | Heading, label: str, last: bool, before: float) -> Any:
        shape = Shape(before=before, first=_INDENT, keep=last, whole_ends=last)
        if not isinstance(block, Heading):
            return w.paragraph(_text(Run(block.text)), shape)
        runs = [Run(label + block.title, _HEADING_FACES[block.level - 1])]
        if block.text:
            return w.paragraph(_text(*runs, Run(block.text)), shape)
        # A heading alone at the foot of a page would be cut off from what it heads.
        return w.paragraph(_text(*runs), replace(shape, keep=True, outline=block.level - 1))

    def _above_table(self, table: Table, before: float) -> Any:
        """Its title, or the white space above it; also keeps two tables from growing together."""
        if not table.title:
            return w.paragraph([], Shape(line=m.TABLE_GAP, before=before, keep=True))
        line = m.TABLE_TITLE_SIZE * m.TABLE_LINE
        run = Run(table.title, w.HEITI, m.TABLE_TITLE_SIZE)
        shape = Shape(line=line, before=before + m.TABLE_GAP, align="center", keep=True)
        return w.paragraph([w.run_element(run)], shape)

    def _is_small(self, table: Table) -> bool:
        flow = TableFlow(table, self._book, m.TYPE_WIDTH)
        flow.take(WHOLE_UNTIL, fresh=True)
        return flow.done()

    def _attachment_list(self, attachments: Sequence[Attachment]) -> Iterator[Any]:
        """附件说明: names that wrap align with the beginning of the name."""
        label = "附件：" + ("1." if len(attachments) > 1 else "")
        hang = self._book.width(label, BODY, m.SIZE_3) + len(label) * w.TRACKING / 20
        for position, text in enumerate(attachment_lines(attachments)):
            before = 0.0 if position else m.EXACT_LINE
            shape = Shape(before=before, left=_INDENT + hang, first=-hang, align="left", keep=True)
            yield w.paragraph(_text(Run(text)), shape)

    def _signature(self, signature: Signature) -> Iterator[Any]:
        """The date ends four characters before the edge, the name is centred on it."""
        day = chinese_date(signature.date)
        name_width, day_width = (
            self._book.width(text, BODY, m.SIZE_3) + len(text) * w.TRACKING / 20
            for text in (signature.name, day)
        )
        # A name longer than the date may not leave the type area: then the date moves left (7.3.5.1).
        inset = max(m.DATE_FROM_RIGHT_CHARACTERS * m.SIZE_3, (name_width - day_width) / 2)
        name_inset = inset + (day_width - name_width) / 2
        name = Shape(before=m.ROOM_FOR_SEAL, right=name_inset, align="right", keep=True)
        yield w.paragraph(_text(Run(signature.name)), name)
        yield w.paragraph(_text(Run(day)), Shape(right=inset, align="right"))

    def _attachment(self, attachment: Attachment, mark: str) -> Iterator[Any]:
        """附件 in 黑体 at the top left of a new page, the title on the third line (7.3.7)."""
        yield w.paragraph(_text(Run(mark, w.HEITI)), Shape(keep=True, new_page=True))
        yield self._title(attachment.title, before=m.EXACT_LINE)
        yield from self._blocks(attachment.blocks, held_at_end=False, before=_BELOW_TITLE)

    def _imprint(self, imprint: Imprint) -> Iterator[Any]:
        """版记 at the foot of the last page: copies, then printer and date."""
        day = f"{chinese_date(imprint.printed_on)}印发"
        day_width = self._book.width(day, BODY, m.SIZE_4) + m.IMPRINT_INDENT + 2 * m.SIZE_4
        widths = w.column_widths([m.TYPE_WIDTH - day_width, day_width], m.TYPE_WIDTH)
        line = m.SIZE_4 * _CLOSE_LINE
        shape = Shape(line=line, left=m.IMPRINT_INDENT)
        rows = []
        if imprint.copies:
            copies = f"抄送：{'，'.join(imprint.copies)}。"
            rows.append([(copies, replace(shape, right=m.IMPRINT_INDENT), 2)])
        printed = Shape(line=line, right=m.IMPRINT_INDENT, align="right")
        rows.append([(imprint.printer, replace(shape, align="left"), 1), (day, printed, 1)])
        border = w.Border(m.IMPRINT_OUTER_LINE, m.IMPRINT_INNER_LINE, upright=False)
        # Measured from the page: LibreOffice lets no table float that is as wide as what it is measured from.
        left = w.twips(m.LEFT_MARGIN)
        place = w.element("tblpPr", vertAnchor="margin", horzAnchor="page", tblpX=left, tblpYSpec="bottom")
        lines = [_imprint_row(row, widths) for row in rows]
        yield w.table_element(widths, lines, border, ((m.IMPRINT_LINE - line) / 2, 0.0), place)


def _imprint_row(cells: Sequence[tuple[str, Shape, int]], widths: Sequence[int]) -> Any:
    row = w.element("tr", w.element("trPr", w.element("cantSplit")))
    column = 0
    for text, shape, span in cells:
        width = sum(widths[column : column + span])
        look = w.element(
            "tcPr",
            w.element("tcW", w=width, type="dxa"),
            w.element("gridSpan", val=span) if span > 1 else None,
            w.element("vAlign", val="center"),
        )
        run = w.run_element(Run(text, size=m.SIZE_4))
        row.append(w.element("tc", look, w.paragraph([run], shape)))
        column += span
    return row
