"""gongkai backup, restore and check, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gongkai_desktop.cli import cli
from gongkai_desktop.services.sample import sample_files


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger with one sample file."""
    path = tmp_path / "台账.gkdb"
    assert _run("import", str(sample_files()[0]), "--db", str(path)).exit_code == 0
    return path


def test_that_a_backup_is_shown_before_it_is_restored(ledger: Path) -> None:
    made = json.loads(_run("backup", "--db", str(ledger), "--json").stdout)
    backup = made[0]["path"]
    before = Path(backup).read_bytes()
    shown = _run("restore", backup, "--db", str(ledger))
    assert shown.exit_code == 0
    assert "还没有恢复" in shown.stderr
    restored = json.loads(_run("restore", backup, "--db", str(ledger), "--yes", "--json").stdout)
    assert Path(restored["present"]).is_file()
    assert Path(backup).read_bytes() == before
    assert len(json.loads(_run("backup", "--db", str(ledger), "--list", "--json").stdout)) == 2


def test_that_a_damaged_ledger_is_told(ledger: Path) -> None:
    assert "完好" in _run("check", "--db", str(ledger)).stdout
    data = bytearray(ledger.read_bytes())
    data[3 * 4096 : 20 * 4096] = b"\xa5" * (17 * 4096)
    ledger.write_bytes(data)
    found = _run("check", "--db", str(ledger))
    assert found.exit_code == 1
    assert "已损坏" in found.stdout


def test_that_restoring_from_something_else_is_refused_with_its_name(ledger: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "别的文件.gkdb"
    wrong.write_text("不是台账", encoding="utf-8")
    refused = _run("restore", str(wrong), "--db", str(ledger), "--yes")
    assert refused.exit_code == 1
    assert "别的文件.gkdb" in refused.stderr


def test_that_a_damaged_ledger_is_restored_from_the_newest_whole_backup(ledger: Path) -> None:
    backup = Path(json.loads(_run("backup", "--db", str(ledger), "--json").stdout)[0]["path"])
    ledger.write_bytes(b"\0" * 20_000)
    shown = _run("restore", "--db", str(ledger))
    assert "还没有恢复" in shown.stderr
    assert ledger.read_bytes() == b"\0" * 20_000
    restored = _run("restore", "--db", str(ledger), "--yes", "--json")
    assert restored.exit_code == 0, restored.stderr
    assert Path(json.loads(restored.stdout)["damaged"]).read_bytes() == b"\0" * 20_000
    assert "完好" in _run("check", "--db", str(ledger)).stdout
    assert backup.is_file()


def test_that_a_damaged_ledger_without_a_whole_backup_is_salvaged(ledger: Path) -> None:
    data = bytearray(ledger.read_bytes())
    half = len(data) // 2 // 4096 * 4096
    data[half : half + 3 * 4096] = b"\xa5" * (3 * 4096)
    ledger.write_bytes(data)
    refused = _run("restore", "--db", str(ledger), "--yes")
    assert refused.exit_code == 1
    assert "--salvage" in refused.stderr
    salvaged = _run("restore", "--db", str(ledger), "--salvage", "--json")
    assert salvaged.exit_code == 0, salvaged.stderr
    assert json.loads(salvaged.stdout)["counts"]["责任单位"] > 0
    assert "完好" in _run("check", "--db", str(ledger)).stdout
    assert _run("restore", "--db", str(ledger), "--salvage").exit_code == 1


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments))
