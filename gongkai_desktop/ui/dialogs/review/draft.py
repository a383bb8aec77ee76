"""What the clerk makes of one recognised file before it is imported; knows no widgets."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gongkai_desktop.domain.deadline_text import find_deadlines, read_deadlines
from gongkai_desktop.domain.item_text import split_items
from gongkai_desktop.domain.ledger import Unit
from gongkai_desktop.domain.recognised import Flag, InlineDeadline, RecognisedTask
from gongkai_desktop.domain.unit_text import read_units
from gongkai_desktop.services.import_plan import ImportPreview

LEVELS = "＞"
"""Stands between the heading levels of a task's path."""

FIELDS = ("no", "path", "requirement", "units", "deadline")
FIELD_TITLES = {"no": "序号", "path": "任务", "requirement": "要求", "units": "责任单位", "deadline": "时限"}

_SHOWN_AT = {
    "units_text": "units",
    "open_ended": "units",
    "deadlines": "deadline",
    "deadline_text": "deadline",
    "items": "requirement",
    "inline_deadlines": "requirement",
}
"""Flags name the field of a task; some fields are edited through another one's text."""


def shown_field(name: str) -> str:
    """The editable field beside which a flag or a source cell is shown."""
    field = _SHOWN_AT.get(name, name)
    return field if field in FIELDS else "requirement"


def text_of(task: RecognisedTask, field: str) -> str:
    """A field of a task as the clerk edits it."""
    match field:
        case "no":
            return task.no or ""
        case "path":
            return f" {LEVELS} ".join(task.path)
        case "requirement":
            return task.requirement
        case "units":
            return task.units_text
        case _:
            return task.deadline_text


def read_field(task: RecognisedTask, field: str, text: str, year: int | None) -> RecognisedTask:
    """The task with one field given anew as text, read by the same rules as the file was."""
    text = text.strip()
    match field:
        case "no":
            return replace(task, no=text or None)
        case "path":
            levels = (level.strip() for level in text.replace(">", LEVELS).split(LEVELS))
            return replace(task, path=tuple(level for level in levels if level))
        case "requirement":
            items = split_items(text).items
            inline = tuple(
                InlineDeadline(found.text, number, found.deadline)
                for number, item in enumerate(items)
                for found in find_deadlines(item, year)[0]
            )
            return replace(task, requirement=text, items=items, inline_deadlines=inline)
        case "units":
            reading = read_units(text)
            return replace(task, units_text=text, units=reading.units, open_ended=reading.open_ended)
        case _:
            return replace(task, deadline_text=text, deadlines=read_deadlines(text, year).deadlines)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A flag that still waits, with the task it stands on."""

    task: int
    flag: Flag


class ReviewDraft:
    """The tasks of one preview with the clerk's corrections."""

    def __init__(self, preview: ImportPreview) -> None:
        if preview.document is None or preview.raw is None:
            raise ValueError("an unreadable file cannot be reviewed")
        self.preview = preview
        """What the service recognised, before any correction."""
        self.raw = preview.raw
        self.document = preview.document
        self._first = preview.document.tasks
        self.tasks = list(preview.document.tasks)
        self.title = preview.document.title
        self.year = preview.year
        self.order = sorted(range(len(self.tasks)), key=lambda index: not self.tasks[index].flags)
        """Flagged tasks first; fixed, so that a task does not run away once it is settled."""

    def doubts(self) -> list[Doubt]:
        """Everything that still waits, in the order of the list."""
        return [Doubt(index, flag) for index in self.order for flag in self.tasks[index].flags]

    def was_flagged(self, index: int) -> bool:
        """Whether the program was unsure of a task at first."""
        return bool(self._first[index].flags)

    def is_changed(self, index: int) -> bool:
        """Whether the clerk changed a value of the task (settling a flag alone is no change)."""
        return replace(self.tasks[index], flags=()) != replace(self._first[index], flags=())

    def edit(self, index: int, field: str, text: str) -> None:
        """Give a field anew; a field written by hand is no longer in doubt."""
        task = self.tasks[index]
        if text.strip() == text_of(task, field).strip():
            return
        changed = read_field(task, field, text, self.year)
        kept = tuple(flag for flag in task.flags if shown_field(flag.field) != field)
        self.tasks[index] = replace(changed, flags=kept)

    def choose(self, doubt: Doubt, choice: str) -> None:
        """Take one of the offered readings of a doubtful field."""
        field = shown_field(doubt.flag.field)
        if choice.strip() != text_of(self.tasks[doubt.task], field).strip():
            self.tasks[doubt.task] = read_field(self.tasks[doubt.task], field, choice, self.year)
        self.settle(doubt)

    def settle(self, doubt: Doubt) -> None:
        """The clerk has looked and leaves the field as it is."""
        task = self.tasks[doubt.task]
        self.tasks[doubt.task] = replace(task, flags=tuple(flag for flag in task.flags if flag != doubt.flag))

    def restore(self, index: int) -> None:
        """The task as it was recognised, flags and all."""
        self.tasks[index] = self._first[index]

    def set_year(self, year: int | None) -> None:
        """Date the phrases that name no year by another year; corrections of other fields stay."""
        if year == self.year:
            return
        self.year = year
        for index, task in enumerate(self.tasks):
            if task.deadline_text:
                task = replace(task, deadlines=read_deadlines(task.deadline_text, year).deadlines)
            again = read_field(task, "requirement", task.requirement, year)
            self.tasks[index] = replace(task, inline_deadlines=again.inline_deadlines)

    def finished(self, chosen_units: dict[str, Unit]) -> ImportPreview:
        """The preview to import; `chosen_units` says which directory unit a new name stands for."""
        matches = tuple(
            replace(match, unit=chosen_units[match.name]) if match.name in chosen_units else match
            for match in self.preview.unit_matches
        )
        title = self.title or self.document.title or self.preview.path.stem
        document = replace(self.document, title=title, tasks=tuple(self.tasks), year=self.year)
        return replace(self.preview, document=document, year=self.year, unit_matches=matches)
