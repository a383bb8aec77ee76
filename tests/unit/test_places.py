"""Where the program keeps things, installed or carried on a USB stick; and that it has one version."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

from gongkai_desktop import __version__, paths
from gongkai_desktop.cli import cli


@pytest.fixture
def frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a frozen program."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gongkai.exe"))
    return tmp_path


def test_that_a_program_with_the_portable_mark_keeps_everything_beside_itself(frozen: Path) -> None:
    (frozen / paths.PORTABLE_MARK).touch()
    assert paths.default_ledger() == frozen / "数据" / "ledger.gkdb"
    assert paths.user_config() == frozen / "数据"
    assert paths.user_logs() == frozen / "数据" / "日志"


def test_that_a_program_without_the_mark_is_not_portable(frozen: Path) -> None:
    assert paths.portable_data() is None


def test_that_the_program_and_its_package_tell_the_same_version() -> None:
    project = Path(__file__).resolve().parents[2] / "pyproject.toml"
    assert tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"] == __version__


def test_that_a_lone_ledger_file_is_the_ledger_to_open() -> None:
    assert cli.make_context("gongkai", ["某 台账.GKDB"]).params["ledger"] == "某 台账.GKDB"
