"""An import from dropping the files to the result; nothing is written before it is confirmed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from gongkai_desktop.domain.deadline import ByDate
from gongkai_desktop.services.duties import list_duties, list_plans, list_tasks
from gongkai_desktop.services.sample import SAMPLE_DAY, sample_files
from gongkai_desktop.services.units import list_units
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui.dialogs.import_dialog import ImportDialog
from gongkai_desktop.ui.dialogs.review.field_editor import DoubtBar
from gongkai_desktop.ui.dialogs.review.file_review import FileReview
from gongkai_desktop.ui.dialogs.review.review_page import RefusedPage, ReviewPage
from gongkai_desktop.ui.dialogs.review.source_view import SourceView
from gongkai_desktop.ui.dialogs.review.task_list import TaskList, TaskListModel
from gongkai_desktop.ui.dialogs.review.units_dialog import NewUnitsDialog

from .conftest import RecordedMessages

Open = Callable[[Sequence[Path]], ImportDialog]


@pytest.fixture
def open_dialog(empty_workspace: Workspace, qtbot: QtBot, settle: Callable[[], None]) -> Open:
    def build(paths: Sequence[Path]) -> ImportDialog:
        dialog = ImportDialog(empty_workspace, paths, SAMPLE_DAY)
        qtbot.addWidget(dialog)
        dialog.show()
        settle()
        return dialog

    return build


def _review(dialog: ImportDialog) -> ReviewPage:
    assert dialog.review is not None
    return dialog.review


def _visible_bars(dialog: ImportDialog) -> list[DoubtBar]:
    return [bar for bar in dialog.findChildren(DoubtBar) if bar.isVisible()]


def test_that_nothing_is_written_before_it_is_confirmed(
    open_dialog: Open, empty_workspace: Workspace, settle: Callable[[], None]
) -> None:
    dialog = open_dialog(sample_files())
    assert list_plans(empty_workspace) == ()
    tasks = sum(len(file.draft.tasks) for file in _review(dialog).files)
    dialog.confirm()
    settle()
    assert dialog.outcome is not None
    assert dialog.batch
    assert dialog.outcome.task_count == tasks == sum(plan.task_count for plan in list_plans(empty_workspace))


def test_that_an_unreadable_file_is_shown_with_its_reason_while_the_others_go_on(
    open_dialog: Open, tmp_path: Path, settle: Callable[[], None]
) -> None:
    broken = tmp_path / "破损.docx"
    broken.write_bytes(b"PK\x03\x04")
    dialog = open_dialog([broken, sample_files()[0]])
    page = dialog.findChild(RefusedPage)
    assert any("破损.docx" in label.text() for label in page.findChildren(QLabel))
    dialog.confirm()
    settle()
    assert dialog.outcome is not None
    assert len(dialog.outcome.plans) == 1
    assert [problem.where for problem in dialog.outcome.problems if "破损" in problem.where]


def test_that_only_unreadable_files_cannot_be_confirmed(open_dialog: Open, tmp_path: Path) -> None:
    nothing = tmp_path / "空.txt"
    nothing.write_text("", encoding="utf-8")
    dialog = open_dialog([nothing])
    assert [b.isEnabled() for b in dialog.findChildren(QPushButton) if b.text() == "确认导入"] == [False]


def test_that_f8_goes_through_all_doubts_and_an_answer_leads_to_the_next(
    open_dialog: Open, qtbot: QtBot
) -> None:
    dialog = open_dialog(sample_files())
    page = _review(dialog)
    waiting = page.waiting()
    assert waiting > 0
    while page.waiting():
        before = page.waiting()
        page.next_doubt()
        # A layout shows what was added to it in the next turn of the event loop.
        qtbot.waitUntil(lambda: bool(_visible_bars(dialog)))
        bar = _visible_bars(dialog)[0]
        qtbot.mouseClick(bar.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
        assert page.waiting() < before


def test_that_a_correction_reaches_the_ledger_and_open_doubts_stay_flags(
    open_dialog: Open, empty_workspace: Workspace, settle: Callable[[], None]
) -> None:
    dialog = open_dialog(sample_files()[:1])
    page = _review(dialog)
    waiting = page.waiting()
    draft = page.files[0].draft
    plain = next(key for key, task in draft.tasks.items() if not task.flags)
    page.files[0].review.findChild(TaskList).choose(plain)
    fields = page.files[0].review.findChildren(QLineEdit)
    next(field for field in fields if field.accessibleName() == "序号").setText("99")
    dialog.confirm()
    settle()
    (plan,) = list_plans(empty_workspace)
    tasks = list_tasks(empty_workspace, plan.id)
    assert tasks[plain].no == "99"
    assert sum(len(task.flags) for task in tasks) == waiting
    assert list_duties(empty_workspace, SAMPLE_DAY)


def test_that_choosing_either_side_shows_the_other(open_dialog: Open) -> None:
    dialog = open_dialog(sample_files()[:1])
    review = dialog.findChild(FileReview)
    draft, tasks = review.draft, review.findChild(TaskList)
    target = next(n for n, task in draft.tasks.items() if n != draft.order[0] and task.origin.fields)
    origin = draft.tasks[target].origin
    name, row, column = next(field for field in origin.fields if field[0] == "requirement")
    review.findChild(SourceView).cell_chosen.emit(origin.place, row, column)
    chosen = draft.order[tasks.currentIndex().row()]
    assert (row, column) in {(r, c) for _, r, c in draft.tasks[chosen].origin.fields}
    assert name == "requirement"


def test_that_a_missing_year_is_asked_for(
    open_dialog: Open,
    empty_workspace: Workspace,
    recorded_messages: RecordedMessages,
    settle: Callable[[], None],
) -> None:
    dialog = open_dialog(sample_files()[:1])
    file = _review(dialog).files[0]
    file.draft.set_year(None)
    dialog.confirm()
    settle()
    assert recorded_messages.texts == ["这份文件没有写明年度。"]
    assert list_plans(empty_workspace) == ()


def test_that_a_file_already_in_the_ledger_is_not_offered_again(
    open_dialog: Open, settle: Callable[[], None]
) -> None:
    first = open_dialog(sample_files()[:1])
    first.confirm()
    settle()
    again = open_dialog(sample_files()[:1])
    assert _review(again).files == []
    assert again.findChild(RefusedPage) is not None


def test_that_leaving_a_review_is_asked_first(open_dialog: Open, recorded_messages: RecordedMessages) -> None:
    dialog = open_dialog(sample_files()[:1])
    recorded_messages.answer = False
    dialog.reject()
    assert dialog.isVisible()
    assert recorded_messages.shown[0].risky
    recorded_messages.answer = True
    dialog.reject()
    assert not dialog.isVisible()


def test_that_nobody_leaves_while_the_ledger_is_being_written(
    open_dialog: Open, settle: Callable[[], None], recorded_messages: RecordedMessages
) -> None:
    dialog = open_dialog(sample_files()[:1])
    dialog.confirm()
    dialog.reject()
    assert dialog.isVisible()
    settle()
    assert dialog.batch
    dialog.reject()
    assert not dialog.isVisible()
    assert recorded_messages.shown == []


def test_that_leaving_before_a_file_is_chosen_asks_nothing(
    open_dialog: Open, recorded_messages: RecordedMessages
) -> None:
    dialog = open_dialog([])
    dialog.reject()
    assert not dialog.isVisible()
    assert recorded_messages.shown == []


def test_that_a_name_said_to_be_a_known_unit_becomes_its_alias(
    open_dialog: Open, empty_workspace: Workspace, settle: Callable[[], None], qtbot: QtBot
) -> None:
    dialog = open_dialog(sample_files())
    file = next(file for file in _review(dialog).files if file.units.matches)
    match = file.units.matches[0]
    known = list_units(empty_workspace)[0]
    file.units.choose(match.name, known)
    window = NewUnitsDialog(file.units)
    qtbot.addWidget(window)
    dialog.confirm()
    settle()
    learned = next(unit for unit in list_units(empty_workspace) if unit.id == known.id)
    assert match.name in learned.aliases


def test_that_a_file_given_twice_is_read_once(open_dialog: Open) -> None:
    dialog = open_dialog([sample_files()[0], sample_files()[0]])
    assert len(_review(dialog).finished()) == 1


def test_that_an_emptied_title_falls_back_to_the_recognised_one(open_dialog: Open) -> None:
    dialog = open_dialog(sample_files()[:1])
    (file,) = _review(dialog).files
    next(f for f in file.findChildren(QLineEdit) if f.accessibleName() == "文件标题").setText(" ")
    finished = file.finished().document
    assert finished is not None
    assert finished.title == file.draft.document.title


def test_that_another_year_dates_the_shown_task_anew(open_dialog: Open) -> None:
    dialog = open_dialog(sample_files()[:1])
    (file,) = _review(dialog).files
    dated = next(n for n, t in file.draft.tasks.items() if t.deadline_text == "6月底前")
    file.findChild(QSpinBox).setValue(2030)
    assert [d.day.year for d in file.draft.tasks[dated].deadlines if isinstance(d, ByDate)] == [2030]


def test_that_the_task_list_keeps_the_rules_of_models(open_dialog: Open, qtmodeltester: object) -> None:
    review = open_dialog(sample_files()[:1]).findChild(FileReview)
    qtmodeltester.check(TaskListModel(review.draft))  # type: ignore[attr-defined]
