import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from paper_parts import find, glyphs, page_texts, rules

from gongkai_desktop.domain.papers import Form
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
from gongkai_desktop.exporters.docx import paint_docx
from gongkai_desktop.exporters.pdf import paint_pdf

DAY = date(2022, 11, 15)
SENTENCE = "各责任单位要对照《条例》规定，于2022年11月22日前办结并公开，注明“公开网址”和公开日期。"
EAST = {"仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"}

MERGED = Table(
    (TableColumn(1), TableColumn(3), TableColumn(6, "left")),
    (
        (TableCell("序号", row_span=2), TableCell("内容", column_span=2)),
        (TableCell("单位"), TableCell("要求")),
        (TableCell("1"), TableCell("县财政局", row_span=2), TableCell("公开预算。")),
        (TableCell("2"), TableCell("公开\n决算。")),
    ),
    header_rows=2,
    title="任务表",
)
PAPER = OfficialDocument(
    title="关于抓紧办理逾期政务公开事项的督办通知",
    head="示例县人民政府办公室",
    number="督〔2022〕5号",
    addressees=("县财政局",),
    blocks=(
        Text(SENTENCE),
        Heading(1, "督办事项"),
        MERGED,
        Heading(1, "办理要求"),
        Heading(2, "按时反馈。", SENTENCE),
        Heading(3, "说明原因。"),
        Text(SENTENCE),
    ),
    signature=Signature("示例县人民政府办公室", DAY),
    note="联系人：王某；联系电话：0000-1234567",
    attachments=(Attachment("清单", (Text("反馈单位：县财政局"),)), Attachment("回执", (MERGED,))),
    imprint=Imprint(("县委办公室", "县人大常委会办公室"), "示例县人民政府办公室", DAY),
)


def opened(paper: OfficialDocument = PAPER) -> Any:
    return docx.Document(io.BytesIO(paint_docx(paper, DAY)))


def text_of(file: Any) -> str:
    """All text in the order of the file, without blanks."""
    return "".join("".join(node.text or "" for node in file.element.body.iter(qn("w:t"))).split())


def pdf_text(data: bytes) -> str:
    """All text of the pages without page numbers and blanks."""
    return "".join(page.replace(f"—{number}—", "") for number, page in enumerate(page_texts(data), 1))


def paragraph(file: Any, start: str) -> Any:
    return next(one for one in file.paragraphs if one.text.startswith(start))


