"""One trial: a child of this process works on a copy of the ledger until it is stopped; then it is judged."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from gongkai_desktop.domain.password import Password
from gongkai_desktop.errors import UserError, WrongPassword
from gongkai_desktop.services.backup_files import backups_in, folder_of
from gongkai_desktop.services.backups import check_ledger
from gongkai_desktop.services.passwords import check_password, needs_password
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.store.driver import failures
from reliability.fingerprint import fingerprint
from reliability.scenarios import Scenario, fresh, ledger_in

FINISHED, REFUSED, CRASHED = 0, 3, 4
DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Reference:
    """An undisturbed run: what the ledger holds before and after each step, and how long it takes."""

    template: Path
    states: tuple[str, ...]
    seconds: float


@dataclass(slots=True)
class Findings:
    """What became of the trials of one scenario."""

    outcomes: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


def reference(scenario: Scenario, folder: Path) -> Reference:
    """Run the scenario undisturbed. Two runs must give the same, or nothing could be judged."""
    template = folder / "template"
    template.mkdir(parents=True)
    scenario.prepare(template)
    states = _undisturbed(scenario, template, folder / "undisturbed")
    # The second run knows what the first had to prepare, as the children do.
    start = time.perf_counter()
    again = _undisturbed(scenario, template, folder / "undisturbed")
    seconds = time.perf_counter() - start
    if states != again:
        raise AssertionError(f"{scenario.name}: two undisturbed runs differ")
    return Reference(template, states, seconds)


def _undisturbed(scenario: Scenario, template: Path, folder: Path) -> tuple[str, ...]:
    fresh(template, folder)
    states = [_state(scenario, folder)]
    scenario.run(folder, lambda: states.append(_state(scenario, folder)))
    return tuple(states)


def _state(scenario: Scenario, folder: Path) -> str:
    try:
        return fingerprint(ledger_in(folder), scenario.passwords)
    except failures():
        return DAMAGED


def _opening(file: Path, scenario: Scenario) -> Password | None:
    """The password that a file has, of those of the scenario."""
    if not needs_password(file):
        return None
    for password in scenario.passwords:
        with contextlib.suppress(WrongPassword):
            check_password(file, password)
            return password
    raise AssertionError(f"no password opens {file.name}")


def run_child(
    scenario: Scenario, folder: Path, prepare: Callable[[], None], kill_after: float | None
) -> tuple[int, int]:
    """How the child ended (negative: by a signal) and how many steps it told as done."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _work(scenario, folder, prepare, writing)
    os.close(writing)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)  # it is ours and not yet waited for
    told = b""
    while chunk := os.read(reading, 100):
        told += chunk
    os.close(reading)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), len(told)


def _work(scenario: Scenario, folder: Path, prepare: Callable[[], None], writing: int) -> NoReturn:
    code = FINISHED
    try:
        prepare()
        scenario.run(folder, lambda: _tell(writing))
    except UserError:
        code = REFUSED
    # Anything else is what the trial looks for: the clerk would see a crash dialog.
    except BaseException:
        traceback.print_exc()
        code = CRASHED
    os._exit(code)


def _tell(writing: int) -> None:
    os.write(writing, b".")


def judge(scenario: Scenario, known: Reference, folder: Path, told: int) -> list[str]:
    """What is wrong with what the child left behind; empty when nothing was lost and nothing is half done."""
    wrong = []
    ledger = ledger_in(folder)
    allowed = known.states[told : told + 2]
    found = _state(scenario, folder)
    if found not in allowed:
        at = known.states.index(found) if found in known.states else "none of the states"
        wrong.append(f"{told} steps were told as done, the ledger is at {at}")
    for backup in backups_in(folder_of(ledger), ledger):
        if problem := check_ledger(backup.path, _opening(backup.path, scenario)):
            wrong.append(f"{backup.path.name}: {problem}")
    if found == DAMAGED and scenario.starts_damaged:
        again = []
        scenario.run(folder, lambda: again.append(1))
        found = _state(scenario, folder)
        if found != known.states[-1]:
            wrong.append("the second try did not restore")
    workspace = open_workspace(ledger, "王办事", password=_opening(ledger, scenario))
    workspace.close()
    if _state(scenario, folder) == DAMAGED:
        wrong.append("damaged after opening")
    return wrong


def chance(scenario: Scenario, number: int) -> random.Random:
    """The same trial has the same luck in every run."""
    return random.Random(f"{scenario.name} {number}")
