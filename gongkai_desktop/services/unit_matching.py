"""The unit names of documents against the directory: found, collective, or new with suggestions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gongkai_desktop.domain.groups import GroupRule, group_rule
from gongkai_desktop.domain.ledger import Group, Unit
from gongkai_desktop.domain.recognised import RecognisedDocument
from gongkai_desktop.domain.unit_names import UnitIndex, build_index, normal_form

_MOST_SUGGESTIONS = 3
_LEAST_LIKENESS = 60.0
"""Of 100, on the business alone: 商务 in 商务外事 is above it, 财政 against 民政 below."""
# What bodies are called whatever their business; half the directory would resemble any 服务中心.
_FORM = re.compile(r"(?:(?:事业)?(?:发展|服务|管理|工作|促进|事务)*(?:中心|局|办|委|处|站|所|部))$")


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """One printed name with what the directory makes of it.

    A collective has a `group_rule`, a body found for certain has its `unit`; a new name has neither, and may
    have `suggestions`, which are never taken without the clerk.
    """

    name: str
    collective: bool
    unit: Unit | None
    group_rule: GroupRule | None
    suggestions: tuple[Unit, ...]
    count: int
    """In how many places it is printed."""


def match_names(
    documents: Sequence[RecognisedDocument], units: Sequence[Unit], groups: Sequence[Group]
) -> tuple[UnitMatch, ...]:
    """Every printed name once, in the order of the documents."""
    counts: Counter[tuple[str, bool]] = Counter()
    homes: dict[str, str | None] = {}
    for document in documents:
        for named in (named for task in document.tasks for named in task.units):
            counts[named.name, named.collective] += 1
            homes.setdefault(named.name, document.place)
    index = build_index(units)
    rules = {group.phrase: GroupRule(group.kinds, group.confirmed) for group in groups}
    return tuple(
        UnitMatch(name, True, None, rules.get(name) or group_rule(name), (), count)
        if collective
        else _match_body(name, homes[name], index, units, count)
        for (name, collective), count in counts.items()
    )


def suggest_units(name: str, units: Sequence[Unit]) -> tuple[Unit, ...]:
    """The units whose names resemble this one most, best first."""
    # Deferred: only needed when a name is unknown, and the window should not wait for it.
    from rapidfuzz import fuzz, process

    forms = {
        (unit.id, number): _business(known)
        for unit in units
        for number, known in enumerate((unit.name, *unit.aliases))
    }
    ranked = process.extract(
        _business(name),
        forms,
        scorer=fuzz.ratio,
        score_cutoff=_LEAST_LIKENESS,
        limit=10 * _MOST_SUGGESTIONS,
    )
    by_id: Mapping[int, Unit] = {unit.id: unit for unit in units}
    best = dict.fromkeys(unit_id for _form, _likeness, (unit_id, _number) in ranked)
    return tuple(by_id[unit_id] for unit_id in best)[:_MOST_SUGGESTIONS]


def _business(name: str) -> str:
    """What a body does, without the kind of body it is: 县规划服务中心 -> 规划."""
    form = normal_form(name)
    return _FORM.sub("", form) or form


def _match_body(
    name: str, home: str | None, index: UnitIndex, units: Sequence[Unit], count: int
) -> UnitMatch:
    unit = index.find(name, home)
    return UnitMatch(name, False, unit, None, () if unit else suggest_units(name, units), count)
