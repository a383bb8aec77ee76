"""The layout of GB/T 9704-2012: turns a document into strips for the pages, from the red head to 版记."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai_desktop.domain.chinese_text import chinese_date
from gongkai_desktop.domain.papers import Form
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
    attachment_lines,
    attachment_mark,
    both_numbers,
    introduces_table,
    number_line,
    numbered,
)
from gongkai_desktop.exporters.fonts import BODY, HEI, KAI, TITLE, Face, FontBook
from gongkai_desktop.exporters.pdf_chart import chart_strips
from gongkai_desktop.exporters.pdf_flow import AtFoot, Item, LineMark, NewPage, RuleMark, Strip, paginate
from gongkai_desktop.exporters.pdf_table import TableFlow
from gongkai_desktop.exporters.pdf_text import Line, Measure, Span, balanced_lines, break_lines, one_line

_HEADING_FACES = (HEI, KAI, BODY, BODY)
_LABEL = len("抄送：")
_FEW_ADDRESSEES = 3 * m.CHARACTERS_PER_LINE
"""Characters that leave room for text on any first page."""
_INDENT = m.INDENT_CHARACTERS * (m.SIZE_3 + m.TRACKING)
_BODY = Measure(m.SIZE_3, m.TYPE_WIDTH, m.TRACKING)


def settled(document: OfficialDocument, book: FontBook) -> OfficialDocument:
    """The paper with its 主送机关 in 版记 where they leave no room for text on the first page (7.3.2)."""
    few = sum(map(len, document.addressees)) <= _FEW_ADDRESSEES
    if few or not document.imprint or document.layout is Form.LETTER:
        return document
    opening = sum(len(strip.marks) for strip in _opening(document, book))
    if len(paginate(list(lay_out(document, book)))[0].marks) > opening:
        return document
    imprint = replace(document.imprint, addressees=document.addressees)
    return replace(document, addressees=(), imprint=imprint)


def lay_out(document: OfficialDocument, book: FontBook) -> Iterator[Item]:
    """Everything that stands on the paper, in order."""
    yield from _opening(document, book)
    closing = bool(document.signature or document.attachments or document.note)
    yield from _blocks(document.blocks, book, held_at_end=closing)
    if document.attachments:
        yield from _attachment_list(document.attachments, book)
    if document.signature:
        yield from _signature(document.signature, book)
    if document.note:
        yield from _paragraph([Span(f"（{document.note}）", BODY)], book)
    for position, attachment in enumerate(document.attachments):
        yield NewPage()
        yield from _attachment(attachment, attachment_mark(document.attachments, position), book)
    if document.imprint:
        yield from _foot(document, document.imprint, book)


def _opening(document: OfficialDocument, book: FontBook) -> Iterator[Strip]:
    """Head, title and addressees, as the form of the paper has them."""
    if document.layout is Form.RED_HEAD:
        yield from _red_head(document, book)
    elif document.layout is Form.LETTER:
        yield from _letter_head(document, book)
    yield from _title(document.title, book)
    if document.layout is Form.INTERNAL and (numbers := both_numbers(document)):
        yield _fixed(m.LINE - m.SIZE_2 / 2)
        yield _centred(one_line(numbers, KAI, m.SIZE_3, book), m.SIZE_3)
    if document.addressees:
        yield _gap(m.ADDRESSEE_BELOW_TITLE)
        yield from _paragraph([Span("、".join(document.addressees) + "：", BODY)], book, indent=0.0)
    else:
        yield _gap(m.LINE)


def _foot(document: OfficialDocument, imprint: Imprint, book: FontBook) -> Iterator[AtFoot]:
    """版记, which in a letter is no more than the copies."""
    if document.layout is not Form.LETTER:
        yield AtFoot(_imprint(imprint, book), even=document.both_sides)
    elif imprint.copies:
        yield AtFoot(_copies(imprint.lists[0], book), even=document.both_sides)


def _gap(height: float) -> Strip:
    return Strip(height, gap=True, keep=True)


def _fixed(height: float) -> Strip:
    """White space that stays also at the top of a page."""
    return Strip(height, keep=True)


def _centred(line: Line, height: float, scale: float = 1.0) -> Strip:
    x = (m.TYPE_WIDTH - line.width * scale) / 2
    return Strip(height, (LineMark(x, 0.0, line, scale=scale),), keep=True)


def _red_name(document: OfficialDocument, book: FontBook) -> Strip:
    """发文机关标志 across the type area; a long name is set narrower, then smaller."""
    spread = m.BULLETIN_HEAD_TRACKING if document.is_bulletin else 0.0
    line = one_line(document.head, TITLE, m.HEAD_SIZE, book, spread)
    scale = min(1.0, m.TYPE_WIDTH / line.width)
    if scale < m.HEAD_NARROWEST:
        line = one_line(document.head, TITLE, m.HEAD_SIZE * scale / m.HEAD_NARROWEST, book)
        scale = m.HEAD_NARROWEST
    x = (m.TYPE_WIDTH - line.width * scale) / 2
    return Strip(m.HEAD_SIZE, (LineMark(x, 0.0, line, m.RED, scale),), keep=True)


def _red_head(document: OfficialDocument, book: FontBook) -> Iterator[Strip]:
    """发文机关标志, 发文字号 and the red line."""
    yield _fixed(m.HEAD_TOP)
    yield _red_name(document, book)
    yield _fixed(m.NUMBER_BELOW_HEAD)
    if document.is_bulletin:
        yield _centred(one_line(document.issue, BODY, m.SIZE_3, book), m.SIZE_3)
        yield _fixed(m.ISSUE_ABOVE_EDITOR)
    yield _number_line(document, book)
    y = m.RED_LINE_BELOW_NUMBER + m.RED_LINE_WIDTH / 2
    yield Strip(y, (RuleMark(0.0, y, m.TYPE_WIDTH, y, m.RED_LINE_WIDTH, m.RED),), keep=True)
    yield _fixed(m.TITLE_BELOW_RED_LINE)


def _number_line(document: OfficialDocument, book: FontBook) -> Strip:
    """The line above the red one: 发文字号, alone in the middle or with what stands at the right of it."""
    left, right, name = number_line(document)
    if not right:
        return _centred(one_line(left, BODY, m.SIZE_3, book), m.SIZE_3)
    label, last = one_line(right, BODY, m.SIZE_3, book), one_line(name, KAI, m.SIZE_3, book)
    edge = m.TYPE_WIDTH - m.NUMBER_INDENT - last.width
    marks = [
        LineMark(m.NUMBER_INDENT, 0.0, one_line(left, BODY, m.SIZE_3, book)),
        LineMark(edge - label.width, 0.0, label),
    ]
    return Strip(m.SIZE_3, (*marks, LineMark(edge, 0.0, last)) if name else tuple(marks), keep=True)


def _letter_head(document: OfficialDocument, book: FontBook) -> Iterator[Strip]:
    """The head of a letter, its double rules at the top and the foot of the page, the number at the right."""
    thick, white, thin = m.LETTER_RULES
    name = _red_name(document, book)
    top = m.LETTER_HEAD_TOP - m.TOP_MARGIN
    rule = top + name.height + m.LETTER_RULE_BELOW_HEAD
    foot = m.PAGE_HEIGHT - m.LETTER_FOOT_RULE - m.TOP_MARGIN
    number = one_line(document.number, BODY, m.SIZE_3, book)
    y = rule + thick + white + thin + m.LETTER_NUMBER_BELOW_RULE
    marks = (
        *(mark.moved(0.0, top) for mark in name.marks),
        *_double_rule(rule, (thick, thin)),
        LineMark(m.TYPE_WIDTH - number.width, y, number),
        *_double_rule(foot - thick - white - thin, (thin, thick)),
    )
    yield Strip(y + m.SIZE_3, marks, keep=True)
    yield _fixed(m.TITLE_BELOW_RED_LINE)


def _double_rule(top: float, widths: tuple[float, float]) -> Iterator[RuleMark]:
    """Two red rules below each other, centred on the page."""
    left = (m.PAGE_WIDTH - m.LETTER_RULE_WIDTH) / 2 - m.LEFT_MARGIN
    y = top
    for width in widths:
        middle = y + width / 2
        yield RuleMark(left, middle, left + m.LETTER_RULE_WIDTH, middle, width, m.RED)
        y += width + m.LETTER_RULES[1]


def _title(title: str, book: FontBook) -> Iterator[Strip]:
    lines = balanced_lines(title, TITLE, m.SIZE_2, m.TYPE_WIDTH, book)
    for position, line in enumerate(lines):
        yield _centred(line, m.TITLE_LINE if position < len(lines) - 1 else m.SIZE_2)


def _paragraph(
    spans: Sequence[Span], book: FontBook, indent: float = _INDENT, held_lines: int = 0
) -> Iterator[Strip]:
    """The lines of a paragraph; the last `held_lines` stay with what follows."""
    lines = break_lines(spans, book, _BODY, indent)
    for position, line in enumerate(lines):
        mark = LineMark(line.indent, 0.0, line)
        yield Strip(m.LINE, (mark,), keep=position >= len(lines) - held_lines)


def _blocks(blocks: Sequence[Block], book: FontBook, held_at_end: bool) -> Iterator[Item]:
    for position, (block, label) in enumerate(numbered(blocks)):
        last = held_at_end and position == len(blocks) - 1
        if isinstance(block, Table):
            yield from _table(block, book)
        elif isinstance(block, Chart):
            yield from chart_strips(block, book)
        elif isinstance(block, Heading):
            face = _HEADING_FACES[block.level - 1]
            spans = [Span(label + block.title, face)] + ([Span(block.text, BODY)] if block.text else [])
            # A heading alone at the foot of a page would be cut off from what it heads.
            held = int(introduces_table(blocks, position)) if block.text else 1
            yield from _paragraph(spans, book, held_lines=2 if last else held)
        else:
            held = 2 if last else int(introduces_table(blocks, position))
            yield from _paragraph([Span(block.text, BODY)], book, held_lines=held)


def _table(table: Table, book: FontBook) -> Iterator[Item]:
    yield Strip(m.TABLE_GAP, gap=True, keep=True)
    if table.title:
        line = one_line(table.title, HEI, m.TABLE_TITLE_SIZE, book)
        yield _centred(line, m.TABLE_TITLE_SIZE * m.TABLE_LINE)
    yield TableFlow(table, book, m.TYPE_WIDTH)


def _attachment_list(attachments: Sequence[Attachment], book: FontBook) -> Iterator[Strip]:
    """附件说明: names that wrap align with the beginning of the name."""
    yield _gap(m.ATTACHMENTS_BELOW_TEXT)
    for text in attachment_lines(attachments):
        label = "附件：" + ("1." if len(attachments) > 1 else "")
        hang = _INDENT + book.width(label, BODY, m.SIZE_3) + len(label) * m.TRACKING
        cut = len(label)
        lines = break_lines(
            [Span(text[cut:], BODY)], book, replace(_BODY, width=m.TYPE_WIDTH - hang, justify=False)
        )
        first = one_line(text[:cut], BODY, m.SIZE_3, book, m.TRACKING)
        for position, line in enumerate(lines):
            marks = (LineMark(hang, 0.0, line),)
            yield Strip(
                m.LINE, (LineMark(_INDENT, 0.0, first), *marks) if position == 0 else marks, keep=True
            )


def _signature(signature: Signature, book: FontBook) -> Iterator[Strip]:
    """The date ends four characters before the edge, the name is centred on it; never without text above."""
    names = signature_lines(signature.name, book)
    name = max(names, key=lambda line: line.width)
    date = one_line(chinese_date(signature.date), BODY, m.SIZE_3, book, m.TRACKING)
    inset = m.DATE_FROM_RIGHT_CHARACTERS * m.SIZE_3
    if name.width > date.width + 2 * inset:
        # A name longer than the date may not leave the type area: then the date moves left (7.3.5.1).
        inset = (name.width - date.width) / 2
    date_x = m.TYPE_WIDTH - inset - date.width
    yield _fixed(m.ROOM_FOR_SEAL)
    for line in names:
        x = date_x + (date.width - line.width) / 2
        yield Strip(m.LINE, (LineMark(x, 0.0, line),), keep=True)
    yield Strip(m.LINE, (LineMark(date_x, 0.0, date),), keep=True)


def signature_lines(name: str, book: FontBook) -> list[Line]:
    """署名 in one line; one that is wider than the page in lines of much the same length."""
    line = one_line(name, BODY, m.SIZE_3, book, m.TRACKING)
    if line.width <= m.TYPE_WIDTH:
        return [line]
    return balanced_lines(name, BODY, m.SIZE_3, m.TYPE_WIDTH, book)


def _attachment(attachment: Attachment, mark: str, book: FontBook) -> Iterator[Item]:
    """附件 in 黑体 at the top left, the title on the third line (7.3.7)."""
    yield Strip(m.LINE, (LineMark(0.0, 0.0, one_line(mark, HEI, m.SIZE_3, book)),), keep=True)
    yield _fixed(m.LINE)
    yield from _title(attachment.title, book)
    yield _fixed(m.LINE)
    yield from _blocks(attachment.blocks, book, held_at_end=False)


def _copies(text: str, book: FontBook) -> Strip:
    """抄送：甲，乙。 with further lines below the first name (7.4.2)."""
    label, names = text[:_LABEL], text[_LABEL:]
    hang = book.width(label, BODY, m.SIZE_4)
    width = m.TYPE_WIDTH - 2 * m.IMPRINT_INDENT
    measure = Measure(m.SIZE_4, width - hang)
    lines = break_lines([Span(names, BODY)], book, measure)
    first = LineMark(m.IMPRINT_INDENT, 0.0, one_line(label, BODY, m.SIZE_4, book))
    below = (LineMark(m.IMPRINT_INDENT + hang, n * m.IMPRINT_LINE, line) for n, line in enumerate(lines))
    return Strip(len(lines) * m.IMPRINT_LINE, (first, *below))


def _imprint(imprint: Imprint, book: FontBook) -> Strip:
    """版记: copies, then printer and date, between thick outer lines and a thin inner one."""
    width = m.TYPE_WIDTH - 2 * m.IMPRINT_INDENT
    marks: list[LineMark | RuleMark] = [_imprint_rule(0.0, m.IMPRINT_OUTER_LINE)]
    y = (m.IMPRINT_LINE - m.SIZE_4) / 2
    for text in imprint.lists:
        copies = _copies(text, book)
        marks += [mark.moved(0.0, y) for mark in copies.marks if isinstance(mark, LineMark)]
        y += copies.height
    if imprint.lists:
        marks.append(_imprint_rule(y - (m.IMPRINT_LINE - m.SIZE_4) / 2, m.IMPRINT_INNER_LINE))
    printed = one_line(f"{chinese_date(imprint.printed_on)}印发", BODY, m.SIZE_4, book)
    room = Measure(m.SIZE_4, width - printed.width - m.IMPRINT_INDENT, justify=False)
    for line in break_lines([Span(imprint.printer, BODY)], book, room):
        marks.append(LineMark(m.IMPRINT_INDENT, y, line))
        y += m.IMPRINT_LINE
    y -= m.IMPRINT_LINE
    marks.append(LineMark(m.IMPRINT_INDENT + width - printed.width, y, printed))
    height = y + m.SIZE_4 + (m.IMPRINT_LINE - m.SIZE_4) / 2
    marks.append(_imprint_rule(height, m.IMPRINT_OUTER_LINE))
    return Strip(height, tuple(marks))


def _imprint_rule(y: float, width: float) -> RuleMark:
    return RuleMark(0.0, y, m.TYPE_WIDTH, y, width)


def page_number(page: int, book: FontBook, face: Face) -> LineMark:
    """— 1 —: 7 mm below the type area, one character in, right on odd pages and left on even ones (7.5)."""
    line = one_line(f"— {page} —", face, m.SIZE_4, book)
    right = m.LEFT_MARGIN + m.TYPE_WIDTH - m.PAGE_NUMBER_INDENT - line.width
    x = right if page % 2 else m.LEFT_MARGIN + m.PAGE_NUMBER_INDENT
    # The dash, not the top of the figures, is what stands 7 mm below.
    y = m.TOP_MARGIN + m.TYPE_HEIGHT + m.PAGE_NUMBER_BELOW - m.SIZE_4 / 2
    return LineMark(x, y, line)
