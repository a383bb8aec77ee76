"""What the clerk makes of one recognised file before it is imported; knows no widgets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gongkai_desktop.domain import task_edits
from gongkai_desktop.domain.corrections import REMEMBERED, ROW, proposed_column
from gongkai_desktop.domain.recognised import Flag, LeftOut, RecognisedDocument, RecognisedTask
from gongkai_desktop.domain.task_edits import shown_field, text_of
from gongkai_desktop.services.import_plan import ImportPreview
from gongkai_desktop.services.unit_matching import UnitMatch
from gongkai_desktop.ui.dialogs.review.draft_state import (
    State,
    fresh_state,
    left_out_entry,
    opening_state,
)

FIELD_TITLES = {"no": "序号", "path": "任务", "requirement": "要求", "units": "责任单位", "deadline": "时限"}

_READ = ("units", "deadlines", "inline_deadlines")
_NO_YEAR = "文件年份也未识别"
"""Doubts that end once the clerk says the year."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A flag that still waits, with the key of the task it stands on."""

    task: int
    flag: Flag


@dataclass(frozen=True, slots=True)
class Step:
    """A change that can be taken back: what it was called, the state before it, the task it began at."""

    name: str
    before: State
    task: int | None
    typed: str = ""
    """The field that was typed into: the letters of one field are one step."""


