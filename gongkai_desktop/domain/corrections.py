"""What a clerk's corrections of one document teach for the next one of its kind.

Only what concerns the reading is learned: that an unknown column holds deadlines, that a phrase of units or
of a deadline is to be read otherwise, that a row is no task. It comes back as a flag with a choice, never as
a value.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from gongkai_desktop.domain.alignment import plain
from gongkai_desktop.domain.comparison import field_of_flag, field_text
from gongkai_desktop.domain.recognised import Flag, Origin, RecognisedDocument, RecognisedTask

ROW = "row"
"""The field of a flag that doubts whether a row is a task at all; its choice is NOT_A_TASK."""
NOT_A_TASK = "不是任务"
REMEMBERED = "上次把"
"""How the reasons of flags begin that come from an earlier correction."""

_PHRASES = {"units": "units", "deadline": "deadlines"}
"""The fields whose phrases are learned, with the field that their flags stand on."""
_COLUMNS = {
    "no": ("序号", ""),
    "path": ("任务", " ＞ "),
    "requirement": ("要求", "\n"),
    "units": ("责任单位", "；"),
    "deadline": ("时限", "；"),
}
"""What an unknown column may turn out to hold: the field's name, and what joins it to what is there."""
_OF_COLUMN = re.compile(rf"{REMEMBERED}“(.+)”列用作.+")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_OFFSET = re.compile(r"\{(-?\d)\}")
_LETTERS = re.compile(r"[\W_]+")


class Key(NamedTuple):
    """What a correction is about: `kind` is a field of phrases, "column" or "row"; `layout` may be empty."""

    kind: str
    layout: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Lessons:
    """What is to be remembered, and what is to be forgotten because the clerk turned it down."""

    learned: Mapping[Key, str]
    refuted: frozenset[Key]


_Pairs = Sequence[tuple[RecognisedTask, RecognisedTask]]


def layout_of(document: RecognisedDocument) -> str:
    """The layout's signature: its column titles without blanks."""
    return "|".join(plain(title) for title in document.columns)


def lessons(before: RecognisedDocument, after: RecognisedDocument) -> Lessons:
    """What the clerk made of a recognised document; rows that were split or joined teach nothing."""
    layout = layout_of(before)
    now: dict[Origin, list[RecognisedTask]] = defaultdict(list)
    for task in after.tasks:
        now[task.origin].append(task)
    pairs = [(task, now[task.origin][0]) for task in before.tasks if len(now[task.origin]) == 1]
    learned, refuted = _rows(layout, before, after)
    for field in _PHRASES:
        corrected, kept = _phrases(field, pairs, after.year)
        learned |= corrected
        refuted |= kept
    columns, unused = _columns(layout, pairs)
    return Lessons(learned | columns, frozenset(refuted | unused))


def with_proposals(document: RecognisedDocument, known: Mapping[Key, str]) -> RecognisedDocument:
    """The document with a flag wherever something remembered would change it."""
    if not known:
        return document
    layout = layout_of(document)
    tasks = []
    for task in document.tasks:
        flags = (*task.flags, *_proposed(task, layout, document.year, known))
        tasks.append(replace(task, flags=tuple(dict.fromkeys(flags))))
    return replace(document, tasks=tuple(tasks))


def _proposed(
    task: RecognisedTask, layout: str, year: int | None, known: Mapping[Key, str]
) -> Iterator[Flag]:
    if Key("row", layout, _row_text(task)) in known:
        yield Flag(ROW, f"{REMEMBERED}这样的一行标为不是任务", (NOT_A_TASK,))
    for field, flagged in _PHRASES.items():
        text = field_text(task, field)
        value = _dated(known.get(Key(field, "", plain(text)), ""), year)
        if value and plain(value) != plain(text):
            yield Flag(flagged, f"{REMEMBERED}“{text[:20]}”改为“{value[:20]}”", (value,))
    for title, text in task.extra:
        target = known.get(Key("column", layout, plain(title)))
        if target and text and plain(text) not in plain(field_text(task, target)):
            present = field_text(task, target)
            choice = f"{present}{_COLUMNS[target][1]}{text}" if present and target != "no" else text
            yield Flag(_PHRASES.get(target, target), _column_reason(title, target), (choice,))


