"""What corrections teach: how to read phrases, columns and rows of one layout; never what a task is about."""

from __future__ import annotations

from dataclasses import replace

from ledgers import make_document, make_task

from gongkai_desktop.domain.corrections import NOT_A_TASK, ROW, Key, lessons, with_proposals
from gongkai_desktop.domain.recognised import Flag, RecognisedDocument, RecognisedTask

GLUED, APART = "县财政局 县审计局", "县财政局、县审计局"


def table(*tasks: RecognisedTask) -> RecognisedDocument:
    """A document with these rows, each at a place of its own."""
    placed = (replace(t, origin=replace(t.origin, row=n)) for n, t in enumerate(tasks, start=2))
    return make_document(*placed)


def row(**given: object) -> RecognisedTask:
    """A row."""
    return replace(make_task(), **given)  # type: ignore[arg-type]


def corrected(before: RecognisedDocument, number: int, **given: object) -> RecognisedDocument:
    """The document with one task edited, its flags settled."""
    tasks = list(before.tasks)
    tasks[number] = replace(tasks[number], flags=(), **given)  # type: ignore[arg-type]
    return replace(before, tasks=tuple(tasks))


def test_that_a_phrase_told_apart_otherwise_is_learned_and_proposed() -> None:
    before = table(row(units_text=GLUED), row(units_text="县教育局"))
    known = lessons(before, corrected(before, 0, units_text=APART)).learned
    assert known == {Key("units", "", "县财政局县审计局"): APART}
    (first, second) = with_proposals(before, known).tasks
    assert [flag.choices for flag in first.flags] == [(APART,)]
    assert (replace(first, flags=()), second) == before.tasks


def test_that_another_unit_for_one_task_is_no_lesson() -> None:
    before = table(row(units_text="县财政局"))
    assert lessons(before, corrected(before, 0, units_text="县财政局、县审计局")).learned == {}


def test_that_the_answer_to_a_doubt_is_a_lesson() -> None:
    before = table(row(units_text="县政务办", flags=(Flag("units", "不知是哪个单位"),)))
    learned = lessons(before, corrected(before, 0, units_text="县行政审批局")).learned
    assert list(learned.values()) == ["县行政审批局"]


def test_that_a_phrase_corrected_in_two_ways_or_left_elsewhere_is_no_lesson() -> None:
    before = table(*(row(units_text=GLUED) for _ in range(2)))
    two = corrected(corrected(before, 0, units_text=APART), 1, units_text="县财政局县审计局")
    assert lessons(before, two).learned == {}
    assert lessons(before, corrected(before, 0, units_text=APART)).learned == {}


def test_that_a_deadline_is_learned_for_any_year() -> None:
    before = table(row(deadline_text="明年两会前", flags=(Flag("deadlines", "不是日期"),)))
    known = lessons(before, corrected(before, 0, deadline_text="2023年2月底前")).learned
    later = replace(before, year=2030)
    (task,) = with_proposals(later, known).tasks
    assert task.flags[-1].choices == ("2031年2月底前",)
    assert with_proposals(replace(before, year=None), known) == replace(before, year=None)


def test_that_an_unknown_column_is_learned_for_its_layout() -> None:
    before = table(*(row(deadline_text="", extra=(("办结", f"{n}月底前"),)) for n in (6, 7)))
    after = before
    for number, task in enumerate(before.tasks):
        after = corrected(after, number, deadline_text=task.extra[0][1], extra=())
    known = lessons(before, after).learned
    assert known == {Key("column", "序号|任务", "办结"): "deadline"}
    proposed = with_proposals(before, known).tasks
    assert [task.flags[-1].choices for task in proposed] == [("6月底前",), ("7月底前",)]
    assert len({task.flags[-1].reason for task in proposed}) == 1
    other = replace(before, columns=("序号", "事项"))
    assert with_proposals(other, known) == other


def test_that_a_column_joins_what_is_there() -> None:
    before = table(row(units_text="县财政局", extra=(("协助", "县审计局"),)))
    after = corrected(before, 0, units_text="县财政局；配合单位：县审计局")
    known = lessons(before, after).learned
    assert list(known.values()) == ["units"]
    assert with_proposals(before, known).tasks[0].flags[-1].choices == ("县财政局；县审计局",)


def test_that_a_row_that_is_no_task_is_doubted_next_time() -> None:
    before = table(row(), row(requirement="合计 25 项", path=()))
    known = lessons(before, replace(before, tasks=before.tasks[:1])).learned
    assert list(known) == [Key("row", "序号|任务", "合计25项")]
    flag = with_proposals(before, known).tasks[1].flags[-1]
    assert (flag.field, flag.choices) == (ROW, (NOT_A_TASK,))


def test_that_joined_rows_stay_tasks() -> None:
    before = table(row(requirement="做好公开，"), row(requirement="接受监督。"))
    joined = corrected(before, 0, requirement="做好公开，接受监督。")
    assert lessons(before, replace(joined, tasks=joined.tasks[:1])).learned == {}


def test_that_what_the_clerk_turns_down_is_forgotten() -> None:
    before = table(
        row(units_text=GLUED),
        row(requirement="合计 25 项"),
        row(deadline_text="", extra=(("办结", "6月"),)),
    )
    known = {
        Key("units", "", "县财政局县审计局"): APART,
        Key("row", "序号|任务", "合计25项"): NOT_A_TASK,
        Key("column", "序号|任务", "办结"): "deadline",
    }
    proposed = with_proposals(before, known)
    assert all(task.flags for task in proposed.tasks)
    assert lessons(proposed, before).refuted >= known.keys()
    assert not lessons(proposed, proposed).refuted & known.keys()


def test_that_nothing_known_changes_nothing() -> None:
    document = table(row())
    assert with_proposals(document, {}) is document
    assert lessons(document, document).learned == {}
