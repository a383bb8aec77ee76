"""Splitting a requirement at its own numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.item_text import split_items


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("(1)公开目录；(2)公开结果。", ("公开目录；", "公开结果。")),
        ("1.公开目录; 2.公开结果。", ("公开目录;", "公开结果。")),
        ("1、公开目录。2、公开结果。", ("公开目录。", "公开结果。")),
        ("①公开目录②公开结果", ("公开目录", "公开结果")),
        ("（一）公开目录。（二）公开结果。", ("公开目录。", "公开结果。")),
        ("公开目录。公开结果。", ("公开目录。公开结果。",)),
        ("用好12345热线，支持IPV6，公开26个领域", ("用好12345热线，支持IPV6，公开26个领域",)),
        ("第2.5版(1)项", ("第2.5版(1)项",)),
        ("１．公开目录；２．公开结果。", ("公开目录；", "公开结果。")),
        ("（一二三）公开目录（三二十）公开结果", ("（一二三）公开目录（三二十）公开结果",)),
        ("", ()),
    ],
)
def test_that_only_a_gapless_numbering_splits(text: str, items: tuple[str, ...]) -> None:
    assert split_items(text).items == items


def test_that_an_item_may_begin_with_a_date_or_a_hotline() -> None:
    text = "1、2026年6月底前公开；2、12345热线联动；3．10月底前总结。"
    assert split_items(text.replace("．", "、")).items == (
        "2026年6月底前公开；",
        "12345热线联动；",
        "10月底前总结。",
    )
    assert split_items("达到1.2倍，提高2.3倍").items == ("达到1.2倍，提高2.3倍",)


def test_that_text_before_the_first_number_is_kept_apart() -> None:
    reading = split_items("指南包括：1.分类；2.方式")
    assert reading.items == ("分类；", "方式")
    assert reading.lead_in == "指南包括："


def test_that_inner_numbers_do_not_split_an_outer_item() -> None:
    assert split_items("(1)目录：1.甲；2.乙；(2)结果").items == ("目录：1.甲；2.乙；", "结果")


@given(st.lists(st.text(alphabet="公开信息目录结果及时", min_size=1, max_size=8), min_size=2, max_size=25))
def test_that_numbered_items_are_given_back(items: list[str]) -> None:
    text = "".join(f"({number}){item}；" for number, item in enumerate(items, 1))
    assert split_items(text).items == tuple(f"{item}；" for item in items)
