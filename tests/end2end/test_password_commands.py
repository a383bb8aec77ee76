"""Commands on a ledger with a password: from a file or typed, never an argument."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gongkai_desktop.cli import cli
from gongkai_desktop.cli import passwords as module
from gongkai_desktop.domain import password as password_module
from gongkai_desktop.domain.password import Password
from gongkai_desktop.services.passwords import change_password, needs_password
from gongkai_desktop.services.sample import sample_files
from gongkai_desktop.services.workspace import open_workspace

TEXT, OTHER = "公开Gongkai '2026'", "another2026"
MONTH = "due --from 2026-06-01 --to 2026-06-30"
ASKING = (MONTH, "check", "backup", "restore", "units list", "issued list", "clock list")


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a second a key is for those who guess."""
    monkeypatch.setattr(password_module, "_ROUNDS", 100)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A ledger with one sample file, without password."""
    path = tmp_path_factory.mktemp("filled") / "台账.gkdb"
    assert _run("import", str(sample_files()[0]), "--db", str(path)).exit_code == 0
    return path.read_bytes()


@pytest.fixture
def ledger(tmp_path: Path, filled: bytes) -> Path:
    """The same with a password."""
    path = tmp_path / "台账.gkdb"
    path.write_bytes(filled)
    change_password(open_workspace(path, "王办事"), None, Password(TEXT)).workspace.close()
    return path


@pytest.fixture
def secret(tmp_path: Path) -> str:
    """A file with the password in it."""
    path = tmp_path / "口令.txt"
    path.write_text(f"{TEXT}\n以后各行不看\n", encoding="utf-8-sig")
    return str(path)


@pytest.mark.parametrize("command", ASKING)
def test_that_every_command_says_that_a_password_is_needed_and_how_to_give_it(
    ledger: Path, command: str
) -> None:
    refused = _run(*command.split(), "--db", str(ledger))
    assert refused.exit_code == 1
    assert "有密码" in refused.stderr
    assert "--password-file" in refused.stderr


def test_that_a_password_file_opens_the_ledger_for_every_command(ledger: Path, secret: str) -> None:
    for command in (MONTH, "check", "units list"):
        assert _run(*command.split(), "--db", str(ledger), "--password-file", secret).exit_code == 0
    assert _run("check", "--db", str(ledger), GONGKAI_PASSWORD_FILE=secret).exit_code == 0


def test_that_a_backup_is_made_and_restored_by_command(ledger: Path, secret: str) -> None:
    given = ("--db", str(ledger), "--password-file", secret)
    made = json.loads(_run("backup", *given, "--json").stdout)
    backup = Path(made[0]["path"])
    assert needs_password(backup)
    assert _run("restore", str(backup), *given, "--yes").exit_code == 0
    ledger.write_bytes(b"\0" * 20_000)
    assert "没有恢复" in _run("restore", *given).stderr
    assert _run("restore", *given, "--yes").exit_code == 0
    assert "完好" in _run("check", *given).stdout


def test_that_a_wrong_or_unreadable_password_file_is_refused(ledger: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("Geheim-99", encoding="utf-8")
    refused = _run("check", "--db", str(ledger), "--password-file", str(wrong))
    assert refused.exit_code == 1
    assert "打不开" in refused.stderr
    assert "Geheim" not in refused.output
    wrong.write_bytes(b"")
    assert "第一行是空的" in _run("check", "--db", str(ledger), "--password-file", str(wrong)).stderr
    wrong.write_bytes(b"\xff\xfe\x00")
    assert "不能读取" in _run("check", "--db", str(ledger), "--password-file", str(wrong)).stderr


def test_that_the_password_is_asked_for_on_the_terminal_without_echo(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "is_terminal", lambda: True)
    asked = _run("check", "--db", str(ledger), typed=f"wrong one\n{TEXT}\n")
    assert asked.exit_code == 0
    assert "密码不对" in asked.stderr
    assert "2026" not in asked.output
    refused = _run("check", "--db", str(ledger), typed="a1\na2\na3\n")
    assert refused.exit_code == 1
    assert "密码不对" in refused.stderr


def test_that_a_backup_with_an_older_password_is_asked_for_too(
    ledger: Path, secret: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = json.loads(_run("backup", "--db", str(ledger), "--password-file", secret, "--json").stdout)
    before = open_workspace(ledger, "王办事", password=Password(TEXT))
    change_password(before, Password(TEXT), Password(OTHER)).workspace.close()
    now = tmp_path / "now.txt"
    now.write_text(OTHER, encoding="utf-8")
    given = ("restore", made[0]["path"], "--db", str(ledger), "--password-file", str(now), "--yes")
    assert _run(*given).exit_code == 1
    monkeypatch.setattr(module, "is_terminal", lambda: True)
    assert _run(*given, typed=f"{TEXT}\n").exit_code == 0
    assert "完好" in _run("check", "--db", str(ledger), "--password-file", str(now)).stdout


def test_that_no_command_takes_a_password_as_an_argument(ledger: Path) -> None:
    refused = _run("check", "--db", str(ledger), "--password", TEXT)
    assert refused.exit_code == 2


def test_that_a_ledger_without_password_takes_no_notice_of_a_password_file(
    tmp_path: Path, filled: bytes, secret: str
) -> None:
    plain = tmp_path / "无密码.gkdb"
    plain.write_bytes(filled)
    assert _run("check", "--db", str(plain), "--password-file", secret).exit_code == 0
    assert not needs_password(plain)


def _run(*arguments: str, typed: str = "", **variables: str) -> Result:
    return CliRunner().invoke(cli, arguments, input=typed, env=variables)
