"""Units, other names and groups as stored; duties that take each other over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from ledgers import make_task

from gongkai_desktop.domain.deadline import Recurring
from gongkai_desktop.domain.ledger import DutyState, Group, Unit, UnitKind
from gongkai_desktop.domain.recognised import NamedUnit
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services import edit_duty
from gongkai_desktop.services.duties import duty_detail
from gongkai_desktop.services.import_plan import ImportResult
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import duties, units

TODAY = date(2022, 11, 15)
NEW = Unit(0, "县新设局", UnitKind.DEPARTMENT, ("新设局", "新局"), valid_from=date(2022, 1, 1))
Import = Callable[..., ImportResult]


def test_that_a_unit_comes_back_as_it_was_stored(workspace: Workspace) -> None:
    with workspace.change("登记") as work:
        last = max(unit.position for unit in units.list_units(work))
        added = units.add_unit(work, NEW)
        assert added == replace(NEW, id=added.id, position=last + 1)
        assert units.get_unit(work, added.id) == added
        changed = replace(added, name="县改名局", aliases=("新局", "改名局"), confirmed=False, valid_to=TODAY)
        units.change_unit(work, changed)
        assert units.get_unit(work, added.id) == changed


def test_that_two_units_never_have_one_name(workspace: Workspace) -> None:
    with workspace.change("登记") as work:
        added = units.add_unit(work, NEW)
        with pytest.raises(InvalidInput):
            units.add_unit(work, NEW)
        with pytest.raises(InvalidInput):
            units.change_unit(work, replace(added, name="县财政局"))
        with pytest.raises(InvalidInput):
            units.add_units(work, [replace(NEW, name="甲"), replace(NEW, name="甲")])


def test_that_another_name_is_kept_once(workspace: Workspace) -> None:
    with workspace.change("登记") as work:
        unit = units.add_unit(work, NEW)
        for name in ("小新局", "小新局", "县新设局"):
            units.add_alias(work, unit.id, name)
        assert units.get_unit(work, unit.id).aliases == ("新设局", "新局", "小新局")


def test_that_a_unit_in_use_is_not_deleted(workspace: Workspace, import_tasks: Import) -> None:
    result = import_tasks(make_task(units=[NamedUnit("县某某专班")]))
    with workspace.change("删除") as work:
        with pytest.raises(InvalidInput, match="不能删除"):
            units.remove_unit(work, result.new_units[0].id)
        unit = units.add_unit(work, NEW)
        units.add_group(work, Group(0, "各新局", (), include=(unit.id,)))
        units.remove_unit(work, unit.id)
        assert unit.id not in {each.id for each in units.list_units(work)}
        assert units.list_groups(work)[-1].include == ()


def test_that_a_group_comes_back_as_it_was_stored(workspace: Workspace) -> None:
    with workspace.change("登记") as work:
        group = units.add_group(work, Group(0, "各新局", (UnitKind.ZONE,), (1, 2), (3,), confirmed=False))
        assert units.list_groups(work) == (group,)
        changed = replace(group, kinds=(UnitKind.TOWNSHIP,), include=(3,), exclude=(2,), confirmed=True)
        units.change_group(work, changed)
        assert units.list_groups(work) == (changed,)
        units.remove_group(work, group.id)
        assert units.list_groups(work) == ()


def test_that_a_group_in_use_is_not_deleted(workspace: Workspace, import_tasks: Import) -> None:
    import_tasks(make_task(units=[NamedUnit("各乡镇", collective=True)]))
    with workspace.change("删除") as work, pytest.raises(InvalidInput, match="不能删除"):
        units.remove_group(work, 1)


def test_that_a_duty_takes_over_all_that_was_recorded_on_another(
    workspace: Workspace, import_tasks: Import
) -> None:
    both = [NamedUnit("县财政局"), NamedUnit("县司法局")]
    import_tasks(make_task(units=both, deadlines=[Recurring("quarter")]))
    edit_duty.record_progress(workspace, [1], date(2022, 6, 1), "录入中", 50, "县财政局")
    edit_duty.complete(workspace, [1], date(2022, 12, 31), "http://xx.gov.cn")
    with workspace.change("合并") as work:
        assert duties.has_history(work, 1)
        assert not duties.has_history(work, 2)
        duties.absorb(work, 1, 2)
        assert [duty.id for duty in duties.list_all(work)] == [2]
        work.commit()
    detail = duty_detail(workspace, 2, date(2022, 12, 31))
    assert (detail.row.state, detail.row.completed_on) == (DutyState.DONE, date(2022, 12, 31))
    assert all(checkpoint.done_on for checkpoint in detail.row.checkpoints)
    assert [entry.text for entry in detail.progress] == ["录入中"]
    assert [proof.url for proof in detail.evidence] == ["http://xx.gov.cn"]


@pytest.mark.parametrize("change", ["progress", "complete", "cancel"])
def test_that_a_duty_with_anything_recorded_has_a_history(
    workspace: Workspace, import_tasks: Import, change: str
) -> None:
    import_tasks(make_task(deadlines=[Recurring("quarter")]))
    edits: dict[str, Callable[[], str]] = {
        "progress": lambda: edit_duty.record_progress(workspace, [1], TODAY, "录入中", None, ""),
        "complete": lambda: edit_duty.complete(workspace, [1], date(2022, 6, 1)),
        "cancel": lambda: edit_duty.cancel_duty(workspace, [1], "重复"),
    }
    edits[change]()
    with workspace.ledger.read() as reading:
        assert duties.has_history(reading, 1)
