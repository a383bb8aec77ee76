"""The ready-made directory that ships with the program."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

import pytest

from gongkai_desktop.domain.groups import group_rule
from gongkai_desktop.domain.ledger import UnitKind
from gongkai_desktop.domain.unit_names import build_index, normal_form
from gongkai_desktop.services.standard_units import standard_units

UNITS = [replace(unit, id=unit.position) for unit in standard_units()]
INDEX = build_index(UNITS)


def test_that_every_kind_of_body_is_there() -> None:
    counts = Counter(unit.kind for unit in UNITS)

    assert set(counts) == set(UnitKind)
    assert counts[UnitKind.DEPARTMENT] >= 30


def test_that_no_two_units_share_a_name_in_any_form() -> None:
    owners = defaultdict(set)
    for unit in UNITS:
        for name in (unit.name, *unit.aliases):
            owners[normal_form(name)].add(unit.name)

    assert {form: names for form, names in owners.items() if len(names) > 1} == {}


def test_that_every_name_finds_its_unit_whatever_county_prints_it() -> None:
    for unit in UNITS:
        for name in (unit.name, *unit.aliases):
            assert INDEX.find(name) == unit
            if name.startswith("县"):
                for printed in (f"区{name[1:]}", f"示例{name}", f"某某市示例区{name[1:]}"):
                    assert INDEX.find(printed) == unit, printed


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("县发改局", "县发展和改革局"),
        ("区发展改革委", "县发展和改革局"),
        ("县卫健委", "县卫生健康局"),
        ("区卫体局", "县卫生健康局"),
        ("县教体局", "县教育体育局"),
        ("县应急局", "县应急管理局"),
        ("县行政审批局", "县行政审批服务局"),
        ("县执法局", "县综合行政执法局"),
        ("县退役军人局", "县退役军人事务局"),
        ("市医疗保障局示例分局", "县医疗保障局"),
        ("县政务服务和大数据管理局", "县数据局"),
        ("区公安分局", "县公安局"),
        ("县府办", "县政府办公室"),
        ("示例县人民政府办公室", "县政府办公室"),
        ("市生态环境局示例分局", "生态环境分局"),
        ("县生态环境局", "生态环境分局"),
        ("区税务局", "县税务局"),
        ("经济开发区", "县经济开发区管理委员会"),
        ("县扶贫办", "县乡村振兴局"),
        ("县委编办", "县委机构编制委员会办公室"),
    ],
)
def test_that_the_usual_short_and_former_names_are_known(printed: str, name: str) -> None:
    found = INDEX.find(printed)

    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "phrase", ["各乡镇（街道）", "经济开发区", "县直各部门、单位", "公共企事业单位", "驻县单位"]
)
def test_that_usual_collectives_have_members(phrase: str) -> None:
    assert set(group_rule(phrase).kinds) <= {unit.kind for unit in UNITS}
