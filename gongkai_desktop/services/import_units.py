"""The unit directory during an import: names are found, learned or created, collectives become groups."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from gongkai_desktop.domain.groups import GroupRule, expand, group_rule
from gongkai_desktop.domain.ledger import Group, Unit, UnitKind
from gongkai_desktop.domain.recognised import RecognisedDocument, RecognisedTask
from gongkai_desktop.domain.unit_names import build_index
from gongkai_desktop.services.unit_matching import UnitMatch
from gongkai_desktop.store import units
from gongkai_desktop.store.plans import NamedUnitDraft
from gongkai_desktop.store.unit_of_work import UnitOfWork


class Directory:
    """Units and groups inside one transaction. First `learn` every document, then ask for its units."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._units = list(units.list_units(work))
        self._index = build_index(self._units)
        self._groups = {group.phrase: group for group in units.list_groups(work)}
        self._by_name: dict[str, int] = {}
        self._created: list[Unit] = []

    @property
    def created(self) -> tuple[Unit, ...]:
        """The units that were not in the directory before; they wait to be confirmed."""
        return tuple(self._created)

    def learn(self, document: RecognisedDocument, matches: Iterable[UnitMatch]) -> None:
        """Make sure that every unit and collective of a document is in the directory."""
        chosen = {match.name: match for match in matches}
        for task in document.tasks:
            for named in task.units:
                match = chosen.get(named.name)
                if named.collective:
                    self._learn_group(named.name, match.group_rule if match else None)
                elif named.name not in self._by_name:
                    self._by_name[named.name] = self._learn_unit(named.name, match.unit if match else None)

    def unit_id(self, name: str) -> int:
        """The unit that goes by a learned name."""
        return self._by_name[name]

    def members(self, phrase: str, on: date | None) -> tuple[int, ...]:
        """The units a learned collective stands for on a day."""
        return tuple(unit.id for unit in expand(self._groups[phrase], self._units, on))

    def named_units(self, task_id: int, task: RecognisedTask) -> list[NamedUnitDraft]:
        """The units of a task as printed, each with the unit or group it was taken for."""
        return [
            NamedUnitDraft(
                task_id=task_id,
                position=position,
                name=named.name,
                role=named.role,
                unit_id=None if named.collective else self._by_name[named.name],
                group_id=self._groups[named.name].id if named.collective else None,
            )
            for position, named in enumerate(task.units)
        ]

    def _learn_unit(self, name: str, chosen: Unit | None) -> int:
        found = self._index.find(name)
        if chosen and any(unit.id == chosen.id for unit in self._units):
            if found is None or found.id != chosen.id:
                units.add_alias(self._work, chosen.id, name)
            return chosen.id
        if found:
            return found.id
        # A kind is the clerk's to say: taken for a department, it would silently join 县直各部门.
        unit = units.add_unit(self._work, Unit(0, name, UnitKind.OTHER, confirmed=False))
        self._units.append(unit)
        self._index = build_index(self._units)
        self._created.append(unit)
        return unit.id

    def _learn_group(self, phrase: str, rule: GroupRule | None) -> None:
        if phrase in self._groups:
            return
        rule = rule or group_rule(phrase)
        group = Group(0, phrase, rule.kinds, confirmed=rule.confident)
        self._groups[phrase] = replace(group, id=units.add_group(self._work, group).id)
