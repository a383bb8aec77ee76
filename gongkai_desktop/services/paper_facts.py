"""What the papers of a day would state: lines, figures and former papers, read from the ledger once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.ledger import Notice, Plan, Unit
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.domain.papers import (
    BY_NAME,
    About,
    Delivery,
    FormerPaper,
    PaperFacts,
    PaperItem,
    PaperKind,
    Talk,
    UnitFigures,
    quarter_of,
)
from gongkai_desktop.domain.supervision import Objection
from gongkai_desktop.services.clock_lines import ClockLine, list_clocks
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.office import light_styles
from gongkai_desktop.services.paper_items import Key, Sources, disputed_of, items_of, keys_of, withdrawn_of
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import notices, paper_tracking, plans, units


@dataclass(frozen=True, slots=True)
class Material:
    """The ledger as papers see it on one day."""

    today: date
    rows: Sequence[DutyRow]
    units: Sequence[Unit]
    """In the directory's order."""
    plans: Mapping[int, Plan]
    former: Mapping[Key, Sequence[FormerPaper]]
    """By duty and limit, newest first; without voided papers and those an objection against was accepted."""
    issued: Sequence[Notice]
    """Voided ones too."""
    clocks: Sequence[ClockLine] = ()
    """The units' statutory limits that are not finished."""
    objections: Sequence[Objection] = ()
    disputed: frozenset[Key] = frozenset()
    """What an objection is about that is open, or was accepted with no paper since: no circular names it."""


@dataclass(frozen=True, slots=True)
class Extras:
    """What a paper may say beside the ledger."""

    talk: Talk | None = None
    deliveries: tuple[Delivery, ...] = ()
    """What stands on a delivery list; none: everything issued on the day."""
    quarter: tuple[int, int] | None = None
    """None: the one that `today` is about."""
    items: frozenset[Key] | None = None
    """Only these duties and limits; None: all that the kind is about."""
    until: date | None = None
    """A reminder names all that falls due until this day, not only what is 临期."""


def read_material(workspace: Workspace, today: date, rows: Sequence[DutyRow] | None = None) -> Material:
    """Everything papers are made of, as known on `today`; `rows` where the ledger has just been read."""
    rows = list_duties(workspace, today) if rows is None else rows
    limits = [line for line in list_clocks(workspace, today, with_closed=False) if line.unit_id is not None]
    with workspace.ledger.read() as reading:
        directory = units.list_units(reading)
        documents = {plan.id: plan for plan in plans.list_plans(reading)}
        issued = notices.list_notices(reading, until=today)
        objections = paper_tracking.list_objections(reading, until=today)
    owners: dict[Key, int] = {("duty", row.duty_id): row.unit_id for row in rows}
    owners |= {("clock", line.clock_id): line.unit_id for line in limits if line.unit_id is not None}
    withdrawn = withdrawn_of(issued, objections, owners)
    former: dict[Key, list[FormerPaper]] = defaultdict(list)
    for notice in issued:
        for key in keys_of(notice) if notice.voided_on is None else ():
            if (notice.id, key) not in withdrawn:
                former[key].append(FormerPaper(notice.kind, notice.number, notice.issued_on))
    return Material(
        today=today,
        rows=rows,
        units=sorted(directory, key=lambda unit: (unit.position, unit.id)),
        plans=documents,
        former=former,
        issued=issued,
        clocks=limits,
        objections=objections,
        disputed=disputed_of(issued, objections, owners, former),
    )


