"""Lists of bodies that print the end of their names once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.recognised import Role
from gongkai_desktop.domain.shared_stems import is_stem, with_ends
from gongkai_desktop.domain.unit_text import read_units


def _shown(text: str) -> str:
    reading = read_units(text)
    marks = {Role.LEAD: "牵", Role.SUPPORT: "配", Role.RESPONSIBLE: ""}
    names = [f"{marks[u.role]}{u.name}{'*' if u.collective else ''}" for u in reading.units]
    return " ".join(names) + (" …" if reading.open_ended else "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县发改、财政、人社局", "县发改局 县财政局 县人社局"),
        ("县卫健、国资委", "县卫健委 县国资委"),
        ("县委组织、宣传部", "县委组织部 县委宣传部"),
        ("县委编、网信办", "县委编办 县委网信办"),
        ("县发改、财政、人社局牵头，县教育局配合", "牵县发改局 牵县财政局 牵县人社局 配县教育局"),
        ("县发展和改革、财政局等部门", "县发展和改革局 县财政局 …"),
        ("县财政、审计局，各乡镇", "县财政局 县审计局 各乡镇*"),
    ],
)
def test_that_the_end_of_the_last_name_is_that_of_all(text: str, expected: str) -> None:
    assert _shown(text) == expected
    assert not read_units(text).doubts


@pytest.mark.parametrize(
    ("text", "expected", "choice"),
    [
        ("县发改、财政等部门", "县发改局 县财政局 …", "县发改局、县财政局等部门"),
        ("各乡镇，教育、卫健等部门", "各乡镇* 教育局 卫健局 …", "各乡镇，教育局、卫健局等部门"),
        ("公安、交通部门配合", "配公安局 配交通局", "公安局、交通局配合"),
        ("县直宣传、网信部门", "县宣传部 县网信办", "县宣传部、县网信办"),
        ("县宣传、财政局", "县宣传部 县财政局", "县宣传部、县财政局"),
    ],
)
def test_that_without_a_shared_end_the_usual_one_is_asked_about(
    text: str, expected: str, choice: str
) -> None:
    assert _shown(text) == expected
    (doubt,) = read_units(text).doubts
    assert doubt.choices == (choice,)
    assert "省写" in doubt.reason
    assert not read_units(choice).doubts


@pytest.mark.parametrize(
    "text",
    [
        "供水、供电等公共企事业单位",
        "教育、医疗卫生等公共企事业单位",
        "县级教育、卫健、供水等公共企事业单位",
        "供水、供电、供气企业",
    ],
)
def test_that_services_with_a_class_behind_them_are_one_class(text: str) -> None:
    assert _shown(text) == f"{text}*"
    assert not read_units(text).doubts


def test_that_a_class_stands_beside_bodies() -> None:
    assert _shown("县财政局、供水、供电等企业负责落实") == "县财政局 供水、供电等企业*"


@pytest.mark.parametrize("text", ["县人社", "县民政、残联", "县公安、交警大队"])
def test_that_a_name_without_its_end_is_asked_about(text: str) -> None:
    assert any("不像单位名称" in doubt.reason for doubt in read_units(text).doubts)


@pytest.mark.parametrize("name", ["县政府", "税务", "县财政局", "宣传部"])
def test_that_whole_names_lack_nothing(name: str) -> None:
    assert not is_stem(name)


def test_that_two_known_bodies_joined_by_and_are_two() -> None:
    assert _shown("县医保局和税务局") == "县医保局 税务局"
    assert _shown("县文化广电和旅游局") == "县文化广电和旅游局"


@given(st.lists(st.text(alphabet="县发改财政人社局等部门供水企业、", max_size=8), max_size=6))
def test_that_any_parts_can_be_looked_at(parts: list[str]) -> None:
    doubts: list[object] = []
    assert len(with_ends(parts, doubts)) <= len(parts)  # type: ignore[arg-type]
