"""The clerk's corrections before an import, without any window."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gongkai_desktop.domain.corrections import NOT_A_TASK, ROW
from gongkai_desktop.domain.deadline import ByDate, Yearlong
from gongkai_desktop.domain.grid import RawDocument
from gongkai_desktop.domain.ledger import Unit, UnitKind
from gongkai_desktop.domain.recognised import (
    Flag,
    NamedUnit,
    Origin,
    RecognisedDocument,
    RecognisedTask,
    Role,
)
from gongkai_desktop.domain.unit_text import read_units
from gongkai_desktop.services.import_plan import ImportPreview
from gongkai_desktop.services.unit_matching import UnitMatch
from gongkai_desktop.ui.dialogs.review.draft import Doubt, ReviewDraft
from gongkai_desktop.ui.dialogs.review.units_dialog import UnitChoices
from gongkai_desktop.ui.dialogs.review.wording import reading_of

GLUED = Flag("units", "看作两个单位", ("区政府办、区财政局",))
NO_NUMBER = Flag("no", "没有印序号")


def _task(no: str, *flags: Flag) -> RecognisedTask:
    return RecognisedTask(
        no=no,
        path=("信息公开", f"任务{no}"),
        requirement="公开目录。",
        items=("公开目录。",),
        units_text="区政府办区财政局",
        units=(NamedUnit("区政府办区财政局"),),
        open_ended=False,
        deadline_text="全年",
        deadlines=(Yearlong(2022),),
        inline_deadlines=(),
        origin=Origin("表1", int(no) + 1),
        flags=flags,
    )


@pytest.fixture
def draft() -> ReviewDraft:
    tasks = (_task("1"), _task("2", GLUED, NO_NUMBER), _task("3"))
    document = RecognisedDocument("f.docx", "要点", None, None, None, None, 2022, (), tasks)
    match = UnitMatch("区政府办区财政局", False, None, None, (), 3)
    raw = RawDocument("f.docx", ())
    return ReviewDraft(ImportPreview(Path("f.docx"), "f.docx", b"", "", raw, document, 2022, (match,)))


def test_that_tasks_with_doubts_stand_first_and_stay_there_when_settled(draft: ReviewDraft) -> None:
    assert draft.order == (1, 0, 2)
    for doubt in draft.doubts():
        draft.settle(doubt)
    assert draft.order == (1, 0, 2)
    assert draft.doubts() == []


def test_that_a_choice_is_read_like_the_file_and_settles_its_doubt_only(draft: ReviewDraft) -> None:
    draft.choose(Doubt(1, GLUED), "区政府办、区财政局")
    assert [unit.name for unit in draft.tasks[1].units] == ["区政府办", "区财政局"]
    assert draft.tasks[1].flags == (NO_NUMBER,)


def test_that_a_field_written_by_hand_is_no_longer_in_doubt(draft: ReviewDraft) -> None:
    draft.edit(1, "no", "2-1")
    assert (draft.tasks[1].no, draft.tasks[1].flags) == ("2-1", (GLUED,))


def test_that_the_same_text_is_no_change(draft: ReviewDraft) -> None:
    draft.edit(1, "units", " 区政府办区财政局 ")
    assert draft.tasks[1].flags == (GLUED, NO_NUMBER)
    assert not draft.is_changed(1)


def test_that_roles_and_dates_follow_the_text(draft: ReviewDraft) -> None:
    draft.edit(0, "units", "县司法局牵头，县财政局配合")
    draft.edit(0, "deadline", "10月底前")
    draft.edit(0, "requirement", "（1）公开目录；（2）8月底前公开清单。")
    task = draft.tasks[0]
    assert [(u.name, u.role) for u in task.units] == [("县司法局", Role.LEAD), ("县财政局", Role.SUPPORT)]
    assert task.deadlines == (ByDate(date(2022, 10, 31)),)
    assert len(task.items) == 2
    assert task.inline_deadlines[0].deadline == ByDate(date(2022, 8, 31))
    assert reading_of(task, "units") == "牵头：县司法局　配合：县财政局"
    assert reading_of(task, "deadline") == "2022-10-31 (周一) 前"
    assert reading_of(task, "requirement") == "2 个分项；文中时限 2022-08-31 (周三) 前"


def test_that_heading_levels_are_written_in_one_line(draft: ReviewDraft) -> None:
    draft.edit(0, "path", "重点领域 ＞ 财政 > 预算公开")
    assert draft.tasks[0].path == ("重点领域", "财政", "预算公开")


def test_that_restoring_brings_values_and_doubts_back(draft: ReviewDraft) -> None:
    before = draft.tasks[1]
    draft.edit(1, "units", "县财政局")
    draft.restore(1)
    assert draft.tasks[1] == before


def test_that_another_year_dates_the_phrases_anew(draft: ReviewDraft) -> None:
    draft.edit(0, "deadline", "10月底前")
    draft.set_year(2023)
    assert draft.tasks[0].deadlines == (ByDate(date(2023, 10, 31)),)
    assert draft.finished().year == 2023


def test_that_a_chosen_unit_goes_with_the_preview(draft: ReviewDraft) -> None:
    unit = Unit(7, "县政府办公室", UnitKind.DEPARTMENT)
    choices = UnitChoices(draft.preview.unit_matches)
    choices.choose("区政府办区财政局", unit)
    assert draft.finished(choices.decided()).unit_matches[0].unit == unit


def test_that_names_gone_after_a_correction_are_asked_for_no_more(draft: ReviewDraft) -> None:
    choices = UnitChoices(draft.preview.unit_matches)
    choices.choose("区政府办区财政局", Unit(7, "县政府办公室", UnitKind.DEPARTMENT))
    choices.update([UnitMatch("区政府办", False, None, None, (), 1)])
    assert choices.open_count() == 1
    assert choices.decided()[0].unit is None


def test_that_a_row_that_is_no_task_stays_out_and_is_told(draft: ReviewDraft) -> None:
    draft.drop(1)
    assert draft.doubts() == []
    document = draft.finished().document
    assert document is not None
    assert [task.no for task in document.tasks] == ["1", "3"]
    assert [entry.text for entry in document.left_out] == ["2 信息公开 任务2 公开目录。"]
    draft.take_back_in(1)
    assert len(draft.doubts()) == 2
    assert draft.left_out() == ()


def test_that_a_joined_task_says_everything_once(draft: ReviewDraft) -> None:
    draft.edit(1, "requirement", "公开清单。")
    draft.edit(1, "units", "县财政局")
    assert draft.join_next(0)
    joined = draft.tasks[0]
    assert joined.requirement == "公开目录。\n公开清单。"
    assert joined.units_text == "区政府办区财政局；县财政局"
    assert joined.deadline_text == "全年"
    assert draft.order == (0, 2)
    assert not draft.join_next(2)


def test_that_a_cut_sentence_goes_on_without_a_break(draft: ReviewDraft) -> None:
    draft.edit(0, "requirement", "公开目录和")
    draft.edit(1, "requirement", "清单。")
    draft.join_next(0)
    assert draft.tasks[0].requirement == "公开目录和清单。"


def test_that_a_split_task_has_its_parts_in_the_files_order(draft: ReviewDraft) -> None:
    draft.edit(0, "requirement", "先公开目录。8月底前公开清单。")
    assert not draft.split_at(0, 0)
    assert draft.split_at(0, 6)
    assert [task.requirement for task in draft.kept()[:2]] == ["先公开目录。", "8月底前公开清单。"]
    assert [len(task.inline_deadlines) for task in draft.kept()[:2]] == [0, 1]
    assert draft.next_of(0) == 3


def test_that_items_become_tasks_of_their_own(draft: ReviewDraft) -> None:
    draft.edit(0, "requirement", "公开：（1）目录；（2）清单；（3）指南。")
    assert draft.split_by_items(0)
    assert [task.requirement for task in draft.kept()[:3]] == ["公开：目录；", "清单；", "指南。"]
    assert not draft.split_by_items(2)


def test_that_every_change_can_be_taken_back_and_brought_back(draft: ReviewDraft) -> None:
    states = [draft.finished()]
    changes = (
        lambda: draft.edit(0, "requirement", "（1）甲；（2）乙。"),
        lambda: draft.split_by_items(0),
        lambda: draft.join_next(1),
        lambda: draft.drop(0),
        lambda: draft.set_year(2023),
        lambda: draft.restore(0),
    )
    for change in changes:
        change()
        states.append(draft.finished())
    for state in reversed(states[:-1]):
        assert draft.undo() is not None
        assert draft.finished() == state
    assert draft.undo() is None
    for state in states[1:]:
        draft.redo()
        assert draft.finished() == state


def test_that_the_letters_of_one_field_are_one_step(draft: ReviewDraft) -> None:
    for text in ("县", "县财", "县财政局"):
        draft.edit(0, "units", text)
    draft.edit(0, "no", "9")
    draft.undo()
    assert draft.tasks[0].units_text == "县财政局"
    draft.undo()
    assert draft.tasks[0].units_text == "区政府办区财政局"


def test_that_a_column_is_put_to_use_in_all_rows_and_back(draft: ReviewDraft) -> None:
    extra = [
        replace(task, deadline_text="", deadlines=(), extra=(("把关", "10月底前"),))
        for task in draft.document.tasks
    ]
    given = ReviewDraft(replace(draft.preview, document=replace(draft.document, tasks=tuple(extra))))
    given.assign("把关", "deadline")
    finished = given.finished().document
    assert finished is not None
    assert {task.deadlines for task in finished.tasks} == {(ByDate(date(2022, 10, 31)),)}
    assert {task.extra for task in finished.tasks} == {()}
    given.assign("把关", "requirement")
    assert {(t.deadline_text, t.requirement) for t in given.kept()} == {("", "公开目录。\n10月底前")}
    given.assign("把关", "")
    assert given.finished().document == replace(draft.document, tasks=tuple(extra))


def test_that_what_a_column_says_without_certainty_is_flagged(draft: ReviewDraft) -> None:
    task = replace(draft.document.tasks[0], deadline_text="", deadlines=(), extra=(("把关", "6月31日前"),))
    given = ReviewDraft(replace(draft.preview, document=replace(draft.document, tasks=(task,))))
    given.assign("把关", "deadline")
    assert [flag.field for flag in given.tasks[0].flags] == ["deadlines"]


def test_that_one_answer_holds_for_all_doubts_that_are_alike(draft: ReviewDraft) -> None:
    flag = Flag("deadlines", "上次把“全年”改为“年底前”", ("12月底前",))
    tasks = tuple(replace(task, flags=(flag,)) for task in draft.document.tasks)
    given = ReviewDraft(replace(draft.preview, document=replace(draft.document, tasks=tasks)))
    assert len(given.alike(given.doubts()[0])) == 3
    given.choose_alike(given.doubts()[0])
    assert {task.deadline_text for task in given.kept()} == {"12月底前"}
    assert given.doubts() == []


def test_that_a_second_doubt_of_a_field_builds_on_the_first_answer(draft: ReviewDraft) -> None:
    text = "区政府办区财政局，县司法局县民政局"
    flags = tuple(Flag("units", d.reason, d.choices) for d in read_units(text).doubts)
    assert len(flags) == 2
    task = replace(draft.document.tasks[0], units_text=text, flags=flags)
    given = ReviewDraft(replace(draft.preview, document=replace(draft.document, tasks=(task,))))
    for _ in range(2):
        doubt = given.doubts()[0]
        given.choose(doubt, doubt.flag.choices[0])
    assert given.doubts() == []
    assert given.tasks[0].units_text == "区政府办、区财政局，县司法局、县民政局"


def test_that_a_row_doubted_as_a_task_is_put_aside_by_its_choice(draft: ReviewDraft) -> None:
    flag = Flag(ROW, "上次把这样的一行标为不是任务", (NOT_A_TASK,))
    task = replace(draft.document.tasks[0], flags=(flag,))
    given = ReviewDraft(replace(draft.preview, document=replace(draft.document, tasks=(task,))))
    given.choose(given.doubts()[0], NOT_A_TASK)
    assert given.kept() == []
    given.take_back_in(0)
    assert given.doubts() == []


def test_that_a_single_lead_column_stays_one_when_its_text_is_corrected(draft: ReviewDraft) -> None:
    tasks = tuple(
        replace(task, units_text=name, units=(NamedUnit(name, Role.LEAD),))
        for task, name in zip(draft.document.tasks, ("县财政局", "县教育局", "县民政局"), strict=True)
    )
    given = ReviewDraft(replace(draft.preview, document=replace(draft.document, tasks=tasks)))
    given.edit(0, "units", "县司法局")
    assert given.tasks[0].units == (NamedUnit("县司法局", Role.LEAD),)


def test_that_a_review_put_aside_opens_as_it_was_left(draft: ReviewDraft) -> None:
    draft.edit(0, "requirement", "甲事。乙事。")
    draft.split_at(0, 3)
    draft.drop(1)
    left = draft.finished()
    again = ReviewDraft(left)
    assert again.finished() == left
    assert [again.is_dropped(key) for key in again.order] == [again.tasks[k].no == "2" for k in again.order]
    again.take_back_in(next(key for key in again.order if again.is_dropped(key)))
    assert [task.no for task in again.kept()] == ["1", "1", "2", "3"]


def test_that_a_part_put_aside_stays_told_after_a_break(draft: ReviewDraft) -> None:
    draft.edit(0, "requirement", "甲事。乙事。")
    draft.split_at(0, 3)
    draft.drop(3)
    left = draft.finished().document
    again = ReviewDraft(draft.finished()).finished().document
    assert left is not None
    assert again is not None
    assert again.left_out == left.left_out != ()


def test_that_restoring_a_joined_task_after_a_break_loses_no_text(draft: ReviewDraft) -> None:
    draft.edit(1, "requirement", "公开清单。")
    draft.join_next(0)
    again = ReviewDraft(draft.finished())
    again.restore(0)
    assert again.tasks[0].requirement == "公开目录。\n公开清单。"


def test_that_the_years_doubts_end_when_the_clerk_says_the_year(draft: ReviewDraft) -> None:
    flag = Flag("deadlines", "“10月底前”没有年份，文件年份也未识别")
    task = replace(draft.document.tasks[0], deadline_text="10月底前", deadlines=(), flags=(flag,))
    document = replace(draft.document, tasks=(task,), year=None)
    given = ReviewDraft(replace(draft.preview, document=document, year=None))
    given.set_year(2024)
    assert given.doubts() == []
    assert given.tasks[0].deadlines == (ByDate(date(2024, 10, 31)),)


def test_that_an_unreadable_file_cannot_be_reviewed(draft: ReviewDraft) -> None:
    with pytest.raises(ValueError, match="unreadable"):
        ReviewDraft(replace(draft.preview, document=None, raw=None))
