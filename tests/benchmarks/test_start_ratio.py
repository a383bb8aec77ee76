"""How long the program takes from its start to the first page of its ledger, beside a bare Qt window.

Run by hand: .venv/bin/pytest -m benchmark -s tests/benchmarks/test_start_ratio.py
Both start by turns, each in a process of its own, not frozen; told are the shortest times of the processor
(a machine with other work to do stretches those of the clock, which stand beside). The frozen program is
measured by installer/linux/measure_start.sh.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from large_ledger import build_ledger

from gongkai_desktop.services.office import save_office
from gongkai_desktop.services.sample import load_sample
from gongkai_desktop.services.workspace import open_workspace

pytestmark = pytest.mark.benchmark

RUNS = 12
MOST_WINDOW, MOST_PAGE = 1.8, 4.0
"""Guards against a slip, above what was measured (docs/release.md)."""

_BARE = """
import json, os, time
from PySide6.QtWidgets import QApplication, QMainWindow
class Bare(QMainWindow):
    def paintEvent(self, event):
        print(json.dumps([[time.process_time(), time.time()]]), flush=True)
        os._exit(0)
application = QApplication([])
window = Bare()
window.resize(1366, 768)
window.show()
application.exec()
"""
_PROGRAM = """
import json, logging, os, sys, time
from datetime import date
times = []
class Listening(logging.Handler):
    def emit(self, record):
        times.append([time.process_time(), time.time()])
        if record.msg.startswith("ledger shown"):
            print(json.dumps(times), flush=True)
            os._exit(0)
for name in ("gongkai_desktop.app", "gongkai_desktop.ui.start"):
    logging.getLogger(name).addHandler(Listening())
    logging.getLogger(name).setLevel(logging.INFO)
from gongkai_desktop.app import open_window
open_window(sys.argv[1], date(2026, 6, 15))
"""
Times = list[tuple[float, float]]
"""Seconds of the processor and of the clock: of each thing that is seen, in their order."""


def started(program: str, folder: Path, *arguments: str) -> Times:
    """One run."""
    own = {f"XDG_{kind}_HOME": str(folder / kind) for kind in ("STATE", "CONFIG", "DATA", "CACHE")}
    began = time.time()
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env={**os.environ, **own, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        check=True,
    )
    return [(spent, at - began) for spent, at in json.loads(done.stdout)]


def fastest(runs: list[Times]) -> Times:
    """The shortest times of what is seen, the first run left out: it reads everything from the disk."""
    return [
        (min(spent for spent, _ in each), min(clock for _, clock in each))
        for each in zip(*runs[1:], strict=True)
    ]


def told(what: str, found: tuple[float, float], bare: tuple[float, float]) -> float:
    """Print a figure; hands back the ratio of the processor's times."""
    (spent, clock), (floor, floor_clock) = found, bare
    print(
        f"\n{what}: processor {spent * 1000:.0f} ms, {spent / floor:.2f} x bare;"
        f" clock {clock * 1000:.0f} ms, {clock / floor_clock:.2f} x bare",
        end="",
    )
    return spent / floor


def test_that_the_first_page_stands_soon_however_large_the_ledger(tmp_path: Path) -> None:
    small, large = tmp_path / "small.gkdb", build_ledger(tmp_path / "large.gkdb", 100_000)
    for ledger in (small, large):
        workspace = open_workspace(ledger, "测")
        if ledger is small:
            load_sample(workspace)
        save_office(workspace, replace(workspace.office, first_start_done=True))
        workspace.close()
    runs: dict[str, list[Times]] = {"bare": [], "small": [], "large": []}
    for _ in range(RUNS + 1):
        runs["bare"].append(started(_BARE, tmp_path))
        runs["small"].append(started(_PROGRAM, tmp_path, str(small)))
        runs["large"].append(started(_PROGRAM, tmp_path, str(large)))
    bare = fastest(runs["bare"])[0]
    window, page = fastest(runs["small"])
    print(f"\nbare window: processor {bare[0] * 1000:.0f} ms, clock {bare[1] * 1000:.0f} ms", end="")
    first_window = told("first window", window, bare)
    first_page = told("first page, 610 duties", page, bare)
    of_large = told("first page, 100,000 duties", fastest(runs["large"])[1], bare)
    assert first_window < MOST_WINDOW
    assert first_page < MOST_PAGE
    assert of_large < first_page * 1.2