def converted(data: bytes, folder: Path) -> bytes:
    """The file as LibreOffice prints it; skips where there is none or it cannot read Word files."""
    program = shutil.which("soffice")
    if not program or not (Path(program).resolve().parent / "libswlo.so").exists():
        pytest.skip("LibreOffice with Writer is not installed")
    (folder / "paper.docx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "paper.docx")], check=True, capture_output=True, timeout=120)
    return (folder / "paper.pdf").read_bytes()


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return converted(paint_docx(PAPER, DAY), tmp_path_factory.mktemp("docx"))


def test_that_it_says_what_the_pdf_says_in_the_same_order() -> None:
    assert text_of(opened()) == pdf_text(paint_pdf(PAPER, DAY).data)


def test_that_parts_that_are_empty_are_left_out() -> None:
    bare = OfficialDocument("月报", (Text(SENTENCE), MERGED))
    assert text_of(opened(bare)) == pdf_text(paint_pdf(bare, DAY).data)


def test_that_a_character_without_a_font_stays_and_one_the_format_cannot_hold_is_marked() -> None:
    paper = replace(PAPER, title="关于甲\ue000乙的通知", blocks=(Text("丙\ue000丁\ufffe戊\x00己"),))
    text = text_of(opened(paper))
    assert "关于甲\ue000乙的通知" in text
    assert "丙\ue000丁〓戊己" in text


def test_that_a_long_title_is_divided_where_the_pdf_divides_it() -> None:
    title = "关于抓紧办理2022年度示例县人民政府办公室逾期政务公开事项的督办通知"
    lines = [line.strip() for line in paragraph(opened(replace(PAPER, title=title)), "关于").text.split("\n")]
    assert len(lines) == 2
    assert "".join(lines) == title


def test_that_page_and_line_are_those_of_the_standard() -> None:
    file = opened()
    page = file.sections[0]
    size = page.page_width, page.page_height
    margins = page.top_margin, page.bottom_margin, page.left_margin, page.right_margin
    assert [round(length.mm, 1) for length in (*size, *margins)] == [210, 297, 37, 35, 28, 26]
    body = paragraph(file, "各责任单位").style
    assert body.paragraph_format.line_spacing.pt == m.EXACT_LINE
    assert m.LINES_PER_PAGE * m.EXACT_LINE <= m.TYPE_HEIGHT
    tracking = int(body.element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert m.CHARACTERS_PER_LINE * (body.font.size.pt + tracking) <= m.TYPE_WIDTH + 1
    grid = page._sectPr.find(qn("w:docGrid"))
    assert int(grid.get(qn("w:linePitch"))) / 20 == m.EXACT_LINE


def face_of(one: Any, run: Any) -> tuple[str, float]:
    """Font and size of a run: its own, else those of the style of its paragraph."""
    own, style = run._r.rPr, one.style.element.rPr
    fonts = own.rFonts if own is not None and own.rFonts is not None else style.rFonts
    size = run.font.size or one.style.font.size
    return fonts.get(qn("w:eastAsia")), size.pt


def test_that_every_paragraph_has_a_style_with_a_chinese_name() -> None:
    file = opened()
    footers = [file.sections[0].footer, file.sections[0].even_page_footer]
    paragraphs = [
        one for root in (file.element.body, *(f._element for f in footers)) for one in root.iter(qn("w:p"))
    ]
    names = {style.style_id: style.name for style in file.styles}
    used = {names[one.pPr.find(qn("w:pStyle")).get(qn("w:val"))] for one in paragraphs}
    assert {"发文机关标志", "公文标题", "公文正文", "一级标题", "成文日期", "版记", "页码"} <= used
    assert all("\u4e00" <= name[0] <= "\u9fff" for name in used)


def test_that_changing_a_style_changes_the_text_set_in_it() -> None:
    file = opened()
    body = [one for one in file.paragraphs if one.style.name == "公文正文"]
    assert len(body) > 3
    assert all(run._r.rPr is None for one in body for run in one.runs if run.text == SENTENCE)


@pytest.mark.parametrize(
    ("start", "font", "size"),
    [
        ("示例县人民政府办公室", "方正小标宋简体", 44),
        ("督〔2022〕5号", "仿宋_GB2312", 16),
        ("关于", "方正小标宋简体", 22),
        ("一、督办事项", "黑体", 16),
        ("（一）按时反馈。", "楷体_GB2312", 16),
        ("1.说明原因。", "仿宋_GB2312", 16),
        ("附件1", "黑体", 16),
    ],
)
def test_that_each_part_has_the_face_and_size_of_the_standard(start: str, font: str, size: float) -> None:
    one = paragraph(opened(), start)
    assert face_of(one, one.runs[0]) == (font, size)


def test_that_fonts_a_computer_lacks_have_named_stand_ins() -> None:
    with zipfile.ZipFile(io.BytesIO(paint_docx(PAPER, DAY))) as parts:
        table = parts.read("word/fontTable.xml").decode()
    stand_ins = dict(re.findall(r'<w:font w:name="([^"]+)"><w:altName w:val="([^"]+)"', table))
    assert set(stand_ins) == EAST
    assert stand_ins["仿宋_GB2312"] == "仿宋"


def test_that_cells_are_merged_as_in_the_paper() -> None:
    table = opened().tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["序号", "内容", "内容"],
        ["序号", "单位", "要求"],
        ["1", "县财政局", "公开预算。"],
        ["2", "县财政局", "公开\n决算。"],
    ]
    assert table.cell(0, 0)._tc is table.cell(1, 0)._tc
    assert table.cell(0, 1)._tc is table.cell(0, 2)._tc
    assert table.cell(2, 1)._tc is table.cell(3, 1)._tc


def test_that_the_header_rows_return_on_every_page_and_no_row_is_divided() -> None:
    rows = [row._tr.trPr for row in opened().tables[0].rows]
    assert [look.find(qn("w:tblHeader")) is not None for look in rows] == [True, True, False, False]
    assert all(look.find(qn("w:cantSplit")) is not None for look in rows)


def test_that_a_table_is_as_wide_as_the_type_area() -> None:
    file = opened()
    for table in file.tables:
        assert sum(column.width.pt for column in table.columns) == pytest.approx(m.TYPE_WIDTH, abs=0.1)


def test_that_page_numbers_stand_right_on_odd_and_left_on_even_pages() -> None:
    file = opened()
    page = file.sections[0]
    assert file.settings.odd_and_even_pages_header_footer
    for footer, side in ((page.footer, "right"), (page.even_page_footer, "left")):
        (line,) = footer.paragraphs
        own = line._p.pPr.find(qn("w:jc"))
        assert (line.style.element.pPr.find(qn("w:jc")) if own is None else own).get(qn("w:val")) == side
        assert line._p.find(qn("w:fldSimple")).get(qn("w:instr")).strip() == "PAGE"
        assert "".join(node.text for node in line._p.iter(qn("w:t"))) == "— 1 —"


def test_that_each_annex_begins_on_a_new_page() -> None:
    file = opened()
    breaks = [one.text for one in file.paragraphs if one.paragraph_format.page_break_before]
    assert breaks == ["附件1", "附件2"]


def test_that_the_signature_keeps_to_the_text_above_it() -> None:
    file = opened(replace(PAPER, attachments=()))
    last = [one for one in file.paragraphs if one.text == SENTENCE][-1].paragraph_format
    assert last.keep_with_next
    assert last.widow_control
    name = [one for one in file.paragraphs if one.text == "示例县人民政府办公室"][-1].style
    assert name.name == "发文机关署名"
    assert name.paragraph_format.keep_with_next


def test_that_the_same_paper_gives_the_same_bytes_and_the_date_is_the_one_given() -> None:
    assert paint_docx(PAPER, DAY) == paint_docx(PAPER, DAY)
    assert paint_docx(PAPER, DAY) != paint_docx(PAPER, date(2022, 11, 16))
    properties = opened().core_properties
    assert properties.created.date() == properties.modified.date() == DAY
    assert properties.author == "示例县人民政府办公室"
    with zipfile.ZipFile(io.BytesIO(paint_docx(PAPER, DAY))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_that_libreoffice_prints_the_same_text(printed: bytes) -> None:
    # The imprint floats at the foot of the last page and may be drawn before what stands above it.
    text = pdf_text(printed)
    imprint = "抄送：县委办公室，县人大常委会办公室。示例县人民政府办公室2022年11月15日印发"
    expected = pdf_text(paint_pdf(PAPER, DAY).data)
    assert imprint in text
    assert text.replace(imprint, "") == expected.replace(imprint, "")


def test_that_libreoffice_prints_the_head_and_the_red_line_where_the_pdf_has_them(printed: bytes) -> None:
    expected = paint_pdf(PAPER, DAY).data
    for text in ("示例县人民政府办公室", "督〔2022〕5号", "关于抓紧办理"):
        theirs, ours = find(glyphs(printed), text), find(glyphs(expected), text)
        middles = [(min(g.top for g in part) + max(g.bottom for g in part)) / 2 for part in (theirs, ours)]
        assert middles[0] == pytest.approx(middles[1], abs=1.5)
    number = find(glyphs(printed), "督〔2022〕5号")
    assert any(
        rule.left == pytest.approx(28, abs=1) and rule.right == pytest.approx(28 + 156, abs=1)
        for rule in rules(printed)
        if 0 < rule.top - max(glyph.bottom for glyph in number) < 5
    )


def test_that_libreoffice_prints_the_imprint_at_the_foot_of_the_last_page(printed: bytes) -> None:
    last = glyphs(printed, len(page_texts(printed)) - 1)
    assert max(glyph.bottom for glyph in find(last, "日印发")) == pytest.approx(37 + 225, abs=3)


def test_that_libreoffice_prints_a_row_longer_than_a_page_whole(tmp_path: Path) -> None:
    long = "".join(f"第{n}号要求，" for n in range(1, 500))
    table = Table(
        (TableColumn(1), TableColumn(6, "left")),
        ((TableCell("序号"), TableCell("要求")), (TableCell("1"), TableCell(long))),
    )
    pages = page_texts(converted(paint_docx(OfficialDocument("月报", (table,)), DAY), tmp_path))
    assert len(pages) > 2
    assert all("序号要求" in page for page in pages)
    text = "".join(pages)
    assert all(f"第{n}号要" in re.sub(r"—\d+—|序号要求", "", text) for n in range(1, 500))


LETTER = replace(
    PAPER,
    form=Form.LETTER,
    blocks=(Text(SENTENCE * 20),),
    attachments=(),
    imprint=Imprint(("县委办公室",), "示例县人民政府办公室", DAY),
)


@pytest.fixture(scope="module")
def printed_letter(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return converted(paint_docx(LETTER, DAY), tmp_path_factory.mktemp("letter"))


def test_that_the_head_of_a_letter_is_on_its_first_page_alone_and_that_page_has_no_number() -> None:
    section = opened(LETTER).sections[0]
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == "示例县人民政府办公室"
    assert section.first_page_header.paragraphs[0].style.name == "发文机关标志"
    assert not section.first_page_footer._element.findall(f".//{qn('w:fldSimple')}")
    assert section.even_page_footer._element.findall(f".//{qn('w:fldSimple')}")
    assert section.header.paragraphs[0].text == ""


def test_that_libreoffice_prints_head_number_and_title_of_a_letter_where_the_pdf_has_them(
    printed_letter: bytes,
) -> None:
    expected = paint_pdf(LETTER, DAY).data
    for text in ("示例县人民政府办公室", "督〔2022〕5号", "关于抓紧办理"):
        theirs, ours = find(glyphs(printed_letter), text), find(glyphs(expected), text)
        middles = [(min(g.top for g in part) + max(g.bottom for g in part)) / 2 for part in (theirs, ours)]
        assert middles[0] == pytest.approx(middles[1], abs=3), text
    number = find(glyphs(printed_letter), "督〔2022〕5号")
    assert number[-1].right == pytest.approx(28 + 156, abs=2)


def test_that_libreoffice_numbers_the_pages_of_a_letter_from_the_second(printed_letter: bytes) -> None:
    first, second, *_ = page_texts(printed_letter)
    assert "—1—" not in first
    assert "—2—" in second


def test_that_the_word_file_of_a_letter_says_what_the_pdf_says() -> None:
    head = "示例县人民政府办公室"
    assert head + text_of(opened(LETTER)) == pdf_text(paint_pdf(LETTER, DAY).data)


def test_that_number_and_signer_share_a_line_in_the_word_file() -> None:
    one = paragraph(opened(replace(PAPER, signer="王某某")), "　督〔2022〕5号")
    assert one.text == "　督〔2022〕5号\t签发人：王某某"
    assert face_of(one, one.runs[-1])[0] == "楷体_GB2312"


def test_that_libreoffice_puts_the_imprint_on_the_even_page_the_pdf_has_it_on(tmp_path: Path) -> None:
    paper = replace(PAPER, both_sides=True, attachments=())
    pages = page_texts(converted(paint_docx(paper, DAY), tmp_path))
    expected = page_texts(paint_pdf(paper, DAY).data)
    assert len(pages) == len(expected)
    assert len(pages) % 2 == 0
    assert "日印发" in pages[-1]


def test_that_a_cell_whose_lines_end_early_is_not_stretched() -> None:
    table = Table(
        (TableColumn(1), TableColumn(9, "left")), ((TableCell("1"), TableCell("停车\n（配合）")),), 0
    )
    cell = opened(replace(PAPER, blocks=(table,))).tables[0].cell(0, 1)
    assert cell.paragraphs[0]._p.pPr.find(qn("w:jc")).get(qn("w:val")) == "left"
