"""PDF tables ruled above and below their header and at their end only."""

import io
from collections.abc import Sequence

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from gongkai_desktop.domain.grid import Grid, Paragraph, RawDocument
from gongkai_desktop.errors import FileUnreadable
from gongkai_desktop.importers.formats.pdf import read
from gongkai_desktop.importers.recognition.recognise import recognise

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))

_LEFTS = (20, 60, 220, 320)
_PITCH = 12
Row = Sequence[str]
HEAD = ["序号", "工作任务", "责任单位", "完成时限"]


class _Page:
    """A page being drawn, from top to bottom."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas, self.y = canvas, 20.0
        canvas.setFont("STSong-Light", 10)

    def rule(self) -> None:
        self.canvas.line(20, 400 - self.y, 380, 400 - self.y)
        self.y += 2

    def text(self, left: float, top: float, line: str) -> None:
        self.canvas.drawString(left + 3, 400 - top - 11, line)

    def row(self, row: Row, *, middle: bool = False) -> None:
        """A row; with `middle` all cells but the tallest stand at half its height."""
        height = max(text.count("\n") + 1 for text in row)
        for left, text in zip(_LEFTS, row, strict=False):
            lines = text.split("\n")
            start = self.y + ((height - len(lines)) * _PITCH / 2 if middle else 0)
            for number, line in enumerate(lines):
                self.text(left, start + number * _PITCH, line)
        self.y += height * _PITCH

    def line(self, text: str) -> None:
        self.text(20, self.y, text)
        self.y += _PITCH


def pdf(*pages: Sequence[Row | str], middle: bool = False) -> bytes:
    """Pages of rows; "-" is a rule, any other string a line of text across."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(400, 400))
    for rows in pages:
        page = _Page(canvas)
        for row in rows:
            if row == "-":
                page.rule()
            elif isinstance(row, str):
                page.line(row)
            else:
                page.row(row, middle=middle)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def rows_of(document: RawDocument) -> list[tuple[str, ...]]:
    (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
    rows: list[list[str]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row].append(cell.text)
    return [tuple(texts) for texts in rows]


ONE = ["1", "公开预算。", "县财政局", "3月底前"]
TWO = ["2", "公开重大决策的草案和说明并听\n取各方面的意见。\n公开结果。", "县司法局", "6月底前"]
THREE = ["3", "公开目录。", "县档案馆、\n县政府办", "9月底前"]
BODY = [
    ("1", "公开预算。", "县财政局", "3月底前"),
    ("2", "公开重大决策的草案和说明并听取各方面的意见。\n公开结果。", "县司法局", "6月底前"),
    ("3", "公开目录。", "县档案馆、\n县政府办", "9月底前"),
]


def _plain(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [tuple(text.replace("\n", "") for text in row) for row in rows]


def test_that_rows_begin_at_the_height_of_their_numbers() -> None:
    document = read("x", pdf(["示例县2026年任务表", "-", HEAD, "-", ONE, TWO, THREE, "-", "联系人：张三"]))
    assert _plain(rows_of(document)) == _plain([tuple(HEAD), *BODY])
    tasks = recognise(document).tasks
    assert [task.no for task in tasks] == ["1", "2", "3"]
    assert not any(task.flags for task in tasks)
    assert document.blocks[-1] == Paragraph("联系人：张三", "第1页")


def test_that_numbers_may_stand_at_half_the_height_of_their_rows() -> None:
    document = read("x", pdf(["-", HEAD, "-", TWO_FIRST, ONE_SECOND, "-"], middle=True))
    assert _plain(rows_of(document))[1:] == _plain([("1", *BODY[1][1:]), ("2", *BODY[0][1:])])


TWO_FIRST, ONE_SECOND = ["1", *TWO[1:]], ["2", *ONE[1:]]


def test_that_rows_of_which_two_readings_fit_are_doubted() -> None:
    document = read("x", pdf(["-", HEAD, "-", ONE, TWO, "-"], middle=True))
    assert _plain(rows_of(document))[1:] == _plain(BODY[:2])
    assert {row for block in document.blocks if isinstance(block, Grid) for row, _ in block.doubts} == {1, 2}


@pytest.mark.parametrize("again", [["-", HEAD, "-"], []])
def test_that_the_table_goes_on_over_pages_with_or_without_its_header(again: list[Row]) -> None:
    rest = ["", "公开结果。", "", ""]
    first = ["2", "公开重大决策的草案和说明并听\n取各方面的意见。", "县司法局", "6月底前"]
    document = read("x", pdf(["-", HEAD, "-", ONE, first], [*again, rest, THREE, "-"]))
    assert _plain(rows_of(document)) == _plain([tuple(HEAD), *BODY])


def test_that_a_line_across_the_columns_is_a_section() -> None:
    lines = ["-", HEAD, "-", "一、重点领域信息公开", ONE, "二、政策解读和回应关切", TWO, THREE, "-"]
    tasks = recognise(read("示例2026年.pdf", pdf(lines))).tasks
    assert [task.path for task in tasks] == [
        ("一、重点领域信息公开",),
        ("二、政策解读和回应关切",),
        ("二、政策解读和回应关切",),
    ]


def test_that_rows_of_one_line_need_no_numbers() -> None:
    rows = [["", *row[1:]] for row in (HEAD, ONE, ["", "公开决算。", "县财政局", "9月底前"])]
    assert [row[-3:] for row in rows_of(read("x", pdf(["-", rows[0], "-", *rows[1:], "-"])))] == [
        tuple(row[1:]) for row in rows
    ]


def test_that_a_blank_heading_is_doubted_as_its_merge_cannot_be_seen() -> None:
    head = ["序号", "工作领域", "工作任务", "责任单位"]
    rows = [["1", "财政", "公开预算。", "县财政局"], ["2", "", "公开决算。", "县财政局"]]
    tasks = recognise(read("示例2026年.pdf", pdf(["-", head, "-", *rows, "-"]))).tasks
    assert all("path" in {flag.field for flag in task.flags} for task in tasks)


@pytest.mark.parametrize(
    "page",
    [
        ["-", ["", *HEAD[1:]], "-", ["", *TWO[1:]], ["", *THREE[1:]], "-"],
        ["-", HEAD, "-", ["1", *TWO[1:]], ["5", *THREE[1:]], "-"],
        ["-", HEAD, "-", ONE, TWO],
    ],
    ids=["no numbers", "numbers that do not count", "no end"],
)
def test_that_what_cannot_be_told_is_refused_in_words(page: list[Row | str]) -> None:
    with pytest.raises(FileUnreadable) as error:
        read("示例.pdf", pdf(page))
    assert "横线" in error.value.message
    assert "Word" in error.value.hint
