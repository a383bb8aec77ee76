"""What the installers are made of agrees with what the program says it needs."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = (
    "windows/program.txt",
    "linux/requirements-amd64.txt",
    "linux/requirements-arm64.txt",
)


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("lock", LOCKS)
def test_that_every_needed_package_is_locked_with_its_hash(lock: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {_canonical(re.split(r"[<>=~!\[ ]", text)[0]) for text in project["dependencies"]}
    lines = (ROOT / "installer" / lock).read_text("utf-8").splitlines()
    locked = {
        _canonical(line.partition("==")[0])
        for line in lines
        if re.search(r"^[\w.-]+==\S+ --hash=sha256:[0-9a-f]{64}$", line)
    }
    assert wanted <= locked, "renew the locks: installer/lock_windows.py, installer/lock_linux.py"
