"""减负计数: how many papers each unit was asked to answer in a quarter, and how often it was called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gongkai_desktop.domain.ledger import Notice
from gongkai_desktop.services.paper_facts import Material, read_material
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import paper_tracking


@dataclass(frozen=True, slots=True)
class Burden:
    """What was asked of a unit in a quarter."""

    unit_id: int
    unit_name: str
    papers: int
    """Papers in force that it got or was named in."""
    to_answer: int
    """Of these, those that ask for an answer."""
    calls: int
    too_many: bool
    """More to answer than the office allows itself."""


def quarter_start(day: date) -> date:
    """The first day of the quarter of a day."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def papers_asked(material: Material, today: date) -> Mapping[int, int]:
    """By unit: papers in force of this quarter that ask for an answer."""
    return Counter(unit for notice, units in _sent(material, today) if notice.reply_by for unit in units)


def burden(workspace: Workspace, today: date, material: Material | None = None) -> tuple[Burden, ...]:
    """Every unit of which something was asked this quarter, the most burdened first."""
    material = material or read_material(workspace, today)
    with workspace.ledger.read() as reading:
        noted = paper_tracking.list_calls(reading, until=today)
    papers = Counter(unit for _, units in _sent(material, today) for unit in units)
    asked = papers_asked(material, today)
    calls = Counter(call.unit_id for call in noted if call.on >= quarter_start(today))
    limit = workspace.office.papers_per_quarter
    found = [
        Burden(
            unit.id,
            unit.name,
            papers[unit.id],
            asked.get(unit.id, 0),
            calls[unit.id],
            asked.get(unit.id, 0) > limit,
        )
        for unit in material.units
        if papers[unit.id] or calls[unit.id]
    ]
    return tuple(sorted(found, key=lambda one: (-one.to_answer, -one.papers)))


def _sent(material: Material, today: date) -> list[tuple[Notice, frozenset[int]]]:
    """The papers in force of this quarter with the units that got them; a circular asks those it names."""
    owners = {row.duty_id: row.unit_id for row in material.rows}
    limits = {line.clock_id: line.unit_id for line in material.clocks}
    found = []
    for notice in material.issued:
        if notice.voided_on is None and notice.issued_on >= quarter_start(today):
            named = {owners.get(one) for one in notice.duty_ids} | {
                limits.get(one) for one in notice.clock_ids
            }
            named |= {notice.unit_id} if not any(named) else set()
            found.append((notice, frozenset(unit for unit in named if unit is not None)))
    return found
