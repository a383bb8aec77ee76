"""Names of bodies: normal forms and the index."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.ledger import Unit, UnitKind
from gongkai_desktop.domain.unit_names import build_index, clean_name, normal_form, place_stem, split_name


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("县财政局", "财政局"),
        ("区财政局", "财政局"),
        ("示例县财政局", "财政局"),
        ("某某市示例县财政局", "财政局"),
        ("示例自治县财政局", "财政局"),
        (" 县财 政局、", "财政局"),
        ("示例县人民政府办公室", "政府办"),
        ("县政府办公室", "政府办"),
        ("市政府办", "政府办"),
        ("县发展和改革局", "发改局"),
        ("县发展改革委", "发改局"),
        ("县发展和改革委员会", "发改局"),
        ("县卫健委", "卫健局"),
        ("县人力资源和社会保障局", "人社局"),
        ("县综合行政执法局", "综合执法局"),
        ("中共示例县委组织部", "委组织部"),
        ("县委机构编制委员会办公室", "委编办"),
        ("甲镇人民政府", "甲镇"),
        ("示例县甲乡政府", "甲乡"),
        ("甲街道办事处", "甲街道"),
        ("甲街道办", "甲街道"),
        ("县经济开发区管理委员会", "经开区"),
        ("经济技术开发区", "经开区"),
        ("县行政审批局（县政务服务局）", "行政审批局"),
        ("某某市生态环境局示例分局", "生态环境分局"),
        ("市生态环境局示例县分局", "生态环境分局"),
        ("县生态环境分局", "生态环境分局"),
    ],
)
def test_that_county_width_and_long_forms_do_not_matter(name: str, core: str) -> None:
    assert normal_form(name) == core


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("市场监督管理局", "市场监管局"),
        ("市市场监管局", "市场监管局"),
        ("示例市场监管局", "示例市场监管局"),
        ("市政管理局", "市政管理局"),
        ("市民服务中心", "市民服务中心"),
        ("城市管理局", "城市管理局"),
        ("智慧城市运行中心", "智慧城市运行中心"),
        ("区域发展中心", "区域发展中心"),
        ("县区域发展中心", "区域发展中心"),
        ("甲工业区财政局", "甲工业区财政局"),
        ("经济开发区财政局", "经开区财政局"),
        ("县公安局城关分局", "公安局城关分局"),
        ("市公安局开发区分局", "公安局开发区分局"),
        ("经济开发区（南区）", "经开区(南区)"),
        ("市县乡村振兴局", "县乡村振兴局"),
        ("县", "县"),
        ("", ""),
    ],
)
def test_that_words_which_only_look_like_a_county_stay(name: str, core: str) -> None:
    assert normal_form(name) == core


def test_that_the_county_in_a_name_is_kept_beside_it() -> None:
    assert split_name("某某市示例县财政局").place == "示例"
    assert split_name("市生态环境局示例分局").place == "示例"
    assert split_name("县财政局").place == ""


@pytest.mark.parametrize(
    ("place", "stem"), [("示例县", "示例"), ("示例自治县", "示例"), ("郊区", "郊区"), ("", "")]
)
def test_that_a_place_loses_its_level_but_not_its_name(place: str, stem: str) -> None:
    assert place_stem(place) == stem


@given(st.text(alphabet="县区市旗示例甲财政局发展和改革委员会分镇街道办公室开场()（） ", max_size=14))
def test_that_any_name_has_a_normal_form_that_ignores_spaces(name: str) -> None:
    assert normal_form(name) == normal_form(" ".join(name))
    assert clean_name(clean_name(name)) == clean_name(name)


BUREAU = Unit(1, "县发展和改革局", UnitKind.DEPARTMENT, ("县发改局", "县计划局"))
TAX = Unit(2, "县税务局", UnitKind.VERTICAL)
BRANCH = Unit(3, "生态环境分局", UnitKind.VERTICAL, ("县环保局",))
ZONE = Unit(4, "县经济开发区管理委员会", UnitKind.ZONE)
TOWN = Unit(5, "甲镇", UnitKind.TOWNSHIP)
INDEX = build_index([BUREAU, TAX, BRANCH, ZONE, TOWN])


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("县发展和改革局", BUREAU),
        ("区发展改革委", BUREAU),
        ("示例县发改局", BUREAU),
        ("县计划局", BUREAU),
        ("示例县计划局", BUREAU),
        ("区税务局", TAX),
        ("市生态环境局示例分局", BRANCH),
        ("示例县环保局", BRANCH),
        ("经济开发区", ZONE),
        ("示例县甲镇人民政府", TOWN),
    ],
)
def test_that_a_printed_name_finds_its_unit(name: str, unit: Unit) -> None:
    assert INDEX.find(name) == unit


@pytest.mark.parametrize("name", ["县财政局", "县发改办", "发改", "乙镇", "市税务局", "县税务局稽查局", ""])
def test_that_a_name_that_merely_resembles_finds_nothing(name: str) -> None:
    assert INDEX.find(name) is None


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("示例县发改局", BUREAU),
        ("甲县发改局", None),
        ("市发改局", None),
        ("某某市发改局", None),
        ("市生态环境局示例分局", BRANCH),
        ("市生态环境局甲分局", None),
        ("示例经开区", ZONE),
        ("示例甲镇", TOWN),
        ("其他经开区", None),
    ],
)
def test_that_a_document_of_a_known_county_means_its_own_bodies(name: str, unit: Unit | None) -> None:
    assert INDEX.find(name, "示例县") == unit


def test_that_a_document_of_a_county_level_city_means_its_own_bodies() -> None:
    assert INDEX.find("示例市发改局", "示例市") == BUREAU


def test_that_a_directory_naming_its_county_does_not_take_in_the_neighbour() -> None:
    ours = Unit(1, "示例县财政局", UnitKind.DEPARTMENT)

    assert build_index([ours]).find("甲县财政局") is None
    assert build_index([ours]).find("县财政局") == ours


def test_that_a_city_body_in_the_directory_is_found_by_its_level() -> None:
    city = Unit(1, "某某市税务局", UnitKind.VERTICAL)

    assert build_index([city]).find("市税务局") == city


def test_that_a_name_two_units_share_finds_neither() -> None:
    first = Unit(1, "县水利局", UnitKind.DEPARTMENT, ("县水务中心",))
    second = Unit(2, "县供水公司", UnitKind.INSTITUTION, ("县水务中心",))

    assert build_index([first, second]).find("县水务中心") is None
    assert build_index([first, second]).find("区水务中心") is None


def test_that_a_name_goes_before_an_alias() -> None:
    named = Unit(1, "县水务局", UnitKind.DEPARTMENT)
    other = Unit(2, "县水利局", UnitKind.DEPARTMENT, ("县水务局",))

    assert build_index([other, named]).find("县水务局") == named
    assert build_index([other, named]).find("区水务局") == named


def test_that_of_two_units_the_one_that_still_exists_is_found() -> None:
    old = Unit(1, "县扶贫办公室", UnitKind.DEPARTMENT, valid_to=date(2021, 6, 30))
    new = Unit(2, "县扶贫办", UnitKind.DEPARTMENT)

    assert build_index([old, new]).find("区扶贫办") == new
    assert build_index([old]).find("区扶贫办") == old
