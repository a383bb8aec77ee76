"""The round of a month and what becomes of its papers, on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai_desktop.cli import cli
from gongkai_desktop.services.sample import SAMPLE_DAY, load_sample
from gongkai_desktop.services.workspace import open_workspace

Run = Callable[..., tuple[int, str, str]]
DAY = SAMPLE_DAY.isoformat()


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process; the exit code, what it printed and what it said on stderr."""

    def runner(*words: object) -> tuple[int, str, str]:
        capfd.readouterr()
        with pytest.raises(SystemExit) as leaving:
            cli.main([str(word) for word in words], prog_name="gongkai")
        captured = capfd.readouterr()
        return int(leaving.value.code or 0), captured.out, captured.err

    return runner


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The shipped sample as a ledger."""
    path = tmp_path_factory.mktemp("sample") / "台账.gkdb"
    workspace = open_workspace(path, "王办事")
    load_sample(workspace)
    workspace.close()
    return path.read_bytes()


@pytest.fixture
def ledger(tmp_path: Path, sample: bytes) -> Path:
    """A ledger of this test's own."""
    path = tmp_path / "台账.gkdb"
    path.write_bytes(sample)
    return path


def test_that_the_round_is_listed_then_issued_then_followed(ledger: Path, tmp_path: Path, run: Run) -> None:
    words = ("--db", ledger, "--as-of", DAY)
    code, out, told = run("notices", "--round", *words)
    assert code == 0
    assert out.startswith("单位\t情况\t文书\t事项\t默认签发")
    assert "加 --out 文件夹 签发" in told
    proposed = json.loads(run("notices", "--round", *words, "--json")[1])
    ticked = [line for line in proposed if line["ticked"]]
    folder = tmp_path / "文书"
    issued = json.loads(run("notices", "--round", *words, "--out", folder, "--json")[1])
    assert len(issued) == len(ticked)
    assert all(Path(file).exists() for paper in issued for file in paper["files"])
    number = issued[0]["number"]
    typed = number.replace("〔", "[").replace("〕", "]")
    assert run("issued", "deliver", typed, "--on", DAY, "--receiver", "刘某", *words)[0] == 0
    assert run("issued", "reply", number, "--on", DAY, "--text", "已办", *words)[0] == 0
    assert run("issued", "void", issued[1]["number"], "--on", DAY, "--reason", "错", *words)[0] == 0
    lines = {line["number"]: line for line in json.loads(run("issued", "list", *words, "--json")[1])}
    assert lines[number]["deliveries"] == [[DAY, "直接送达", "刘某"]]
    assert lines[number]["replies"] == [[DAY, "已办"]]
    assert lines[issued[1]["number"]]["void_reason"] == "错"
    assert "已作废：错" in run("issued", "list", *words)[1]
    code, _, told = run("notices", "--round", *words)
    assert "不发文：" in told


def test_that_wrong_orders_are_refused_in_chinese(ledger: Path, run: Run) -> None:
    words = ("--db", ledger, "--as-of", DAY)
    for wrong in (
        (),
        ("--round", "--kind", "督办通知"),
        ("--round", "--unit", "县财政局"),
        ("--kind", "督办通知"),
    ):
        code, _, told = run("notices", *wrong, *words)
        assert code == 2
        assert "--" in told
    code, _, told = run("issued", "void", "督〔2026〕99号", "--on", DAY, "--reason", "错", *words)
    assert code == 1
    assert "没有文号为“督〔2026〕99号”的文书" in told
