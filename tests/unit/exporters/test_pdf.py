import shutil
import subprocess
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from paper_parts import MM, Glyph, find, glyphs, page_texts, rules

from gongkai_desktop.exporters import measures as m
from gongkai_desktop.exporters.document import (
    Attachment,
    Heading,
    Imprint,
    OfficialDocument,
    Signature,
    Table,
    TableCell,
    TableColumn,
    Text,
)
from gongkai_desktop.exporters.pdf import Painted, paint_pdf

DAY = date(2022, 11, 15)
SENTENCE = "各责任单位要对照《条例》规定，于2022年11月22日前办结并公开，注明“公开网址”和公开日期。"


def table(rows: int, text: str = "做好公开工作。") -> Table:
    columns = (TableColumn(1), TableColumn(6, "left"))
    header = (TableCell("序号"), TableCell("要求"))
    return Table(
        columns, (header, *((TableCell(str(n)), TableCell(f"第{n}项{text}")) for n in range(1, rows + 1)))
    )


def paper(*blocks: Text | Heading | Table, **given: object) -> OfficialDocument:
    parts: dict[str, object] = {
        "title": "关于抓紧办理逾期政务公开事项的督办通知",
        "head": "示例县人民政府办公室",
        "number": "督〔2022〕5号",
        "addressees": ("县财政局",),
        "signature": Signature("示例县人民政府办公室", DAY),
        "note": "联系人：王某；联系电话：0000-1234567",
    }
    return OfficialDocument(blocks=blocks or (Text(SENTENCE),), **(parts | given))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def notice() -> Painted:
    return paint_pdf(
        paper(
            Text(SENTENCE * 3),
            Heading(1, "督办事项"),
            table(30),
            Heading(1, "办理要求"),
            Heading(2, "按时反馈。", SENTENCE * 4),
            attachments=(Attachment("回执", (Text("反馈单位：县财政局"), table(2))),),
            imprint=Imprint(("县委办公室，县人大常委会办公室",), "示例县人民政府办公室", DAY),
        ),
        DAY,
    )


def test_that_the_text_comes_back_exactly_and_in_order(notice: Painted) -> None:
    text = "".join(page_texts(notice.data))
    parts = [
        "示例县人民政府办公室",
        "督〔2022〕5号",
        "关于抓紧办理逾期政务公开事项的督办通知",
        "县财政局：",
        SENTENCE * 2,
        "一、督办事项",
        "第1项做好公开工作。",
        "二、办理要求",
        "（一）按时反馈。",
        "附件：回执",
        "示例县人民政府办公室2022年11月15日",
        "（联系人：王某；联系电话：0000-1234567）",
        "反馈单位：县财政局",
        "抄送：县委办公室，县人大常委会办公室。",
        "2022年11月15日印发",
    ]
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


def test_that_the_head_stands_35_mm_below_the_top_of_the_type_area_across_its_width(notice: Painted) -> None:
    head = find(glyphs(notice.data), "示例县人民政府办公室")
    assert min(glyph.top for glyph in head) == pytest.approx(37 + 35, abs=1)
    assert min(glyph.left for glyph in head) >= 28 - 0.1
    assert max(glyph.right for glyph in head) <= 28 + 156 + 0.1


def test_that_the_red_line_is_as_wide_as_the_type_area_and_4_mm_below_the_number(notice: Painted) -> None:
    red = [rule for rule in rules(notice.data) if rule.red]
    assert len(red) == 1
    assert red[0].left == pytest.approx(28, abs=1)
    assert red[0].right == pytest.approx(28 + 156, abs=1)
    number = find(glyphs(notice.data), "督〔2022〕5号")
    assert red[0].top - red[0].width / 2 - max(glyph.bottom for glyph in number) == pytest.approx(4, abs=1)


