"""Paints an official paper as a Word file to go on editing; it says what the PDF says, in the same order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from gongkai_desktop.domain.chinese_text import chinese_date
from gongkai_desktop.domain.papers import Form
from gongkai_desktop.exporters import docx_parts as w
from gongkai_desktop.exporters import docx_styles as styles
from gongkai_desktop.exporters import measures as m
from gongkai_desktop.exporters.document import (
    Attachment,
    Block,
    Chart,
    Heading,
    Imprint,
    OfficialDocument,
    Signature,
    Table,
    Text,
    attachment_lines,
    attachment_mark,
    both_numbers,
    introduces_table,
    number_line,
    numbered,
)
from gongkai_desktop.exporters.docx_chart import chart_table
from gongkai_desktop.exporters.docx_file import Letterhead, word_file
from gongkai_desktop.exporters.docx_parts import Run, Shape, above, below
from gongkai_desktop.exporters.docx_styles import CLOSE_LINE, INDENT, RED
from gongkai_desktop.exporters.fonts import BODY, TITLE, FontBook, font_book
from gongkai_desktop.exporters.pdf_flow import paginate
from gongkai_desktop.exporters.pdf_layout import lay_out, settled, signature_lines
from gongkai_desktop.exporters.pdf_table import WHOLE_UNTIL, TableFlow
from gongkai_desktop.exporters.pdf_text import balanced_lines, clean

_HEADING_FACES = (w.HEITI, w.KAITI, None, None)
_BELOW_TITLE = m.EXACT_LINE - below(m.TITLE_LINE, m.SIZE_2) - above(m.EXACT_LINE, m.SIZE_3)
"""Spacing that leaves one empty line between the title and what follows."""
_LETTER_RULE = 2.25
"""The double rule of a letter, as word processors measure it."""


def paint_docx(document: OfficialDocument, today: date, fonts: Path | None = None) -> bytes:
    """The paper as .docx, dated `today`: always the same bytes. Raises CannotSave without fonts."""
    book = font_book(fonts)
    document, body = settled(document, book), _Body(book)
    letterhead = body.letterhead(document) if document.layout is Form.LETTER else None
    return word_file(body.of(document), document, today, letterhead)


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
            content += self._foot(document, document.imprint)
        return [*content, w.spacer()]

    def _main(self, document: OfficialDocument) -> Iterator[Any]:
        yield from self._opening(document)
        closing = bool(document.signature or document.attachments or document.note)
        no_line_yet = not document.addressees
        yield from self._blocks(document.blocks, closing, _BELOW_TITLE if no_line_yet else 0.0)
        yield from self._attachment_list(document.attachments)
        if document.signature:
            yield from self._signature(document.signature)
        if document.note:
            yield w.paragraph([Run(f"（{document.note}）")], Shape(styles.NOTE))

    def _opening(self, document: OfficialDocument) -> Iterator[Any]:
        """What stands above the text; the head of a letter stands in the header of its first page."""
        if document.layout is Form.RED_HEAD:
            yield from self._red_head(document)
        elif document.layout is Form.LETTER:
            yield w.paragraph([Run(document.number)], Shape(styles.NUMBER, align="right", keep=True))
        above_title = 0.0 if document.layout is Form.INTERNAL else 2 * m.EXACT_LINE
        yield self._title(document.title, styles.TITLE, before=above_title)
        if document.layout is Form.INTERNAL and (numbers := both_numbers(document)):
            yield w.paragraph([Run(numbers, w.KAITI)], Shape(styles.NUMBER, before=m.SIZE_2 / 2, keep=True))
        if document.addressees:
            addressees = "、".join(document.addressees) + "："
            yield w.paragraph([Run(addressees)], Shape(styles.ADDRESSEE, before=_BELOW_TITLE))

    def _red_name(self, name: str) -> tuple[Run, float]:
        """发文机关标志, a long one narrower, then smaller; and its size."""
        scale = min(1.0, m.TYPE_WIDTH / self._book.width(name, TITLE, m.HEAD_SIZE))
        size = m.HEAD_SIZE * min(1.0, scale / m.HEAD_NARROWEST)
        # In whole hundredths, rounded down: a head that is too wide would break.
        scale = int(max(scale, m.HEAD_NARROWEST) * 100) / 100
        return Run(name, size=None if size == m.HEAD_SIZE else size, scale=scale), size

    def _red_head(self, document: OfficialDocument) -> Iterator[Any]:
        """发文机关标志, 发文字号 and the red line."""
        run, size = self._red_name(document.head)
        if document.is_bulletin:
            # The last character, too, is followed by white space, which would push the name to the left.
            spread = Run(run.text[:-1], tracking=w.twips(m.BULLETIN_HEAD_TRACKING))
            runs = [spread, Run(run.text[-1:])]
        else:
            runs = [run]
        line = size * CLOSE_LINE
        yield w.paragraph(
            runs, Shape(styles.HEAD, line=line, before=m.HEAD_TOP - above(line, size), keep=True)
        )
        close = m.SIZE_3 * CLOSE_LINE
        distance = m.RED_LINE_BELOW_NUMBER - below(close, m.SIZE_3)
        before = m.NUMBER_BELOW_HEAD - below(line, size) - above(close, m.SIZE_3)
        if document.is_bulletin:
            yield w.paragraph([Run(document.issue)], Shape(styles.NUMBER, before=before, keep=True))
            before = m.ISSUE_ABOVE_EDITOR - below(close, m.SIZE_3) - above(close, m.SIZE_3)
        rule = w.Rule("single", m.RED_LINE_WIDTH, distance, RED)
        shape = Shape(styles.NUMBER, before=before, keep=True, rule=rule)
        left, right, name = number_line(document)
        if not right:
            yield w.paragraph([Run(left)], shape)
            return
        # The rule is as wide as the paragraph, so what stands beside is moved in by blanks and a tab.
        runs = [Run(f"　{left}\t{right}"), *([Run(name, w.KAITI)] if name else [])]
        yield w.paragraph(runs, replace(shape, align="left", tab=m.TYPE_WIDTH - m.NUMBER_INDENT))

    def letterhead(self, document: OfficialDocument) -> Letterhead:
        """What stands in the header of a letter's first page: the head and its double rule."""
        run, size = self._red_name(document.head)
        line = size * CLOSE_LINE
        thick, white, thin = m.LETTER_RULES
        sides = (m.PAGE_WIDTH - m.LETTER_RULE_WIDTH) / 2
        shape = Shape(
            "", left=sides - m.LEFT_MARGIN, right=sides - m.RIGHT_MARGIN, first=0.0, line=1.0, before=0.0
        )
        below_head = m.LETTER_RULE_BELOW_HEAD - below(line, size) - 1.0
        top = replace(
            shape,
            style=styles.EMPTY_HEADER,
            before=below_head,
            rule=w.Rule("thickThinSmallGap", _LETTER_RULE, 0.0, RED),
        )
        foot = replace(
            shape, style=styles.EMPTY_HEADER, rule=w.Rule("thinThickSmallGap", _LETTER_RULE, 0.0, RED, "top")
        )
        number_gap = m.LETTER_NUMBER_BELOW_RULE - above(m.SIZE_3 * CLOSE_LINE, m.SIZE_3)
        gap = Shape(styles.EMPTY_HEADER, line=max(1.0, thick + white + thin + number_gap))
        head = [w.paragraph([run], Shape(styles.HEAD, line=line)), w.paragraph([], top), w.paragraph([], gap)]
        return Letterhead(tuple(head), above(line, size), (w.paragraph([], foot),))

    def _title(self, title: str, style: str, before: float) -> Any:
        """One paragraph, divided where the PDF divides it."""
        rest, lines = clean(title.replace("\n", "")), []
        for line in balanced_lines(title, TITLE, m.SIZE_2, m.TYPE_WIDTH, self._book):
            rest = rest.lstrip()
            lines.append(rest[: len(line.text)])
            rest = rest[len(line.text) :]
        before = max(0.0, before - above(m.TITLE_LINE, m.SIZE_2))
        return w.paragraph([Run("\n".join(lines))], Shape(style, before=before))

    def _blocks(self, blocks: Sequence[Block], held_at_end: bool, before: float = 0.0) -> Iterator[Any]:
        """The blocks; `before` is white space above the first."""
        after_table = False
        for position, (block, label) in enumerate(numbered(blocks)):
            last = held_at_end and position == len(blocks) - 1
            last = last or introduces_table(blocks, position)
            if isinstance(block, Chart):
                yield self._table_title(block.title, before)
                yield chart_table(block, self._book)
            elif isinstance(block, Table):
                yield self._above_table(block, before)
                yield w.plain_table(block, together=self._is_small(block))
            else:
                yield self._paragraph(block, label, last, m.TABLE_GAP if after_table else before)
            before, after_table = 0.0, isinstance(block, Table | Chart)
        if after_table:
            yield w.spacer()

    def _paragraph(self, block: Text | Heading, label: str, last: bool, before: float) -> Any:
        shape = Shape(styles.BODY, before=before or None, keep=last, whole_ends=last)
        if not isinstance(block, Heading):
            return w.paragraph([Run(block.text)], shape)
        if not block.text:
            return w.paragraph(
                [Run(label + block.title)], replace(shape, style=styles.HEADINGS[block.level - 1])
            )
        return w.paragraph(
            [Run(label + block.title, _HEADING_FACES[block.level - 1]), Run(block.text)], shape
        )

    def _above_table(self, table: Table, before: float) -> Any:
        """Its title, or the white space above it; also keeps two tables from growing together."""
        if not table.title:
            return w.paragraph([], Shape(styles.TABLE, line=m.TABLE_GAP, before=before, keep=True))
        return self._table_title(table.title, before)

    def _table_title(self, title: str, before: float) -> Any:
        return w.paragraph([Run(title)], Shape(styles.TABLE_TITLE, before=before + m.TABLE_GAP))

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
            shape = Shape(styles.ATTACHMENT_LIST, before=before, left=INDENT + hang, first=-hang)
            yield w.paragraph([Run(text)], shape)

    def _signature(self, signature: Signature) -> Iterator[Any]:
        """The date ends four characters before the edge, the name is centred on it."""
        day = chinese_date(signature.date)
        names = [line.text for line in signature_lines(signature.name, self._book)]
        *widths, day_width = (
            self._book.width(text, BODY, m.SIZE_3) + len(text) * w.TRACKING / 20 for text in (*names, day)
        )
        name_width = max(widths)
        # A name longer than the date may not leave the type area: then the date moves left (7.3.5.1).
        inset = max(m.DATE_FROM_RIGHT_CHARACTERS * m.SIZE_3, (name_width - day_width) / 2)
        for number, (name, width) in enumerate(zip(names, widths, strict=True)):
            name_inset = max(0.0, inset + (day_width - width) / 2)
            before = 0.0 if number else m.ROOM_FOR_SEAL
            yield w.paragraph([Run(name)], Shape(styles.SIGNER, before=before, right=name_inset))
        yield w.paragraph([Run(day)], Shape(styles.DATE, right=inset))

    def _attachment(self, attachment: Attachment, mark: str) -> Iterator[Any]:
        """附件 in 黑体 at the top left of a new page, the title on the third line (7.3.7)."""
        yield w.paragraph([Run(mark)], Shape(styles.ATTACHMENT_MARK, new_page=True))
        yield self._title(attachment.title, styles.ATTACHMENT_TITLE, before=m.EXACT_LINE)
        yield from self._blocks(attachment.blocks, held_at_end=False, before=_BELOW_TITLE)

    def _foot(self, document: OfficialDocument, imprint: Imprint) -> Iterator[Any]:
        """版记 at the foot of the page on which the PDF has it."""
        letter = document.layout is Form.LETTER
        if letter and not imprint.copies:
            return
        bare = replace(document, imprint=None)
        pages, text_pages = (len(paginate(list(lay_out(one, self._book)))) for one in (document, bare))
        for _ in range(pages - text_pages):
            yield w.paragraph([], Shape(styles.EMPTY_HEADER, new_page=True))
        yield self._imprint(imprint, copies_only=letter)

    def _imprint(self, imprint: Imprint, copies_only: bool) -> Any:
        """Copies, then printer and date, in a table that stands at the foot of the page."""
        day = f"{chinese_date(imprint.printed_on)}印发"
        day_width = self._book.width(day, BODY, m.SIZE_4) + m.IMPRINT_INDENT + 2 * m.SIZE_4
        widths = w.column_widths([m.TYPE_WIDTH - day_width, day_width], m.TYPE_WIDTH)
        shape = Shape(styles.IMPRINT)
        rows = []
        if imprint.lists:
            hang = self._book.width("抄送：", BODY, m.SIZE_4)
            hanging = replace(shape, left=m.IMPRINT_INDENT + hang, first=-hang)
            rows.append([("\n".join(imprint.lists), hanging, 2)])
        if not copies_only:
            left, right = replace(shape, align="left", right=0.0), replace(shape, align="right", left=0.0)
            rows.append([(imprint.printer, left, 1), (day, right, 1)])
        outer, inner = (0.0, 0.0) if copies_only else (m.IMPRINT_OUTER_LINE, m.IMPRINT_INNER_LINE)
        # Measured from the page: LibreOffice lets no table float that is as wide as what it is measured from.
        at = w.twips(m.LEFT_MARGIN)
        place = w.element("tblpPr", vertAnchor="margin", horzAnchor="page", tblpX=at, tblpYSpec="bottom")
        lines = [_imprint_row(row, widths) for row in rows]
        padding = ((m.IMPRINT_LINE - m.SIZE_4 * CLOSE_LINE) / 2, 0.0)
        return w.table_element(widths, lines, w.Border(outer, inner, upright=False), padding, place)


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
        row.append(w.element("tc", look, *(w.paragraph([Run(one)], shape) for one in text.split("\n"))))
        column += span
    return row
