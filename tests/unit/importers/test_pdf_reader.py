"""PDFs: ruled tables joined over page breaks, the text around them, and refusals with a reason."""

import contextlib
import io
import zlib
from collections.abc import Sequence
from dataclasses import replace

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from source_files import as_docx, damaged, grids, source

from gongkai_desktop.domain.grid import Paragraph, RawDocument
from gongkai_desktop.errors import FileUnreadable
from gongkai_desktop.importers.formats.pdf import read
from gongkai_desktop.importers.formats.pdf.lines import make_lines
from gongkai_desktop.importers.formats.pdf.page import Char
from gongkai_desktop.importers.recognition.recognise import recognise

Box = tuple[float, float, float, float, str]
"""Left, top, right, bottom (in points from the upper left corner) and the lines of one ruled cell."""


pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))


def pdf_of(pages: Sequence[Sequence[Box]], *, rules: str = "all", turned: int = 0) -> bytes:
    """A PDF with these cells; `rules` is "all", "inner" (none at the sides) or "rows" (none upright)."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(400, 400))
    for boxes in pages:
        canvas.setPageRotation(turned)
        canvas.translate(200, 200)
        canvas.rotate(turned)
        canvas.translate(-200, -200)
        canvas.setFont("STSong-Light", 10)
        for left, top, right, bottom, text in boxes:
            canvas.line(left, 400 - top, right, 400 - top)
            canvas.line(left, 400 - bottom, right, 400 - bottom)
            for x in (left, right):
                if rules == "all" or (rules == "inner" and 20 < x < 380):
                    canvas.line(x, 400 - top, x, 400 - bottom)
            for number, line in enumerate(text.split("\n")):
                canvas.drawString(left + 3, 400 - top - 11 - 12 * number, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def row(top: float, *texts: str) -> list[Box]:
    """One row of three columns: 40, 160 and 160 points wide."""
    height = 5 + 12 * max(text.count("\n") + 1 for text in texts)
    edges = ((20, 60), (60, 220), (220, 380))
    return [(left, top, right, top + height, text) for (left, right), text in zip(edges, texts, strict=True)]


def texts_of(document: RawDocument) -> list[tuple[str, ...]]:
    (grid,) = grids(document)
    rows: list[list[str]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row].append(cell.text)
    return [tuple(texts) for texts in rows]


HEAD = row(20, "序号", "任务", "责任单位")
CUT = "公开重大决策的草案和说明并听取各方面"
"""As wide as the column."""


def test_that_a_table_over_many_pages_is_the_table_of_the_docx() -> None:
    # Repeated headers, merged cells and rows cut by page breaks; only in a PDF do lines end at a margin.
    assert [
        replace(grid, cells=tuple(replace(cell, broken=()) for cell in grid.cells))
        for grid in grids(read("任务表.pdf", source("tasks.pdf")))
    ] == grids(as_docx())


def test_that_page_numbers_and_running_heads_are_no_text() -> None:
    document = read("任务表.pdf", source("tasks.pdf"))
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert texts[0] == "示例县2026年政务公开工作任务分解表"
    assert texts[2:] == ["1.逐项认领任务。", "2.按月报送进展。", "注：未列单位参照执行。"]
    assert document.notes == ("页眉页脚“示例县政务公开文件”没有读取",)


def test_that_a_cut_row_is_joined_where_its_sentence_goes_on() -> None:
    pages = [
        [*HEAD, *row(37, "1", CUT[:15], "县司法局")],
        [*row(20, "", "意见。", ""), *row(37, "2", "公开结果。", "县审计局")],
    ]
    assert texts_of(read("x", pdf_of(pages))) == [
        ("序号", "任务", "责任单位"),
        ("1", CUT[:15] + "意见。", "县司法局"),
        ("2", "公开结果。", "县审计局"),
    ]


def test_that_a_row_cut_in_several_columns_is_joined_although_one_line_was_meant_to_end() -> None:
    done = [*row(37, "1", "公开甲。", "县司法局"), *row(54, "2", "公开乙。", "县审计局")]
    pages = [
        [*HEAD, *done, *row(71, "3", f"{CUT[:15]}", "县财政局、")],
        [*row(20, "", "意见。", "县教育局"), *row(37, "4", "公开结果。", "县审计局")],
    ]
    grid = grids(read("x", pdf_of(pages)))[0]
    assert texts_of(read("x", pdf_of(pages)))[3] == ("3", f"{CUT[:15]}意见。", "县财政局、\n县教育局")
    assert grid.doubts == ()


def test_that_a_break_that_tells_too_little_leaves_a_doubt() -> None:
    pages = [
        [*HEAD, *row(37, "", "公开甲。", "县司法局"), *row(54, "", "公开乙", "县司法局")],
        [*row(20, "", "公开丙", ""), *row(37, "", "公开丁。", "县审计局")],
    ]
    (grid,) = grids(read("x", pdf_of(pages)))
    assert len(grid.doubts) > 0
    assert all("不能确定" in reason for _, reason in grid.doubts)


def test_that_units_a_margin_may_have_parted_are_flagged() -> None:
    pages = [[*HEAD, *row(37, "1", "公开甲。", "县行政审批局、县委宣传部、市残联\n示例镇人民政府")]]
    document = recognise(read("x", pdf_of(pages)), 2026)
    assert [flag.field for flag in document.tasks[0].flags] == ["units"]


def test_that_a_narrow_gap_between_two_characters_is_a_blank() -> None:
    lefts = {"市": 0.0, "残": 10.0, "联": 20.0, "示": 33.0, "例": 43.0, "镇": 53.0}
    chars = [Char(text, left, left + 10, 0.0, 12.0, 10.0) for text, left in lefts.items()]
    assert [line.text for line in make_lines(chars)] == ["市残联 示例镇"]
    stretched = [Char(text, 13 * n, 13 * n + 10, 0.0, 12.0, 10.0) for n, text in enumerate(lefts)]
    assert [line.text for line in make_lines(stretched)] == ["市残联示例镇"]


def test_that_a_new_row_stays_a_row_even_where_the_line_above_is_full() -> None:
    pages = [[*HEAD, *row(37, "1", CUT[:15], "县司法局")], row(20, "2", "公开结果。", "县审计局")]
    assert len(texts_of(read("x", pdf_of(pages)))) == 3


def test_that_a_merged_cell_goes_on_below_the_page_break() -> None:
    first = [
        *HEAD,
        (20, 37, 60, 71, "1"),
        *row(37, "", "公开甲。", "县司法局")[1:],
        *row(54, "", "公开乙。", "县财政局")[1:],
    ]
    second = [
        (20, 20, 60, 54, ""),
        *row(20, "", "公开丙。", "县审计局")[1:],
        *row(37, "", "公开丁。", "县教育局")[1:],
    ]
    (grid,) = grids(read("x", pdf_of([first, second])))
    spans = [(cell.row, cell.row_span) for cell in grid.cells if cell.text == "1"]
    assert (grid.rows, spans) == (5, [(1, 4)])


def test_that_a_header_printed_again_is_left_out() -> None:
    pages = [[*HEAD, *row(37, "1", "公开甲。", "县司法局")], [*HEAD, *row(37, "2", "公开乙。", "县财政局")]]
    assert [texts[0] for texts in texts_of(read("x", pdf_of(pages)))] == ["序号", "1", "2"]


def test_that_two_tables_of_other_columns_stay_two() -> None:
    other: list[Box] = [(20, 20, 200, 37, "姓名"), (200, 20, 380, 37, "电话")]
    assert (
        len(grids(read("x", pdf_of([HEAD, [*other, (20, 37, 200, 54, "甲"), (200, 37, 380, 54, "乙")]]))))
        == 2
    )


@pytest.mark.parametrize("options", [{"rules": "inner"}, {"turned": 90}, {"turned": 180}, {"turned": 270}])
def test_that_open_sides_and_turned_pages_are_read(options: dict[str, object]) -> None:
    data = pdf_of([[*HEAD, *row(37, "1", "公开甲。", "县司法局")]], **options)  # type: ignore[arg-type]
    assert texts_of(read("x", data)) == [("序号", "任务", "责任单位"), ("1", "公开甲。", "县司法局")]


def test_that_columns_without_rules_between_them_are_told_by_the_space_between() -> None:
    rows = [*row(37, "1", "公开甲。", "县司法局"), *row(54, "2", "公开乙的\n草案。", "县财政局")]
    assert texts_of(read("x", pdf_of([[*HEAD, *rows]], rules="rows"))) == [
        ("序号", "任务", "责任单位"),
        ("1", "公开甲。", "县司法局"),
        ("2", "公开乙的\n草案。", "县财政局"),
    ]


def test_that_several_rows_between_some_of_many_rules_are_refused() -> None:
    unruled = [
        *HEAD,
        *row(37, "1\n2\n3", "甲。\n乙。\n丙。", "县司法局\n县财政局\n县审计局"),
        *row(78, "", "注", ""),
    ]
    with pytest.raises(FileUnreadable):
        read("x", pdf_of([unruled], rules="rows"))


def test_that_lines_broken_by_the_margin_are_joined_and_meant_ones_kept() -> None:
    data = pdf_of([[*HEAD, *row(37, "1", f"{CUT[:15]}\n意见。\n公开结果。", "县司法局")]])
    assert texts_of(read("x", data))[1][1] == f"{CUT[:15]}意见。\n公开结果。"


def test_that_a_stamp_across_the_page_is_no_text() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(400, 400))
    for left, top, right, bottom, text in [*HEAD, *row(37, "1", "open data in due time", "office")]:
        canvas.setFont("STSong-Light" if top == 20 else "Helvetica", 10)
        canvas.rect(left, 400 - bottom, right - left, bottom - top)
        canvas.drawString(left + 3, 400 - top - 11, text)
    canvas.rotate(-45)
    canvas.setFont("STSong-Light", 40)
    canvas.drawString(-200, 250, "内部资料")
    canvas.save()
    assert texts_of(read("x", buffer.getvalue()))[1] == ("1", "open data in due time", "office")


def scanned() -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.drawImage(ImageReader(Image.new("L", (60, 60), 128)), 50, 50)
    canvas.save()
    return buffer.getvalue()


def locked() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt="secret")
    canvas.drawString(50, 50, "x")
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (scanned(), "扫描件"),
        (locked(), "密码"),
        (b"%PDF-1.4\nnothing", "损坏"),
        (source("tasks.pdf")[:-3000], "损坏"),
    ],
)
def test_that_what_cannot_be_read_is_refused_with_the_reason_and_a_way_out(data: bytes, reason: str) -> None:
    with pytest.raises(FileUnreadable, match=reason) as refused:
        read("任务表.pdf", data)
    assert refused.value.hint


def test_that_a_stream_that_unpacks_without_end_is_refused() -> None:
    packer = zlib.compressobj()
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(600)) + packer.flush()
    with pytest.raises(FileUnreadable, match="过大"):
        read("任务表.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nstream\n" + bomb + b"\nendstream\nendobj\n%%EOF")


def test_that_damaged_files_are_read_or_refused_and_nothing_else() -> None:
    for copy in damaged(source("tasks.pdf"), 100):
        with contextlib.suppress(FileUnreadable):
            read("任务表.pdf", copy)
