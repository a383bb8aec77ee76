"""What a made-up ledger holds, and what recognition should give back for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from gongkai_desktop.domain.deadline import Deadline
from gongkai_desktop.domain.recognised import NamedUnit, Role


@dataclass(frozen=True)
class Name:
    """A body or a class of bodies."""

    text: str
    collective: bool = False


@dataclass(frozen=True)
class MadeUnits:
    """The units of a task by role."""

    lead: tuple[Name, ...] = ()
    responsible: tuple[Name, ...] = ()
    support: tuple[Name, ...] = ()
    open_ended: bool = False

    def expected(self) -> tuple[NamedUnit, ...]:
        """The units as they should come back."""
        groups = ((Role.LEAD, self.lead), (Role.RESPONSIBLE, self.responsible), (Role.SUPPORT, self.support))
        return tuple(NamedUnit(n.text, role, n.collective) for role, names in groups for n in names)


@dataclass(frozen=True)
class MadeDeadline:
    """A phrase and what it says; `unclear` where a clerk would have to be asked."""

    text: str
    values: tuple[Deadline, ...]
    unclear: bool = False


@dataclass(frozen=True)
class MadeTask:
    """A task before it is printed. `inline` are the deadlines inside the requirement."""

    section: str
    category: str
    name: str
    requirement: str
    items: tuple[str, ...]
    inline: tuple[Deadline, ...]
    units: MadeUnits
    deadline: MadeDeadline


@dataclass(frozen=True)
class MadeLedger:
    """A document's content: title, year and tasks in order."""

    level: str
    title: str
    year: int
    tasks: tuple[MadeTask, ...]


@dataclass(frozen=True)
class Expected:
    """A task as recognition should give it back; in `unclear` fields a flag is not needless."""

    no: str | None
    path: tuple[str, ...]
    requirement: str
    items: tuple[str, ...]
    units: tuple[NamedUnit, ...]
    open_ended: bool
    deadlines: tuple[Deadline, ...]
    inline: tuple[Deadline, ...]
    unclear: frozenset[str] = frozenset()
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class PCell:
    """A printed cell with its spans."""

    text: str
    row_span: int = 1
    column_span: int = 1


@dataclass
class PTable:
    """A printed table: for every place its cell, or None where another cell covers it."""

    rows: list[list[PCell | None]] = field(default_factory=list)


@dataclass
class Printed:
    """A document on paper, with what it should be read as."""

    blocks: list[str | PTable]
    expected: list[Expected]
    year: int | None
    layout: str
