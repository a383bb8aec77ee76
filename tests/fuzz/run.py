"""Reading mutants, each within bounds; whatever is neither read nor refused in words is a finding."""

from __future__ import annotations

import signal
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from types import FrameType

from fuzz.mutate import mutant
from gongkai_desktop.errors import UserError
from gongkai_desktop.importers.recognition.recognise import recognise
from gongkai_desktop.importers.registry import read_document

SECONDS = 20
"""No mutant of a small file may take longer, on a busy machine either."""


class TooSlow(Exception):
    """A mutant took longer than it may."""


@dataclass(slots=True)
class Findings:
    """What became of the mutants of one format."""

    outcomes: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    slowest: float = 0.0


def try_one(name: str, data: bytes, seed: int, findings: Findings) -> None:
    """Read one mutant and note what became of it."""
    start = time.perf_counter()
    try:
        document = recognise(read_document(name, mutant(data, seed)))
        findings.outcomes["read" if document.tasks else "empty"] += 1
    except UserError as refusal:
        findings.outcomes["refused"] += 1
        if name not in refusal.message or not refusal.hint:
            findings.failures.append(f"{name} seed {seed}: no name or no way out: {refusal}")
    # Anything else is what this test looks for.
    except Exception:
        findings.outcomes["failed"] += 1
        findings.failures.append(f"{name} seed {seed}: {traceback.format_exc(limit=-4)}")
    findings.slowest = max(findings.slowest, time.perf_counter() - start)


def run(name: str, data: bytes, count: int, first: int = 0) -> Findings:
    """Try `count` mutants of a file, each stopped after SECONDS."""
    findings = Findings()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlow

    signal.signal(signal.SIGALRM, stop)
    for seed in range(first, first + count):
        signal.alarm(SECONDS)
        try:
            try_one(name, data, seed, findings)
        finally:
            signal.alarm(0)
    return findings
