"""What the papers of a day would state: lines, figures and former papers, read from the ledger once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gongkai_desktop.domain.duty_row import CheckpointRow, DutyRow
from gongkai_desktop.domain.ledger import Notice, Plan, Unit
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.domain.papers import (
    URGED,
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
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.office import light_styles
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import notices, plans, units


@dataclass(frozen=True, slots=True)
class Material:
    """The ledger as papers see it on one day."""

    today: date
    rows: Sequence[DutyRow]
    units: Sequence[Unit]
    """In the directory's order."""
    plans: Mapping[int, Plan]
    former: Mapping[int, Sequence[FormerPaper]]
    """By duty, newest first."""
    issued: Sequence[Notice]


@dataclass(frozen=True, slots=True)
class Extras:
    """What a paper may say beside the ledger."""

    talk: Talk | None = None
    deliveries: tuple[Delivery, ...] = ()
    """What stands on a delivery list; none: everything issued on the day."""
    quarter: tuple[int, int] | None = None
    """None: the one that `today` is about."""


def read_material(workspace: Workspace, today: date) -> Material:
    """Everything papers are made of, as known on `today`."""
    rows = list_duties(workspace, today)
    with workspace.ledger.read() as reading:
        directory = units.list_units(reading)
        documents = {plan.id: plan for plan in plans.list_plans(reading)}
        issued = notices.list_notices(reading, until=today)
    former: dict[int, list[FormerPaper]] = defaultdict(list)
    for notice in issued:
        for duty_id in notice.duty_ids:
            former[duty_id].append(FormerPaper(notice.kind, notice.number, notice.issued_on))
    in_order = sorted(directory, key=lambda unit: (unit.position, unit.id))
    return Material(today, rows, in_order, documents, former, issued)


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
        item for item in _items(workspace, material, kind) if unit_ids is None or item.unit_id in unit_ids
    ]
    empty = _empty(workspace, material, kind, extras)
    if kind.to_all:
        if kind.about is About.NOTHING:
            return (empty,) if empty.deliveries else ()
        figures = unit_figures(material)
        return (replace(empty, items=tuple(items), figures=figures),) if figures else ()
    by_unit: dict[int, list[PaperItem]] = defaultdict(list)
    for item in items:
        by_unit[item.unit_id].append(item)
    return tuple(
        replace(empty, unit_id=unit, unit_name=lines[0].unit_name, items=tuple(lines))
        for unit, lines in by_unit.items()
    )


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
    issued = [notice for notice in material.issued if notice.issued_on == material.today]
    return tuple(
        Delivery(one.number, one.kind, one.unit_name) for one in sorted(issued, key=lambda one: one.id)
    )


_Wanted = Callable[[DutyRow], bool]
_DATES: Mapping[About, Callable[[CheckpointRow], bool]] = {
    About.SOON: lambda one: one.light is Light.SOON,
    About.LATE: lambda one: one.light is Light.LATE,
    About.LATE_AGAIN: lambda one: one.light is Light.LATE,
    About.YEAR: lambda _: True,
}


def _items(workspace: Workspace, material: Material, kind: PaperKind) -> list[PaperItem]:
    """The lines of a kind of paper, by unit in the directory's order, then as in the ledger."""
    if kind.about is About.NOTHING:
        return []
    wanted: dict[About, _Wanted] = {
        About.SOON: lambda row: row.light is Light.SOON,
        About.LATE: lambda row: row.light is Light.LATE,
        About.LATE_AGAIN: lambda row: row.light is Light.LATE and _urged(material, row.duty_id),
        About.YEAR: lambda row: row.year == material.today.year,
    }
    places = {unit.id: place for place, unit in enumerate(material.units)}
    rows = [row for row in material.rows if wanted[kind.about](row)]
    # Stable: the lines of a unit keep the order of the ledger.
    rows.sort(key=lambda row: places[row.unit_id])
    words = {light: style.word for light, style in light_styles(workspace.office).items()}
    return [_item(material, row, kind.about, words[row.light]) for row in rows]


def _urged(material: Material, duty_id: int) -> bool:
    return any(p.kind in URGED and p.issued_on < material.today for p in material.former.get(duty_id, ()))


def _item(material: Material, row: DutyRow, about: About, state: str) -> PaperItem:
    dates = [one for one in row.checkpoints if _DATES[about](one)]
    return PaperItem(
        what="duty",
        id=row.duty_id,
        unit_id=row.unit_id,
        unit_name=row.unit_name,
        task=row.task_name,
        requirement=row.requirement,
        dates=tuple(one.due for one in dates),
        days=min((one.days for one in dates), default=0) if about is not About.YEAR else row.days,
        no=row.no,
        role=row.role,
        source=row.plan_title,
        source_number=material.plans[row.plan_id].number or "",
        deadline_text=row.deadline_text,
        state=state,
        former=tuple(material.former.get(row.duty_id, ())),
    )


def unit_figures(material: Material) -> tuple[UnitFigures, ...]:
    """How every unit with duties stands, in the directory's order."""
    by_unit: dict[int, list[DutyRow]] = defaultdict(list)
    for row in material.rows:
        by_unit[row.unit_id].append(row)
    return tuple(_figures(unit, by_unit[unit.id]) for unit in material.units if unit.id in by_unit)


def _figures(unit: Unit, rows: Sequence[DutyRow]) -> UnitFigures:
    lights = [row.light for row in rows]
    return UnitFigures(
        unit_id=unit.id,
        unit_name=unit.name,
        unit_kind=unit.kind.value,
        total=len(lights),
        dated=len(lights) - lights.count(Light.NONE),
        done=lights.count(Light.DONE),
        late=lights.count(Light.LATE),
        soon=lights.count(Light.SOON),
    )
