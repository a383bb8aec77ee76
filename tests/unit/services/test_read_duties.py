"""Reading only what changed gives the same list as reading everything, whatever was done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from ledgers import make_document, make_preview, make_task

from gongkai_desktop.domain.deadline import Recurring
from gongkai_desktop.domain.ledger import UnitKind
from gongkai_desktop.domain.recognised import Flag, NamedUnit, Role
from gongkai_desktop.services import edit_duty, units
from gongkai_desktop.services.duty_list import first_duties, list_duties, read_duties
from gongkai_desktop.services.import_plan import ImportResult, commit_import
from gongkai_desktop.services.move_dates import move_checkpoint
from gongkai_desktop.services.undo import undo
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import duty_lines

TODAY = date(2022, 11, 15)


def ids(workspace: Workspace) -> list[int]:
    return [row.duty_id for row in list_duties(workspace, TODAY)][:5]


def first_point(workspace: Workspace) -> int:
    return list_duties(workspace, TODAY)[0].checkpoints[0].id


ALONE: dict[str, Callable[[Workspace], str]] = {
    "progress": lambda w: edit_duty.record_progress(w, ids(w), TODAY, "录入中", 60, "县财政局"),
    "complete": lambda w: edit_duty.complete(w, ids(w), TODAY, "http://xx.gov.cn", "已公开"),
    "cancel": lambda w: edit_duty.cancel_duty(w, ids(w), "重复"),
    "move": lambda w: move_checkpoint(w, first_point(w), date(2022, 12, 1), "推迟", "李主任"),
}
TOGETHER: dict[str, Callable[[Workspace], str]] = {
    "task": lambda w: edit_duty.update_task(w, 1, name="新名", requirement="新要求。", no=""),
    "flags": lambda w: edit_duty.resolve_flags(w, 1, ["units"]),
}


@pytest.fixture(autouse=True)
def filled(import_tasks: Callable[..., ImportResult]) -> None:
    odd = NamedUnit("县某某专班", Role.SUPPORT)
    import_tasks(
        make_task(deadlines=[Recurring("quarter")], flags=[Flag("units", "不认识")], units=[odd]),
        make_task("甲", units=[NamedUnit("各乡镇", Role.RESPONSIBLE, collective=True)]),
    )


@pytest.mark.parametrize("name", [*ALONE, *TOGETHER])
def test_that_what_changed_is_read_anew_after_an_edit_its_undo_and_its_redo(
    workspace: Workspace, name: str
) -> None:
    known = read_duties(workspace, TODAY)
    batch = (ALONE | TOGETHER)[name](workspace)
    for _ in ("done", "undone", "redone"):
        known = read_duties(workspace, TODAY, known)
        assert known.rows == list_duties(workspace, TODAY)
        batch = undo(workspace, batch)


@pytest.mark.parametrize("name", ALONE)
def test_that_rows_which_did_not_change_are_not_made_again(workspace: Workspace, name: str) -> None:
    before = read_duties(workspace, TODAY)
    untouched = before.rows[-1]
    ALONE[name](workspace)
    after = read_duties(workspace, TODAY, before)
    assert not after.whole
    assert after.rows[-1] is untouched


def test_that_nothing_is_read_where_nothing_changed(workspace: Workspace) -> None:
    before = read_duties(workspace, TODAY)
    after = read_duties(workspace, TODAY, before)
    assert all(old is new for old, new in zip(before.rows, after.rows, strict=True))


def test_that_new_documents_and_units_are_read_whole(workspace: Workspace) -> None:
    known = read_duties(workspace, TODAY)
    commit_import(workspace, [make_preview(make_document(make_task("乙"), title="又一份"))])
    known = read_duties(workspace, TODAY, known)
    assert known.whole
    assert known.rows == list_duties(workspace, TODAY)
    waiting = next(unit for unit in units.list_units(workspace) if not unit.confirmed)
    units.confirm_unit(workspace, waiting.id, UnitKind.OTHER, TODAY)
    known = read_duties(workspace, TODAY, known)
    assert known.whole
    assert known.rows == list_duties(workspace, TODAY)


def test_that_the_first_rows_are_those_of_the_whole_list(workspace: Workspace) -> None:
    towns = [NamedUnit("各乡镇", Role.RESPONSIBLE, collective=True)]
    tasks = [make_task(f"第{number}项", units=towns) for number in range(40)]
    commit_import(workspace, [make_preview(make_document(*tasks, title="早一年"), year=2021)])
    edit_duty.record_progress(workspace, ids(workspace), TODAY, "录入中", 60, "县财政局")
    edit_duty.cancel_duty(workspace, ids(workspace)[:2], "重复")
    whole = list_duties(workspace, TODAY)
    first = first_duties(workspace, TODAY)
    assert first.more
    assert 0 < len(first.rows) < len(whole)
    assert first.rows == whole[: len(first.rows)]


def test_that_a_small_ledger_is_read_at_once(workspace: Workspace) -> None:
    first = first_duties(workspace, TODAY)
    assert not first.more
    assert first.rows == list_duties(workspace, TODAY)
    assert read_duties(workspace, TODAY, first).rows == first.rows


def test_that_after_the_first_rows_all_are_read(
    workspace: Workspace, import_tasks: Callable[..., ImportResult]
) -> None:
    import_tasks(*(make_task(f"第{number}项") for number in range(200)), title="另一份")
    first = first_duties(workspace, TODAY)
    assert first.more
    known = read_duties(workspace, TODAY, first)
    assert known.whole
    assert not known.more
    assert known.rows == list_duties(workspace, TODAY)


def test_that_a_plain_reading_sees_one_moment(workspace: Workspace) -> None:
    with workspace.ledger.look() as reading:
        before = duty_lines.newest_change(reading)
        edit_duty.record_progress(workspace, ids(workspace), TODAY, "录入中", 60, "县财政局")
        assert duty_lines.newest_change(reading) == before
    with workspace.ledger.look() as reading:
        assert duty_lines.newest_change(reading) > before


def test_that_both_ways_to_the_ledger_read_the_same(workspace: Workspace) -> None:
    edit_duty.record_progress(workspace, ids(workspace), TODAY, "录入中", 60, "县财政局")
    with workspace.ledger.look() as plain, workspace.ledger.read() as session:
        for scope in (duty_lines.ALL, duty_lines.first_of(plain, 1), duty_lines.one(ids(workspace)[0])):
            assert duty_lines.snapshot(plain, TODAY, scope) == duty_lines.snapshot(session, TODAY, scope)
