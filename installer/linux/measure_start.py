"""How long the frozen program takes from start to window, against a frozen window with nothing in it.

measure_start.py PROGRAM BARE LEDGER [RUNS]. The two start by turns, without a screen, so that whatever
else the machine does hits both. Told are the shortest and the middle of all runs, by the clock and by the
processor; a busy machine stretches the clock only.
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
_TICKS = os.sysconf("SC_CLK_TCK")
Seen = dict[str, tuple[float, float]]
"""What was seen, after so many seconds of the clock and of the processor."""


def run_bare(program: str, folder: Path) -> Seen:
    """When the bare window is painted."""
    note = folder / "painted"
    began, before = time.time(), os.times()
    subprocess.run([program, str(note)], check=True, env=environment(folder), stderr=subprocess.DEVNULL)
    after = os.times()
    spent = after.children_user - before.children_user + after.children_system - before.children_system
    return {"bare": (float(note.read_text()) - began, spent)}


def run_program(program: str, folder: Path) -> Seen:
    """When its first window is painted, and when the ledger's first page stands in it."""
    log = folder / "state" / "gongkai-desktop" / "log" / "gongkai.log"
    log.unlink(missing_ok=True)
    began = time.time()
    seen: Seen = {}
    with subprocess.Popen([program], env=environment(folder), stderr=subprocess.DEVNULL) as running:
        while len(seen) < 2 and time.time() - began < _PATIENCE:
            time.sleep(0.002)
            spent = processor_time(running.pid)
            for what, at in (read_log(log) if log.exists() else {}).items():
                seen.setdefault(what, (at - began, spent))
        running.kill()
    return seen


def processor_time(process: int) -> float:
    """Seconds that a running process has spent."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


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
    times: dict[str, list[tuple[float, float]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / "data" / "gongkai-desktop" / "ledger.gkdb"
        own.parent.mkdir(parents=True)
        shutil.copyfile(ledger, own)
        for _ in range(runs + 1):
            for name, seconds in (run_bare(bare, Path(folder)) | run_program(program, Path(folder))).items():
                times.setdefault(name, []).append(seconds)
    for name, all_seconds in times.items():
        for place, measure in enumerate(("clock", "processor")):
            # The first run reads everything from the disk.
            warm, bare_warm = ([each[place] for each in runs[1:]] for runs in (all_seconds, times["bare"]))
            for word, figure in (("shortest", min), ("middle", statistics.median)):
                took, floor = figure(warm), figure(bare_warm)
                sys.stdout.write(
                    f"{name}, {measure}, {word}: {took * 1000:.0f} ms, {took / floor:.2f} x bare\n"
                )


if __name__ == "__main__":
    main(*sys.argv[1:4], int(sys.argv[4]) if len(sys.argv) > 4 else 10)
