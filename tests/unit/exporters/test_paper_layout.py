from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from paper_parts import MM, find, glyphs, page_texts, rules

from gongkai_desktop.domain.papers import Form
from gongkai_desktop.exporters import measures as m
from gongkai_desktop.exporters.document import (
    Imprint,
    OfficialDocument,
    Signature,
    Table,
    TableCell,
    TableColumn,
    Text,
)
from gongkai_desktop.exporters.fonts import BODY, TITLE, FontBook, font_book
from gongkai_desktop.exporters.pdf import Painted, measure, paint_pdf
from gongkai_desktop.exporters.pdf_join import join_pdfs
from gongkai_desktop.exporters.pdf_text import Measure, Span, balanced_lines, break_lines

DAY = date(2026, 6, 24)
OFFICE = "示例县人民政府办公室"
LETTER = OfficialDocument(
    title="关于做好近期到期政务公开事项的提示函",
    head=OFFICE,
    number="示政办提〔2026〕5号",
    addressees=("县财政局",),
    blocks=(Text("请统筹安排，按时公开。" * 60),),
    signature=Signature(OFFICE, DAY),
    imprint=Imprint(("县委办公室", "县档案馆"), OFFICE, DAY),
    form=Form.LETTER,
)


def full_page(lines: int) -> Text:
    """Text of so many lines."""
    return Text("政" * (26 + 28 * (lines - 1)))


@pytest.fixture(scope="module")
def letter() -> Painted:
    return paint_pdf(LETTER, DAY)


@pytest.fixture(scope="module")
def book() -> FontBook:
    return font_book()


def test_that_the_head_of_a_letter_stands_30_mm_below_the_edge_of_the_page(letter: Painted) -> None:
    head = find(glyphs(letter.data), OFFICE)
    assert min(glyph.top for glyph in head) == pytest.approx(30, abs=1)
    middle = (head[0].left + head[-1].right) / 2
    assert middle == pytest.approx(28 + 156 / 2, abs=1)


def test_that_a_letter_has_double_rules_of_170_mm_below_the_head_and_20_mm_above_the_foot(
    letter: Painted,
) -> None:
    upper_thick, upper_thin, lower_thin, lower_thick = [rule for rule in rules(letter.data) if rule.red]
    for rule in (upper_thick, upper_thin, lower_thin, lower_thick):
        assert rule.left == pytest.approx(20, abs=1)
        assert rule.right == pytest.approx(190, abs=1)
    assert upper_thick.width > upper_thin.width
    assert lower_thick.width > lower_thin.width
    assert upper_thick.top < upper_thin.top
    head_bottom = max(glyph.bottom for glyph in find(glyphs(letter.data), OFFICE))
    assert upper_thick.top - head_bottom == pytest.approx(4, abs=1.5)
    assert 297 - lower_thick.bottom == pytest.approx(20, abs=1)


def test_that_the_number_of_a_letter_stands_right_below_the_rule_and_the_title_two_lines_below(
    letter: Painted,
) -> None:
    found = glyphs(letter.data)
    number = find(found, "示政办提〔2026〕5号")
    rule = [rule for rule in rules(letter.data) if rule.red][1]
    assert max(glyph.right for glyph in number) == pytest.approx(28 + 156, abs=1)
    gap = min(glyph.top for glyph in number) - rule.bottom
    assert gap == pytest.approx(7 / 8 * m.SIZE_3 / MM, abs=1)
    title = find(found, "关于做好近期")
    below = min(glyph.top for glyph in title) - max(glyph.bottom for glyph in number)
    assert below == pytest.approx(2 * m.LINE / MM, abs=1.5)


def test_that_the_first_page_of_a_letter_has_no_number_and_the_others_have(letter: Painted) -> None:
    first, *others = page_texts(letter.data)
    assert "—1—" not in first
    assert others
    assert all(f"—{number}—" in text for number, text in enumerate(others, 2))


def test_that_a_letter_ends_with_its_copies_alone(letter: Painted) -> None:
    last = page_texts(letter.data)[-1]
    assert "抄送：县委办公室，县档案馆。" in last
    assert "印发" not in last
    assert not [rule for rule in rules(letter.data, letter.pages - 1) if not rule.red]


def test_that_number_and_signer_stand_a_character_from_the_edges() -> None:
    paper = replace(LETTER, form=Form.RED_HEAD, signer="王某某")
    found = glyphs(paint_pdf(paper, DAY).data)
    number, signer = find(found, "示政办提〔2026〕5号"), find(found, "签发人：王某某")
    character = m.SIZE_3 / MM
    assert number[0].left == pytest.approx(28 + character, abs=1)
    assert signer[-1].right == pytest.approx(28 + 156 - character, abs=1)
    assert number[0].bottom == pytest.approx(signer[0].bottom, abs=1)


def test_that_an_internal_paper_begins_with_its_title_at_the_top_without_red() -> None:
    paper = OfficialDocument("约谈记录", (Text("内容。"),), head=OFFICE, form=Form.INTERNAL, number="第1次")
    painted = paint_pdf(paper, DAY)
    title = find(glyphs(painted.data), "约谈记录")
    assert min(glyph.top for glyph in title) == pytest.approx(37, abs=1)
    assert not any(rule.red for rule in rules(painted.data))
    assert OFFICE not in page_texts(painted.data)[0]
    assert page_texts(painted.data)[0].startswith("约谈记录第1次")


