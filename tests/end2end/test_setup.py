"""The set-up of a fresh machine: says what it installs, installs only what is missing, refuses clearly."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = ("bash", "cat", "dirname", "env", "grep", "mkdir")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="set-up of Linux machines")


class Machine:
    """A PC with a package manager of our own and nothing else on its PATH."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.programs = folder / "bin"
        self.programs.mkdir()
        (folder / "installer").mkdir()
        shutil.copy(ROOT / "installer" / "setup_system.sh", folder / "installer")
        for tool in TOOLS:
            found = shutil.which(tool)
            assert found, tool
            (self.programs / tool).symlink_to(found)
        self.add("python3", "exit 0")
        self.add("apt-cache", "exit 0")
        self.add("apt-get", 'echo "$@" >> apt-get.called')
        self.add("id", "echo 0")

    def add(self, name: str, script: str) -> None:
        program = self.programs / name
        program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        program.chmod(0o755)

    def set_up(self, what: str) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": str(self.programs), "LC_ALL": "C.UTF-8"}
        script = self.folder / "installer" / "setup_system.sh"
        return subprocess.run(
            [script, what], env=environment, capture_output=True, text=True, encoding="utf-8", check=False
        )

    @property
    def installed(self) -> str:
        called = self.folder / "apt-get.called"
        return called.read_text("utf-8") if called.exists() else ""


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_that_every_missing_package_is_named_before_it_is_installed(machine: Machine) -> None:
    machine.add("dpkg-query", "exit 1")
    run = machine.set_up("demo")
    assert run.returncode == 0, run.stderr
    assert "安装系统软件 / installing: libxcb-cursor0" in run.stdout
    named = [line.split()[3].split("（")[0] for line in run.stdout.splitlines()]
    assert all(name in machine.installed for name in named)


def test_that_only_the_tests_bring_libreoffice(machine: Machine) -> None:
    machine.add("dpkg-query", "exit 1")
    assert "libreoffice" not in machine.set_up("demo").stdout
    assert "libreoffice-calc-nogui" in machine.set_up("test").stdout


def test_that_a_python_without_pip_gets_it(machine: Machine) -> None:
    machine.add("dpkg-query", "case $3 in python3-venv) exit 1;; *) printf 'ii ';; esac")
    machine.add("python3", "exit 1")
    assert "python3-venv" in machine.set_up("demo").stdout


def test_that_a_complete_machine_is_left_alone(machine: Machine) -> None:
    machine.add("dpkg-query", "printf 'ii '")
    machine.add("pdftotext", "")
    machine.add("pdftoppm", "")
    run = machine.set_up("test")
    assert run.returncode == 0
    assert "无需安装" in run.stdout
    assert machine.installed == ""


def test_that_a_clerk_without_rights_is_told_what_to_run(machine: Machine) -> None:
    machine.add("dpkg-query", "exit 1")
    machine.add("id", "echo 1000")
    run = machine.set_up("demo")
    assert run.returncode == 1
    assert "apt-get install" in run.stderr
    assert machine.installed == ""


def test_that_a_failed_installation_shows_why(machine: Machine) -> None:
    machine.add("dpkg-query", "exit 1")
    machine.add("apt-get", '[ "$1" = update ] || { echo "E: no space left" >&2; exit 100; }')
    run = machine.set_up("demo")
    assert run.returncode == 1
    assert "no space left" in run.stderr


def test_that_the_check_of_every_change_is_make_test() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert script.read_text("utf-8").rstrip().endswith("make test")
