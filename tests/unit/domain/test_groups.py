"""Collective phrases and their expansion."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.groups import GroupRule, expand, group_rule
from gongkai_desktop.domain.ledger import Group, Unit, UnitKind

DEPARTMENT, TOWNSHIP, SUBDISTRICT = UnitKind.DEPARTMENT, UnitKind.TOWNSHIP, UnitKind.SUBDISTRICT
ZONE, VERTICAL, INSTITUTION = UnitKind.ZONE, UnitKind.VERTICAL, UnitKind.INSTITUTION


@pytest.mark.parametrize(
    ("phrase", "kinds"),
    [
        ("各乡镇", (TOWNSHIP,)),
        ("各乡镇人民政府", (TOWNSHIP,)),
        ("各镇", (TOWNSHIP,)),
        ("各镇(场)", (TOWNSHIP,)),
        ("各乡镇（街道）", (TOWNSHIP, SUBDISTRICT)),
        ("各乡 镇、\n街道", (TOWNSHIP, SUBDISTRICT)),
        ("各镇街", (TOWNSHIP, SUBDISTRICT)),
        ("各乡镇（办）", (TOWNSHIP, SUBDISTRICT)),
        ("街道", (SUBDISTRICT,)),
        ("街道办事处", (SUBDISTRICT,)),
        ("各园区", (ZONE,)),
        ("开发区管委会", (ZONE,)),
        ("县直各部门", (DEPARTMENT,)),
        ("县级各部门", (DEPARTMENT,)),
        ("县政府各部门", (DEPARTMENT,)),
        ("县政府工作部门", (DEPARTMENT,)),
        ("公共企事业单位", (INSTITUTION,)),
    ],
)
def test_that_a_phrase_of_class_words_only_is_confident(phrase: str, kinds: tuple[UnitKind, ...]) -> None:
    assert group_rule(phrase) == GroupRule(kinds, confident=True)


@pytest.mark.parametrize(
    ("phrase", "kinds"),
    [
        ("县直各部门、单位", (DEPARTMENT, INSTITUTION)),
        ("各有关部门、单位", (DEPARTMENT, INSTITUTION)),
        ("各单位", (DEPARTMENT, INSTITUTION)),
        ("驻县各单位", (VERTICAL,)),
        ("区直各有关部门", (DEPARTMENT,)),
        ("区直有关部门", (DEPARTMENT,)),
        ("县政府相关部门", (DEPARTMENT,)),
        ("县政府其他各部门", (DEPARTMENT,)),
        ("县级行权部门", (DEPARTMENT,)),
        ("各行业主管部门", (DEPARTMENT,)),
        ("有市场监管职能的县政府各部门", (DEPARTMENT,)),
        ("公开事项标准目录领域涉及的县级部门（见附件2）", (DEPARTMENT,)),
        ("各成员单位", (DEPARTMENT,)),
        ("重大政策决策承办单位", (DEPARTMENT,)),
        ("各乡村振兴责任单位", (DEPARTMENT,)),
        ("村（居）委会", (TOWNSHIP, SUBDISTRICT)),
        ("各社区", (TOWNSHIP, SUBDISTRICT)),
        ("经济开发区", (ZONE,)),
        ("经济开发区管委会", (ZONE,)),
        ("各风景名胜区", (ZONE,)),
        ("各医疗机构", (INSTITUTION,)),
        ("各有关乡镇", (TOWNSHIP,)),
    ],
)
def test_that_a_phrase_narrowing_its_class_expands_to_the_class_but_is_not_confident(
    phrase: str, kinds: tuple[UnitKind, ...]
) -> None:
    assert group_rule(phrase) == GroupRule(kinds, confident=False)


@given(st.text(max_size=20))
def test_that_every_phrase_names_at_least_one_kind(phrase: str) -> None:
    rule = group_rule(phrase)

    assert rule.kinds
    assert len(set(rule.kinds)) == len(rule.kinds)


FIRST = Unit(1, "甲镇", TOWNSHIP, position=2)
SECOND = Unit(2, "乙镇", TOWNSHIP, position=1)
BUREAU = Unit(3, "县财政局", DEPARTMENT, position=3)
ABOLISHED = Unit(4, "丙镇", TOWNSHIP, position=4, valid_to=date(2021, 12, 31))
FOUNDED = Unit(5, "丁镇", TOWNSHIP, position=5, valid_from=date(2022, 6, 1))
UNKNOWN = Unit(6, "戊镇", TOWNSHIP, position=6, confirmed=False)
UNITS = (FIRST, SECOND, BUREAU, ABOLISHED, FOUNDED, UNKNOWN)


def test_that_a_group_expands_to_its_kind_in_directory_order() -> None:
    assert expand(Group(1, "各镇", (TOWNSHIP,)), UNITS, date(2022, 3, 1)) == (SECOND, FIRST)


@pytest.mark.parametrize(
    ("on", "members"),
    [
        (date(2021, 12, 31), (SECOND, FIRST, ABOLISHED)),
        (date(2022, 6, 1), (SECOND, FIRST, FOUNDED)),
        (None, (SECOND, FIRST, ABOLISHED, FOUNDED)),
    ],
)
def test_that_only_units_existing_on_the_day_are_members(on: date | None, members: tuple[Unit, ...]) -> None:
    assert expand(Group(1, "各镇", (TOWNSHIP,)), UNITS, on) == members


def test_that_units_can_be_added_and_taken_out_by_name() -> None:
    group = Group(1, "各镇", (TOWNSHIP,), include=(BUREAU.id, UNKNOWN.id, FIRST.id), exclude=(FIRST.id,))

    assert expand(group, UNITS, date(2022, 3, 1)) == (SECOND, BUREAU, UNKNOWN)
