"""What the clerk does in the review besides answering: rows, columns, pages, points, versions, pauses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gongkai_desktop.domain.deadline import ByDate
from gongkai_desktop.services.duties import list_plans, list_tasks
from gongkai_desktop.services.import_plan import commit_import, preview_files
from gongkai_desktop.services.review import Said
from gongkai_desktop.services.review_drafts import list_drafts
from gongkai_desktop.services.sample import SAMPLE_DAY
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui.dialogs.import_dialog import ImportDialog
from gongkai_desktop.ui.dialogs.review.choose_page import ENDINGS, ChoosePage
from gongkai_desktop.ui.dialogs.review.columns_dialog import ColumnsDialog
from gongkai_desktop.ui.dialogs.review.comparison_dialog import ComparisonDialog
from gongkai_desktop.ui.dialogs.review.comparison_html import comparison_html
from gongkai_desktop.ui.dialogs.review.draft import ReviewDraft
from gongkai_desktop.ui.dialogs.review.field_editor import short_choice
from gongkai_desktop.ui.dialogs.review.file_page import FilePage
from gongkai_desktop.ui.dialogs.review.page_view import PageCanvas, PageView
from gongkai_desktop.ui.dialogs.review.prose_view import ProseView
from gongkai_desktop.ui.dialogs.review.task_list import TaskList

from .conftest import RecordedMessages

Open = Callable[[Sequence[Path]], ImportDialog]

HEAD = "示例县2026年政务公开任务分解表\n序号,工作任务,具体要求,责任单位,完成时限\n"
OLD = HEAD + "1,预算公开,公开预算。,县财政局,6月底前\n2,执法公示,公示结果。,县司法局,10月底前\n"
NEW = HEAD + "1,预算公开,公开预算和决算。,县财政局,6月底前\n2,政策解读,解读政策。,县司法局,全年\n"
EXTRA = (
    "示例县2026年任务表\n序号,工作任务,具体要求,责任单位,把关人意见\n"
    "1,预算公开,（1）公开预算；（2）公开决算。,县财政局,6月底前\n"
    "2,执法公示,公示结果。,县司法局,10月底前\n"
)
PROSE = """示例县2026年政务公开工作要点

