"""A recognised document: tasks with flags, before anything is written to a ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gongkai_desktop.domain.deadline import Deadline, deadline_from_json, deadline_to_json
from gongkai_desktop.domain.kinds import ROLE_NAMES as ROLE_NAMES
from gongkai_desktop.domain.kinds import Role as Role
from gongkai_desktop.domain.values import many_values


@many_values(frozen=True, slots=True)
class Flag:
    """A field the program is not sure of (待核对), with the reason in Chinese and choices, if any."""

    field: str
    reason: str
    choices: tuple[str, ...] = ()


@many_values(frozen=True, slots=True)
class NamedUnit:
    """A unit as printed; `collective` is true where the phrase names a class of bodies (各乡镇)."""

    name: str
    role: Role = Role.RESPONSIBLE
    collective: bool = False


@many_values(frozen=True, slots=True)
class InlineDeadline:
    """A deadline found in the text of item number `item` (0-based), with its shortest phrase."""

    text: str
    item: int
    deadline: Deadline


@many_values(frozen=True, slots=True)
class Origin:
    """Where a task stands: place (表1) and, per field, the 1-based row and column in the file."""

    place: str
    row: int
    fields: tuple[tuple[str, int, int], ...] = ()


@many_values(frozen=True, slots=True)
class RecognisedTask:
    """One row of a task table at the finest level."""

    no: str | None
    path: tuple[str, ...]
    requirement: str
    items: tuple[str, ...]
    units_text: str
    units: tuple[NamedUnit, ...]
    open_ended: bool
    deadline_text: str
    deadlines: tuple[Deadline, ...]
    inline_deadlines: tuple[InlineDeadline, ...]
    origin: Origin
    flags: tuple[Flag, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()
    """Columns nobody knows, as (title, text)."""

    @property
    def name(self) -> str:
        """What the task is called in lists: its last heading, else the start of its requirement."""
        return self.path[-1] if self.path else self.requirement[:30]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Text of the file that is in no task, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about the document as a whole that the clerk should know."""

    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Point:
    """A numbered point of running text before the table."""

    no: str
    section: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class RecognisedDocument:
    """Everything recognised in one file."""

    source: str
    title: str
    issuer: str | None
    number: str | None
    document_date: date | None
    place: str | None
    year: int | None
    columns: tuple[str, ...]
    tasks: tuple[RecognisedTask, ...]
    points: tuple[Point, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def task_to_json(task: RecognisedTask) -> dict[str, Any]:
    """One task in the interchange form of the `recognise` command."""
    return {
        "no": task.no,
        "path": list(task.path),
        "requirement": task.requirement,
        "items": list(task.items),
        "units_text": task.units_text,
        "units": [{"name": u.name, "role": u.role.value, "collective": u.collective} for u in task.units],
        "open_ended": task.open_ended,
        "deadline_text": task.deadline_text,
        "deadlines": [deadline_to_json(d) for d in task.deadlines],
        "inline_deadlines": [
            {"text": d.text, "item": d.item, "deadline": deadline_to_json(d.deadline)}
            for d in task.inline_deadlines
        ],
        "flags": [{"field": f.field, "reason": f.reason, "choices": list(f.choices)} for f in task.flags],
        "extra": dict(task.extra),
        "origin": {
            "place": task.origin.place,
            "row": task.origin.row,
            "fields": {name: [row, column] for name, row, column in task.origin.fields},
        },
    }


def task_from_json(data: Mapping[str, Any]) -> RecognisedTask:
    """Inverse of `task_to_json`."""
    origin = data["origin"]
    return RecognisedTask(
        no=data["no"],
        path=tuple(data["path"]),
        requirement=data["requirement"],
        items=tuple(data["items"]),
        units_text=data["units_text"],
        units=tuple(NamedUnit(u["name"], Role(u["role"]), u["collective"]) for u in data["units"]),
        open_ended=data["open_ended"],
        deadline_text=data["deadline_text"],
        deadlines=tuple(deadline_from_json(d) for d in data["deadlines"]),
        inline_deadlines=tuple(
            InlineDeadline(d["text"], d["item"], deadline_from_json(d["deadline"]))
            for d in data["inline_deadlines"]
        ),
        flags=tuple(Flag(f["field"], f["reason"], tuple(f.get("choices", ()))) for f in data["flags"]),
        extra=tuple((title, text) for title, text in _pairs(data["extra"])),
        origin=Origin(
            origin["place"],
            origin["row"],
            tuple((name, row, column) for name, (row, column) in origin["fields"].items()),
        ),
    )


def _pairs(extra: Mapping[str, str] | Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    return extra.items() if isinstance(extra, Mapping) else extra


def document_to_json(document: RecognisedDocument) -> dict[str, Any]:
    """The whole document in the interchange form of the `recognise` command."""
    return {
        "source": document.source,
        "title": document.title,
        "issuer": document.issuer,
        "number": document.number,
        "document_date": document.document_date.isoformat() if document.document_date else None,
        "place": document.place,
        "year": document.year,
        "columns": list(document.columns),
        "points": [
            {"no": p.no, "section": p.section, "title": p.title, "text": p.text} for p in document.points
        ],
        "tasks": [task_to_json(task) for task in document.tasks],
        "left_out": [{"text": entry.text, "reason": entry.reason} for entry in document.left_out],
        "problems": [{"text": problem.text, "where": problem.where} for problem in document.problems],
    }


def document_from_json(data: Mapping[str, Any]) -> RecognisedDocument:
    """Inverse of `document_to_json`; the extra fields of tasks may also be given as pairs."""
    printed_on = data["document_date"]
    return RecognisedDocument(
        source=data["source"],
        title=data["title"],
        issuer=data["issuer"],
        number=data["number"],
        document_date=date.fromisoformat(printed_on) if printed_on else None,
        place=data["place"],
        year=data["year"],
        columns=tuple(data["columns"]),
        points=tuple(Point(p["no"], p["section"], p["title"], p["text"]) for p in data["points"]),
        tasks=tuple(task_from_json(task) for task in data["tasks"]),
        left_out=tuple(LeftOut(entry["text"], entry["reason"]) for entry in data["left_out"]),
        problems=tuple(Problem(problem["text"], problem["where"]) for problem in data["problems"]),
    )
