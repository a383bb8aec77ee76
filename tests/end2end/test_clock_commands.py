"""Counting and statutory limits on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from gongkai_desktop.cli import cli
from gongkai_desktop.domain.holiday_schedule import LocalDays
from gongkai_desktop.services.holidays import save_local_days
from gongkai_desktop.services.workspace import open_workspace

Run = Callable[..., tuple[int, str, str]]


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


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A new ledger."""
    path = tmp_path / "台账.gkdb"
    open_workspace(path, "王办事").close()
    return path


def test_that_months_years_and_hours_are_counted_with_their_article(ledger: Path, run: Run) -> None:
    words = ("--db", ledger, "--json", "--article", "某办法第三条")
    code, out, _ = run("workday", "2026-07-01", 3, "--months", *words)
    counted = json.loads(out)
    assert (code, counted["last"], counted["article"]) == (0, "2026-10-08", "某办法第三条")
    assert json.loads(run("workday", "2024-02-29", 1, "--years", *words)[1])["last"] == "2025-02-28"
    out = run("workday", "2026-09-18", 5, "--hours", "--time", "22:30", "--db", ledger)[1]
    assert out.startswith("最后一天：2026-09-19 03:30")


def test_that_a_limit_is_counted_back(ledger: Path, run: Run) -> None:
    out = run("workday", "2026-10-12", "-7", "--calendar-days", "--db", ledger)[1]
    assert out.startswith("最后一天：2026-09-30")
    code, _, err = run("workday", "2026-10-12", "7", "--calender", "--db", ledger)
    assert code == 2
    assert "没有选项“--calender”" in err


def test_that_two_units_are_refused(ledger: Path, run: Run) -> None:
    code, _, err = run("workday", "2026-07-01", 3, "--months", "--years", "--db", ledger)
    assert code == 2
    assert "只能选一种" in err


def test_that_the_ledgers_own_days_count(ledger: Path, run: Run) -> None:
    workspace = open_workspace(ledger, "王办事")
    day = date(2026, 9, 21)
    save_local_days(workspace, LocalDays(day, day, False, "台风停工"), day)
    workspace.close()
    out = run("workday", "2026-09-18", 2, "--db", ledger)[1]
    assert out.startswith("最后一天：2026-09-22")
    assert "台风停工放假（本地）" in out


def test_that_the_count_is_written_as_a_page(ledger: Path, tmp_path: Path, run: Run) -> None:
    code, _, err = run("workday", "2026-09-18", 20, "--out", tmp_path / "单.pdf", "--db", ledger)
    assert code == 0
    assert "已写出" in err
    assert (tmp_path / "单.pdf").read_bytes().startswith(b"%PDF")


def test_that_a_limit_is_started_listed_and_finished(ledger: Path, run: Run) -> None:
    started = run(
        "clock", "start", "permit_penalty", "--matter", "某某公司违法排污", "--on", "2026-09-18",
        "--unit", "县市场监管局", "--db", ledger,
    )  # fmt: skip
    assert started[0] == 0
    code, out, _ = run("clock", "list", "--db", ledger, "--as-of", "2026-10-08", "--json")
    (line,) = json.loads(out)
    assert code == 0
    assert (line["due"], line["light"], line["days"]) == ("2026-09-29", "late", -2)
    assert "逾期" in run("clock", "list", "--late", "--db", ledger, "--as-of", "2026-10-08")[1]
    assert run("clock", "finish", line["id"], "--on", "2026-10-08", "--url", "x", "--db", ledger)[0] == 0
    assert json.loads(run("clock", "list", "--db", ledger, "--as-of", "2026-10-08", "--json")[1]) == []
    assert (
        len(json.loads(run("clock", "list", "--all", "--db", ledger, "--as-of", "2026-10-08", "--json")[1]))
        == 1
    )


def test_that_a_list_is_started_and_what_is_doubtful_is_said(ledger: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "九月.csv").write_text(
        "案由,文号,决定日期\n违法排污,示环罚〔2026〕1号,2026-09-18\n违法建设,示环罚〔2026〕2号,下旬\n",
        "utf-8",
    )
    words = ("clock", "start", "permit_penalty", "--file", tmp_path / "九月.csv", "--db", ledger)
    code, _, err = run(*words, "--as-of", "2026-09-30")
    assert code == 0
    assert "第3行没有登记：日期“下旬”看不懂" in err
    assert "已登记 1 项" in err
    assert "台账中已有 1 项" in run(*words, "--as-of", "2026-09-30")[2]


def test_that_the_year_wheel_turns_once(ledger: Path, run: Run) -> None:
    assert "已生成 0 项" not in run("clock", "wheel", 2027, "--db", ledger)[2]
    assert "已生成 0 项" in run("clock", "wheel", 2027, "--db", ledger)[2]


def test_that_the_templates_say_what_was_checked(ledger: Path, run: Run) -> None:
    out = run("clock", "templates", "--db", ledger)[1]
    lines = {line.split("\t")[0]: line.split("\t") for line in out.splitlines()}
    assert lines["proactive"][2] == "20个工作日内"
    assert lines["proactive"][5] == "已核"
    assert lines["permit_penalty"][5] == "待核"


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["clock", "start", "proactive", "--matter", "某文件"], 2, "--on"),
        (["clock", "start", "no-such", "--matter", "某文件", "--on", "2026-09-18"], 1, "没有“no-such”"),
        (["clock", "start", "opinion_5h", "--matter", "积水", "--on", "2026-09-18"], 1, "小时"),
        (
            ["clock", "start", "proactive", "--matter", "x", "--on", "2026-09-18", "--unit", "某专班"],
            1,
            "某专班",
        ),
        (["clock", "finish", "99", "--on", "2026-09-18"], 1, "找不到"),
        (["workday", "2026-09-18", "5", "--hours"], 1, "时间"),
    ],
)
def test_that_wrong_orders_are_refused_in_chinese(
    ledger: Path, run: Run, words: list[str], code: int, message: str
) -> None:
    got, _, err = run(*words, "--db", ledger)
    assert got == code
    assert message in err
