"""By hand: cd tests && nice ../.venv/bin/python -m reliability kills 500
(or: faults 10), and the names of scenarios where not all are wanted.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from reliability.faults import compiled, fail_all
from reliability.kills import kill_all
from reliability.scenarios import SCENARIOS
from reliability.trial import Findings

_LOADED = "GONGKAI_FAULTS"


def main(arguments: list[str]) -> int:
    """Print a line a scenario; 1 when a ledger was lost, 77 when this machine cannot inject faults."""
    what, count = arguments[0], int(arguments[1])
    chosen = [each for each in SCENARIOS if each.name in arguments[2:]] or SCENARIOS
    with tempfile.TemporaryDirectory() as folder:
        if what == "kills":
            return _tell(kill_all(count, Path(folder), chosen))
        if _LOADED in os.environ:
            return _tell(fail_all(count, Path(folder), chosen))
        library = compiled(Path(folder))
        if library is None:
            return 77
        # A library can only be put in front of the others when a process begins.
        again = [sys.executable, "-m", "reliability", *arguments]
        return os.spawnve(
            os.P_WAIT, sys.executable, again, os.environ | {"LD_PRELOAD": str(library), _LOADED: "1"}
        )


def _tell(found: Iterable[tuple[str, Findings]]) -> int:
    trials = lost = 0
    for name, findings in found:
        outcomes = ", ".join(f"{what}: {count}" for what, count in sorted(findings.outcomes.items()))
        sys.stdout.write(f"{name}\t{sum(findings.outcomes.values())}\t{outcomes}\n")
        sys.stdout.write("".join(f"  {failure}\n" for failure in findings.failures))
        sys.stdout.flush()
        trials += sum(findings.outcomes.values())
        lost += len(findings.failures)
    sys.stdout.write(f"合计 {trials} 次，异常 {lost} 处\n")
    return int(lost > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
