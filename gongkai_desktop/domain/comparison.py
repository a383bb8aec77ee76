"""What a newer version of a document changes: its tasks beside those of the ledger, field by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from gongkai_desktop.domain.alignment import Pair, Wording, align, plain
from gongkai_desktop.domain.ledger import Printed, Task
from gongkai_desktop.domain.recognised import Origin, RecognisedTask
from gongkai_desktop.domain.word_changes import Span, word_changes

ComparedKind = Literal["same", "changed", "added", "removed"]

FIELDS = ("no", "path", "requirement", "units", "deadline", "extra")
"""The fields of a task that are compared, each as one text."""

_FIELD_OF: Mapping[str, str] = {
    "units_text": "units",
    "open_ended": "units",
    "deadlines": "deadline",
    "deadline_text": "deadline",
    "items": "requirement",
    "inline_deadlines": "requirement",
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field with another text than before; `words` are both texts in one, with what changed marked."""

    field: str
    old_text: str
    new_text: str
    words: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """One line of the comparison: an old task, the new one it became, and what differs.

    `same` may still have another number: a row put in before it moves all that follow. Two old tasks that
    the clerk had made of one row both stand beside that row while it is printed as it was. `added` has an
    old task where an earlier version had taken it out and this one brings it back.
    """

    kind: ComparedKind
    old: Task | None
    new: RecognisedTask | None
    changes: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """All tasks of both versions in the new one's order; what is gone stands where it stood."""

    entries: tuple[Compared, ...]

    @property
    def counts(self) -> Mapping[ComparedKind, int]:
        """How many entries there are of each kind."""
        found = Counter(entry.kind for entry in self.entries)
        return {kind: found[kind] for kind in ("same", "changed", "added", "removed")}


@dataclass(frozen=True, slots=True)
class Said:
    """What the clerk corrected in a comparison: two tasks are not the same one, or are."""

    what: Literal["separate", "pair"]
    old: int
    """The id of the ledger's task."""
    new: Origin
    """The place of the new version's task."""


@dataclass(frozen=True, slots=True)
class VersionAnswer:
    """What the clerk answered about a file that may be the newer version of a plan."""

    plan: int | None
    """The id of the plan whose place it takes; None for a plan of its own."""
    said: tuple[Said, ...] = ()


def compare_tasks(old: Sequence[Task], new: Sequence[RecognisedTask]) -> Comparison:
    """Align the tasks of a plan with those of a newly recognised document."""
    known = [[_wording(task.printed or task), _wording(task)] for task in old]
    pairs = align(
        [words[:1] if words[0] == words[1] else words for words in known], [_wording(t) for t in new]
    )
    return Comparison(tuple(_entries(_with_split_rows(pairs, old, new), old, new)))


def compared(old: Task | None, new: RecognisedTask | None) -> Compared:
    """The entry of an old task, a new one, or of both as one task."""
    if old is None or new is None:
        return Compared("removed" if new is None else "added", old, new)
    changes = tuple(_changes(old, new))
    if old.withdrawn:
        return Compared("added", old, new, changes)
    return Compared("changed" if any(c.field != "no" for c in changes) else "same", old, new, changes)


def separate(comparison: Comparison, index: int) -> Comparison:
    """The clerk says that the two tasks of an entry are not the same one: one is gone, one is new."""
    entry = comparison.entries[index]
    apart = [compared(entry.old, None), compared(None, entry.new)]
    return Comparison((*comparison.entries[:index], *apart, *comparison.entries[index + 1 :]))


def pair(comparison: Comparison, removed: int, added: int) -> Comparison:
    """The clerk says that the task that is gone became the one that is new; their entries become one."""
    one = compared(comparison.entries[removed].old, comparison.entries[added].new)
    entries = [one if number == added else entry for number, entry in enumerate(comparison.entries)]
    return Comparison(tuple(entries[:removed] + entries[removed + 1 :]))


def field_of_flag(name: str) -> str:
    """The compared field that a flag's field belongs to."""
    found = _FIELD_OF.get(name, name)
    return found if found in FIELDS else "requirement"


def field_text(task: Task | RecognisedTask | Printed, field: str) -> str:
    """A field of a task as one text."""
    match field:
        case "no":
            return task.no or ""
        case "path":
            return " ＞ ".join(task.path)
        case "requirement":
            return task.requirement
        case "units":
            return task.units_text
        case "deadline":
            return task.deadline_text
        case _:
            return "；".join(f"{title}：{text}" for title, text in task.extra)


def _wording(task: Task | RecognisedTask | Printed) -> Wording:
    no, path, requirement, units = (field_text(task, field) for field in FIELDS[:4])
    return Wording(no, path, requirement, units)


def _changes(old: Task, new: RecognisedTask) -> Iterator[FieldChange]:
    """The fields printed otherwise than before, unless the ledger says already what is now printed."""
    for field in FIELDS:
        now, current = field_text(new, field), field_text(old, field)
        printed = field_text(old.printed, field) if old.printed else current
        if plain(now) not in (plain(printed), plain(current)):
            yield FieldChange(field, current, now, word_changes(current, now))


def _with_split_rows(pairs: Iterable[Pair], old: Sequence[Task], new: Sequence[RecognisedTask]) -> list[Pair]:
    """Old tasks left over join the row they and another one were made of, where it is printed as it was."""
    pairs = list(pairs)
    rows = {}
    for i, j in pairs:
        was = old[i].printed if i is not None else None
        if j is not None and was and _print(was) == _print(new[j]):
            rows[_print(was)] = j
    joined: list[Pair] = []
    for i, j in pairs:
        was = old[i].printed if i is not None and j is None else None
        joined.append((i, rows.get(_print(was)) if was else j))
    return joined


def _print(task: RecognisedTask | Printed) -> tuple[str, ...]:
    return tuple(plain(field_text(task, field)) for field in FIELDS[1:])


def _entries(pairs: Iterable[Pair], old: Sequence[Task], new: Sequence[RecognisedTask]) -> Iterator[Compared]:
    for i, j in pairs:
        yield compared(None if i is None else old[i], None if j is None else new[j])
