"""Comparing versions: every task has one counterpart at most, and the marks give both texts back."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import make_task

from gongkai_desktop.domain.comparison import (
    Comparison,
    compare_tasks,
    field_of_flag,
    pair,
    separate,
)
from gongkai_desktop.domain.deadline import ByDate
from gongkai_desktop.domain.ledger import Printed, Task
from gongkai_desktop.domain.recognised import RecognisedTask
from gongkai_desktop.domain.word_changes import Span, word_changes

TOPICS = ("财政预决算", "社会救助", "安全生产", "环境保护", "义务教育", "公共卫生", "食品药品", "招标投标")


def row(number: int, requirement: str = "", **given: object) -> RecognisedTask:
    """A row with words of its own."""
    topic = TOPICS[number % len(TOPICS)]
    made = make_task(f"{topic}信息", no=str(number), row=number + 1)
    text = requirement or f"及时更新{topic}目录，第{number}批事项全部上网并接受监督。"
    return replace(made, requirement=text, items=(text,), **given)  # type: ignore[arg-type]


def known(number: int, task: RecognisedTask, printed: RecognisedTask | None = None) -> Task:
    """The task as the ledger has it; `printed` is what the document had."""
    was = printed or task
    return Task(
        id=100 + number,
        plan_id=1,
        position=number,
        no=task.no,
        path=task.path,
        requirement=task.requirement,
        items=task.items,
        units_text=task.units_text,
        deadline_text=task.deadline_text,
        deadlines=task.deadlines,
        origin="",
        printed=Printed(was.no, was.path, was.requirement, was.units_text, was.deadline_text, was.extra),
    )


def kinds(comparison: Comparison) -> list[tuple[str, str | None, str | None]]:
    """What became of each row, by numbers."""
    return [(e.kind, e.old and e.old.no, e.new and e.new.no) for e in comparison.entries]


TABLE = [row(n) for n in range(1, 7)]
LEDGER = [known(n, task) for n, task in enumerate(TABLE)]


def test_that_a_version_like_the_old_one_changes_nothing() -> None:
    entries = compare_tasks(LEDGER, TABLE).entries
    assert [(e.kind, e.old, e.new, e.changes) for e in entries] == [
        ("same", old, new, ()) for old, new in zip(LEDGER, TABLE, strict=True)
    ]


def test_that_blanks_and_widths_are_no_change() -> None:
    spaced = [
        replace(t, requirement=t.requirement.replace("，", "，\n"), units_text="县 财政局") for t in TABLE
    ]
    assert compare_tasks(LEDGER, spaced).counts["same"] == 6


def test_that_a_changed_word_is_marked_in_its_field_only() -> None:
    new = [*TABLE[:2], replace(TABLE[2], deadline_text="11月底前"), *TABLE[3:]]
    entry = compare_tasks(LEDGER, new).entries[2]
    (change,) = entry.changes
    assert (entry.kind, change.field, change.old_text, change.new_text) == (
        "changed",
        "deadline",
        "10月底前",
        "11月底前",
    )
    assert change.words == (Span("10", "removed"), Span("11", "added"), Span("月底前", "same"))


def test_that_a_row_put_in_only_renumbers_the_others() -> None:
    later = [replace(task, no=str(int(task.no or 0) + 1)) for task in TABLE[2:]]
    new = [*TABLE[:2], row(3, "组织一次政府开放日活动，邀请群众代表参加。"), *later]
    found = compare_tasks(LEDGER, new)
    assert [kind for kind, _, _ in kinds(found)] == ["same", "same", "added", "same", "same", "same", "same"]
    assert [change.field for change in found.entries[3].changes] == ["no"]


def test_that_a_row_gone_stands_where_it_stood() -> None:
    assert kinds(compare_tasks(LEDGER, [*TABLE[:3], *TABLE[4:]]))[3] == ("removed", "4", None)


def test_that_a_row_that_moved_is_still_the_same() -> None:
    found = compare_tasks(LEDGER, [*TABLE[1:], TABLE[0]])
    assert found.counts == {"same": 6, "changed": 0, "added": 0, "removed": 0}
    assert kinds(found)[-1] == ("same", "1", "1")


def test_that_another_task_at_the_same_place_is_not_taken_for_the_old_one() -> None:
    other = replace(
        row(4, "聘请社会监督员开展满意度测评。"), path=("监督保障", "社会评议"), units_text="县人大办"
    )
    found = compare_tasks(LEDGER, [*TABLE[:3], other, *TABLE[4:]])
    assert kinds(found)[3:5] == [("removed", "4", None), ("added", None, "4")]


def test_that_a_correction_survives_where_the_print_is_the_same() -> None:
    corrected = known(0, replace(TABLE[0], requirement="改正后的要求。"), printed=TABLE[0])
    (entry,) = compare_tasks([corrected], TABLE[:1]).entries
    assert (entry.kind, entry.changes) == ("same", ())


def test_that_a_version_that_prints_the_correction_changes_nothing() -> None:
    fixed = replace(TABLE[0], units_text="县财政局、县审计局")
    (entry,) = compare_tasks([known(0, fixed, printed=TABLE[0])], [fixed]).entries
    assert (entry.kind, entry.changes) == ("same", ())


def test_that_a_new_print_wins_over_a_correction() -> None:
    corrected = known(0, replace(TABLE[0], deadline_text="9月底前"), printed=TABLE[0])
    (entry,) = compare_tasks([corrected], [replace(TABLE[0], deadline_text="12月底前")]).entries
    assert [(c.field, c.old_text, c.new_text) for c in entry.changes] == [("deadline", "9月底前", "12月底前")]


def test_that_rows_the_clerk_had_split_stay_split_while_the_print_is_the_same() -> None:
    halves = [
        known(n, replace(TABLE[0], requirement=text), printed=TABLE[0])
        for n, text in enumerate(("及时更新目录。", "接受监督。"))
    ]
    found = compare_tasks([*halves, *LEDGER[1:]], TABLE)
    assert [e.new for e in found.entries[:2]] == [TABLE[0], TABLE[0]]
    assert found.counts["same"] == 7


def test_that_a_task_taken_out_before_comes_back_as_added() -> None:
    (entry,) = compare_tasks([replace(LEDGER[0], withdrawn=True)], TABLE[:1]).entries
    assert (entry.kind, entry.old is not None) == ("added", True)


def test_that_the_clerk_can_separate_and_pair_entries() -> None:
    found = compare_tasks(LEDGER, [replace(TABLE[0], deadline_text="年内"), *TABLE[1:]])
    apart = separate(found, 0)
    assert kinds(apart)[:2] == [("removed", "1", None), ("added", None, "1")]
    assert pair(apart, 0, 1) == found
    moved = replace(apart, entries=(apart.entries[1], *apart.entries[2:], apart.entries[0]))
    assert pair(moved, 6, 0) == found


def test_that_flags_belong_to_the_field_they_are_edited_in() -> None:
    names = ("deadlines", "units_text", "items", "no", "row")
    assert [field_of_flag(name) for name in names] == [
        "deadline",
        "units",
        "requirement",
        "no",
        "requirement",
    ]


@given(
    st.text("县财政民局10月底前、，。AB ", max_size=40), st.text("县财政民局10月底前、，。AB ", max_size=40)
)
def test_that_the_marks_give_both_texts_back(old: str, new: str) -> None:
    spans = word_changes(old, new)
    assert "".join(span.text for span in spans if span.kind != "added") == old
    assert "".join(span.text for span in spans if span.kind != "removed") == new
    assert all(span.text for span in spans)
    if old == new:
        assert {span.kind for span in spans} <= {"same"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("2022年底", "2023年底", "-2022 +2023 年底"),
        ("县财政局牵头", "县民政局牵头", "县 -财 +民 政局牵头"),
        ("甲、乙", "丙、丁", "-甲 +丙 、 -乙 +丁"),
        ("全面加大力度", "稳步加快进度", "-全面加大力 +稳步加快进 度"),
    ],
)
def test_that_words_are_marked_as_a_reader_would(old: str, new: str, expected: str) -> None:
    signs = {"same": "", "added": "+", "removed": "-"}
    assert " ".join(signs[span.kind] + span.text for span in word_changes(old, new)) == expected


@settings(deadline=None)
@given(st.data())
def test_that_every_task_is_compared_once_and_in_order(data: st.DataObject) -> None:
    numbers = st.lists(st.integers(1, 30), unique=True, max_size=12)
    old, new = data.draw(numbers), data.draw(numbers)
    found = compare_tasks([known(n, row(n)) for n in old], [row(n) for n in new]).entries
    assert sorted(int(e.old.no or 0) for e in found if e.old) == sorted(old)
    assert [int(e.new.no or 0) for e in found if e.new] == new
    assert {int(e.new.no or 0) for e in found if e.kind == "same" and e.new} == set(old) & set(new)


def test_that_three_hundred_changed_rows_are_compared_quickly() -> None:
    old = [known(n, row(n, f"{n}" + "".join(TOPICS[(n * k) % 8] for k in range(1, 40)))) for n in range(300)]
    new = [row(n, f"{n}" + "".join(TOPICS[(n * k + 1) % 8] for k in range(1, 40))) for n in range(300)]
    started = time.perf_counter()
    found = compare_tasks(old, [replace(t, deadlines=(ByDate(date(2022, 1, 1)),)) for t in new])
    assert time.perf_counter() - started < 10
    assert sum(found.counts.values()) >= 300
