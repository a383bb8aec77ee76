from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop import paths
from gongkai_desktop.exporters import measures as m
from gongkai_desktop.exporters.fonts import BODY, TITLE, FontBook
from gongkai_desktop.exporters.pdf_text import (
    CANNOT_END,
    CANNOT_START,
    Line,
    Measure,
    Span,
    balanced_lines,
    break_lines,
)

BOOK = FontBook(paths.resources() / "fonts")
BODY_MEASURE = Measure(m.SIZE_3, m.TYPE_WIDTH, m.TRACKING)
INDENT = 2 * (m.SIZE_3 + m.TRACKING)


def lines_of(text: str, indent: float = 0.0, measure: Measure = BODY_MEASURE) -> list[Line]:
    return break_lines([Span(text, BODY)], BOOK, measure, indent)


def texts(lines: Sequence[Line]) -> list[str]:
    return [line.text for line in lines]


def test_that_a_line_holds_28_characters_and_the_first_one_26() -> None:
    lines = lines_of("政" * 26 + "务" * 28 + "公" * 3, INDENT)
    assert texts(lines) == ["政" * 26, "务" * 28, "公" * 3]
    assert lines[1].width == pytest.approx(m.TYPE_WIDTH)


def test_that_a_mark_that_cannot_begin_a_line_hangs_at_the_end_of_the_one_before() -> None:
    assert texts(lines_of("政" * 28 + "，" + "务" * 5)) == ["政" * 28 + "，", "务" * 5]


def test_that_an_opening_mark_moves_to_the_next_line() -> None:
    assert texts(lines_of("政" * 27 + "《条例》")) == ["政" * 27, "《条例》"]


def test_that_numbers_keep_their_measure_words_and_words_stay_whole() -> None:
    lines = texts(lines_of("政" * 26 + "2022年10月31日" + "务" * 20 + "https://www.example.gov.cn/" + "公"))
    assert lines[0] == "政" * 26
    assert lines[1].startswith("2022年10月31日")
    assert all("https://www.example.gov.cn/" in line for line in lines if "http" in line)


def test_that_an_address_longer_than_a_line_is_broken_but_nothing_is_lost() -> None:
    address = "https://www.example.gov.cn/" + "abcdefgh/" * 12 + "x" * 90
    lines = lines_of(address)
    assert "".join(texts(lines)) == address
    assert all(line.width <= m.TYPE_WIDTH + 0.01 for line in lines)


def test_that_filled_lines_reach_the_edge_and_the_last_is_set_as_usual() -> None:
    lines = lines_of("各责任单位要高度重视，按照《条例》规定，做好2022年政务公开各项工作。" * 3, INDENT)
    for line in lines[:-1]:
        hang = m.SIZE_3 / 2 if line.text[-1] in "，。》" else 0.0
        assert m.TYPE_WIDTH - 0.01 <= line.indent + line.width <= m.TYPE_WIDTH + hang + 0.01
    assert lines[-1].spacing == m.TRACKING


@given(st.text(alphabet="政务公开条例，。；：、（）《》“”！？2022-1031abc/. —…·%", max_size=200))
def test_that_no_text_is_lost_and_no_line_begins_or_ends_wrongly(text: str) -> None:
    lines = lines_of(text, INDENT)
    assert "".join("".join(texts(lines)).split()) == "".join(text.split())
    for before, after in pairwise(lines):
        wrong = after.text[0] in CANNOT_START or before.text[-1] in CANNOT_END
        # Only a run without any place to break may be cut anywhere.
        assert not wrong or len(before.text) >= 20 or len(set(before.text) & set("政务公开条例")) == 0


@given(st.text(alphabet="政务公开，。《》“”2022abc", min_size=1, max_size=120))
def test_that_no_line_leaves_the_type_area_by_more_than_a_hanging_mark(text: str) -> None:
    for line in lines_of(text):
        assert line.width <= m.TYPE_WIDTH + m.SIZE_3 / 2 + 0.01


def test_that_a_long_title_is_divided_into_like_lines_where_the_sense_allows() -> None:
    lines = balanced_lines(
        "示例县人民政府办公室关于抓紧办理逾期政务公开事项的督办通知", TITLE, 22, m.TYPE_WIDTH, BOOK
    )
    assert (
        texts(lines) == ["示例县人民政府办公室关于", "抓紧办理逾期政务公开事项的督办通知"] or len(lines) == 2
    )
    assert all(len(line.text) >= 10 for line in lines)
    assert not lines[1].text.startswith("的")


def test_that_the_writer_may_divide_a_title() -> None:
    assert texts(balanced_lines("甲乙\n丙丁", TITLE, 22, m.TYPE_WIDTH, BOOK)) == ["甲乙", "丙丁"]
