"""The command line as a clerk's IT colleague uses it: outputs, refusals and exit codes."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from gongkai_desktop.cli import cli
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.sample import sample_files
from gongkai_desktop.services.units import list_groups
from gongkai_desktop.services.workspace import open_workspace

Run = Callable[..., tuple[int, str, str]]
DAY = "2026-06-24"


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
def ledger(tmp_path: Path, run: Run) -> Path:
    """A ledger with the sample's documents."""
    path = tmp_path / "台账.gkdb"
    code, out, _ = run("import", *sample_files(), "--db", path)
    assert code == 0
    assert "任务 60 项" in out
    return path


def test_that_recognise_writes_one_json_a_file_and_no_ledger(tmp_path: Path, run: Run) -> None:
    code, _, _ = run("recognise", *sample_files(), "--out", tmp_path / "json")
    assert code == 0
    documents = [json.loads(path.read_text("utf-8")) for path in sorted((tmp_path / "json").iterdir())]
    assert [document["source"] for document in documents] == [path.name for path in sample_files()]
    assert sum(len(document["tasks"]) for document in documents) == 60
    keys = {
        "title",
        "issuer",
        "document_date",
        "place",
        "year",
        "columns",
        "points",
        "tasks",
        "left_out",
        "problems",
    }
    assert all(keys <= document.keys() for document in documents)
    assert list(tmp_path.rglob("*.gkdb")) == []


def test_that_recognise_prints_json_where_no_folder_is_named(run: Run) -> None:
    code, out, _ = run("recognise", sample_files()[0])
    assert code == 0
    assert json.loads(out)["tasks"][0]["flags"] == []


def test_that_a_file_that_is_no_table_is_refused_and_nothing_is_written(tmp_path: Path, run: Run) -> None:
    letter = tmp_path / "来信.txt"
    letter.write_text("请尽快办理。", "utf-8")
    ledger = tmp_path / "台账.gkdb"
    code, _, err = run("import", letter, "--db", ledger)
    assert code == 1
    assert "来信.txt" in err
    assert "没有找到任务表" in err
    code, out, _ = run("due", "--db", ledger, "--from", "2026-01-01", "--to", "2026-12-31", "--json")
    assert (code, json.loads(out)) == (0, [])


def test_that_one_bad_file_does_not_hold_up_the_others(tmp_path: Path, run: Run) -> None:
    broken = tmp_path / "损坏.docx"
    broken.write_bytes(sample_files()[0].read_bytes()[:5000])
    code, out, err = run("import", broken, sample_files()[1], "--db", tmp_path / "台账.gkdb")
    assert code == 0
    assert "导入 1 份文件" in out
    assert "损坏.docx" in err


def test_that_due_lists_checkpoints_with_light_unit_and_task(ledger: Path, run: Run) -> None:
    code, out, _ = run(
        "due", "--db", ledger, "--from", "2026-06-01", "--to", "2026-06-30", "--as-of", DAY, "--json"
    )
    lines = json.loads(out)
    assert code == 0
    assert {"due", "light", "days", "unit", "role", "no", "task", "plan"} == lines[0].keys()
    assert {line["light"] for line in lines if line["due"] == "2026-06-30"} == {"soon"}


def test_that_workday_counts_day_by_day(run: Run) -> None:
    code, out, _ = run("workday", "2026-02-13", "20", "--json")
    counted = json.loads(out)
    assert code == 0
    assert counted["last"] == "2026-03-19"
    assert sum(step["number"] is not None for step in counted["steps"]) == 20
    assert run("workday", "2026-10-01", "30", "--calendar-days")[1].startswith("最后一天：2026-11-02")


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["workday", "2026-13-01", "5"], 2, "不是日期"),
        (["due", "--from", "2026-01-01"], 2, "缺少选项“--to”"),
        (["nothing"], 2, "没有命令“nothing”"),
        (["due", "--wrong"], 2, "没有选项“--wrong”"),
        (["report", "--month", "2026-15", "--out", "x.pdf"], 2, "不是月份"),
        (
            ["due", "--db", "/nowhere/x.gkdb", "--from", "2026-01-01", "--to", "2026-02-01"],
            1,
            "找不到文件夹",
        ),
        (["workday", "2026-01-01", "99999"], 1, "过大"),
    ],
)
def test_that_refusals_are_chinese_with_their_exit_code(
    run: Run, words: list[str], code: int, message: str
) -> None:
    got, out, err = run(*words)
    assert got == code
    assert message in err
    assert out == ""


def test_that_help_is_chinese_throughout(run: Run) -> None:
    code, out, _ = run("notices", "--help")
    assert code == 0
    assert out.startswith("用法：gongkai notices")
    assert "Options" not in out
    assert "Show this message" not in out


def test_that_an_unknown_unit_is_refused(ledger: Path, tmp_path: Path, run: Run) -> None:
    code, _, err = run("export", tmp_path / "a.xlsx", "--db", ledger, "--unit", "不存在局")
    assert code == 1
    assert "没有“不存在局”" in err


