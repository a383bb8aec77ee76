"""The figures of a month, counted from the rows of the ledger: what the monthly report says in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai_desktop.domain.duty_row import CheckpointRow, DutyRow
from gongkai_desktop.domain.ledger import UnitKind
from gongkai_desktop.domain.lights import Light

Month = tuple[int, int]
Lights = Counter[Light]


def month_span(month: Month) -> tuple[date, date]:
    """First and last day of a month."""
    return date(*month, 1), date(*next_month(month), 1) - timedelta(days=1)


def next_month(month: Month) -> Month:
    """The month after."""
    year, number = month
    return (year, number + 1) if number < 12 else (year + 1, 1)


def previous_month(month: Month) -> Month:
    """The month before."""
    year, number = month
    return (year, number - 1) if number > 1 else (year - 1, 12)


def month_ends(month: Month) -> tuple[date, ...]:
    """The last days of the year's months before this one; of the month before alone in January."""
    year, number = month
    ends = tuple(month_span((year, earlier))[1] for earlier in range(1, number))
    return ends or (month_span(previous_month(month))[1],)


@dataclass(frozen=True, slots=True)
class Standing:
    """How all duties stood on a day."""

    day: date
    lights: Lights

    @property
    def total(self) -> int:
        """All duties."""
        return self.lights.total()

    @property
    def dated(self) -> int:
        """Duties that can be done by a date: only these have a rate."""
        return dated(self.lights)


def dated(lights: Lights) -> int:
    """The duties among these that can be done by a date."""
    return lights.total() - lights[Light.NONE]


def rate(lights: Lights) -> float | None:
    """The share done of the duties that can be done by a date; None where there are none."""
    return lights[Light.DONE] / dated(lights) if dated(lights) else None


def standing(rows: Iterable[DutyRow], day: date) -> Standing:
    """The lights of the rows, which were read for `day`."""
    return Standing(day, Counter(row.light for row in rows))


@dataclass(frozen=True, slots=True)
class GroupLights:
    """The lights of the duties that have something in common."""

    name: str
    lights: Lights
    kind: str = ""
    """The kind of a unit."""


def by_plan(rows: Iterable[DutyRow]) -> tuple[GroupLights, ...]:
    """Document by document, in the order of the ledger."""
    return _grouped(rows, lambda row: row.plan_id, lambda row: GroupLights(row.plan_title, Counter()))


def by_kind(rows: Iterable[DutyRow]) -> tuple[GroupLights, ...]:
    """Kind by kind, in the order of the kinds."""
    groups = _grouped(
        rows, lambda row: row.unit_kind, lambda row: GroupLights(row.unit_kind.value, Counter())
    )
    order = [kind.value for kind in UnitKind]
    return tuple(sorted(groups, key=lambda group: order.index(group.name)))


def by_unit(rows: Iterable[DutyRow]) -> tuple[GroupLights, ...]:
    """Unit by unit: the one with the most late duties first, then the most urgent, then the most owed."""
    groups = _grouped(
        rows,
        lambda row: row.unit_id,
        lambda row: GroupLights(row.unit_name, Counter(), row.unit_kind.value),
    )

    def order(group: GroupLights) -> tuple[int, int, int]:
        lights = group.lights
        return -lights[Light.LATE], -lights[Light.SOON], -lights.total()

    return tuple(sorted(groups, key=order))


def _grouped(
    rows: Iterable[DutyRow], key: Callable[[DutyRow], object], begin: Callable[[DutyRow], GroupLights]
) -> tuple[GroupLights, ...]:
    groups: dict[object, GroupLights] = {}
    for row in rows:
        group = groups.get(key(row))
        if group is None:
            group = groups[key(row)] = begin(row)
        group.lights[row.light] += 1
    return tuple(groups.values())


@dataclass(frozen=True, slots=True)
class MonthPoints:
    """What became of the checkpoints that fell due in a month."""

    total: int
    in_time: int
    after: int
    """Done, but late."""
    missed: int
    waiting: int
    """Not due yet."""


def month_points(rows: Iterable[DutyRow], month: Month) -> MonthPoints:
    """The checkpoints of a month as the rows show them."""
    points = [point for point, _ in points_in(rows, month)]
    in_time = sum(1 for point in points if point.done_on and point.done_on <= point.due)
    after = sum(1 for point in points if point.done_on and point.done_on > point.due)
    missed = sum(1 for point in points if point.light is Light.LATE)
    return MonthPoints(len(points), in_time, after, missed, len(points) - in_time - after - missed)


def points_in(rows: Iterable[DutyRow], month: Month) -> list[tuple[CheckpointRow, DutyRow]]:
    """The checkpoints due in a month by date; within a day in the order of the ledger."""
    first, last = month_span(month)
    found = [(point, row) for row in rows for point in row.checkpoints if first <= point.due <= last]
    return sorted(found, key=lambda pair: pair[0].due)


@dataclass(frozen=True, slots=True)
class DoneLine:
    """A duty on which something was completed within a month."""

    row: DutyRow
    on: date
    """The last day on which it was."""
    whole: bool
    """The duty itself was completed, not only a checkpoint of it."""
    points: int


def done_in(rows: Iterable[DutyRow], month: Month) -> tuple[DoneLine, ...]:
    """What was completed within a month, in the order of the ledger."""
    lines = []
    for row in rows:
        days = [point.done_on for point in row.checkpoints if point.done_on and _is_in(point.done_on, month)]
        whole = row.completed_on is not None and _is_in(row.completed_on, month)
        if whole and row.completed_on is not None:
            lines.append(DoneLine(row, row.completed_on, whole, len(days)))
        elif days:
            lines.append(DoneLine(row, max(days), whole, len(days)))
    return tuple(lines)


def _is_in(day: date, month: Month) -> bool:
    return (day.year, day.month) == month


@dataclass(frozen=True, slots=True)
class DueGroup:
    """A task's open checkpoints of one day, with the duties that have them."""

    due: date
    rows: tuple[DutyRow, ...]


def due_groups(rows: Iterable[DutyRow], month: Month) -> tuple[DueGroup, ...]:
    """What falls due in a month and is still open, by date and task."""
    groups: dict[tuple[date, int], list[DutyRow]] = {}
    for point, row in points_in(rows, month):
        if point.done_on is None:
            groups.setdefault((point.due, row.task_id), []).append(row)
    return tuple(DueGroup(due, tuple(items)) for (due, _), items in groups.items())


def late_rows(rows: Sequence[DutyRow]) -> tuple[DutyRow, ...]:
    """The late duties unit by unit: the unit with the most first, each unit's longest late first."""
    late = [row for row in rows if row.light is Light.LATE]
    count = Counter(row.unit_id for row in late)
    return tuple(sorted(late, key=lambda row: (-count[row.unit_id], row.unit_id, row.days)))