def test_that_the_number_stands_two_lines_below_the_head_and_the_title_two_below_the_line(
    notice: Painted,
) -> None:
    found = glyphs(notice.data)
    head, number = find(found, "示例县人民政府办公室"), find(found, "督〔2022〕5号")
    gap = min(glyph.top for glyph in number) - max(glyph.bottom for glyph in head)
    assert gap == pytest.approx(2 * m.LINE / MM, abs=1.5)
    title = find(found, "关于抓紧办理")
    line = next(rule for rule in rules(notice.data) if rule.red)
    assert min(glyph.top for glyph in title) - line.bottom == pytest.approx(2 * m.LINE / MM, abs=1.5)


def test_that_a_full_page_has_22_lines_of_28_characters_that_fill_the_type_area() -> None:
    painted = paint_pdf(paper(Text("政" * 26 + "务" * 28 * 60), head="", title="甲", addressees=()), DAY)
    found = [glyph for glyph in glyphs(painted.data, 1) if glyph.char == "务"]
    assert len(found) == 22 * 28
    assert min(glyph.left for glyph in found) == pytest.approx(28, abs=1)
    assert max(glyph.right for glyph in found) == pytest.approx(28 + 156, abs=1)
    assert min(glyph.top for glyph in found) == pytest.approx(37, abs=1)
    assert max(glyph.bottom for glyph in found) == pytest.approx(37 + 225, abs=1)


def test_that_page_numbers_stand_7_mm_below_outside_right_on_odd_and_left_on_even_pages(
    notice: Painted,
) -> None:
    for page in range(notice.pages):
        number = find(glyphs(notice.data, page), f"—{page + 1}—")
        dash = number[0]
        assert (dash.top + dash.bottom) / 2 == pytest.approx(37 + 225 + 7, abs=1)
        if page % 2:
            assert number[0].left == pytest.approx(28 + m.SIZE_4 / MM, abs=1)
        else:
            assert number[-1].right == pytest.approx(28 + 156 - m.SIZE_4 / MM, abs=1)


def signature_of(painted: Painted) -> tuple[list[Glyph], list[Glyph]]:
    """Name and date below the text."""
    found = glyphs(painted.data)
    below = found[found.index(find(found, "公开日期。")[-1]) :]
    return find(below, "示例县人民政府办公室"), find(below, "2022年11月15日")


def test_that_the_name_is_centred_on_the_date_and_the_date_ends_four_characters_before_the_edge() -> None:
    name, day = signature_of(paint_pdf(paper(), DAY))
    side_bearing = 1.5  # 日 is narrower than its cell
    assert day[-1].right + side_bearing == pytest.approx(28 + 156 - 4 * m.SIZE_3 / MM, abs=1)
    assert (name[0].left + name[-1].right) / 2 == pytest.approx((day[0].left + day[-1].right) / 2, abs=1)


def test_that_there_is_room_for_the_seal_on_name_and_date() -> None:
    painted = paint_pdf(paper(), DAY)
    end_of_text = max(glyph.bottom for glyph in find(glyphs(painted.data), "公开日期。"))
    name, day = signature_of(painted)
    top_of_seal = (name[0].bottom + day[0].top) / 2 - 42 / 2
    assert 0 < top_of_seal - end_of_text < m.LINE / MM


def test_that_a_signature_never_stands_on_a_page_without_text() -> None:
    for lines in range(8, 16):
        painted = paint_pdf(paper(Text("政" * (26 + 28 * (lines - 1)))), DAY)
        last = page_texts(painted.data)[-1]
        assert "政政" in last, lines


def test_that_a_heading_is_not_left_alone_at_the_foot_of_a_page() -> None:
    for lines in range(1, 12):
        painted = paint_pdf(
            paper(Text("政" * (26 + 28 * (lines - 1))), Heading(1, "标题"), Text("务" * 90)), DAY
        )
        page = next(text for text in page_texts(painted.data) if "一、标题" in text)
        assert "标题务" in page, lines


