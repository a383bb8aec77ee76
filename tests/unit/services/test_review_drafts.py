"""A review put aside: all of it comes back after a restart; nothing else in the ledger changes."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from ledgers import contents, make_document, make_preview, make_task

from gongkai_desktop.domain.recognised import Flag, NamedUnit
from gongkai_desktop.errors import InvalidInput, NewerLedger
from gongkai_desktop.services.duties import list_plans, list_tasks
from gongkai_desktop.services.import_plan import ImportPreview, commit_import, preview_files
from gongkai_desktop.services.review_drafts import delete_draft, list_drafts, load_draft, save_draft
from gongkai_desktop.services.sample import sample_files
from gongkai_desktop.services.undo import undo
from gongkai_desktop.services.units import list_units
from gongkai_desktop.services.workspace import Workspace, open_workspace
from gongkai_desktop.store import drafts, units


def corrected(preview: ImportPreview) -> ImportPreview:
    """As the clerk leaves it in the evening: a task edited, one split, a flag settled, another year."""
    document = preview.document
    assert document
    first, *rest = document.tasks
    tasks = (replace(first, requirement="改过的要求。", flags=()), first, *rest)
    return replace(preview, document=replace(document, tasks=tasks, title="改过的标题"), year=2025)


def found(preview: ImportPreview) -> dict[tuple[str, bool], str | None]:
    """What the directory makes of the names."""
    return {(m.name, m.collective): m.unit and m.unit.name for m in preview.unit_matches}


def test_that_a_review_goes_on_after_a_restart(workspace: Workspace, ledger_path: Path) -> None:
    previews = [corrected(preview) for preview in preview_files(workspace, sample_files())]
    draft_id = save_draft(workspace, previews)
    workspace.close()
    later = open_workspace(ledger_path, "李办事")
    loaded = load_draft(later, draft_id)
    assert [replace(preview, unit_matches=()) for preview in loaded] == [
        replace(preview, unit_matches=()) for preview in previews
    ]
    assert [found(preview) for preview in loaded] == [found(preview) for preview in previews]
    later.close()


def test_that_a_task_knows_what_was_printed_after_the_pause(workspace: Workspace) -> None:
    printed = make_document(make_task(units=[NamedUnit("县财政")]))
    right = replace(printed.tasks[0], units_text="县财政局", units=(NamedUnit("县财政局"),))
    preview = replace(make_preview(printed), document=replace(printed, tasks=(right,)), recognised=printed)
    commit_import(workspace, load_draft(workspace, save_draft(workspace, [preview])))
    (task,) = list_tasks(workspace, list_plans(workspace)[0].id)
    assert task.printed
    assert (task.units_text, task.printed.units_text) == ("县财政局", "县财政")


def test_that_the_list_says_what_waits(workspace: Workspace) -> None:
    flagged = make_task(flags=[Flag("units", "没有识别出责任单位", ("县财政局",))])
    save_draft(workspace, [make_preview(make_document(flagged, make_task("乙", row=3)))])
    newest = save_draft(
        workspace, [make_preview(make_document(title="丙")), make_preview(make_document(title="丁"))]
    )
    first, second = list_drafts(workspace)
    assert (first.id, first.file_names, first.task_count, first.flag_count) == (
        newest,
        ("丙.docx", "丁.docx"),
        2,
        0,
    )
    assert (second.task_count, second.flag_count, second.who) == (2, 1, "王办事")


def test_that_two_extra_columns_of_one_title_are_both_kept(workspace: Workspace) -> None:
    task = replace(make_task(), extra=(("（无标题列）", "甲"), ("（无标题列）", "乙")))
    (loaded,) = load_draft(workspace, save_draft(workspace, [make_preview(make_document(task))]))
    assert loaded.document
    assert loaded.document.tasks == (task,)


def test_that_unit_choices_are_kept_and_the_directory_is_asked_anew(workspace: Workspace) -> None:
    document = make_document(make_task(units=[NamedUnit("县某某专班"), NamedUnit("县某某中心")]))
    directory = list_units(workspace)
    (first,) = load_draft(workspace, save_draft(workspace, [make_preview(document)]))
    team, centre = first.unit_matches
    assert (team.unit, centre.unit) == (None, None)
    chosen = replace(first, unit_matches=(replace(team, unit=directory[0]), centre))
    draft_id = save_draft(workspace, [chosen])
    with workspace.change("加简称") as work:
        units.add_alias(work, directory[1].id, "县某某中心")
        work.commit()
    (again,) = load_draft(workspace, draft_id)
    assert [match.unit and match.unit.id for match in again.unit_matches] == [
        directory[0].id,
        directory[1].id,
    ]


def test_that_a_unit_deleted_since_is_no_choice_any_more(workspace: Workspace) -> None:
    with workspace.change("加单位") as work:
        spare = units.add_unit(work, replace(list_units(workspace)[0], id=0, name="县临时机构", aliases=()))
        work.commit()
    (first,) = load_draft(
        workspace,
        save_draft(workspace, [make_preview(make_document(make_task(units=[NamedUnit("县某某专班")])))]),
    )
    chosen = replace(first, unit_matches=tuple(replace(match, unit=spare) for match in first.unit_matches))
    draft_id = save_draft(workspace, [chosen])
    with workspace.change("删除单位") as work:
        units.remove_unit(work, spare.id)
        work.commit()
    assert load_draft(workspace, draft_id)[0].unit_matches[0].unit is None


def test_that_a_file_imported_meanwhile_is_said(workspace: Workspace) -> None:
    preview = make_preview(make_document())
    draft_id = save_draft(workspace, [preview])
    commit_import(workspace, [preview])
    assert load_draft(workspace, draft_id)[0].duplicate_of == list_plans(workspace)[0]


def test_that_saving_again_takes_the_place_of_the_draft(workspace: Workspace) -> None:
    draft_id = save_draft(workspace, [make_preview(make_document())])
    again = save_draft(workspace, [make_preview(make_document(title="改"))], draft_id)
    assert [(draft.id, draft.file_names) for draft in list_drafts(workspace)] == [(again, ("改.docx",))]
    with pytest.raises(InvalidInput):
        load_draft(workspace, draft_id)


def test_that_a_draft_that_cannot_be_saved_leaves_the_old_one(workspace: Workspace, tmp_path: Path) -> None:
    draft_id = save_draft(workspace, [make_preview(make_document())])
    (tmp_path / "空.txt").touch()
    with pytest.raises(InvalidInput):
        save_draft(workspace, preview_files(workspace, [tmp_path / "空.txt"]), draft_id)
    assert [draft.id for draft in list_drafts(workspace)] == [draft_id]


def test_that_a_deleted_draft_leaves_nothing_behind(workspace: Workspace, ledger_path: Path) -> None:
    before = contents(ledger_path)
    draft_id = save_draft(workspace, [make_preview(make_document())])
    delete_draft(workspace, draft_id)
    delete_draft(workspace, draft_id)
    assert contents(ledger_path) == before
    assert list_drafts(workspace) == ()


def test_that_putting_aside_is_not_undone(workspace: Workspace, ledger_path: Path) -> None:
    save_draft(workspace, [make_preview(make_document())])
    with sqlite3.connect(ledger_path) as connection:
        (batch,) = connection.execute("SELECT batch FROM journal ORDER BY id DESC LIMIT 1").fetchone()
    connection.close()
    with pytest.raises(InvalidInput, match="暂存"):
        undo(workspace, batch)


def test_that_a_file_no_longer_readable_keeps_its_review(workspace: Workspace) -> None:
    (loaded,) = load_draft(workspace, save_draft(workspace, [make_preview(make_document(), data=b"\0\1\2")]))
    assert loaded.document == make_document()
    assert loaded.raw
    assert (loaded.raw.blocks, len(loaded.raw.notes)) == ((), 1)


def test_that_a_draft_of_a_newer_program_is_refused(workspace: Workspace) -> None:
    with workspace.change("暂存核对") as work:
        draft_id = drafts.add_draft(work, [drafts.DraftFile("a.docx", {"form": 99}, b"x")])
        work.commit()
    with pytest.raises(NewerLedger):
        load_draft(workspace, draft_id)