一、深化公开
（一）财政信息公开。公开预算。（责任单位：县财政局）
（二）行政执法公示。公示结果。（县司法局牵头，县市场监管局配合，2026年9月底前完成）
"""
BOTH = """<h1>示例县2026年政务公开工作要点</h1>
<p>一、深化公开</p><p>（一）做好预算信息公开。各部门要公开预算。</p><p>（二）改进作风。深入基层。</p>
<table><tr><th>序号</th><th>任务</th><th>要求</th><th>责任单位</th></tr>
<tr><td>1</td><td>做好预算信息公开</td><td>按时公开预算。</td><td>县财政局</td></tr>
<tr><td>2</td><td>办好政府开放日</td><td>每季度一次。</td><td>县政府办公室</td></tr></table>"""


@pytest.fixture
def open_dialog(empty_workspace: Workspace, qtbot: QtBot, settle: Callable[[], None]) -> Open:
    kept: list[ImportDialog] = []  # the robot forgets a window that nobody else holds

    def build(paths: Sequence[Path]) -> ImportDialog:
        dialog = ImportDialog(empty_workspace, paths, SAMPLE_DAY)
        kept.append(dialog)
        qtbot.addWidget(dialog)
        dialog.show()
        settle()
        dialog.activateWindow()  # keys go nowhere before
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return build


@pytest.fixture
def given(tmp_path: Path, open_dialog: Open) -> Callable[[str, str], ImportDialog]:
    def build(name: str, text: str) -> ImportDialog:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return open_dialog([path])

    return build


Given = Callable[[str, str], ImportDialog]


def _page(dialog: ImportDialog) -> FilePage:
    assert dialog.review is not None
    (page,) = dialog.review.files
    return page


def _press(parent: QWidget, text: str) -> None:
    button = next(b for b in parent.findChildren(QPushButton) if b.text() == text and not b.isHidden())
    button.click()


def _names(draft: ReviewDraft) -> list[str]:
    return [task.requirement for task in draft.kept()]


def test_that_rows_are_put_aside_joined_and_taken_back_with_keys(given: Given, qtbot: QtBot) -> None:
    page = _page(given("a.csv", OLD))
    tasks = page.review.findChild(TaskList)
    tasks.setFocus()
    qtbot.keyClick(tasks, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert _names(page.draft) == ["公示结果。"]
    _press(page, "恢复为任务")
    qtbot.keyClick(tasks, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert _names(page.draft) == ["公开预算。\n公示结果。"]
    qtbot.keyClick(tasks, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert _names(page.draft) == ["公开预算。", "公示结果。"]
    assert tasks.model().rowCount() == 2


def test_that_ctrl_z_in_a_field_takes_the_correction_back(given: Given, qtbot: QtBot) -> None:
    page = _page(given("a.csv", OLD))
    field = next(f for f in page.findChildren(QPlainTextEdit) if f.accessibleName() == "责任单位")
    field.setFocus()
    qtbot.keyClicks(field, "abc")
    assert page.draft.kept()[0].units_text == "abc县财政局"
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.draft.kept()[0].units_text == "县财政局"
    assert field.toPlainText() == "县财政局"
    qtbot.keyClick(field, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert page.draft.kept()[0].units_text == "abc县财政局"


def test_that_a_task_is_split_where_the_cursor_stands(given: Given, qtbot: QtBot) -> None:
    page = _page(given("a.csv", OLD))
    field = next(f for f in page.findChildren(QPlainTextEdit) if f.accessibleName() == "要求")
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(page.draft.kept()) == 2
    assert any("先把光标放在" in label.text() for label in page.findChildren(QLabel))
    for _ in range(2):
        qtbot.keyClick(field, Qt.Key.Key_Right)
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert _names(page.draft)[:2] == ["公开", "预算。"]
    assert field.toPlainText() == "公开"


def test_that_an_unknown_column_is_put_to_use_for_all_rows_and_imported(
    given: Given, qtbot: QtBot, empty_workspace: Workspace, settle: Callable[[], None]
) -> None:
    dialog = given("a.csv", EXTRA)
    page = _page(dialog)
    columns = ColumnsDialog(page.draft)
    qtbot.addWidget(columns)
    box = columns.findChild(QComboBox)
    box.setCurrentIndex(box.findData("deadline"))
    page.review.reload()
    dialog.confirm()
    settle()
    (plan,) = list_plans(empty_workspace)
    tasks = list_tasks(empty_workspace, plan.id)
    assert [[d.day.month for d in task.deadlines if isinstance(d, ByDate)] for task in tasks] == [[6], [10]]
    assert [task.extra for task in tasks] == [(), ()]


def test_that_the_column_is_proposed_the_next_time_with_one_answer_for_all(
    given: Given, open_dialog: Open, tmp_path: Path, settle: Callable[[], None]
) -> None:
    dialog = given("a.csv", EXTRA)
    _page(dialog).draft.assign("把关人意见", "deadline")
    dialog.confirm()
    settle()
    again = tmp_path / "b.csv"
    again.write_text(EXTRA.replace("预算", "概算").replace("任务表", "第二批任务表"), encoding="utf-8")
    page = _page(open_dialog([again]))
    assert len(page.draft.doubts()) == 2
    _press(page, "同样的 2 处都这样改")
    assert page.draft.doubts() == []
    assert [task.deadline_text for task in page.draft.kept()] == ["6月底前", "10月底前"]
    finished = page.draft.finished().document
    assert finished is not None
    assert [task.extra for task in finished.tasks] == [(), ()]
    assert finished.problems == ()


def test_that_a_name_written_by_hand_is_looked_up_in_the_directory(given: Given, qtbot: QtBot) -> None:
    page = _page(given("a.csv", OLD))
    assert page.units.matches == []
    page.draft.edit(page.draft.order[0], "units", "县示范服务中心")
    page.review.reload()
    qtbot.waitUntil(lambda: page.units.open_count() == 1)
    assert [match.name for match in page.finished().unit_matches] == ["县示范服务中心", "县司法局"]


def test_that_prose_is_shown_as_text_and_a_click_chooses_its_task(given: Given) -> None:
    page = _page(given("a.txt", PROSE))
    prose = page.findChild(ProseView)
    tasks = page.findChild(TaskList)
    second = page.draft.kept()[1]
    prose.paragraph_chosen.emit(second.origin.row)
    assert page.draft.tasks[page.draft.order[tasks.currentIndex().row()]] == second
    marked = [selection.cursor.selectedText() for selection in prose.extraSelections()]  # type: ignore[attr-defined]
    assert marked[0].startswith("（二）")


def test_that_the_table_is_taken_unless_the_clerk_takes_the_points(given: Given) -> None:
    page = _page(given("a.html", BOTH))
    bar = page.source_bar
    assert bar is not None
    assert bar.way == 0
    assert any("正文（一）做好预算信息公开" in label.text() for label in page.findChildren(QLabel))
    bar.chosen.emit(1)
    assert [task.name for task in page.draft.kept()] == ["做好预算信息公开", "改进作风"]
    page.review.undo()
    assert bar.way == 0
    assert [task.name for task in page.draft.kept()] == ["做好预算信息公开", "办好政府开放日"]


def test_that_a_pdf_shows_its_page_with_the_row_marked(open_dialog: Open, settle: Callable[[], None]) -> None:
    page = _page(open_dialog([Path(__file__).parents[1] / "data" / "sources" / "tasks.pdf"]))
    settle()
    view = page.findChild(PageView)
    canvas = page.findChild(PageCanvas)
    assert view.isVisible()
    tasks = page.findChild(TaskList)
    key = page.draft.order[-1]
    tasks.choose(key)
    settle()
    marks = view.marks_here()
    assert marks
    canvas.clicked.emit(QPointF(marks[0][0].center()))
    assert tasks.current() is not None
    assert not canvas.grab().toImage().isNull()


def test_that_a_newer_version_updates_the_plan_unless_the_clerk_says_new(
    empty_workspace: Workspace, given: Given, tmp_path: Path, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    old = tmp_path / "old.csv"
    old.write_text(OLD, encoding="utf-8")
    commit_import(empty_workspace, preview_files(empty_workspace, [old]))
    dialog = given("new.csv", NEW)
    page = _page(dialog)
    assert page.older_bar is not None
    document = page.finished().document
    assert page.file.older is not None
    assert document is not None
    compare = ComparisonDialog(empty_workspace, page.file.older, document, ())
    qtbot.addWidget(compare)
    settle()
    assert compare.comparison is not None
    assert compare.comparison.counts == {"same": 0, "changed": 1, "added": 1, "removed": 1}
    number = next(n for n, e in enumerate(compare.comparison.entries) if e.kind == "changed")
    compare.follow(QUrl(f"separate:{number}"))
    settle()
    assert compare.comparison.counts == {"same": 0, "changed": 0, "added": 2, "removed": 2}
    dialog.confirm()
    settle()
    (plan,) = list_plans(empty_workspace)
    assert [task.name for task in list_tasks(empty_workspace, plan.id)] == ["预算公开", "政策解读"]


def test_that_a_newer_version_may_be_a_plan_of_its_own(
    empty_workspace: Workspace, given: Given, tmp_path: Path, settle: Callable[[], None]
) -> None:
    old = tmp_path / "old.csv"
    old.write_text(OLD, encoding="utf-8")
    commit_import(empty_workspace, preview_files(empty_workspace, [old]))
    dialog = given("new.csv", NEW)
    bar = _page(dialog).older_bar
    assert bar is not None
    bar.set_way(1)
    dialog.confirm()
    settle()
    assert len(list_plans(empty_workspace)) == 2


def test_that_a_review_put_aside_remembers_which_plan_it_replaces(
    empty_workspace: Workspace, given: Given, open_dialog: Open, tmp_path: Path, settle: Callable[[], None]
) -> None:
    old = tmp_path / "old.csv"
    old.write_text(OLD, encoding="utf-8")
    commit_import(empty_workspace, preview_files(empty_workspace, [old]))
    dialog = given("new.csv", NEW)
    first = _page(dialog)
    assert first.older_bar is not None
    assert first.file.older is not None
    task = list_tasks(empty_workspace, first.file.older.id)[1]
    document = first.finished().document
    assert document is not None
    first.said = (Said("pair", task.id, document.tasks[1].origin),)
    dialog.put_aside()
    settle()
    again = open_dialog([])
    _press(again, "继续核对")
    settle()
    page = _page(again)
    assert page.older_bar is not None
    assert (page.older_bar.way, page.said) == (0, first.said)
    page.older_bar.set_way(1)
    again.put_aside()
    settle()
    last = open_dialog([])
    _press(last, "继续核对")
    settle()
    bar = _page(last).older_bar
    assert bar is not None
    assert bar.way == 1


def test_that_a_review_put_aside_is_offered_again_and_forgotten_when_imported(
    empty_workspace: Workspace, given: Given, open_dialog: Open, settle: Callable[[], None]
) -> None:
    dialog = given("a.csv", OLD)
    _page(dialog).draft.drop(1)
    dialog.put_aside()
    settle()
    assert not dialog.isVisible()
    assert list_plans(empty_workspace) == ()
    again = open_dialog([])
    _press(again, "继续核对")
    settle()
    page = _page(again)
    assert page.draft.is_dropped(1)
    again.confirm()
    settle()
    assert list_drafts(empty_workspace) == ()
    assert [plan.task_count for plan in list_plans(empty_workspace)] == [1]


def test_that_a_review_put_aside_can_be_deleted(
    empty_workspace: Workspace, given: Given, open_dialog: Open, settle: Callable[[], None]
) -> None:
    given("a.csv", OLD).put_aside()
    settle()
    first = open_dialog([])
    _press(first, "删除")
    settle()
    assert list_drafts(empty_workspace) == ()
    assert first.findChild(ChoosePage).drafts.isHidden()


def test_that_a_copied_table_is_pasted_with_ctrl_v(
    open_dialog: Open, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    mime = QMimeData()
    mime.setHtml(BOTH)
    QApplication.clipboard().setMimeData(mime)
    dialog = open_dialog([])
    page = dialog.findChild(ChoosePage)
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert _page(dialog).draft.preview.file_name == f"剪贴板 {SAMPLE_DAY}.html"


def test_that_copied_files_are_pasted_as_files(
    open_dialog: Open, tmp_path: Path, settle: Callable[[], None]
) -> None:
    path = tmp_path / "任务.csv"
    path.write_text(OLD, encoding="utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    QApplication.clipboard().setMimeData(mime)
    dialog = open_dialog([])
    dialog.findChild(ChoosePage).paste()
    settle()
    assert _page(dialog).draft.preview.path == path


def test_that_a_clipboard_without_tasks_says_so_and_stays(
    open_dialog: Open, settle: Callable[[], None], recorded_messages: RecordedMessages
) -> None:
    QApplication.clipboard().setText("今天天气不错。")
    dialog = open_dialog([])
    dialog.findChild(ChoosePage).paste()
    settle()
    assert dialog.review is None
    assert len(recorded_messages.shown) == 1


def test_that_every_file_type_that_can_be_read_is_offered() -> None:
    assert {"doc", "wps", "xlsm", "xls", "et", "ods", "odt", "mht", "pdf", "md"} <= set(ENDINGS)


def test_that_a_long_choice_shows_the_part_that_differs() -> None:
    now = "甲" * 80 + "6月31日前完成。"
    short = short_choice(now, now.replace("6月31日前", "6月底前"))
    assert "6月底前完成。" in short
    assert len(short) < 60
    assert short_choice("甲", "县财政局") == "县财政局"


def test_that_the_comparison_marks_the_words_and_escapes_the_text(
    empty_workspace: Workspace, given: Given, tmp_path: Path, settle: Callable[[], None], qtbot: QtBot
) -> None:
    old = tmp_path / "old.csv"
    old.write_text(OLD, encoding="utf-8")
    commit_import(empty_workspace, preview_files(empty_workspace, [old]))
    page = _page(given("new.csv", NEW.replace("和决算", "<和>决算")))
    document = page.finished().document
    assert document is not None
    assert page.file.older is not None
    dialog = ComparisonDialog(empty_workspace, page.file.older, document, ())
    qtbot.addWidget(dialog)
    settle()
    assert dialog.comparison is not None
    html = comparison_html(dialog.comparison, ["changed"])
    assert "&lt;和&gt;决算</span>" in html
    assert "删除" not in html
