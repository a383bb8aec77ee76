"""What a review is given, and how it ends: points, pasted tables, newer versions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gongkai_desktop.domain.comparison import VersionAnswer
from gongkai_desktop.domain.recognised import RecognisedDocument
from gongkai_desktop.errors import FileUnreadable, InvalidInput
from gongkai_desktop.services.duties import list_plans, list_tasks, source_file
from gongkai_desktop.services.import_plan import commit_import, preview_bytes
from gongkai_desktop.services.points import by_points, is_by_points, link_points
from gongkai_desktop.services.recognise import clipboard_file, recognise_bytes
from gongkai_desktop.services.review import (
    Decision,
    ReviewFile,
    Said,
    compare_as_said,
    finish,
    prepare,
    preview_clipboard,
)
from gongkai_desktop.services.review_drafts import load_draft, save_draft
from gongkai_desktop.services.workspace import Workspace

TODAY = date(2026, 11, 23)
HEAD = "示例县2026年政务公开任务分解表\n序号,工作任务,具体要求,责任单位,完成时限\n"
OLD = HEAD + "1,预算公开,公开预算。,县财政局,6月底前\n2,执法公示,公示结果。,县司法局,10月底前\n"
NEW = HEAD + "1,预算公开,公开预算和决算。,县财政局,6月底前\n2,政策解读,解读政策。,县司法局,全年\n"
BOTH = """<h1>示例县2026年政务公开工作要点</h1>
<p>一、深化公开</p>
<p>（一）做好预算信息公开。各部门要公开预算。</p>
<p>（二）改进工作作风。深入基层。</p>
<table><tr><th>序号</th><th>任务</th><th>要求</th><th>责任单位</th></tr>
<tr><td>1</td><td>做好预算信息公开</td><td>按时公开预算。</td><td>县财政局</td></tr>
<tr><td>2</td><td>办好政府开放日</td><td>每年两次。</td><td>县政府办公室</td></tr></table>"""
TABLE = "序号\t任务\t要求\t责任单位\n1\t预算公开\t公开预算。\t县财政局\n2\t执法公示\t公示结果。\t县司法局"


def _file(workspace: Workspace, name: str, text: str) -> ReviewFile:
    return prepare(workspace, [preview_bytes(workspace, name, text.encode())])[0]


def _tasks(document: RecognisedDocument | None) -> list[str]:
    assert document is not None
    return [task.name for task in document.tasks]


def test_that_a_point_is_linked_to_the_task_that_says_the_same() -> None:
    _, document = recognise_bytes("a.html", BOTH.encode())
    assert [point.no for point in document.points] == ["（一）", "（二）"]
    assert link_points(document) == (0, None)


def test_that_points_taken_as_tasks_offer_the_units_of_the_table(workspace: Workspace) -> None:
    file = _file(workspace, "a.html", BOTH)
    assert file.sources is not None
    assert _tasks(file.sources.table) == ["做好预算信息公开", "办好政府开放日"]
    points = file.sources.points
    assert _tasks(points) == ["做好预算信息公开", "改进工作作风"]
    assert [task.units for task in points.tasks] == [(), ()]
    assert [flag.choices for task in points.tasks for flag in task.flags] == [("县财政局",), ()]
    assert [file.paragraphs[task.origin.row - 1].text[:3] for task in points.tasks] == ["（一）", "（二）"]
    assert {entry.reason for entry in points.left_out} >= {"采用正文要点，没有采用表格"}


def test_that_both_ways_are_there_again_after_a_pause(workspace: Workspace) -> None:
    file = _file(workspace, "a.html", BOTH)
    raw, document = file.preview.raw, file.preview.document
    assert raw is not None
    assert document is not None
    points = by_points(raw, document)
    kept = save_draft(workspace, [replace(file.preview, document=points, recognised=points)])
    (again,) = prepare(workspace, load_draft(workspace, kept))
    assert again.sources is not None
    assert is_by_points(again.sources.points)
    assert not is_by_points(again.sources.table)


def test_that_a_pasted_table_is_kept_as_a_file_and_read_again_alike(workspace: Workspace) -> None:
    preview = preview_clipboard(workspace, BOTH, "irrelevant", TODAY)
    assert preview.file_name == "剪贴板 2026-11-23.html"
    commit_import(workspace, [preview])
    (plan,) = list_plans(workspace)
    name, data = source_file(workspace, plan.id)
    assert recognise_bytes(name, data)[1] == preview.document


@pytest.mark.parametrize("html", ["", "<p>没有表格</p>"])
def test_that_text_counts_where_the_html_has_no_table(html: str) -> None:
    name, data = clipboard_file(html, TABLE, TODAY)
    assert name == "剪贴板 2026-11-23.txt"
    assert _tasks(recognise_bytes(name, data)[1]) == ["预算公开", "执法公示"]


def test_that_the_lines_windows_puts_before_the_page_are_no_content() -> None:
    _, data = clipboard_file(f"Version:0.9\r\nStartHTML:000\r\n{BOTH}", None, TODAY)
    assert data.decode("utf-8-sig") == BOTH


def test_that_an_empty_clipboard_says_what_to_do() -> None:
    with pytest.raises(FileUnreadable, match="剪贴板里没有文字"):
        clipboard_file("", " ", TODAY)


def test_that_a_newer_version_takes_the_place_of_the_plan_with_new_files_beside_it(
    workspace: Workspace,
) -> None:
    commit_import(workspace, [preview_bytes(workspace, "旧.csv", OLD.encode())])
    newer = _file(workspace, "新.csv", NEW)
    other = preview_bytes(workspace, "另.csv", OLD.replace("2026", "2027").encode())
    assert newer.older is not None
    result = finish(workspace, [Decision(newer.preview, newer.older), Decision(other)])
    assert result.batch
    assert [plan.year for plan in list_plans(workspace)] == [2026, 2027]
    assert [task.name for task in list_tasks(workspace, newer.older.id)] == ["预算公开", "政策解读"]


def test_that_what_the_clerk_says_about_a_pair_counts_and_outlives_corrections(workspace: Workspace) -> None:
    commit_import(workspace, [preview_bytes(workspace, "旧.csv", OLD.encode())])
    file = _file(workspace, "新.csv", NEW)
    plan, document = file.older, file.preview.document
    assert plan is not None
    assert document is not None
    bare = compare_as_said(workspace, plan, document)
    assert bare.counts == {"same": 0, "changed": 1, "added": 1, "removed": 1}
    gone = next(entry.old for entry in bare.entries if entry.kind == "removed")
    fresh = next(entry.new for entry in bare.entries if entry.kind == "added")
    assert gone is not None
    assert fresh is not None
    paired = Said("pair", gone.id, fresh.origin)
    assert compare_as_said(workspace, plan, document, [paired]).counts["changed"] == 2
    apart = Said("separate", gone.id, fresh.origin)
    assert compare_as_said(workspace, plan, document, [paired, apart]) == bare


def test_that_two_files_cannot_take_the_place_of_the_same_plan(workspace: Workspace) -> None:
    commit_import(workspace, [preview_bytes(workspace, "旧.csv", OLD.encode())])
    first = _file(workspace, "新.csv", NEW)
    second = _file(workspace, "更新.csv", NEW.replace("全年", "10月底前"))
    assert first.older == second.older
    both = [Decision(file.preview, file.older) for file in (first, second)]
    with pytest.raises(InvalidInput, match=r"“新\.csv”、“更新\.csv”都要更新") as refused:
        finish(workspace, both)
    assert "作为新文件导入" in refused.value.hint
    assert [task.name for task in list_tasks(workspace, list_plans(workspace)[0].id)] == [
        "预算公开",
        "执法公示",
    ]
    finish(workspace, [both[0], Decision(second.preview)])
    assert len(list_plans(workspace)) == 2


def test_that_the_answer_about_a_newer_version_outlives_a_pause(workspace: Workspace) -> None:
    commit_import(workspace, [preview_bytes(workspace, "旧.csv", OLD.encode())])
    file = _file(workspace, "新.csv", NEW)
    plan, document = file.older, file.preview.document
    assert plan is not None
    assert document is not None
    gone, fresh = list_tasks(workspace, plan.id)[1], document.tasks[1]
    said = (Said("pair", gone.id, fresh.origin),)
    decision = Decision(file.preview, plan, said)
    (preview,) = load_draft(workspace, save_draft(workspace, [decision.to_put_aside(plan)]))
    assert preview.answer == VersionAnswer(plan.id, said)
    (again,) = prepare(workspace, [preview])
    assert again.older == plan
    (own,) = load_draft(workspace, save_draft(workspace, [Decision(file.preview).to_put_aside(plan)]))
    assert own.answer == VersionAnswer(None)


def test_that_a_file_without_year_or_content_is_prepared_too(workspace: Workspace, tmp_path: Path) -> None:
    (file,) = prepare(workspace, [preview_bytes(workspace, "空.txt", b"")])
    assert file.preview.error is not None
    assert file.older is None
