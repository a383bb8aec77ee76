"""How the window keeps up with a hundred thousand duties, beside the bare query for the same rows.

Run by hand: QT_QPA_PLATFORM=offscreen .venv/bin/pytest -m benchmark -s tests/benchmarks/test_ledger_ratio.py
Times are those of the processor, as a machine with other work to do stretches those of the clock.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from statistics import median

import pytest
from large_ledger import TODAY, build_ledger
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gongkai_desktop.domain.filters import DutyFilter
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.workspace import Workspace, open_workspace
from gongkai_desktop.ui import jobs, theme
from gongkai_desktop.ui.ledger_page import LedgerPage

pytestmark = pytest.mark.benchmark

DUTIES = 100_000
_MONTH = "SELECT duty_id, due, done_on FROM checkpoint WHERE due BETWEEN '2026-06-01' AND '2026-06-30'"
_LATE = "SELECT duty_id, due FROM checkpoint WHERE done_on IS NULL AND due < '2026-06-15'"
_SORTED = "SELECT duty.id FROM duty JOIN unit ON unit.id = duty.unit_id ORDER BY unit.name"
_BY_UNIT = "SELECT unit_id, count(*) FROM duty WHERE state != 'cancelled' GROUP BY unit_id"
_EVERYTHING = (
    "SELECT id, task_id, unit_id, role, state, completed_on, via, version FROM duty",
    "SELECT duty_id, id, due, label, proposed, done_on FROM checkpoint ORDER BY duty_id, due",
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_ledger(tmp_path_factory.mktemp("large") / "large.gkdb", DUTIES)


@pytest.fixture(scope="module")
def workspace(ledger: Path) -> Iterator[Workspace]:
    opened = open_workspace(ledger, "测")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def bare(ledger: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(ledger)
    yield connection
    connection.close()


def seconds(work: Callable[[], object], runs: int = 5) -> float:
    """The median of several runs after one that warms up."""
    times = []
    for number in range(runs + 1):
        start = time.process_time()
        work()
        if number:
            times.append(time.process_time() - start)
    return median(times)


def tell(what: str, floor: float, took: float) -> None:
    ratio = took / floor if floor else 0
    print(f"\n{what}: bare query {floor * 1000:.0f} ms, here {took * 1000:.0f} ms, ratio {ratio:.1f}", end="")


def test_that_a_hundred_thousand_duties_are_read(workspace: Workspace, bare: sqlite3.Connection) -> None:
    floor = seconds(lambda: [bare.execute(query).fetchall() for query in _EVERYTHING], 3)
    took = seconds(lambda: list_duties(workspace, TODAY), 3)
    tell("first load", floor, took)
    assert len(list_duties(workspace, TODAY)) == DUTIES


def test_that_the_window_filters_sorts_and_switches(
    qtbot: QtBot, workspace: Workspace, bare: sqlite3.Connection
) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply_theme(application)
    page = LedgerPage(workspace, TODAY)
    qtbot.addWidget(page)
    page.resize(1300, 700)
    page.show()
    page.reload()
    settle(qtbot)

    def measured(what: str, floor: str, *steps: Callable[[], object]) -> None:
        """The last step is what is measured, painting included; those before it prepare it."""
        times = []
        for _ in range(4):
            for step in steps[:-1]:
                step()
                settle(qtbot)
            start = time.process_time()
            steps[-1]()
            QApplication.processEvents()
            times.append(time.process_time() - start)
            settle(qtbot)
        tell(what, seconds(lambda: bare.execute(floor).fetchall(), 3), median(times[1:]))

    def show(wanted: DutyFilter) -> Callable[[], None]:
        return lambda: page.show_filter(wanted)

    everything, late = DutyFilter(), DutyFilter(lights=frozenset({Light.LATE}))
    unit = page.table.table.column_place("unit")
    measured("switch to units, rows new", _BY_UNIT, *anew(page, "table"), lambda: page.show_view("tree"))
    measured("switch to month, rows new", _MONTH, *anew(page, "table"), lambda: page.show_view("calendar"))
    for view in ("table", "tree", "calendar"):
        for name, wanted in (
            ("late", late),
            ("text", DutyFilter(text="xxgk7")),
            ("year", DutyFilter(year=2026)),
        ):
            measured(
                f"{view}: filter {name}",
                _LATE,
                lambda v=view: page.show_view(v),
                show(everything),
                show(wanted),
            )
        measured(f"{view}: filter off", _SORTED, show(late), show(everything))
    page.calendar.show_mode("month")
    page.calendar.go_to(date(2026, 3, 10))
    measured("next month", _MONTH, lambda: page.calendar.turn(1))
    for mode in ("year", "backward", "agenda"):
        measured(
            mode, _MONTH, lambda: page.calendar.show_mode("month"), lambda m=mode: page.calendar.show_mode(m)
        )
    page.show_view("table")
    sort = page.table.table.sort
    measured("sort by unit", _SORTED, lambda: sort(-1), lambda: sort(unit, Qt.SortOrder.AscendingOrder))
    measured("sort back", _SORTED, lambda: sort(unit), lambda: sort(-1))
    assert len(page.duties.shown) == DUTIES


def anew(page: LedgerPage, view: str) -> tuple[Callable[[], None], ...]:
    """Stand on a view with rows that the other views have not been given yet."""
    rows = page.duties.all_rows
    return (
        lambda: page.show_view(view),
        lambda: page.duties.set_rows(rows[:-1]),
        lambda: page.duties.set_rows(rows),
    )


def settle(qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not jobs.running(), timeout=60_000)
    qtbot.wait(120)
    qtbot.waitUntil(lambda: not jobs.running(), timeout=60_000)
