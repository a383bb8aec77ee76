"""Printed names against the directory."""

from __future__ import annotations

from gongkai_desktop.domain.groups import GroupRule
from gongkai_desktop.domain.ledger import Group, Unit, UnitKind
from gongkai_desktop.domain.recognised import NamedUnit, Origin, RecognisedDocument, RecognisedTask
from gongkai_desktop.services.unit_matching import match_names, suggest_units

FINANCE = Unit(1, "县财政局", UnitKind.DEPARTMENT)
CIVIL = Unit(2, "县民政局", UnitKind.DEPARTMENT)
HOUSING = Unit(3, "县房产服务中心", UnitKind.INSTITUTION, ("县房管局",))
ZONE = Unit(4, "县经济开发区管理委员会", UnitKind.ZONE)
UNITS = (FINANCE, CIVIL, HOUSING, ZONE)


def document(*units: NamedUnit, place: str | None = None) -> RecognisedDocument:
    """A document whose only task names these units."""
    task = RecognisedTask(
        no="1", path=("甲",), requirement="乙", items=("乙",), units_text="", units=units, open_ended=False,
        deadline_text="", deadlines=(), inline_deadlines=(), origin=Origin("表1", 2),
    )  # fmt: skip
    return RecognisedDocument("甲.docx", "甲", None, None, None, place, 2022, (), (task,))


def test_that_each_name_is_listed_once_with_its_count_in_printed_order() -> None:
    first = document(NamedUnit("县民政局"), NamedUnit("区财政局"))
    second = document(NamedUnit("县民政局"))

    matches = match_names([first, second], UNITS, ())

    assert [(match.name, match.unit, match.count) for match in matches] == [
        ("县民政局", CIVIL, 2),
        ("区财政局", FINANCE, 1),
    ]


def test_that_an_unknown_name_gets_suggestions_and_no_unit() -> None:
    (match,) = match_names([document(NamedUnit("县房产管理服务中心"))], UNITS, ())

    assert match.unit is None
    assert match.suggestions == (HOUSING,)


def test_that_a_known_name_gets_no_suggestions() -> None:
    (match,) = match_names([document(NamedUnit("县房管局"))], UNITS, ())

    assert (match.unit, match.suggestions) == (HOUSING, ())


def test_that_the_documents_own_county_may_stand_before_a_short_name() -> None:
    (match,) = match_names([document(NamedUnit("示例经开区"), place="示例县")], UNITS, ())

    assert match.unit == ZONE


def test_that_a_collective_gets_the_rule_its_words_suggest() -> None:
    (match,) = match_names([document(NamedUnit("各乡镇", collective=True))], UNITS, ())

    assert match.group_rule == GroupRule((UnitKind.TOWNSHIP,), confident=True)
    assert match.unit is None


def test_that_the_clerks_own_group_goes_before_the_words() -> None:
    known = Group(1, "各有关部门", (UnitKind.VERTICAL,), confirmed=True)

    (match,) = match_names([document(NamedUnit("各有关部门", collective=True))], UNITS, [known])

    assert match.group_rule == GroupRule((UnitKind.VERTICAL,), confident=True)


def test_that_bodies_with_other_business_are_not_suggested() -> None:
    assert suggest_units("县财税局", [CIVIL]) == ()
    assert suggest_units("县水利局", UNITS) == ()
    assert suggest_units("县规划服务中心", UNITS) == ()