def test_that_the_table_header_is_on_every_page_of_the_table(notice: Painted) -> None:
    pages = [text for text in page_texts(notice.data) if "做好公开工作" in text]
    assert len(pages) >= 2
    assert all("序号要求" in text for text in pages)


def test_that_a_row_longer_than_a_page_is_divided_and_nothing_is_lost() -> None:
    long = "".join(f"{n}号要求，" for n in range(1, 500))
    painted = paint_pdf(paper(table(2, long), attachments=()), DAY)
    text = "".join(page_texts(painted.data))
    for n in (1, 250, 499):
        assert f"{n}号要求" in text
    assert painted.pages > 2


def test_that_a_merged_cell_is_said_again_on_the_next_page() -> None:
    rows = [
        (TableCell("县财政局", row_span=60), TableCell("事项1")),
        *((TableCell(f"事项{n}"),) for n in range(2, 61)),
    ]
    merged = Table((TableColumn(2), TableColumn(5, "left")), ((TableCell("单位"), TableCell("事项")), *rows))
    pages = [text for text in page_texts(paint_pdf(paper(merged, addressees=()), DAY).data) if "事项" in text]
    assert len(pages) >= 2
    assert all("县财政局" in text for text in pages if "单位事项" in text)
    assert all(f"事项{n}" in "".join(pages) for n in range(1, 61))


def test_that_every_font_is_embedded(notice: Painted) -> None:
    assert b"/Helvetica" not in notice.data
    pdf = pypdfium2.PdfDocument(notice.data)
    assert len(pdf) == notice.pages
    assert notice.data.count(b"/FontFile2") == notice.data.count(b"/Type /FontDescriptor") >= 4


def test_that_rare_characters_are_copied_right_and_unknown_ones_are_reported() -> None:
    painted = paint_pdf(paper(Text("办理人：朱喆玥、𬭎、\ue000。")), DAY)
    assert "朱喆玥、𬭎、〓。" in page_texts(painted.data)[0]
    assert painted.missing == ("\ue000",)


def test_that_the_same_paper_gives_the_same_bytes(notice: Painted) -> None:
    assert paint_pdf(paper(), DAY).data == paint_pdf(paper(), DAY).data
    assert paint_pdf(paper(), DAY).data != paint_pdf(paper(), date(2022, 11, 16)).data


def test_that_a_long_office_name_stays_within_the_type_area() -> None:
    name = "示例县人民政府政务公开与政务服务标准化规范化便利化工作领导小组办公室"
    head = find(glyphs(paint_pdf(paper(head=name), DAY).data), name)
    assert min(glyph.left for glyph in head) >= 28 - 0.1
    assert max(glyph.right for glyph in head) <= 28 + 156 + 0.1


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")
def test_that_pdftotext_gives_the_text_back(notice: Painted, tmp_path: Path) -> None:
    file = tmp_path / "notice.pdf"
    file.write_bytes(notice.data)
    text = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True).stdout.decode()
    assert SENTENCE * 3 in "".join(text.split())
    assert "第30项做好公开工作。" in text


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")
def test_that_pdftotext_keeps_the_columns_of_a_table_apart(tmp_path: Path) -> None:
    requirement = "编制公开目录，按季度更新；" * 6
    row = (TableCell("1"), TableCell(requirement), TableCell("2022年\n10月31日"))
    columns = (TableColumn(1), TableColumn(6, "left"), TableColumn(2))
    header = tuple(TableCell(text) for text in ("序号", "要求", "时限"))
    file = tmp_path / "table.pdf"
    file.write_bytes(paint_pdf(paper(Table(columns, (header, row))), DAY).data)
    text = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True).stdout.decode()
    assert requirement in "".join(text.split())


def test_that_a_small_table_is_not_divided_over_pages() -> None:
    for lines in range(1, 12):
        painted = paint_pdf(paper(Text("政" * (26 + 28 * (lines - 1))), table(2)), DAY)
        pages = [text for text in page_texts(painted.data) if "做好公开工作" in text]
        assert len(pages) == 1, lines
