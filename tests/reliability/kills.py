"""SIGKILL at a random moment of every scenario."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from pathlib import Path

from reliability.scenarios import Scenario, fresh
from reliability.trial import Findings, Reference, chance, judge, reference, run_child


def kill_all(count: int, folder: Path, scenarios: Sequence[Scenario]) -> Iterator[tuple[str, Findings]]:
    """`count` kills, shared out over the scenarios."""
    for place, scenario in enumerate(scenarios):
        share = count // len(scenarios) + (place < count % len(scenarios))
        known = reference(scenario, folder / str(place))
        findings = Findings()
        for number in range(share):
            _one(scenario, known, folder / str(place) / "trial", number, findings)
        yield scenario.name, findings


def _one(scenario: Scenario, known: Reference, folder: Path, number: int, findings: Findings) -> None:
    # On a busy machine a child is slower than the reference: a child that ends first is tried again, sooner.
    longest = known.seconds * 1.2
    while True:
        fresh(known.template, folder)
        moment = chance(scenario, number).uniform(0, longest)
        code, told = run_child(scenario, folder, lambda: None, moment)
        if code != 0:
            break
        longest *= 0.7
    if code != -signal.SIGKILL:
        findings.failures.append(f"{scenario.name} {number}: ended with {code} before it was killed")
    wrong = judge(scenario, known, folder, told)
    findings.outcomes[f"after {told} steps"] += 1
    findings.failures.extend(f"{scenario.name} {number}: {each}" for each in wrong)
