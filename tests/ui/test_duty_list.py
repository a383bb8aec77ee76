"""The list that the three views share: filter, selection, counts."""

from __future__ import annotations

import time

from gongkai_desktop.domain.filters import DutyFilter
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.ui.models.duty_list import DutyList

from .builders import duty, many


def test_that_the_selection_survives_a_filter_where_its_rows_are_still_shown() -> None:
    duties = DutyList()
    duties.set_rows([duty(1, unit_id=1), duty(2, unit_id=2), duty(3, unit_id=2)])
    duties.select([1, 2], 1)
    duties.set_filter(DutyFilter(unit_id=2))
    assert (duties.selected, duties.current) == ((2,), 2)


def test_that_a_row_that_is_gone_is_selected_no_more() -> None:
    duties = DutyList()
    duties.set_rows([duty(1), duty(2)])
    duties.select([1], 1)
    duties.set_rows([duty(2)])
    assert (duties.selected, duties.current) == ((), None)


def test_that_selecting_the_same_again_tells_nobody() -> None:
    duties = DutyList()
    duties.set_rows(many(5))
    duties.select([2, 4], 4)
    told: list[int] = []
    duties.selection_changed.connect(lambda: told.append(1))
    duties.select([4, 2], 4)
    assert told == []


def test_that_counts_are_those_of_the_shown_rows() -> None:
    duties = DutyList()
    duties.set_rows(many(60))
    duties.set_filter(DutyFilter(lights=frozenset({Light.LATE})))
    assert duties.light_counts() == {Light.LATE: len(duties.shown)}
    assert 0 < len(duties.shown) < 60


def test_that_twenty_thousand_rows_are_filtered_without_a_hitch() -> None:
    duties = DutyList()
    duties.set_rows(many(20_000))
    started = time.perf_counter()
    duties.set_filter(DutyFilter(text="示例1"))
    # Generous for a busy machine; the point is that nothing is quadratic.
    assert time.perf_counter() - started < 0.5
    assert duties.shown
