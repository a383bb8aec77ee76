"""Long names of offices and many addressees: nothing leaves the type area or stands on another thing."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import docx
import pypdfium2

from gongkai_desktop.exporters import measures as m
from gongkai_desktop.exporters.document import Imprint, OfficialDocument, Signature, Text
from gongkai_desktop.exporters.docx import paint_docx
from gongkai_desktop.exporters.fonts import font_book
from gongkai_desktop.exporters.pdf import _pages, paint_pdf
from gongkai_desktop.exporters.pdf_flow import LineMark

DAY = date(2026, 6, 24)
OFFICE = "示例土家族苗族自治县人民政府办公室政务公开与政务服务数据管理中心"
PAPER = OfficialDocument(
    "关于报送上半年政务公开工作情况的通知",
    (Text("请于2026年7月5日前报送上半年政务公开工作情况，由主要负责人签字并加盖公章。"),),
    head=OFFICE,
    number="示例政办督〔2026〕5号",
    addressees=("示例一镇人民政府",),
    signature=Signature(OFFICE, DAY),
    imprint=Imprint(("县委办公室",), OFFICE, DAY),
)
MANY = tuple(f"示例县第{number}中心小学校" for number in range(30))


def lines(paper: OfficialDocument) -> list[list[LineMark]]:
    pages = _pages(paper, font_book())
    return [[mark for mark in page.marks if isinstance(mark, LineMark)] for page in pages]


def text_of(paper: OfficialDocument, page: int) -> str:
    found = pypdfium2.PdfDocument(paint_pdf(paper, DAY).data)[page].get_textpage().get_text_range()
    return "".join(found.split())


def test_that_a_long_name_is_signed_and_printed_in_two_lines_inside_the_type_area() -> None:
    left, right = m.LEFT_MARGIN - 1, m.LEFT_MARGIN + m.TYPE_WIDTH + m.SIZE_3 / 2
    for mark in (mark for page in lines(PAPER) for mark in page):
        assert left <= mark.x
        assert mark.x + mark.line.width * mark.scale <= right, mark.line.text
    page = lines(PAPER)[-1]
    day = next(mark for mark in page if mark.line.text.endswith("日印发"))
    beside = [mark for mark in page if abs(mark.y - day.y) < 1 and mark is not day]
    assert beside
    assert all(mark.x + mark.line.width < day.x for mark in beside)


def test_that_addressees_who_leave_no_room_for_text_move_to_the_imprint_above_the_copies() -> None:
    paper = replace(PAPER, addressees=MANY)
    first = text_of(paper, 0)
    assert "请于2026年7月5日前" in first
    assert "主送：" not in first
    last = text_of(paper, len(lines(paper)) - 1)
    listed = f"主送：{'、'.join(MANY)}。抄送：县委办公室。"
    assert listed in last
    word = docx.Document(io.BytesIO(paint_docx(paper, DAY)))
    assert listed in "".join(word.tables[-1].rows[0].cells[0].text.split())


def test_that_addressees_that_leave_room_stay_above_the_text() -> None:
    paper = replace(PAPER, addressees=MANY[:6])
    assert f"{'、'.join(MANY[:6])}：请于" in text_of(paper, 0)
