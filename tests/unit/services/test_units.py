"""The unit directory as the clerk edits it, on a real ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from ledgers import make_document, make_preview, make_task

from gongkai_desktop.domain.checkpoints import PlannedCheckpoint
from gongkai_desktop.domain.ledger import Duty, DutyState, Group, Unit, UnitKind
from gongkai_desktop.domain.recognised import NamedUnit, Role
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services.edit_duty import complete, move_checkpoint, record_progress
from gongkai_desktop.services.import_plan import commit_import
from gongkai_desktop.services.undo import undo
from gongkai_desktop.services.units import (
    confirm_unit,
    delete_group,
    delete_unit,
    list_groups,
    list_units,
    merge_unit,
    reexpand,
    save_group,
    save_unit,
)
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import duties, duty_lines, plans

TODAY = date(2022, 7, 1)
DUE = date(2022, 10, 31)
LEAD = Role.LEAD


def bring_in(workspace: Workspace, *tasks: tuple[NamedUnit, ...]) -> None:
    """Import a document with one task for each tuple of units, all due in October."""
    rows = [make_task(units=units, no=str(number), row=number) for number, units in enumerate(tasks, start=2)]
    commit_import(workspace, [make_preview(make_document(*rows))])


def all_duties(workspace: Workspace) -> tuple[Duty, ...]:
    """Every duty."""
    with workspace.ledger.read() as reading:
        return duties.list_all(reading)


def unit_of(workspace: Workspace, name: str) -> Unit:
    """The unit of this name."""
    return next(unit for unit in list_units(workspace) if unit.name == name)


def duties_of(workspace: Workspace, unit: Unit) -> list[Duty]:
    """The duties of a unit by task."""
    return [duty for duty in all_duties(workspace) if duty.unit_id == unit.id]


def picture(workspace: Workspace) -> object:
    """Everything that an undo must bring back."""
    with workspace.ledger.read() as reading:
        snapshot = duty_lines.snapshot(reading, date(2099, 1, 1))
        return (
            list_units(workspace),
            list_groups(workspace),
            sorted(duty[:-1] for duty in snapshot.duties),  # without the version
            {key: list(value) for key, value in snapshot.checkpoints.items()},
            dict(snapshot.progress),
            dict(snapshot.evidence),
            sorted((n.id, n.name, n.unit_id, n.group_id) for n in plans.named_units(reading)),
        )


TOWNS = NamedUnit("各镇", collective=True)


def test_that_an_import_is_already_in_line_with_the_directory(workspace: Workspace) -> None:
    bring_in(workspace, (TOWNS, NamedUnit("县财政局", LEAD)), (NamedUnit("县直各部门", collective=True),))
    before = picture(workspace)

    done = reexpand(workspace, TODAY)

    assert (done.added, done.removed, done.kept) == (0, 0, 0)
    assert picture(workspace) == before


def test_that_a_new_unit_gets_the_duties_of_its_collectives_with_their_dates(workspace: Workspace) -> None:
    bring_in(workspace, (TOWNS,))

    save_unit(workspace, Unit(0, " 新镇 ", UnitKind.TOWNSHIP), TODAY)

    (duty,) = duties_of(workspace, unit_of(workspace, "新镇"))
    with workspace.ledger.read() as reading:
        (checkpoint,) = duties.checkpoints_of(reading, duty.id)
    assert (duty.via, duty.role, duty.state) == ("各镇", Role.RESPONSIBLE, DutyState.OPEN)
    assert (checkpoint.due, checkpoint.label) == (DUE, PlannedCheckpoint(DUE, "10月底前").label)


def test_that_a_unit_founded_after_the_plans_year_owes_it_nothing(workspace: Workspace) -> None:
    bring_in(workspace, (TOWNS,))

    save_unit(workspace, Unit(0, "新镇", UnitKind.TOWNSHIP, valid_from=date(2023, 1, 1)), date(2023, 5, 1))

    assert duties_of(workspace, unit_of(workspace, "新镇")) == []


def test_that_a_former_member_loses_only_duties_on_which_nothing_was_recorded(workspace: Workspace) -> None:
    bring_in(workspace, (TOWNS,), (TOWNS,), (TOWNS,))
    town = next(unit for unit in list_units(workspace) if unit.kind is UnitKind.TOWNSHIP)
    first, second, _third = duties_of(workspace, town)
    record_progress(workspace, [first.id], TODAY, "已启动", 10, "王某")
    with workspace.ledger.read() as reading:
        (checkpoint,) = duties.checkpoints_of(reading, second.id)
    move_checkpoint(workspace, checkpoint.id, date(2022, 11, 10), "领导同意", "李某")

    save_unit(workspace, replace(town, kind=UnitKind.OTHER), TODAY)

    assert [duty.id for duty in duties_of(workspace, town)] == [first.id, second.id]


def test_that_a_unit_met_in_an_import_joins_collectives_once_confirmed(workspace: Workspace) -> None:
    bring_in(workspace, (NamedUnit("新镇"),), (TOWNS,))
    new = unit_of(workspace, "新镇")
    assert not new.confirmed

    batch = confirm_unit(workspace, new.id, UnitKind.TOWNSHIP, TODAY)

    assert [duty.via for duty in duties_of(workspace, new)] == [None, "各镇"]
    undo(workspace, batch)
    assert [duty.via for duty in duties_of(workspace, new)] == [None]


@pytest.mark.parametrize(
    "unit",
    [
        Unit(0, " ", UnitKind.OTHER),
        Unit(0, "县财政局", UnitKind.OTHER),
        Unit(0, "县发改局", UnitKind.OTHER),
        Unit(0, "新局", UnitKind.OTHER, ("县财政局",)),
        Unit(0, "新局", UnitKind.OTHER, valid_from=date(2022, 2, 1), valid_to=date(2022, 1, 1)),
    ],
)
def test_that_a_unit_nobody_could_tell_apart_is_refused(workspace: Workspace, unit: Unit) -> None:
    before = picture(workspace)

    with pytest.raises(InvalidInput):
        save_unit(workspace, unit, TODAY)

    assert picture(workspace) == before


def test_that_a_changed_unit_keeps_its_duties_under_its_new_name(workspace: Workspace) -> None:
    bring_in(workspace, (NamedUnit("县财政局"),))
    unit = unit_of(workspace, "县财政局")

    save_unit(workspace, replace(unit, name="示例县财政局", aliases=("县财政局", "县财政局")), TODAY)

    changed = unit_of(workspace, "示例县财政局")
    assert changed.aliases == ("县财政局",)
    assert len(duties_of(workspace, changed)) == 1


def test_that_merging_moves_names_and_duties_and_can_be_undone(workspace: Workspace) -> None:
    bring_in(workspace, (NamedUnit("县财税局"),), (NamedUnit("县财税局", LEAD), NamedUnit("县财政局")))
    new, known = unit_of(workspace, "县财税局"), unit_of(workspace, "县财政局")
    record_progress(workspace, [duties_of(workspace, new)[1].id], TODAY, "已启动", 10, "王某")
    before = picture(workspace)

    batch = merge_unit(workspace, new.id, known.id, TODAY)

    merged = unit_of(workspace, "县财政局")
    assert "县财税局" in merged.aliases
    assert all(unit.id != new.id for unit in list_units(workspace))
    assert [duty.role for duty in duties_of(workspace, merged)] == [Role.RESPONSIBLE, LEAD]
    with workspace.ledger.read() as reading:
        assert list(duty_lines.snapshot(reading, TODAY).progress) == [duties_of(workspace, merged)[1].id]
    undo(workspace, batch)
    assert picture(workspace) == before


def test_that_merging_keeps_what_was_recorded_on_both_duties(workspace: Workspace) -> None:
    bring_in(workspace, (NamedUnit("县财税局"), NamedUnit("县财政局")))
    new, known = unit_of(workspace, "县财税局"), unit_of(workspace, "县财政局")
    record_progress(workspace, [duties_of(workspace, known)[0].id], TODAY, "已启动", 10, "王某")
    complete(workspace, [duties_of(workspace, new)[0].id], TODAY, "https://example.invalid/1", "")

    merge_unit(workspace, new.id, known.id, TODAY)

    (duty,) = duties_of(workspace, known)
    assert (duty.state, duty.completed_on) == (DutyState.DONE, TODAY)
    with workspace.ledger.read() as reading:
        snapshot = duty_lines.snapshot(reading, date(2022, 12, 31))
        assert list(snapshot.progress) == [duty.id]
        assert snapshot.evidence == {duty.id: 1}


def test_that_merging_into_a_cancelled_duty_leaves_an_open_one_open(workspace: Workspace) -> None:
    bring_in(workspace, (NamedUnit("县财税局"), NamedUnit("县财政局")))
    new, known = unit_of(workspace, "县财税局"), unit_of(workspace, "县财政局")
    with workspace.change("取消") as work:
        duties.set_state(work, duties_of(workspace, known)[0].id, DutyState.CANCELLED, None)
        work.commit()

    merge_unit(workspace, new.id, known.id, TODAY)

    assert [duty.state for duty in duties_of(workspace, known)] == [DutyState.OPEN]


def test_that_a_unit_cannot_be_merged_into_itself(workspace: Workspace) -> None:
    unit = unit_of(workspace, "县财政局")

    with pytest.raises(InvalidInput):
        merge_unit(workspace, unit.id, unit.id, TODAY)


def test_that_merging_replaces_the_unit_in_groups_that_name_it(workspace: Workspace) -> None:
    bring_in(workspace, (NamedUnit("县财税局"),))
    new, known = unit_of(workspace, "县财税局"), unit_of(workspace, "县财政局")
    save_group(workspace, Group(0, "财税单位", (UnitKind.OTHER,), include=(new.id,)), TODAY)

    merge_unit(workspace, new.id, known.id, TODAY)

    assert [group.include for group in list_groups(workspace) if group.phrase == "财税单位"] == [(known.id,)]


def test_that_a_unit_left_out_of_a_group_loses_its_duty_and_gets_it_back(workspace: Workspace) -> None:
    bring_in(workspace, (NamedUnit("区直有关部门", collective=True),))
    (group,) = list_groups(workspace)
    unit = unit_of(workspace, "县财政局")
    assert not group.confirmed

    save_group(workspace, replace(group, exclude=(unit.id,)), TODAY)

    assert duties_of(workspace, unit) == []
    assert list_groups(workspace)[0].confirmed
    save_group(workspace, replace(group, exclude=()), TODAY)
    assert len(duties_of(workspace, unit)) == 1


def test_that_a_unit_left_out_of_one_collective_keeps_the_role_of_the_other(workspace: Workspace) -> None:
    bring_in(
        workspace,
        (
            NamedUnit("县直各部门", Role.SUPPORT, collective=True),
            NamedUnit("各有关部门", LEAD, collective=True),
        ),
    )
    group = next(group for group in list_groups(workspace) if group.phrase == "各有关部门")
    unit = unit_of(workspace, "县财政局")
    assert [(duty.role, duty.via) for duty in duties_of(workspace, unit)] == [(LEAD, "各有关部门")]

    save_group(workspace, replace(group, exclude=(unit.id,)), TODAY)

    assert [(duty.role, duty.via) for duty in duties_of(workspace, unit)] == [(Role.SUPPORT, "县直各部门")]


def test_that_a_unit_named_itself_keeps_its_duty_when_it_leaves_the_collective(workspace: Workspace) -> None:
    departments = NamedUnit("县直各部门", collective=True)
    bring_in(workspace, (NamedUnit("县财政局", LEAD), departments), (departments,))
    unit = unit_of(workspace, "县财政局")

    save_unit(workspace, replace(unit, kind=UnitKind.OTHER), TODAY)

    assert [(duty.role, duty.via) for duty in duties_of(workspace, unit)] == [(LEAD, None)]


def test_that_a_group_needs_a_phrase_of_its_own(workspace: Workspace) -> None:
    save_group(workspace, Group(0, "各镇", (UnitKind.TOWNSHIP,)), TODAY)

    for phrase in ("各镇", " "):
        with pytest.raises(InvalidInput):
            save_group(workspace, Group(0, phrase, (UnitKind.TOWNSHIP,)), TODAY)


def test_that_only_a_group_no_task_names_can_be_deleted(workspace: Workspace) -> None:
    bring_in(workspace, (TOWNS,))
    save_group(workspace, Group(0, "各村", (UnitKind.TOWNSHIP,)), TODAY)
    used, unused = list_groups(workspace)

    delete_group(workspace, unused.id)

    assert list_groups(workspace) == (used,)
    with pytest.raises(InvalidInput):
        delete_group(workspace, used.id)


def test_that_a_placeholder_can_be_deleted_with_its_untouched_duties(workspace: Workspace) -> None:
    bring_in(workspace, (TOWNS,))
    town = next(unit for unit in list_units(workspace) if unit.kind is UnitKind.TOWNSHIP)
    save_group(workspace, Group(0, "重点镇", (UnitKind.ZONE,), include=(town.id,)), TODAY)

    delete_unit(workspace, town.id, TODAY)

    assert town.id not in {unit.id for unit in list_units(workspace)}
    assert duties_of(workspace, town) == []


def test_that_a_unit_a_task_names_cannot_be_deleted(workspace: Workspace) -> None:
    bring_in(workspace, (NamedUnit("县财政局"),))
    before = picture(workspace)

    with pytest.raises(InvalidInput):
        delete_unit(workspace, unit_of(workspace, "县财政局").id, TODAY)

    assert picture(workspace) == before
