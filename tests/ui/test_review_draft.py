"""The clerk's corrections before an import, without any window."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

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
from gongkai_desktop.services.import_plan import ImportPreview
from gongkai_desktop.services.unit_matching import UnitMatch
from gongkai_desktop.ui.dialogs.review.draft import Doubt, ReviewDraft
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
        origin=Origin("表1", 2),
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
    assert draft.order == [1, 0, 2]
    for doubt in draft.doubts():
        draft.settle(doubt)
    assert draft.order == [1, 0, 2]
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
    assert draft.finished({}).year == 2023


def test_that_a_chosen_unit_goes_with_the_preview(draft: ReviewDraft) -> None:
    unit = Unit(7, "县政府办公室", UnitKind.DEPARTMENT)
    finished = draft.finished({"区政府办区财政局": unit})
    assert finished.unit_matches[0].unit == unit


def test_that_an_unreadable_file_cannot_be_reviewed(draft: ReviewDraft) -> None:
    with pytest.raises(ValueError, match="unreadable"):
        ReviewDraft(replace(draft.preview, document=None, raw=None))
