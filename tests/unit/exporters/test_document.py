from datetime import date

import pytest

from gongkai_desktop.domain.chinese_text import brief, chinese_date, chinese_number, document_number
from gongkai_desktop.exporters.document import (
    Attachment,
    Heading,
    Text,
    attachment_lines,
    attachment_mark,
    numbered,
)


@pytest.mark.parametrize(
    ("number", "word"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (23, "二十三"), (99, "九十九")],
)
def test_that_headings_are_counted_in_chinese_figures(number: int, word: str) -> None:
    assert chinese_number(number) == word


def test_that_headings_are_numbered_by_level_and_begin_anew_under_the_next_one() -> None:
    blocks = [
        Heading(1, "甲"),
        Heading(2, "乙"),
        Text("正文"),
        Heading(2, "丙"),
        Heading(3, "丁"),
        Heading(4, "戊"),
        Heading(1, "己"),
        Heading(2, "庚"),
    ]
    assert [label for _, label in numbered(blocks)] == [
        "一、",
        "（一）",
        "",
        "（二）",
        "1.",
        "（1）",
        "二、",
        "（一）",
    ]


def test_that_a_number_has_the_full_year_in_its_brackets_and_no_leading_zero() -> None:
    assert document_number("督", 2026, 5) == "督〔2026〕5号"


def test_that_a_date_is_written_in_arabic_figures_without_leading_zeros() -> None:
    assert chinese_date(date(2022, 1, 5)) == "2022年1月5日"


def test_that_a_single_annex_has_no_number_and_several_have() -> None:
    one = (Attachment("回执", ()),)
    two = (Attachment("清单", ()), Attachment("回执", ()))
    assert attachment_lines(one) == ("附件：回执",)
    assert attachment_lines(two) == ("附件：1.清单", "　　　2.回执")
    assert attachment_mark(one, 0) == "附件"
    assert attachment_mark(two, 1) == "附件2"


def test_that_only_a_long_name_is_cut() -> None:
    assert brief("规范性文件公开", 7) == "规范性文件公开"
    assert brief("规范性文件公开等", 7) == "规范性文件公…"
