"""The checkpoints of the shown duties by days: what every view of the calendar looks things up in."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain
from operator import attrgetter

from gongkai_desktop.domain.duty_row import CheckpointRow, DutyRow
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.ui.models.words import LIGHT_ORDER

Point = tuple[DutyRow, CheckpointRow]
_CHECKPOINTS = attrgetter("checkpoints")
_LIGHT = attrgetter("light")
_PLACE = {light: place for place, light in enumerate(LIGHT_ORDER)}


class DayIndex:
    """Made once for a list of rows; nothing of a row is copied, as there may be a hundred thousand."""

    def __init__(self, rows: Sequence[DutyRow] = ()) -> None:
        self.rows = rows
        days: defaultdict[date, list[CheckpointRow]] = defaultdict(list)
        for point in chain.from_iterable(map(_CHECKPOINTS, rows)):
            days[point.due].append(point)
        self._days = dict(days)
        self._counted: dict[date, Counter[Light]] = {}

    def counts(self, day: date) -> Counter[Light]:
        """How many checkpoints of a day have each light."""
        if day not in self._counted:
            self._counted[day] = Counter(map(_LIGHT, self._days.get(day, ())))
        return self._counted[day]

    def month_counts(self, year: int, month: int) -> Counter[Light]:
        """How many checkpoints of a month have each light."""
        total: Counter[Light] = Counter()
        for day in range(1, monthrange(year, month)[1] + 1):
            total.update(self.counts(date(year, month, day)))
        return total

    def checkpoint(self, checkpoint_id: int) -> CheckpointRow | None:
        """A checkpoint by its id."""
        points = chain.from_iterable(self._days.values())
        return next((point for point in points if point.id == checkpoint_id), None)

    def open_points(self, day: date) -> tuple[CheckpointRow, ...]:
        """The checkpoints of a day that can still be moved."""
        return tuple(point for point in self._days.get(day, ()) if point.done_on is None)

    def points_on(self, day: date) -> tuple[Point, ...]:
        """The checkpoints of a day with their duties, worst light first."""
        found = self.points_in((day,))
        return tuple(sorted(found, key=lambda pair: (_PLACE[pair[1].light], pair[0].task_position)))

    def points_between(self, first: date, last: date) -> tuple[Point, ...]:
        """The checkpoints from a day to another one, both included, by day and in the ledger's order."""
        return self.points_in(sorted(day for day in self._days if first <= day <= last))

    def points_in(self, days: Iterable[date]) -> tuple[Point, ...]:
        """The checkpoints of these days in their order, each with its duty."""
        points = [point for day in days for point in self._days.get(day, ())]
        wanted = {point.duty_id for point in points}
        owners = {row.duty_id: row for row in self.rows if row.duty_id in wanted} if wanted else {}
        return tuple((owners[point.duty_id], point) for point in points)
