"""gongkai report: each format, the leader's page, refusals."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from gongkai_desktop.cli import cli
from gongkai_desktop.services.sample import load_sample
from gongkai_desktop.services.workspace import open_workspace


def report(ledger: Path, out: Path, *more: str, month: str = "2026-06") -> int:
    words = [
        "report",
        "--month",
        month,
        "--db",
        str(ledger),
        "--out",
        str(out),
        "--as-of",
        "2026-06-24",
        *more,
    ]
    with pytest.raises(SystemExit) as leaving:
        cli.main(words, prog_name="gongkai")
    return int(leaving.value.code or 0)


def test_that_the_report_is_written_as_asked(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    ledger = tmp_path / "台账.gkdb"
    workspace = open_workspace(ledger, "王办事")
    load_sample(workspace)
    workspace.close()
    for ending, magic in (("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")):
        out = tmp_path / f"月报.{ending}"
        assert report(ledger, out) == 0
        assert out.read_bytes().startswith(magic)
        assert capfd.readouterr().out.strip() == str(out)
    leader = tmp_path / "送阅.pdf"
    assert report(ledger, leader, "--director") == 0
    assert len(pypdfium2.PdfDocument(leader)) == 1
    assert report(ledger, tmp_path / "月报.txt") == 1
    assert report(ledger, tmp_path / "以后.pdf", month="2026-07") == 1
    assert "还没有到" in capfd.readouterr().err