def papers_of(
    workspace: Workspace,
    material: Material,
    kind: PaperKind,
    unit_ids: Collection[int] | None = None,
    extras: Extras | None = None,
) -> tuple[PaperFacts, ...]:
    """The facts of every paper of a kind, still without numbers: for each unit that has something to hear,
    or one for all. `unit_ids` narrows that down to some units.
    """
    extras = extras or Extras()
    items = [
        item
        for item in paper_items(workspace, material, kind, extras)
        if unit_ids is None or item.unit_id in unit_ids
    ]
    empty = _empty(workspace, material, kind, extras)
    if kind.to_all:
        if kind.about is About.NOTHING:
            return (empty,) if empty.deliveries else ()
        figures = unit_figures(material)
        settled = tuple(item for item in items if (item.what, item.id) not in material.disputed)
        return (replace(empty, items=settled, figures=figures),) if figures else ()
    by_unit: dict[int, list[PaperItem]] = defaultdict(list)
    for item in items:
        by_unit[item.unit_id].append(item)
    return tuple(
        replace(empty, unit_id=unit, unit_name=lines[0].unit_name, items=tuple(lines))
        for unit, lines in by_unit.items()
    )


def paper_items(
    workspace: Workspace, material: Material, kind: PaperKind, extras: Extras | None = None
) -> list[PaperItem]:
    """The lines of a kind of paper, by unit in the directory's order, then as in the ledger."""
    extras = extras or Extras()
    words = {light: style.word for light, style in light_styles(workspace.office).items()}
    sources = Sources(material.today, material.rows, material.clocks, material.plans, material.former, words)
    places = {unit.id: place for place, unit in enumerate(material.units)}
    items = items_of(sources, kind.about, extras.until)
    if extras.items is not None:
        items = [item for item in items if (item.what, item.id) in extras.items]
    # Stable: the lines of a unit keep the order of the ledger.
    return sorted(items, key=lambda item: places[item.unit_id])


def _empty(workspace: Workspace, material: Material, kind: PaperKind, extras: Extras) -> PaperFacts:
    office, today = workspace.office, material.today
    days = office.reply_days
    return PaperFacts(
        kind=kind,
        issued_on=today,
        number="",
        county=office.county,
        office=office.office,
        contact=office.contact,
        phone=office.phone,
        unit_id=None,
        unit_name="各责任单位",
        reply_by=workspace.calendar.add_working_days(today, days) if kind.wants_reply else None,
        reply_days=days,
        quarter=extras.quarter or quarter_of(today),
        talk=extras.talk or Talk(),
        deliveries=extras.deliveries or _issued_today(material),
    )


def _issued_today(material: Material) -> tuple[Delivery, ...]:
    """In the order of their numbers, kind by kind."""
    issued = [
        one
        for one in material.issued
        if one.issued_on == material.today and one.voided_on is None and one.kind in BY_NAME
    ]
    return tuple(
        Delivery(one.label, one.kind, one.unit_name) for one in sorted(issued, key=lambda one: one.id)
    )


def unit_figures(material: Material) -> tuple[UnitFigures, ...]:
    """How every unit with duties or late limits stands, in the directory's order.

    A limit that is late counts as one more item; what is disputed does not count as late.
    """
    by_unit: dict[int, list[DutyRow]] = defaultdict(list)
    for row in material.rows:
        by_unit[row.unit_id].append(row)
    limits: dict[int, int] = defaultdict(int)
    for line in material.clocks:
        settled = ("clock", line.clock_id) not in material.disputed
        if line.unit_id is not None and line.light is Light.LATE and settled:
            limits[line.unit_id] += 1
    return tuple(
        _figures(unit, by_unit[unit.id], limits[unit.id], material.disputed)
        for unit in material.units
        if unit.id in by_unit or unit.id in limits
    )


def _figures(unit: Unit, rows: Sequence[DutyRow], late_limits: int, disputed: frozenset[Key]) -> UnitFigures:
    lights = [row.light for row in rows]
    late = sum(row.light is Light.LATE and ("duty", row.duty_id) not in disputed for row in rows)
    return UnitFigures(
        unit_id=unit.id,
        unit_name=unit.name,
        unit_kind=unit.kind.value,
        total=len(lights) + late_limits,
        dated=len(lights) - lights.count(Light.NONE) + late_limits,
        done=lights.count(Light.DONE),
        late=late + late_limits,
        soon=lights.count(Light.SOON),
    )
