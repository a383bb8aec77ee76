"""Undo is the inverse of what was journalled, redo the undo of it; neither overwrites newer work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledgers import contents_but_versions, make_document, make_preview, make_task

from gongkai_desktop.domain.deadline import Recurring
from gongkai_desktop.domain.ledger import Unit, UnitKind
from gongkai_desktop.domain.recognised import Flag, NamedUnit, Role
from gongkai_desktop.errors import EditConflict, InvalidInput
from gongkai_desktop.services import edit_duty
from gongkai_desktop.services.duties import list_duties, source_file
from gongkai_desktop.services.import_plan import ImportResult, commit_import
from gongkai_desktop.services.office import save_office
from gongkai_desktop.services.undo import changes, undo
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import notices, units

TODAY = date(2022, 11, 15)
Import = Callable[..., ImportResult]
Edit = Callable[[Workspace], str]


def duty_ids(workspace: Workspace) -> list[int]:
    """All duties of the ledger."""
    return [row.duty_id for row in list_duties(workspace, TODAY)]


def first_checkpoint(workspace: Workspace) -> int:
    """Some checkpoint."""
    return list_duties(workspace, TODAY)[0].checkpoints[0].id


EDITS: dict[str, Edit] = {
    "progress": lambda w: edit_duty.record_progress(w, duty_ids(w), TODAY, "录入中", 60, "县财政局"),
    "complete": lambda w: edit_duty.complete(w, duty_ids(w), TODAY, "http://xx.gov.cn", "已公开"),
    "cancel": lambda w: edit_duty.cancel_duty(w, duty_ids(w), "重复"),
    "move": lambda w: edit_duty.move_checkpoint(w, first_checkpoint(w), date(2022, 12, 1), "推迟", "李主任"),
    "task": lambda w: edit_duty.update_task(w, 1, name="新名", requirement="新要求。", no=""),
    "flags": lambda w: edit_duty.resolve_flags(w, 1, ["units"]),
}


@pytest.fixture
def filled(workspace: Workspace, import_tasks: Import) -> ImportResult:
    """Two tasks, one of them quarterly with a flag and a unit nobody knows."""
    odd = NamedUnit("县某某专班", Role.SUPPORT)
    return import_tasks(
        make_task(deadlines=[Recurring("quarter")], flags=[Flag("units", "不认识")], units=[odd]),
        make_task("甲", units=[NamedUnit("各乡镇", Role.RESPONSIBLE, collective=True)]),
    )


@pytest.mark.parametrize("name", EDITS)
def test_that_undo_brings_back_what_was_and_redo_what_was_done(
    workspace: Workspace, ledger_path: Path, filled: ImportResult, name: str
) -> None:
    before = contents_but_versions(ledger_path)
    batch = EDITS[name](workspace)
    after = contents_but_versions(ledger_path)
    assert after != before
    undone = undo(workspace, batch)
    assert contents_but_versions(ledger_path) == before
    redone = undo(workspace, undone)
    assert contents_but_versions(ledger_path) == after
    undo(workspace, redone)
    assert contents_but_versions(ledger_path) == before


def test_that_undo_itself_is_journalled(workspace: Workspace, filled: ImportResult) -> None:
    batch = EDITS["progress"](workspace)
    undone = undo(workspace, batch)
    redone = undo(workspace, undone)
    assert {(entry.action, entry.reason) for entry in changes(workspace, undone)} == {("撤销", "记进展")}
    assert {(entry.action, entry.reason) for entry in changes(workspace, redone)} == {
        ("撤销", "恢复“记进展”")
    }


def test_that_a_whole_import_is_undone_and_redone_with_its_file(
    workspace: Workspace, ledger_path: Path, new_ledger_bytes: bytes, tmp_path: Path
) -> None:
    (tmp_path / "empty.gkdb").write_bytes(new_ledger_bytes)
    empty = contents_but_versions(tmp_path / "empty.gkdb")
    preview = make_preview(make_document(make_task(units=[NamedUnit("县某某专班")]), make_task("甲")))
    result = commit_import(workspace, [preview])
    full = contents_but_versions(ledger_path)
    undone = undo(workspace, result.batch)
    assert contents_but_versions(ledger_path) == empty
    undo(workspace, undone)
    assert contents_but_versions(ledger_path) == full
    assert source_file(workspace, result.plans[0].id) == (preview.file_name, preview.data)


def test_that_an_undone_import_can_be_imported_again(workspace: Workspace) -> None:
    preview = make_preview(make_document(make_task()))
    undo(workspace, commit_import(workspace, [preview]).batch)
    assert commit_import(workspace, [preview]).task_count == 1


def test_that_an_import_with_progress_on_it_is_not_undone(
    workspace: Workspace, ledger_path: Path, filled: ImportResult
) -> None:
    EDITS["progress"](workspace)
    before = contents_but_versions(ledger_path)
    with pytest.raises(EditConflict):
        undo(workspace, filled.batch)
    assert contents_but_versions(ledger_path) == before


def test_that_a_value_changed_since_is_not_overwritten(
    workspace: Workspace, ledger_path: Path, filled: ImportResult
) -> None:
    batch = edit_duty.update_task(workspace, 1, name="一")
    edit_duty.update_task(workspace, 1, name="二")
    before = contents_but_versions(ledger_path)
    with pytest.raises(EditConflict):
        undo(workspace, batch)
    assert contents_but_versions(ledger_path) == before


def test_that_a_later_change_of_another_field_does_not_stand_in_the_way(
    workspace: Workspace, filled: ImportResult
) -> None:
    batch = edit_duty.update_task(workspace, 1, name="一")
    edit_duty.update_task(workspace, 1, no="9")
    undo(workspace, batch)
    row = list_duties(workspace, TODAY)[0]
    assert (row.task_name, row.no) == ("财政信息公开", "9")


def test_that_nothing_is_undone_twice(workspace: Workspace, filled: ImportResult) -> None:
    batch = EDITS["complete"](workspace)
    undo(workspace, batch)
    with pytest.raises(EditConflict):
        undo(workspace, batch)


def test_that_a_batch_without_changes_is_its_own_undo(workspace: Workspace, filled: ImportResult) -> None:
    batch = edit_duty.resolve_flags(workspace, 1, ["no such field"])
    assert undo(workspace, batch) == batch


def test_that_an_issued_paper_is_not_taken_back(workspace: Workspace, filled: ImportResult) -> None:
    with workspace.change("签发") as work:
        notices.add_notice(
            work,
            kind="督办通知",
            year=2022,
            sequence=1,
            number="督〔2022〕1号",
            unit_id=1,
            issued_on=TODAY,
            reply_by=None,
            duty_ids=duty_ids(workspace)[:1],
            data=b"%PDF",
        )
        work.commit()
    with pytest.raises(InvalidInput, match="已签发"):
        undo(workspace, work.batch)


def test_that_changes_of_settings_and_units_are_undone_too(workspace: Workspace, ledger_path: Path) -> None:
    before = contents_but_versions(ledger_path)
    office = replace(workspace.office, county="某某县", lights={"late": ["逾", "●", "#000000"]})
    changed = save_office(workspace, office)
    with changed.change("修改单位") as work:
        unit = units.list_units(work)[0]
        units.change_unit(work, replace(unit, name="县府办", aliases=("政府办",), kind=UnitKind.OTHER))
        units.remove_unit(work, units.add_unit(work, Unit(0, "县新局", UnitKind.DEPARTMENT, ("新局",))).id)
        work.commit()
    undo(workspace, work.batch)
    with workspace.ledger.read() as reading:
        assert units.list_units(reading)[0] == unit
    after = contents_but_versions(ledger_path)
    assert after["unit"] == before["unit"]
    assert after["alias"] == before["alias"]


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(names=st.lists(st.sampled_from(["progress", "complete", "move", "task", "flags"]), max_size=6))
def test_that_any_row_of_edits_is_undone_in_reverse_and_done_again(
    workspace: Workspace, ledger_path: Path, import_tasks: Import, names: list[str]
) -> None:
    if not duty_ids(workspace):
        import_tasks(make_task(deadlines=[Recurring("month")], flags=[Flag("units", "不认识")]))
    start = contents_but_versions(ledger_path)
    batches = []
    for name in names:
        try:
            batches.append(EDITS[name](workspace))
        except InvalidInput:  # the same move twice: refused, nothing to undo
            continue
    end = contents_but_versions(ledger_path)
    undone = [undo(workspace, batch) for batch in reversed(batches)]
    assert contents_but_versions(ledger_path) == start
    redone = [undo(workspace, batch) for batch in reversed(undone)]
    assert contents_but_versions(ledger_path) == end
    for batch in reversed(redone):
        undo(workspace, batch)
    assert contents_but_versions(ledger_path) == start
