"""gongkai report: each format, the leader's page, refusals."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from gongkai_desktop.cli import cli
from gongkai_desktop.services.office import save_office
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


def test_that_the_report_is_issued_with_its_number(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    ledger, out = tmp_path / "台账.gkdb", tmp_path / "月报.pdf"
    workspace = open_workspace(ledger, "王办事")
    load_sample(workspace)
    assert report(ledger, out, "--issue") == 1
    assert "没有设置编号" in capfd.readouterr().err
    save_office(workspace, replace(workspace.office, numbering={"督办月报": "期号"}))
    workspace.close()
    assert report(ledger, out, "--issue", "--director") == 2
    capfd.readouterr()
    for number in (1, 2):
        assert report(ledger, out, "--issue") == 0
        assert f"已签发：督办月报2026年第{number}期" in capfd.readouterr().err
    first = pypdfium2.PdfDocument(out)[0].get_textpage().get_text_range()
    assert "第2期" in "".join(first.split())
