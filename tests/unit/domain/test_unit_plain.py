"""Plain lists of units, read from what is known of each name, against the rules for any cell."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.recognised import NamedUnit, Role
from gongkai_desktop.domain.unit_plain import read_plain_list
from gongkai_desktop.domain.unit_text import read_by_rules

_NAMES = (
    "县财政局",
    "县教育局",
    "县委编办",
    "县文化广电和旅游局",
    "各乡镇",
    "各乡镇（街道）",
    "街道",
    "经济开发区",
    "县直各部门",
    "有关单位",
    "办",
    "单位",
    "由县司法局",
    "县财政局等部门",
    "县公安局交警大队",
    "县发改局县财政局",
    "第一中学",
    "驻县单位",
    "无",
    "/",
    "全面",
    "县发改",
    "县税务",
    "供电",
    "财政等部门",
    "教育",
)
_ROLES = ("牵头", "牵头负责", "配合", "落实", "按职责分工负责", "指导", "")
_PIECES = st.tuples(st.sampled_from(_NAMES), st.sampled_from(_ROLES), st.sampled_from("、，；")).map("".join)


@given(st.lists(_PIECES, min_size=1, max_size=6).map("".join), st.sampled_from(Role))
def test_that_a_plain_list_is_read_as_the_rules_for_any_cell_read_it(text: str, default: Role) -> None:
    assert read_plain_list(text, default) in (None, read_by_rules(text, default))


def test_that_the_usual_list_is_a_plain_one() -> None:
    reading = read_plain_list("县财政局牵头，县教育局、各乡镇（街道）配合", Role.RESPONSIBLE)

    assert reading is not None
    assert reading.units == (
        NamedUnit("县财政局", Role.LEAD),
        NamedUnit("县教育局", Role.SUPPORT),
        NamedUnit("各乡镇（街道）", Role.SUPPORT, collective=True),
    )


def test_that_what_the_clerk_must_be_asked_about_is_left_to_the_rules() -> None:
    for text in ("县财政局牵头，县教育局", "县财政局 县教育局", "★县财政局、县教育局", "县财政局、张三"):
        assert read_plain_list(text, Role.RESPONSIBLE) is None