def _column_reason(title: str, field: str) -> str:
    return f"{REMEMBERED}“{title}”列用作{_COLUMNS[field][0]}"


def proposed_column(flag: Flag) -> str | None:
    """The extra column whose text a flag proposes for its field, None for any other flag."""
    found = _OF_COLUMN.fullmatch(flag.reason)
    return found[1] if found else None


def _rows(
    layout: str, before: RecognisedDocument, after: RecognisedDocument
) -> tuple[dict[Key, str], set[Key]]:
    """Rows that are gone; those whose text went into another row were joined and stay tasks."""
    kept = {task.origin for task in after.tasks}
    doubted = {task.origin for task in after.tasks if any(flag.field == ROW for flag in task.flags)}
    whole = "\n".join(plain(task.requirement) for task in after.tasks)
    gone, stayed = {}, set()
    for task in before.tasks:
        text = _row_text(task)
        if task.origin not in kept and text and text not in whole:
            gone[Key("row", layout, text)] = NOT_A_TASK
        elif task.origin in kept and task.origin not in doubted:
            stayed.add(Key("row", layout, text))
    return {key: value for key, value in gone.items() if key not in stayed}, stayed


def _row_text(task: RecognisedTask) -> str:
    return plain(task.requirement or (task.path[-1] if task.path else ""))


def _phrases(field: str, pairs: _Pairs, year: int | None) -> tuple[dict[Key, str], set[Key]]:
    """Phrases corrected in one way, and phrases that were looked at and left as they are."""
    corrected: dict[str, set[str]] = defaultdict(set)
    kept = set()
    for old, new in pairs:
        was, now = field_text(old, field), field_text(new, field)
        if not was or not now:
            continue
        if plain(was) == plain(now):
            if field not in _flagged(new):
                kept.add(plain(was))
        elif _is_about_reading(old, field, was, now):
            corrected[plain(was)].add(_undated(now, year))
    found = {
        Key(field, "", phrase): next(iter(values))
        for phrase, values in corrected.items()
        if len(values) == 1 and phrase not in kept and not _YEAR.search(next(iter(values)))
    }
    return found, {Key(field, "", phrase) for phrase in kept}


def _is_about_reading(old: RecognisedTask, field: str, was: str, now: str) -> bool:
    """Whether a correction says how to read a phrase, not that this one task is another one.

    Either the program was in doubt about it, or the same words are only told apart in another way.
    """
    if any(text and text not in was and text in now for _, text in old.extra):
        return False  # the content of another column
    return field in _flagged(old) or _LETTERS.sub("", was) == _LETTERS.sub("", now)


def _flagged(task: RecognisedTask) -> set[str]:
    return {field_of_flag(flag.field) for flag in task.flags}


def _columns(layout: str, pairs: _Pairs) -> tuple[dict[Key, str], set[Key]]:
    """Unknown columns whose every text went into one and the same field, and those left as they were."""
    found, unused = {}, set()
    for title in dict.fromkeys(title for old, _ in pairs for title, text in old.extra if text):
        rows = [(old, new, text) for old, new in pairs for name, text in old.extra if name == title and text]
        key = Key("column", layout, plain(title))
        target = next((f for f in _COLUMNS if all(_went_into(f, *row) for row in rows)), None)
        reasons = {_column_reason(title, field) for field in _COLUMNS}
        if target:
            found[key] = target
        elif not any(flag.reason in reasons for _, new, _ in rows for flag in new.flags):
            unused.add(key)
    return found, unused


def _went_into(field: str, old: RecognisedTask, new: RecognisedTask, text: str) -> bool:
    return plain(text) in plain(field_text(new, field)) and plain(text) not in plain(field_text(old, field))


def _undated(text: str, year: int | None) -> str:
    """A phrase for any year: the document's year and those around it as distances."""

    def distance(found: re.Match[str]) -> str:
        away = int(found[0]) - (year or 0)
        return f"{{{away}}}" if abs(away) <= 5 else found[0]

    return _YEAR.sub(distance, text)


def _dated(text: str, year: int | None) -> str:
    """The phrase for a document of this year; empty where it cannot be said."""
    if year is None:
        return "" if _OFFSET.search(text) else text
    return _OFFSET.sub(lambda found: str(year + int(found[1])), text)