class ReviewDraft:
    """The tasks of one preview with the clerk's corrections, every one of which can be taken back."""

    def __init__(self, preview: ImportPreview) -> None:
        if preview.document is None or preview.raw is None:
            raise ValueError("an unreadable file cannot be reviewed")
        self.preview = preview
        self.raw = preview.raw
        self.document = preview.document
        self.title = preview.document.title
        self._state = opening_state(preview.document, preview.recognised or preview.document, preview.year)
        self._done: list[Step] = []
        self._undone: list[Step] = []

    # -- what there is

    @property
    def tasks(self) -> Mapping[int, RecognisedTask]:
        """The tasks by key, those put aside too."""
        return self._state.tasks

    @property
    def order(self) -> tuple[int, ...]:
        """The keys as they are listed."""
        return self._state.order

    @property
    def year(self) -> int | None:
        """The year the plan gets."""
        return self._state.year

    @property
    def recognised(self) -> RecognisedDocument:
        """The document before any correction."""
        return self._state.recognised

    @property
    def columns(self) -> Mapping[str, str]:
        """The field that each extra column was put to; one that is not here stays extra."""
        return self._state.columns

    def kept(self) -> list[RecognisedTask]:
        """The tasks to import, in the file's order."""
        state = self._state
        return [state.tasks[key] for key in state.sequence if key not in state.dropped]

    def doubts(self) -> list[Doubt]:
        """Everything that still waits, in the order of the list."""
        return [
            Doubt(key, flag)
            for key in self.order
            if key not in self._state.dropped
            for flag in self.tasks[key].flags
        ]

    def alike(self, doubt: Doubt) -> list[Doubt]:
        """The doubts of all tasks with the same reason and one answer each, this one among them."""
        if len(doubt.flag.choices) != 1:
            return [doubt]
        same = (doubt.flag.field, doubt.flag.reason, 1)
        return [d for d in self.doubts() if (d.flag.field, d.flag.reason, len(d.flag.choices)) == same]

    def was_flagged(self, key: int) -> bool:
        """Whether the program was unsure of a task at first."""
        return bool(self._state.first[key].flags)

    def is_changed(self, key: int) -> bool:
        """Whether the clerk changed a value of the task (settling a flag alone is no change)."""
        return replace(self.tasks[key], flags=()) != replace(self._state.first[key], flags=())

    def is_dropped(self, key: int) -> bool:
        """Whether the row is no task."""
        return key in self._state.dropped

    def next_of(self, key: int) -> int | None:
        """The task that stands below in the file."""
        return self._state.next_of(key)

    def extra_columns(self) -> dict[str, list[str]]:
        """The texts of every extra column, by its title."""
        found: dict[str, list[str]] = {}
        for key in self._state.sequence:
            for title, text in self.tasks[key].extra:
                found.setdefault(title, []).append(text)
        return found

    def left_out(self) -> tuple[LeftOut, ...]:
        """What is in no task: as recognised, and the rows that the clerk put aside."""
        state = self._state
        rows = [left_out_entry(state.first[key]) for key in state.sequence if key in state.dropped]
        return (*state.recognised.left_out, *rows)

    # -- what the clerk does

    def edit(self, key: int, field: str, text: str) -> None:
        """Give a field anew; a field written by hand is no longer in doubt."""
        task = self.tasks[key]
        if text.strip() == text_of(task, field).strip():
            return
        changed = task_edits.read_field(task, field, text, self.year, self._state.rule)
        kept = tuple(flag for flag in task.flags if shown_field(flag.field) != field)
        self._put(f"修改{FIELD_TITLES[field]}", {key: replace(changed, flags=kept)}, key, typed=field)

    def choose(self, doubt: Doubt, choice: str) -> None:
        """Take one of the offered readings of a doubtful field."""
        if doubt.flag.field == ROW:
            self.drop(doubt.task)
        else:
            self._put("选择备选", {doubt.task: self._chosen(doubt, choice)}, doubt.task)

    def choose_alike(self, doubt: Doubt) -> None:
        """Take the one offered reading of every doubt that is alike."""
        doubts = self.alike(doubt)
        if doubt.flag.field == ROW:
            dropped = self._state.dropped | {d.task for d in doubts}
            self._step("标为不是任务", replace(self._state, dropped=dropped), doubt.task)
        else:
            changed = {d.task: self._chosen(d, d.flag.choices[0]) for d in doubts}
            self._put(f"选择备选（{len(doubts)} 处）", changed, doubt.task)

    def settle(self, doubt: Doubt) -> None:
        """The clerk has looked and leaves the field as it is."""
        self._put("核对", {doubt.task: _without(self.tasks[doubt.task], doubt.flag)}, doubt.task)

    def restore(self, key: int) -> None:
        """The task as it was recognised, flags and all."""
        state = replace(self._state, dropped=self._state.dropped - {key})
        self._step("恢复原样", _with(state, {key: state.first[key]}), key)

    def drop(self, key: int) -> None:
        """The row is no task."""
        self._step("标为不是任务", replace(self._state, dropped=self._state.dropped | {key}), key)

    def take_back_in(self, key: int) -> None:
        """The row is a task after all; the doubt whether it is one ends."""
        task = self.tasks[key]
        kept = replace(task, flags=tuple(flag for flag in task.flags if flag.field != ROW))
        state = replace(self._state, dropped=self._state.dropped - {key})
        self._step("恢复为任务", _with(state, {key: kept}), key)

    def split_at(self, key: int, position: int) -> bool:
        """Cut a task's requirement in two; False where one part would be empty."""
        return self._split(key, task_edits.split_at(self.tasks[key], position, self.year, self._state.rule))

    def split_by_items(self, key: int) -> bool:
        """A task for every item of the requirement."""
        return self._split(key, task_edits.split_by_items(self.tasks[key], self.year, self._state.rule))

    def join_next(self, key: int) -> bool:
        """Join a task with the one below it; False at the file's end."""
        below = self.next_of(key)
        if below is None:
            return False
        state = self._state
        joined = task_edits.join(state.tasks[key], state.tasks[below], self.year, self._state.rule)
        gone = {below}
        state = replace(
            state,
            sequence=tuple(other for other in state.sequence if other not in gone),
            order=tuple(other for other in state.order if other not in gone),
            first={**state.first, key: joined},
        )
        self._step("合并任务", _with(state, {key: joined}), key)
        return True

    def assign(self, title: str, field: str) -> None:
        """Put an extra column to use in all rows at once; "" leaves it as extra information."""
        changed = dict(self.tasks)
        if before := self.columns.get(title, ""):
            for key, task in changed.items():
                changed[key] = task_edits.release_column(task, title, before, self.year, self._state.rule)
                if text_of(changed[key], before) == text_of(self._state.first[key], before):
                    changed[key] = _with_flags_of(changed[key], self._state.first[key], before)
        if field:
            for key, task in changed.items():
                changed[key] = task_edits.assign_column(task, title, field, self.year, self._state.rule)
        columns = {name: used for name, used in self.columns.items() if name != title}
        if field:
            columns[title] = field
        self._step(f"“{title}”列的用途", _with(replace(self._state, columns=columns), changed), None)

    def set_year(self, year: int | None) -> None:
        """Date the phrases that name no year by another year; corrections of other fields stay."""
        if year == self.year:
            return
        state = replace(
            self._state,
            year=year,
            tasks={key: self._dated(task, year) for key, task in self.tasks.items()},
            first={key: self._dated(task, year) for key, task in self._state.first.items()},
        )
        self._step("修改年度", state, None, typed="year")

    def take(self, document: RecognisedDocument) -> None:
        """Begin with other tasks: those of the table, or those of the points."""
        self._step("改用另一部分", fresh_state(document, self.year), None)

    # -- taking back

    @property
    def undo_name(self) -> str:
        """What Ctrl+Z would take back, empty when there is nothing."""
        return self._done[-1].name if self._done else ""

    def undo(self) -> Step | None:
        """Take the last change back."""
        return self._swap(self._done, self._undone)

    def redo(self) -> Step | None:
        """Bring back what was taken back last."""
        return self._swap(self._undone, self._done)

    @property
    def is_touched(self) -> bool:
        """Whether anything would be lost with this review."""
        return bool(self._done)

    def finished(self, matches: Sequence[UnitMatch] | None = None) -> ImportPreview:
        """The preview to import; `matches` says which directory units its names stand for."""
        state = self._state
        left = self.extra_columns().keys() - state.columns.keys()
        known = {title for task in state.recognised.tasks for title, _ in task.extra}
        used = tuple(f"不认识的列“{title}”" for title in known - left)
        document = replace(
            state.recognised,
            title=self.title or self.document.title or self.preview.path.stem,
            tasks=tuple(
                replace(task, extra=tuple(pair for pair in task.extra if pair[0] not in state.columns))
                for task in self.kept()
            ),
            year=self.year,
            left_out=self.left_out(),
            problems=tuple(p for p in state.recognised.problems if not p.text.startswith(used)),
        )
        return replace(
            self.preview,
            document=document,
            recognised=state.recognised,
            year=self.year,
            unit_matches=self.preview.unit_matches if matches is None else tuple(matches),
        )

    # -- inside

    def _dated(self, task: RecognisedTask, year: int | None) -> RecognisedTask:
        for field in ("deadline", "requirement"):
            if text := text_of(task, field):
                task = task_edits.read_field(task, field, text, year, self._state.rule)
        flags = tuple(flag for flag in task.flags if not (year and flag.reason.endswith(_NO_YEAR)))
        return replace(task, flags=flags)

    def _chosen(self, doubt: Doubt, choice: str) -> RecognisedTask:
        """The other doubts of the field are told anew: their choices were readings of the text before."""
        field, task = shown_field(doubt.flag.field), self.tasks[doubt.task]
        rest = _without(task, doubt.flag)
        if choice.strip() == text_of(task, field).strip():
            return rest
        waiting = {flag.reason for flag in rest.flags}
        settled = {flag.reason for flag in self._state.first[doubt.task].flags} - waiting
        fresh = task_edits.doubts_of(field, choice, self.year, self._state.rule)
        new = [flag for flag in fresh if flag.reason not in settled]
        kept = [flag for flag in rest.flags if not (shown_field(flag.field) == field and _is_reading(flag))]
        changed = task_edits.read_field(rest, field, choice, self.year, self._state.rule)
        if column := proposed_column(doubt.flag):
            # Its text has found its field and is no extra information any more.
            changed = replace(changed, extra=tuple(pair for pair in changed.extra if pair[0] != column))
        return replace(changed, flags=tuple(dict.fromkeys([*kept, *new])))

    def _split(self, key: int, parts: Sequence[RecognisedTask]) -> bool:
        if len(parts) < 2:
            return False
        state = self._state
        fresh = range(max(state.tasks) + 1, max(state.tasks) + len(parts))
        pieces = dict(zip((key, *fresh), parts, strict=True))
        state = replace(
            state,
            sequence=_behind(state.sequence, key, fresh),
            order=_behind(state.order, key, fresh),
            first={**state.first, **pieces},
        )
        self._step("拆分任务", _with(state, pieces), key)
        return True

    def _put(self, name: str, changed: Mapping[int, RecognisedTask], task: int, typed: str = "") -> None:
        self._step(name, _with(self._state, changed), task, typed)

    def _step(self, name: str, state: State, task: int | None, typed: str = "") -> None:
        last = self._done[-1] if self._done else None
        goes_on = typed and last is not None and not self._undone and (last.typed, last.task) == (typed, task)
        if not goes_on:
            self._done.append(Step(name, self._state, task, typed))
        self._undone.clear()
        self._state = state

    def _swap(self, source: list[Step], target: list[Step]) -> Step | None:
        if not source:
            return None
        step = source.pop()
        target.append(replace(step, before=self._state))
        self._state = step.before
        return step


def _is_reading(flag: Flag) -> bool:
    """Whether the flag's choices are readings of the field's own text."""
    return bool(flag.choices) and flag.field in _READ and not flag.reason.startswith(REMEMBERED)


def _with(state: State, changed: Mapping[int, RecognisedTask]) -> State:
    return replace(state, tasks={**state.tasks, **changed})


def _without(task: RecognisedTask, flag: Flag) -> RecognisedTask:
    return replace(task, flags=tuple(other for other in task.flags if other != flag))


def _with_flags_of(task: RecognisedTask, other: RecognisedTask, field: str) -> RecognisedTask:
    """The task with another one's reading and doubts of a field."""
    kept = [flag for flag in task.flags if shown_field(flag.field) != field]
    doubts = [flag for flag in other.flags if shown_field(flag.field) == field]
    return replace(task, flags=(*kept, *doubts))


def _behind(keys: Sequence[int], key: int, fresh: Sequence[int]) -> tuple[int, ...]:
    place = keys.index(key) + 1
    return (*keys[:place], *fresh, *keys[place:])
