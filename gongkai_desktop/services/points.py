"""Documents with both a table and numbered points: which say the same, and taking the points instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongkai_desktop.domain.grid import Paragraph, RawDocument
from gongkai_desktop.domain.recognised import (
    Flag,
    LeftOut,
    Origin,
    Point,
    RecognisedDocument,
    RecognisedTask,
)
from gongkai_desktop.domain.task_edits import UnitRule, read_anew
from gongkai_desktop.importers.recognition.fields import Reader
from gongkai_desktop.importers.recognition.prose import PLACE, read_prose
from gongkai_desktop.importers.recognition.recognise import recognise
from gongkai_desktop.importers.recognition.tables import find_tables
from gongkai_desktop.importers.recognition.text import squeeze

_ALIKE = 55
"""Out of 100; below it a point and a task only share the words that all such documents use."""
_POINT_ENTRY = "正文要点，另列"


def prose_paragraphs(raw: RawDocument) -> tuple[Paragraph, ...]:
    """The running text around the tables; tasks in prose count their rows in it from the start."""
    found = find_tables(raw.blocks)
    return (*found.before, *found.after)


def link_points(document: RecognisedDocument) -> tuple[int | None, ...]:
    """For every point the number of the task that says the same, None where no task does."""
    return tuple(_nearest(point, document.tasks) for point in document.points)


def point_rows(raw: RawDocument, points: Sequence[Point]) -> tuple[int, ...]:
    """The 1-based paragraph of every point, in order."""
    texts = [squeeze(paragraph.text) for paragraph in prose_paragraphs(raw)]
    rows: list[int] = []
    at = 0
    for point in points:
        start = squeeze(f"{point.no}{point.title or point.text}")
        at = next((row for row in range(at, len(texts)) if texts[row].startswith(start)), at)
        rows.append(at + 1)
    return tuple(rows)


def by_table(raw: RawDocument, year: int | None) -> RecognisedDocument:
    """The document with the tasks of its table."""
    return recognise(raw, year)


def by_points(raw: RawDocument, document: RecognisedDocument) -> RecognisedDocument:
    """The document with its points as tasks; what its table has is left out.

    Points that name no units get those of the task that says the same as a choice, never as a value.
    """
    paragraphs = find_tables(raw.blocks).before
    prose = read_prose(paragraphs, Reader(document.year))
    tasks = prose.tasks if prose else _tasks(document, point_rows(raw, document.points))
    rows = [
        LeftOut(" ".join((*task.path, task.requirement)), "采用正文要点，没有采用表格")
        for task in document.tasks
    ]
    kept = [entry for entry in document.left_out if entry.reason != _POINT_ENTRY]
    return replace(document, columns=(), tasks=tasks, left_out=(*kept, *rows))


def is_by_points(document: RecognisedDocument) -> bool:
    """Whether the tasks of a document with points are its points."""
    return bool(document.points) and all(task.origin.place == PLACE for task in document.tasks)


def _nearest(point: Point, tasks: Sequence[RecognisedTask]) -> int | None:
    scores = [(_likeness(point, task), -number) for number, task in enumerate(tasks)]
    score, number = max(scores, default=(0.0, 0))
    return -number if score >= _ALIKE else None


def _likeness(point: Point, task: RecognisedTask) -> float:
    # Loaded when the first such document comes; few have points.
    from rapidfuzz import fuzz

    title = fuzz.ratio(squeeze(point.title), squeeze(task.name)) if point.title else 0.0
    wanted, there = _pairs(task.requirement), _pairs(point.text)
    content = 100 * len(wanted & there) / len(wanted) if wanted else 0.0
    return max(title, content, (title + content) / 2)


def _pairs(text: str) -> set[str]:
    plain = squeeze(text)
    return {plain[place : place + 2] for place in range(len(plain) - 1)}


def _tasks(document: RecognisedDocument, rows: Sequence[int]) -> tuple[RecognisedTask, ...]:
    links = link_points(document)
    return tuple(
        _task(point, row, None if link is None else document.tasks[link], document.year)
        for point, row, link in zip(document.points, rows, links, strict=True)
    )


def _task(point: Point, row: int, alike: RecognisedTask | None, year: int | None) -> RecognisedTask:
    reason = "正文要点没有写责任单位"
    choices: tuple[str, ...] = ()
    if alike and alike.units_text:
        reason += f"；表格里内容相近的是“{alike.name[:20]}”"
        choices = (alike.units_text,)
    bare = RecognisedTask(
        no=point.no,
        path=tuple(text for text in (point.section, point.title) if text),
        requirement="",
        items=(),
        units_text="",
        units=(),
        open_ended=False,
        deadline_text="",
        deadlines=(),
        inline_deadlines=(),
        origin=Origin(PLACE, row, tuple((name, row, 1) for name in ("no", "path", "requirement"))),
        flags=(Flag("units", reason, choices),),
    )
    return read_anew(bare, "requirement", point.text, year, UnitRule())
