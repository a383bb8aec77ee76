"""The one filtered list and the one selection that the three views of the ledger share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from operator import attrgetter

from PySide6.QtCore import QObject, Signal

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.filters import DutyFilter, apply_filter
from gongkai_desktop.domain.lights import Light


class DutyList(QObject):
    """All rows of the ledger, the filter over them, what passes it, and what is selected."""

    rows_changed = Signal()
    selection_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[DutyRow, ...] = ()
        self._more = False
        self._wanted = DutyFilter()
        self._places: dict[int, int] = {}
        self._shown: tuple[DutyRow, ...] = ()
        self._selected: tuple[int, ...] = ()
        self._current: int | None = None

    @property
    def all_rows(self) -> tuple[DutyRow, ...]:
        """Every row of the ledger."""
        return self._all

    @property
    def more(self) -> bool:
        """These are only the first rows of the ledger; the others are still being read."""
        return self._more

    @property
    def shown(self) -> tuple[DutyRow, ...]:
        """The rows that pass the filter, in the ledger's order."""
        return self._shown

    @property
    def wanted(self) -> DutyFilter:
        """The filter in force."""
        return self._wanted

    @property
    def selected(self) -> tuple[int, ...]:
        """Ids of the selected duties that are shown, in the ledger's order."""
        return self._selected

    @property
    def current(self) -> int | None:
        """Id of the duty whose detail is shown."""
        return self._current

    def row(self, duty_id: int | None) -> DutyRow | None:
        """The shown row of a duty, None when it is hidden or gone."""
        return next(iter(self._rows_of((duty_id,))), None) if duty_id is not None else None

    def light_counts(self) -> Counter[Light]:
        """How many shown rows have each light."""
        return Counter(map(attrgetter("light"), self._shown))

    def set_rows(self, rows: Iterable[DutyRow], *, more: bool = False) -> None:
        """Take what the ledger now holds, or its first rows; filter and selection stay."""
        self._all, self._more = tuple(rows), more
        self._places = {row.duty_id: place for place, row in enumerate(self._all)}
        self._refilter()

    def set_filter(self, wanted: DutyFilter) -> None:
        """Show other rows; what was selected stays selected where it is still shown."""
        if wanted != self._wanted:
            self._wanted = wanted
            self._refilter()

    def select(self, duty_ids: Iterable[int], current: int | None) -> None:
        """Select duties; ids that are not shown are left out."""
        selected = tuple(row.duty_id for row in self._rows_of(duty_ids))
        current = current if self.row(current) is not None else next(iter(selected), None)
        if (selected, current) != (self._selected, self._current):
            self._selected, self._current = selected, current
            self.selection_changed.emit()

    def _refilter(self) -> None:
        self._shown = apply_filter(self._all, self._wanted)
        self.rows_changed.emit()
        self.select(self._selected, self._current)

    def _rows_of(self, duty_ids: Iterable[int]) -> tuple[DutyRow, ...]:
        """The rows of these duties that are shown, in the ledger's order."""
        # The filter is asked about these few; a list of all that are shown would be made at every filter.
        places = sorted({self._places[duty_id] for duty_id in duty_ids if duty_id in self._places})
        return apply_filter([self._all[place] for place in places], self._wanted)


def same_order(old: Sequence[DutyRow], new: Sequence[DutyRow]) -> bool:
    """Whether two lists hold the same duties in the same order, so that only values changed."""
    return len(old) == len(new) and list(map(_ID, old)) == list(map(_ID, new))


_ID = attrgetter("duty_id")
