"""Corrections come back as questions in the next import, are kept by the ledger and survive an undo."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ledgers import make_document, make_preview, make_task
from new_versions import UNITS, Version

from gongkai_desktop.domain.recognised import RecognisedDocument
from gongkai_desktop.services.compare_plans import replace_plan
from gongkai_desktop.services.import_plan import ImportPreview, commit_import, preview_files
from gongkai_desktop.services.layout_memory import learn, propose
from gongkai_desktop.services.undo import undo
from gongkai_desktop.services.workspace import Workspace, open_workspace

GLUED, APART = "县财政局县审计局", "县财政局、县审计局"


def reviewed(document: RecognisedDocument, text: str) -> ImportPreview:
    """The preview after the clerk gave its first task other words for its units."""
    first, *rest = document.tasks
    right = replace(document, tasks=(replace(first, units_text=text, flags=()), *rest))
    return replace(make_preview(document), document=right, recognised=document)


def proposed(workspace: Workspace, document: RecognisedDocument) -> tuple[str, ...]:
    """The choices of the first task's flags."""
    return tuple(choice for flag in propose(workspace, document).tasks[0].flags for choice in flag.choices)


GLUED_TABLE = make_document(replace(make_task(), units_text=GLUED))


def test_that_a_confirmed_import_teaches_and_its_undo_does_not_forget(workspace: Workspace) -> None:
    assert proposed(workspace, GLUED_TABLE) == ()
    result = commit_import(workspace, [reviewed(GLUED_TABLE, APART)])
    assert proposed(workspace, GLUED_TABLE) == (APART,)
    undo(workspace, undo(workspace, result.batch))
    assert proposed(workspace, GLUED_TABLE) == (APART,)


def test_that_a_later_lesson_does_not_keep_an_import_from_being_undone(workspace: Workspace) -> None:
    first = commit_import(workspace, [reviewed(GLUED_TABLE, APART)])
    learn(workspace, GLUED_TABLE, replace(GLUED_TABLE, tasks=GLUED_TABLE.tasks))
    assert proposed(workspace, GLUED_TABLE) == ()
    undo(workspace, first.batch)


def test_that_a_newer_version_teaches_too(workspace: Workspace) -> None:
    commit_import(workspace, [make_preview(make_document(title="丙表"))])
    replace_plan(workspace, reviewed(replace(GLUED_TABLE, title="丙表"), APART), 1)
    assert proposed(workspace, GLUED_TABLE) == (APART,)


def test_that_the_memory_is_the_ledgers(workspace: Workspace, ledger_path: Path) -> None:
    learn(workspace, GLUED_TABLE, reviewed(GLUED_TABLE, APART).document or GLUED_TABLE)
    workspace.close()
    later = open_workspace(ledger_path, "李办事")
    assert proposed(later, GLUED_TABLE) == (APART,)
    later.close()


def test_that_a_preview_asks_what_was_corrected_before(workspace: Workspace, tmp_path: Path) -> None:
    version = Version()
    version.write("14", UNITS, "县水利局县林业局")
    path = version.save(tmp_path / "a.docx")
    (preview,) = preview_files(workspace, [path])
    assert preview.document
    number = next(n for n, task in enumerate(preview.document.tasks) if task.no == "14")
    tasks = list(preview.document.tasks)
    tasks[number] = replace(tasks[number], units_text="县水利局、县林业局", flags=())
    right = replace(preview.document, tasks=tuple(tasks))
    commit_import(workspace, [replace(preview, document=right)])
    (again,) = preview_files(workspace, [path])
    assert again.document
    offered = [flag.choices for flag in again.document.tasks[number].flags]
    assert ("县水利局、县林业局",) in offered
    assert again.document.tasks[number].units_text == "县水利局县林业局"