def foot_page(lines: int) -> tuple[int, list[str]]:
    """The page (from 1) of the imprint below so much text, and all pages."""
    paper = OfficialDocument(
        "通知", (full_page(lines),), imprint=Imprint((), "示例办", DAY), both_sides=True, form=Form.INTERNAL
    )
    texts = page_texts(paint_pdf(paper, DAY).data)
    return next(number for number, text in enumerate(texts, 1) if "印发" in text), texts


@pytest.mark.parametrize("lines", [3, 18, 19, 20, 25, 35, 40, 41, 42, 43, 50])
def test_that_the_imprint_stands_on_the_last_even_page_when_printed_on_both_sides(lines: int) -> None:
    page, texts = foot_page(lines)
    assert page == len(texts)
    assert page % 2 == 0


def test_that_a_blank_page_before_the_imprint_and_the_imprints_own_have_no_number() -> None:
    seen_blank = False
    for lines in range(36, 44):
        page, texts = foot_page(lines)
        blank = texts[page - 2] == "" or "政" not in texts[page - 2]
        assert ("—" in texts[page - 1]) is not blank
        if blank:
            seen_blank = True
            assert texts[page - 2] == ""
    assert seen_blank


def test_that_no_line_is_left_short_where_a_date_moves_down_whole(book: FontBook) -> None:
    text = "各责任单位要对照《条例》规定，于2022年11月22日前办结并公开，注明“公开网址”和公开日期。" * 6
    measure = Measure(m.SIZE_3, m.TYPE_WIDTH, m.TRACKING)
    for cut in range(30):
        lines = break_lines([Span(text[cut:], BODY)], book, measure, 2 * m.SIZE_3)
        for line in lines[:-1]:
            assert line.indent + line.width >= m.TYPE_WIDTH - 0.5
        assert "".join(line.text for line in lines) == text[cut:]


def test_that_the_lines_of_a_title_form_a_trapezium_or_a_rhombus_and_keep_words_whole(book: FontBook) -> None:
    titles = (
        "关于2026年第三季度政务公开重点任务落实情况的督查通报",
        "关于进一步做好2026年上半年重点领域政府信息公开和基层政务公开标准化规范化工作有关事项的通知",
        "关于限期办结逾期政务公开事项的再次督办通知",
    )
    for title in titles:
        lines = balanced_lines(title, TITLE, m.SIZE_2, m.TYPE_WIDTH, book)
        widths = [line.width for line in lines]
        assert len(lines) in (2, 3)
        assert not (len(lines) == 3 and widths[1] < min(widths[0], widths[2])), title
        printed = "/".join(line.text for line in lines)
        for word in ("政务公开", "重点任务", "督查通报", "标准化", "通知", "事项", "工作"):
            assert printed.count(word) == title.count(word), printed


def test_that_text_that_announces_a_table_stands_on_its_page() -> None:
    rows = tuple((TableCell(str(n)), TableCell("事项")) for n in range(6))
    table = Table((TableColumn(1), TableColumn(5)), ((TableCell("序号"), TableCell("内容")), *rows))
    for lines in range(10, 22):
        paper = OfficialDocument("通知", (full_page(lines), Text("具体如下："), table), form=Form.INTERNAL)
        page = next(text for text in page_texts(paint_pdf(paper, DAY).data) if "具体如下" in text)
        assert "序号" in page, lines


def test_that_room_to_write_by_hand_is_not_divided_over_pages() -> None:
    table = Table(
        (TableColumn(1), TableColumn(3)), ((TableCell("说明"), TableCell("\n" * 8)),), header_rows=0
    )
    for lines in range(8, 22):
        paper = OfficialDocument("记录", (full_page(lines), table), form=Form.INTERNAL)
        data = paint_pdf(paper, DAY).data
        boxes = [r for page in range(2) for r in (rules(data, page) if page < len(page_texts(data)) else [])]
        assert len(boxes) == 2, lines


def test_that_pages_and_missing_characters_are_known_without_painting() -> None:
    paper = replace(LETTER, blocks=(Text("办理人：\ue000" + "政" * 700),))
    painted = paint_pdf(paper, DAY)
    laid_out = measure(paper)
    assert (laid_out.pages, laid_out.missing) == (painted.pages, painted.missing)
    assert laid_out.missing == ("\ue000",)


def test_that_a_character_beyond_the_basic_plane_is_found_in_the_title_and_in_a_table() -> None:
    table = Table((TableColumn(1),), ((TableCell("办理人"),), (TableCell("王𬭎"),)))
    paper = OfficialDocument("关于𬭎某某的通知", (Text("𠮷某。"), table), form=Form.INTERNAL)
    text = page_texts(paint_pdf(paper, DAY).data)[0]
    assert "关于𬭎某某的通知" in text
    assert "王𬭎" in text
    assert measure(paper).missing in ((), ("𠮷",))


def test_that_joined_papers_begin_on_new_sheets_when_printed_on_both_sides(letter: Painted) -> None:
    one = paint_pdf(OfficialDocument("甲", (Text("一页。"),)), DAY).data
    joined = pypdfium2.PdfDocument(join_pdfs([one, letter.data, one], whole_sheets=True))
    assert len(joined) % 2 == 0
    texts = page_texts(join_pdfs([one, one], whole_sheets=True))
    assert [bool(text) for text in texts] == [True, False, True, False]
    assert len(pypdfium2.PdfDocument(join_pdfs([one, letter.data], whole_sheets=False))) == 1 + letter.pages