def test_that_a_name_ending_in_ics_gives_a_calendar_file(ledger: Path, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "日历.ics"
    code, out, _ = run("export", path, "--db", ledger)
    assert (code, out.strip()) == (0, str(path))
    due = json.loads(run("due", "--db", ledger, "--from", "2000-01-01", "--to", "2099-12-31", "--json")[1])
    days = re.findall(r"DTSTART;VALUE=DATE:(\d{8})", path.read_text(encoding="utf-8"))
    assert sorted(days) == sorted(line["due"].replace("-", "") for line in due)


def test_that_the_directory_goes_out_and_comes_in_again_unchanged(
    ledger: Path, tmp_path: Path, run: Run
) -> None:
    before = json.loads(run("units", "list", "--db", ledger, "--json")[1])
    assert run("units", "export", tmp_path / "名录.xlsx", "--db", ledger)[0] == 0
    code, out, _ = run("units", "import", tmp_path / "名录.xlsx", "--db", ledger)
    assert (code, out.startswith("新增 0 个单位")) == (0, True)
    after = json.loads(run("units", "list", "--db", ledger, "--json")[1])
    assert [(unit["name"], unit["kind"], unit["aliases"]) for unit in before] == [
        (unit["name"], unit["kind"], unit["aliases"]) for unit in after
    ]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_that_a_notice_goes_to_every_late_unit_and_reads_back(ledger: Path, tmp_path: Path, run: Run) -> None:
    words = ("--kind", "督办通知", "--db", ledger, "--as-of", DAY, "--json")
    code, out, _ = run("notices", *words, "--out", tmp_path / "通知")
    issued = json.loads(out)
    late = json.loads(
        run("due", "--db", ledger, "--from", "2026-01-01", "--to", DAY, "--as-of", DAY, "--json")[1]
    )
    assert code == 0
    assert {paper["unit"] for paper in issued} == {line["unit"] for line in late if line["light"] == "late"}
    paper = issued[0]
    text = subprocess.run(
        ["pdftotext", "-layout", paper["files"][0], "-"], capture_output=True, check=True
    ).stdout
    assert paper["unit"] in text.decode()
    assert paper["number"] in "".join(text.decode().split())


def test_that_every_collective_of_the_sample_has_its_duties(ledger: Path) -> None:
    workspace = open_workspace(ledger, create=False)
    try:
        phrases = {group.phrase for group in list_groups(workspace)}
        assert phrases == {row.via for row in list_duties(workspace, date(2026, 6, 24)) if row.via}
    finally:
        workspace.close()


def test_that_the_demonstration_makes_everything_it_names(tmp_path: Path, run: Run) -> None:
    code, out, _ = run("demo", tmp_path / "demo")
    assert code == 0
    made = {path.suffix for path in (tmp_path / "demo").rglob("*") if path.is_file()}
    assert {".gkdb", ".xlsx", ".pdf", ".png"} <= made
    assert str(tmp_path / "demo") in out
    pictures = sorted(path.name for path in (tmp_path / "demo" / "界面图片").iterdir())
    assert len(pictures) == 3


def test_that_the_program_passes_its_own_test(tmp_path: Path, run: Run) -> None:
    code, out, _ = run("self-test", tmp_path)
    report = json.loads((tmp_path / "self-test.json").read_text("utf-8"))
    assert report["passed"], report
    assert code == 0
    assert "失败" not in out
    headline, *lines = (tmp_path / "self-test.txt").read_text("utf-8").splitlines()
    assert "全部通过" in headline
    assert len(lines) == len(report["checks"])
    assert "关于政务公开台账" in {title for _, title in report["titles"]}


def test_that_every_kind_of_paper_has_a_command(run: Run, ledger: Path, tmp_path: Path) -> None:
    words = ["--db", ledger, "--as-of", "2026-06-24", "--out", tmp_path / "文书"]
    code, out, told = run("notices", "--kind", "工作提示函", *words, "--unit", "县财政局")
    assert code == 0
    assert out.startswith("示例政办提〔2026〕1号\t县财政局\t")
    code, out, told = run("notices", "--kind", "任务清单", *words, "--unit", "县财政局", "--json")
    assert code == 0
    (paper,) = json.loads(out)
    assert paper["number"] == ""
    assert Path(paper["files"][0]).name == "任务清单 县财政局.pdf"
    assert Path(paper["files"][0]).exists()
    code, _, told = run("notices", "--kind", "再次督办通知", *words)
    assert code == 0
    assert "没有要写进再次督办通知的事项" in told
    code, _, told = run("notices", "--kind", "表扬信", *words)
    assert code == 2


def test_that_notices_come_as_pdf_and_word_where_both_are_asked_for(
    ledger: Path, tmp_path: Path, run: Run
) -> None:
    words = ("--kind", "督办通知", "--db", ledger, "--as-of", DAY, "--format", "pdf,docx", "--json")
    code, out, _ = run("notices", *words, "--out", tmp_path / "通知")
    issued = json.loads(out)
    assert code == 0
    assert issued
    for paper in issued:
        pdf, word = map(Path, paper["files"])
        assert pdf.read_bytes().startswith(b"%PDF-")
        assert word.read_bytes().startswith(b"PK")
        assert word == pdf.with_suffix(".docx")
