"""How long the frozen program takes from start to window, against a frozen window with nothing in it.

measure_start.py PROGRAM BARE LEDGER [RUNS]. The two start by turns, without a screen, so that whatever
else the machine does hits both. Told are the shortest and the middle of all runs.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

_PATIENCE = 60.0
_LINE = re.compile(r"^(\S+ \S+),(\d+) INFO \S+ (start|ledger shown)", re.MULTILINE)
Times = dict[str, list[float]]


def run_bare(program: str, folder: Path) -> dict[str, float]:
    """Seconds until the bare window is painted."""
    note = folder / "painted"
    began = time.time()
    subprocess.run([program, str(note)], check=True, env=environment(folder), stderr=subprocess.DEVNULL)
    return {"bare": float(note.read_text()) - began}


def run_program(program: str, folder: Path) -> dict[str, float]:
    """Seconds until its first window is painted, and until the ledger's first page stands in it."""
    log = folder / "state" / "gongkai-desktop" / "log" / "gongkai.log"
    log.unlink(missing_ok=True)
    began = time.time()
    with subprocess.Popen([program], env=environment(folder), stderr=subprocess.DEVNULL) as running:
        found: dict[str, float] = {}
        while len(found) < 2 and time.time() - began < _PATIENCE:
            time.sleep(0.01)
            found = read_log(log) if log.exists() else {}
        running.terminate()
    return {name: at - began for name, at in found.items()}


def read_log(log: Path) -> dict[str, float]:
    """When the program noted what, in seconds."""
    return {
        what: datetime.strptime(day, "%Y-%m-%d %H:%M:%S").astimezone().timestamp() + int(ms) / 1000
        for day, ms, what in _LINE.findall(log.read_text("utf-8"))
    }


def environment(folder: Path) -> dict[str, str]:
    """No screen, and nothing of this user's."""
    places = {f"XDG_{kind.upper()}_HOME": str(folder / kind) for kind in ("state", "config", "data", "cache")}
    return {**os.environ, **places, "QT_QPA_PLATFORM": "offscreen"}


def main(program: str, bare: str, ledger: str, runs: int) -> None:
    """Print the figures."""
    times: Times = {}
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / "data" / "gongkai-desktop" / "ledger.gkdb"
        own.parent.mkdir(parents=True)
        shutil.copyfile(ledger, own)
        for _ in range(runs + 1):
            for name, seconds in (run_bare(bare, Path(folder)) | run_program(program, Path(folder))).items():
                times.setdefault(name, []).append(seconds)
    for name, all_seconds in times.items():
        warm = all_seconds[1:]  # the first run reads everything from the disk
        bare_warm = times["bare"][1:]
        for word, figure in (("shortest", min), ("middle", statistics.median)):
            took = figure(warm)
            sys.stdout.write(f"{name}, {word}: {took * 1000:.0f} ms, {took / figure(bare_warm):.2f} x bare\n")


if __name__ == "__main__":
    main(*sys.argv[1:4], int(sys.argv[4]) if len(sys.argv) > 4 else 10)
