"""The year wheel (年度轮): the dates that the law itself gives each year, made once a year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai_desktop.domain.checkpoints import PlannedCheckpoint, day_in_month, plan_checkpoints
from gongkai_desktop.domain.clocks import ClockTemplate
from gongkai_desktop.domain.deadline import Recurring
from gongkai_desktop.services.clock_templates import templates_in
from gongkai_desktop.services.clocks import ClockDraft, new_clock
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import clocks, units
from gongkai_desktop.store.unit_of_work import Reading

UnitsOfRules = Mapping[str, Collection[int | None]]
"""The units that owe the dates of a rule (by key); None among them is the office itself."""

_EVERY = {"each_month": "month", "each_quarter": "quarter", "each_half_year": "half-year"}


@dataclass(frozen=True, slots=True)
class WheelDate:
    """A legal date of a year; `made` when the ledger has it already."""

    template: ClockTemplate
    due: date
    matter: str
    made: bool


@dataclass(frozen=True, slots=True)
class WheelStarted:
    """How many dates were made, with the journal batch; empty where there was nothing to make."""

    count: int
    batch: str


def preview_year_wheel(workspace: Workspace, year: int) -> tuple[WheelDate, ...]:
    """The legal dates of a year in their order."""
    with workspace.ledger.read() as reading:
        return _dates(reading, year)


def start_year_wheel(
    workspace: Workspace,
    year: int,
    keys: Collection[str] | None = None,
    unit_ids: UnitsOfRules | None = None,
    *,
    since: date | None = None,
) -> WheelStarted:
    """Make the dates of a year that are not there yet; a second call makes nothing twice.

    `keys` wants only these rules; `unit_ids` gives the units that owe a rule's dates, else the office does.
    Dates before `since` are left out: who begins in June does not owe the months before.
    """
    given = unit_ids or {}
    with workspace.change("生成年度法定日期", f"{year}年") as work:
        for unit_id in {unit_id for ids in given.values() for unit_id in ids if unit_id is not None}:
            units.get_unit(work, unit_id)
        there = {
            (clock.template_key, clock.started_on, clock.unit_id)
            for clock in clocks.list_clocks(work)
            if clock.wheel_year == year
        }
        made = [
            new_clock(
                each.template, ClockDraft(each.template.key, each.matter, each.due, unit_id=unit_id), year
            )
            for each in _dates(work, year)
            if (keys is None or each.template.key in keys) and (since is None or each.due >= since)
            for unit_id in given.get(each.template.key, () if each.made else (None,))
            if (each.template.key, each.due, unit_id) not in there
        ]
        clocks.add_clocks(work, made)
        work.commit()
    return WheelStarted(len(made), work.batch)


def turn_year_wheel(workspace: Workspace, today: date) -> WheelStarted | None:
    """In a new year: make its dates for the rules and units of the years before.

    None where nobody has started a wheel yet, or this year's is there: to be called whenever a ledger opens.
    """
    with workspace.ledger.read() as reading:
        stored = [clock for clock in clocks.list_clocks(reading) if not clock.cancelled]
    if any(clock.wheel_year == today.year for clock in stored):
        return None
    owed: dict[str, set[int | None]] = defaultdict(set)
    for clock in stored:
        # Two years: a rule of every other year was not there in the last one.
        if clock.wheel_year in (today.year - 1, today.year - 2):
            owed[clock.template_key].add(clock.unit_id)
    if not owed:
        return None
    return start_year_wheel(workspace, today.year, owed.keys(), owed)


def _dates(reading: Reading, year: int) -> tuple[WheelDate, ...]:
    stored = clocks.list_clocks(reading)
    made = {(clock.template_key, clock.started_on) for clock in stored if clock.wheel_year == year}
    last_year = {clock.template_key for clock in stored if clock.wheel_year == year - 1}
    rules = [template for template in templates_in(reading) if template.yearly]
    found = [
        WheelDate(rule, planned.due, f"{rule.name}（{planned.label}）", (rule.key, planned.due) in made)
        for rule in rules
        if not (rule.unit == "each_2_years" and rule.key in last_year)
        for planned in _planned(rule, year)
    ]
    return tuple(sorted(found, key=lambda each: each.due))


def _planned(rule: ClockTemplate, year: int) -> Iterator[PlannedCheckpoint]:
    if rule.unit == "date" and rule.month_day:
        month, day = map(int, rule.month_day.split("-"))
        yield PlannedCheckpoint(day_in_month(year, month, day), f"{year}年")
    elif rule.unit in _EVERY:
        yield from _periods(plan_checkpoints("", [Recurring(_EVERY[rule.unit])], (), year, None), year)
    else:
        yield PlannedCheckpoint(date(year, 12, 31), f"{year}年")


def _periods(planned: Iterable[PlannedCheckpoint], year: int) -> Iterator[PlannedCheckpoint]:
    """按季度（第1季度） as 2027年第1季度."""
    for each in planned:
        yield PlannedCheckpoint(each.due, f"{year}年{each.label.partition('（')[2].removesuffix('）')}")
