"""Rows split and joined by hand lose no text and stay as certain as they were."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.recognised import Flag, NamedUnit, Origin, RecognisedTask, Role
from gongkai_desktop.domain.task_edits import (
    UnitRule,
    assign_column,
    join,
    read_anew,
    release_column,
    split_at,
    split_by_items,
    unit_rule,
)

PLAIN = UnitRule()
BARE = RecognisedTask(
    no="1",
    path=("公开",),
    requirement="",
    items=(),
    units_text="县财政局",
    units=(NamedUnit("县财政局"),),
    open_ended=False,
    deadline_text="",
    deadlines=(),
    inline_deadlines=(),
    origin=Origin("表1", 2),
)


def _task(text: str) -> RecognisedTask:
    return read_anew(BARE, "requirement", text, 2026, PLAIN)


def _squeezed(tasks: tuple[RecognisedTask, ...]) -> str:
    return "".join("".join(task.requirement.split()) for task in tasks)


@given(st.text("公开目录清单。；，10月底前\n ", max_size=40), st.integers(0, 40))
def test_that_no_text_is_lost_when_a_task_is_split_and_joined(text: str, position: int) -> None:
    task = _task(text)
    parts = split_at(task, position, 2026, PLAIN)
    assert _squeezed(parts) == _squeezed((task,))
    if len(parts) == 2 and parts[1].requirement not in parts[0].requirement:
        assert _squeezed((join(*parts, 2026, PLAIN),)) == _squeezed((task,))


def test_that_text_before_the_first_item_stays_with_it() -> None:
    parts = split_by_items(_task("做到：（1）目录；（2）清单。"), 2026, PLAIN)
    assert [part.requirement for part in parts] == ["做到：目录；", "清单。"]
    assert {part.units for part in parts} == {BARE.units}


def test_that_flags_of_other_fields_stay_and_those_of_the_new_text_come() -> None:
    flagged = replace(_task("甲。"), flags=(Flag("units", "看作两个单位"), Flag("items", "旧的")))
    again = read_anew(flagged, "requirement", "6月31日前公开。", 2026, PLAIN)
    assert [flag.field for flag in again.flags] == ["units", "inline_deadlines"]
    assert again.flags[1].choices == ("6月底前公开。",)


def test_that_a_column_is_put_to_a_field_behind_what_is_there_and_taken_out_again() -> None:
    task = replace(BARE, extra=(("把关", "县司法局"), ("备注", "略")))
    used = assign_column(task, "把关", "units", 2026, PLAIN)
    assert (used.units_text, [unit.name for unit in used.units]) == (
        "县财政局；县司法局",
        ["县财政局", "县司法局"],
    )
    assert release_column(used, "把关", "units", 2026, PLAIN) == task
    assert assign_column(used, "把关", "units", 2026, PLAIN) == used
    assert assign_column(task, "没有这列", "units", 2026, PLAIN) == task


def test_that_a_field_written_otherwise_since_is_left_alone() -> None:
    task = replace(BARE, extra=(("把关", "县司法局"),))
    assert release_column(task, "把关", "units", 2026, PLAIN) == task


@pytest.mark.parametrize(
    ("units", "rule"),
    [
        ((NamedUnit("县财政局"), NamedUnit("县司法局")), UnitRule()),
        ((NamedUnit("县财政局", Role.LEAD), NamedUnit("县司法局", Role.LEAD)), UnitRule(Role.LEAD)),
        ((NamedUnit("县财政局", Role.LEAD), NamedUnit("县司法局")), UnitRule(first_leads=True)),
        (
            (NamedUnit("县财政局", Role.SUPPORT), NamedUnit("县司法局", Role.SUPPORT)),
            UnitRule(Role.SUPPORT),
        ),
    ],
)
def test_that_the_rule_of_the_unit_column_is_seen_in_its_readings(
    units: tuple[NamedUnit, ...], rule: UnitRule
) -> None:
    task = replace(BARE, units_text="县财政局、县司法局", units=units)
    assert unit_rule([task]) == rule
    assert rule.read("县财政局、县司法局").units == units


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("县司法局牵头，县市场监管局配合，2026年9月底前完成", ["县司法局", "县市场监管局"]),
        ("责任单位：县财政局；完成时限：全年", ["县财政局"]),
        ("2026年6月底前，县教育局负责", ["县教育局"]),
        ("县财政局、县审计局", ["县财政局", "县审计局"]),
        ("县气象局、县文旅局，列第一位的为牵头单位，下同", ["县气象局", "县文旅局"]),
        ("责任单位：县供销社；完成时限：分阶段推进", ["县供销社"]),
    ],
)
def test_that_the_time_beside_the_units_is_no_unit(text: str, names: list[str]) -> None:
    assert [unit.name for unit in PLAIN.read(text).units] == names
    assert read_anew(BARE, "units", text, 2026, PLAIN).flags == ()


def test_that_columns_with_a_title_each_keep_their_roles() -> None:
    rule = UnitRule(columns=(("牵头责任单位", Role.LEAD), ("参与单位", Role.SUPPORT)))
    reading = rule.read("牵头责任单位：县财政局；县商务局；参与单位：区政府办区司法局")
    assert [(unit.name, unit.role) for unit in reading.units] == [
        ("县财政局", Role.LEAD),
        ("县商务局", Role.LEAD),
        ("区政府办", Role.SUPPORT),
        ("区司法局", Role.SUPPORT),
    ]
    assert reading.doubts[0].choices[0] == "牵头责任单位：县财政局；县商务局；参与单位：区政府办、区司法局"


def test_that_joined_tasks_keep_both_readings() -> None:
    second = replace(BARE, units_text="办公室财务科", units=(NamedUnit("办公室"), NamedUnit("财务科")))
    joined = join(_task("甲。"), second, 2026, PLAIN)
    assert [unit.name for unit in joined.units] == ["县财政局", "办公室", "财务科"]
