"""A failing disk: from the n-th file operation it is full or errs, or the power goes in mid-write."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from reliability.scenarios import Scenario, fresh
from reliability.trial import CRASHED, Findings, Reference, chance, judge, reference, run_child

MODES = {"断电": 1, "磁盘满": 2, "读写错误": 3, "一次读写错误": 4}
_SOURCE = Path(__file__).with_name("fault.c")


def compiled(folder: Path) -> Path | None:
    """The injector, made by this machine's C compiler; None where there is none."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        return None
    library = folder / "fault.so"
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(_SOURCE), "-ldl"], check=True
    )
    return library


def fail_all(count: int, folder: Path, scenarios: Sequence[Scenario]) -> Iterator[tuple[str, Findings]]:
    """`count` faults of every kind in every scenario; the injector must have been loaded with the process."""
    for place, scenario in enumerate(scenarios):
        known = reference(scenario, folder / str(place))
        work = folder / str(place) / "trial"
        operations = _count(scenario, known, work)
        for mode in MODES:
            findings = Findings()
            for number in range(count):
                _one(scenario, known, work, (mode, operations, number), findings)
            yield f"{scenario.name}·{mode}（{operations} 次文件操作）", findings


def _arm(folder: Path, mode: int, at: int) -> None:
    ctypes.CDLL(None).fault_arm(os.fsencode(folder), mode, ctypes.c_long(at))


def _count(scenario: Scenario, known: Reference, folder: Path) -> int:
    """How many file operations the scenario takes."""
    fresh(known.template, folder)
    _arm(folder, 0, 0)
    scenario.run(folder, lambda: None)
    seen = int(ctypes.CDLL(None).fault_seen())
    _arm(Path("/nowhere"), 0, 0)
    return seen


def _one(
    scenario: Scenario, known: Reference, folder: Path, trial: tuple[str, int, int], findings: Findings
) -> None:
    mode, operations, number = trial
    fresh(known.template, folder)
    at = chance(scenario, number).randint(1, operations)
    code, told = run_child(scenario, folder, lambda: _arm(folder, MODES[mode], at), None)
    name = f"{scenario.name} {mode} at operation {at}"
    if code == CRASHED:
        findings.failures.append(f"{name}: not refused in words")
    findings.outcomes[{0: "finished", -signal.SIGKILL: "killed"}.get(code, "refused")] += 1
    findings.failures.extend(f"{name}: {each}" for each in judge(scenario, known, folder, told))
