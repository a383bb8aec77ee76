"""The state of one file's review at a moment, and the state it opens with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from gongkai_desktop.domain.recognised import LeftOut, Origin, RecognisedDocument, RecognisedTask
from gongkai_desktop.domain.task_edits import UnitRule
from gongkai_desktop.services.unit_rules import rule_of

NOT_A_TASK = "核对时标为不是任务"


@dataclass(frozen=True, slots=True)
class State:
    """Everything the clerk can change; a change makes a new one, so that undo is the one before."""

    recognised: RecognisedDocument
    """The document before any correction."""
    tasks: Mapping[int, RecognisedTask]
    """By keys that stay theirs whatever is split, joined or put aside."""
    first: Mapping[int, RecognisedTask]
    """What each of them goes back to."""
    sequence: tuple[int, ...]
    """The keys in the file's order."""
    order: tuple[int, ...]
    """The keys as listed: doubtful ones first; fixed, so that a task does not run away once it is settled."""
    year: int | None
    rule: UnitRule
    """How the document's unit column is read."""
    dropped: frozenset[int] = frozenset()
    """Rows that are no tasks."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """The field each extra column was put to."""

    def next_of(self, key: int) -> int | None:
        """The task below in the file, None at its end."""
        below = self.sequence[self.sequence.index(key) + 1 :]
        return next((other for other in below if other not in self.dropped), None)


def fresh_state(document: RecognisedDocument, year: int | None) -> State:
    """A document as recognised."""
    return _state(document, document.tasks, document.tasks, year, frozenset())


def opening_state(document: RecognisedDocument, before: RecognisedDocument, year: int | None) -> State:
    """A document whose review was put aside: what `before` tells is what its tasks go back to."""
    if document.tasks == before.tasks:
        return fresh_state(before, year)
    marked = [entry for entry in document.left_out if entry.reason == NOT_A_TASK]
    aside = [task for task in before.tasks if left_out_entry(task) in marked and task not in document.tasks]
    told = {*before.left_out, *map(left_out_entry, aside)}
    # A part of a split row that was put aside is no row of the file; it stays told.
    before = replace(before, left_out=(*before.left_out, *(entry for entry in marked if entry not in told)))
    tasks = _merged(document.tasks, aside, before)
    dropped = frozenset(number for number, task in enumerate(tasks) if task in aside)
    return _state(before, tasks, _firsts(tasks, before), year, dropped)


def listed_order(tasks: Mapping[int, RecognisedTask], sequence: Sequence[int]) -> tuple[int, ...]:
    """Tasks with doubts first."""
    return tuple(sorted(sequence, key=lambda key: not tasks[key].flags))


def left_out_entry(task: RecognisedTask) -> LeftOut:
    """A row that is no task, as the ledger keeps it."""
    words = " ".join(text for text in (task.no or "", *task.path, task.requirement) if text)
    return LeftOut(words, NOT_A_TASK)


def _state(
    before: RecognisedDocument,
    tasks: Sequence[RecognisedTask],
    first: Sequence[RecognisedTask],
    year: int | None,
    dropped: frozenset[int],
) -> State:
    keyed = dict(enumerate(tasks))
    sequence = tuple(keyed)
    order = listed_order(keyed, sequence)
    rule = rule_of(before)
    return State(before, keyed, dict(enumerate(first)), sequence, order, year, rule, dropped)


def _merged(
    tasks: Sequence[RecognisedTask], aside: Sequence[RecognisedTask], before: RecognisedDocument
) -> list[RecognisedTask]:
    """The tasks with the rows put aside where the file has them."""
    rank: dict[Origin, int] = {}
    for number, task in enumerate(before.tasks):
        rank.setdefault(task.origin, number)
    return sorted([*tasks, *aside], key=lambda task: rank.get(task.origin, len(rank)))


def _firsts(tasks: Sequence[RecognisedTask], before: RecognisedDocument) -> list[RecognisedTask]:
    """What each task goes back to; one that was split or joined stays what it is, lest text be lost."""
    known: dict[Origin, list[RecognisedTask]] = defaultdict(list)
    for task in before.tasks:
        known[task.origin].append(task)
    here: dict[Origin, list[RecognisedTask]] = defaultdict(list)
    for task in tasks:
        here[task.origin].append(task)
    taken = {origin for origin in known if len(known[origin]) == len(here.get(origin, ()))}
    grown: set[Origin] = set()
    above: Origin | None = None
    for task in before.tasks:
        if task.origin in here:
            above = task.origin
        elif above is not None:
            grown.add(above)
    first = []
    for task in tasks:
        whole = task.origin in taken and task.origin not in grown
        first.append(known[task.origin].pop(0) if whole else task)
    return first
