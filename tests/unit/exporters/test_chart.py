"""Charts of a paper: proportions, patterns and numbers, in PDF and in Word."""

from __future__ import annotations

import io
import itertools
from datetime import date

import pypdfium2
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from paper_parts import page_texts

from gongkai_desktop.exporters.chart_shape import part_widths
from gongkai_desktop.exporters.document import Chart, ChartBar, ChartSeries, OfficialDocument, Pattern, Text
from gongkai_desktop.exporters.docx import paint_docx
from gongkai_desktop.exporters.fonts import font_book
from gongkai_desktop.exporters.pdf import paint_pdf
from gongkai_desktop.exporters.pdf_chart import chart_strips, filled
from gongkai_desktop.exporters.pdf_flow import BoxMark, LineMark, RuleMark

TODAY = date(2026, 6, 24)
SERIES = tuple(ChartSeries(name, pattern) for name, pattern in zip("甲乙丙丁戊", Pattern, strict=True))


def chart(*bars: tuple[int, ...]) -> Chart:
    return Chart("图1　示例", SERIES, tuple(ChartBar(f"示例{n}局", bar) for n, bar in enumerate(bars, 1)))


def least(value: int) -> float:
    return 5.0 * len(str(value)) + 6.0


values = st.lists(st.integers(0, 3000), min_size=5, max_size=5).map(tuple)


@given(st.lists(values, min_size=1, max_size=12))
def test_that_every_part_has_room_for_its_number_and_no_bar_is_too_wide(bars: list[tuple[int, ...]]) -> None:
    widths = part_widths(chart(*bars), 300.0, least)
    for bar, parts in zip(bars, widths, strict=True):
        assert sum(parts) <= 300.001
        for value, width in zip(bar, parts, strict=True):
            assert width == 0.0 if value == 0 else width >= least(value)


@given(values, values)
def test_that_a_larger_value_never_gets_a_narrower_part(one: tuple[int, ...], other: tuple[int, ...]) -> None:
    widths = part_widths(chart(one, other), 300.0, least)
    pairs = sorted(zip((*one, *other), (*widths[0], *widths[1]), strict=True))
    assert all(left[1] <= right[1] + 1e-9 for left, right in itertools.pairwise(pairs))


@settings(max_examples=40)
@given(st.sampled_from(list(Pattern)), st.floats(2, 300), st.floats(4, 20))
def test_that_a_pattern_stays_within_its_part(pattern: Pattern, width: float, height: float) -> None:
    for mark in filled(10.0, 20.0, width, height, pattern):
        if isinstance(mark, RuleMark):
            for x, y in ((mark.x1, mark.y1), (mark.x2, mark.y2)):
                assert 10.0 - 1e-6 <= x <= 10.0 + width + 1e-6
                assert 20.0 - 1e-6 <= y <= 20.0 + height + 1e-6


def test_that_patterns_differ_without_colour() -> None:
    drawn = {
        (*tuple(type(m).__name__ for m in filled(0, 0, 40, 14, p)), next(iter(greys(p)))) for p in Pattern
    }
    assert len(drawn) == len(Pattern)


def greys(pattern: Pattern) -> list[float | None]:
    return [mark.grey for mark in filled(0, 0, 40, 14, pattern) if isinstance(mark, BoxMark)]


def test_that_numbers_and_the_sum_are_told_and_a_long_name_is_shortened() -> None:
    long = Chart("图", SERIES, (ChartBar("示例县人民政府政务服务和大数据发展管理局", (3, 0, 12, 0, 5)),))
    strips = list(chart_strips(long, font_book()))
    lines = [mark.line for strip in strips for mark in strip.marks if isinstance(mark, LineMark)]
    told = ["".join(piece.text for piece in line.pieces) for line in lines]
    assert told[-4:] == ["3", "12", "5", "20"]
    assert told[-5].startswith("示例县人民政府")
    assert told[-5].endswith("…")


def test_that_a_chart_is_drawn_as_vectors_in_pdf_and_as_a_table_in_word() -> None:
    paper = OfficialDocument("示例", (Text("如图："), chart((1, 2, 3, 4, 5), (30, 0, 0, 0, 0))))
    data = paint_pdf(paper, TODAY).data
    page = pypdfium2.PdfDocument(data)[0]
    kinds = {drawn.type for drawn in page.get_objects()}
    assert 3 not in kinds, "no pictures"
    assert "示例1局1234515" in page_texts(data)[0]
    [table] = Document(io.BytesIO(paint_docx(paper, TODAY))).tables
    rows = [list(dict.fromkeys(cell._tc for cell in row.cells)) for row in table.rows]
    texts = [["".join(t.text or "" for t in tc.iter() if t.tag.endswith("}t")) for tc in row] for row in rows]
    texts = [told for told in texts if any(told)]
    assert texts[1] == ["示例1局", "1", "2", "3", "4", "5", "15"]
    assert texts[2] == ["示例2局", "30", "30"]
    fills = table._tbl.xpath(".//w:shd/@w:val")
    assert {"clear", "thinDiagStripe", "thinHorzStripe"} <= set(fills)
