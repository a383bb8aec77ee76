"""The unit directory during an import: names are found, learned or created, collectives become groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai_desktop.domain.groups import GroupRule, expand, group_rule
from gongkai_desktop.domain.ledger import Group, Unit
from gongkai_desktop.domain.recognised import RecognisedDocument, RecognisedTask
from gongkai_desktop.domain.unit_kinds import propose_kind
from gongkai_desktop.domain.unit_names import build_index
from gongkai_desktop.services.unit_matching import UnitMatch
from gongkai_desktop.store import units
from gongkai_desktop.store.plans import NamedUnitDraft
from gongkai_desktop.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class DocumentUnits:
    """The units and groups that the names of one document stand for."""

    units: Mapping[str, int]
    groups: Mapping[str, Group]
    """By phrase; those of the whole ledger."""
    directory: Sequence[Unit]

    def unit_id(self, name: str) -> int:
        """The unit that goes by this name."""
        return self.units[name]

    def members(self, phrase: str, on: date | None) -> tuple[int, ...]:
        """The units a collective stands for on a day."""
        return tuple(unit.id for unit in expand(self.groups[phrase], self.directory, on))

    def empty_collectives(self, document: RecognisedDocument) -> list[str]:
        """The collectives of the document for which the directory has no unit (yet)."""
        phrases = dict.fromkeys(
            named.name for task in document.tasks for named in task.units if named.collective
        )
        return [phrase for phrase in phrases if not self.members(phrase, document.document_date)]

    def named_units(self, task_id: int, task: RecognisedTask) -> list[NamedUnitDraft]:
        """The units of a task as printed, each with the unit or group it was taken for."""
        return [
            NamedUnitDraft(
                task_id=task_id,
                position=position,
                name=named.name,
                role=named.role,
                unit_id=None if named.collective else self.units[named.name],
                group_id=self.groups[named.name].id if named.collective else None,
            )
            for position, named in enumerate(task.units)
        ]


class Directory:
    """The unit directory inside one transaction.

    `learn` every document before any duty is made: what one document adds may join another one's groups.
    """

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._units = list(units.list_units(work))
        self._index = build_index(self._units)
        self._groups = {group.phrase: group for group in units.list_groups(work)}
        self._created: list[Unit] = []

    @property
    def created(self) -> tuple[Unit, ...]:
        """The units that were not in the directory before; they wait to be confirmed."""
        return tuple(self._created)

    def learn(self, document: RecognisedDocument, matches: Iterable[UnitMatch]) -> DocumentUnits:
        """Make sure that every unit and collective of a document is in the directory."""
        chosen = {(match.name, match.collective): match for match in matches}
        names: dict[str, int] = {}
        for named in (named for task in document.tasks for named in task.units):
            match = chosen.get((named.name, named.collective))
            if named.collective:
                self._learn_group(named.name, match.group_rule if match else None)
            elif named.name not in names:
                wanted = match.unit if match else None
                names[named.name] = self._learn_unit(named.name, wanted, document.place)
        return DocumentUnits(names, self._groups, self._units)

    def _learn_unit(self, name: str, chosen: Unit | None, home: str | None) -> int:
        found = self._index.find(name, home)
        if chosen and any(unit.id == chosen.id for unit in self._units):
            if found is None or found.id != chosen.id:
                units.add_alias(self._work, chosen.id, name)
            return chosen.id
        if found:
            return found.id
        unit = units.add_unit(self._work, Unit(0, name, propose_kind(name), confirmed=False))
        self._units.append(unit)
        self._index = build_index(self._units)
        self._created.append(unit)
        return unit.id

    def _learn_group(self, phrase: str, rule: GroupRule | None) -> None:
        if phrase not in self._groups:
            rule = rule or group_rule(phrase)
            group = Group(0, phrase, rule.kinds, confirmed=rule.confident)
            self._groups[phrase] = units.add_group(self._work, group)
