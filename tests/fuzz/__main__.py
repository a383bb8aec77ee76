"""By hand: cd tests && ../.venv/bin/python -m fuzz COUNT [FORMAT ...]; a process for each format."""

from __future__ import annotations

import multiprocessing
import resource
import sys

from fuzz.files import base_files
from fuzz.run import Findings, run

_MEMORY = 3 * 1024**3


def _child(name: str, data: bytes, count: int, queue: multiprocessing.Queue[Findings]) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    queue.put(run(name, data, count))


def main(arguments: list[str]) -> int:
    """Print a line a format; 1 when a mutant was neither read nor refused in words."""
    count = int(arguments[0]) if arguments else 2000
    bad = 0
    for suffix, data in base_files().items():
        if arguments[1:] and suffix not in arguments[1:]:
            continue
        queue: multiprocessing.Queue[Findings] = multiprocessing.Queue()
        child = multiprocessing.Process(target=_child, args=(f"任务表.{suffix}", data, count, queue))
        child.start()
        while child.is_alive() and queue.empty():
            child.join(0.5)
        if queue.empty():
            sys.stdout.write(f"{suffix}: the reader took the process down (exit {child.exitcode})\n")
            bad += 1
            continue
        findings = queue.get()
        child.join()
        sys.stdout.write(f"{suffix}: {dict(findings.outcomes)}, slowest {findings.slowest:.1f} s\n")
        sys.stdout.write("".join(f"  {failure}\n" for failure in findings.failures[:10]))
        bad += len(findings.failures)
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
