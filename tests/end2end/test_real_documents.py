"""The real task tables beside the checkout, measured with the scorer against hand-checked truth."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.domain.recognised import document_to_json
from gongkai_desktop.domain.unit_names import build_index
from gongkai_desktop.services.due import due
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.import_plan import commit_import, preview_files
from gongkai_desktop.services.issue_notices import issue_notices
from gongkai_desktop.services.recognise import recognise_file
from gongkai_desktop.services.units import list_units
from gongkai_desktop.services.workspace import Workspace, open_workspace

SHARED = Path(__file__).resolve().parents[3] / "shared"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.exists(), reason="the real documents are not beside this checkout"),
]


def score(files: list[Path], truth: Path, out: Path) -> dict[str, object]:
    """What the scorer says of the recognised files."""
    for file in files:
        text = json.dumps(document_to_json(recognise_file(file)), ensure_ascii=False)
        (out / f"{file.stem}.json").write_text(text, "utf-8")
    scorer = SHARED / "score" / "score_import.py"
    command = [sys.executable, str(scorer), "--dir", str(truth), str(out), "--json"]
    return dict(json.loads(subprocess.run(command, capture_output=True, check=False).stdout)["summary"])


@pytest.mark.parametrize(
    ("pattern", "truth", "least"),
    [
        ("seeds/*.txt", "truth", 0.97),
        ("samples/*.docx", "samples/truth", 0.99),
        ("samples/*.xlsx", "samples/truth", 0.99),
        ("samples/*.html", "samples/truth", 1.0),
        ("samples/*.ods", "samples/truth", 1.0),
        ("samples/*.odt", "samples/truth", 1.0),
        ("samples/*.doc", "samples/truth", 0.99),
        ("samples/*.xls", "samples/truth", 0.99),
        ("samples/*.pdf", "samples/truth", 0.97),
    ],
)
def test_that_real_tables_are_recognised_without_a_silent_error(
    pattern: str, truth: str, least: float, tmp_path: Path
) -> None:
    summary = score(sorted(SHARED.glob(pattern)), SHARED / truth, tmp_path)
    assert summary["tasks"] == summary["found"] == 210
    assert summary["invented"] == 0
    assert min(summary["accuracy"].values()) >= least  # type: ignore[attr-defined]
    assert summary["silent_total"] == 0
    assert summary["years_right"] == 5


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A ledger with the five real text documents."""
    workspace = open_workspace(tmp_path_factory.mktemp("real") / "台账.gkdb", "测试")
    commit_import(workspace, preview_files(workspace, sorted(SHARED.glob("seeds/*.txt"))))
    yield workspace
    workspace.close()


def test_that_every_named_unit_and_every_collective_has_its_duties(ledger: Workspace) -> None:
    rows = list_duties(ledger, date(2022, 11, 15))
    index = build_index(list_units(ledger))
    by_task: dict[tuple[str, str], list[DutyRow]] = {}
    for row in rows:
        by_task.setdefault((row.plan_title, row.requirement), []).append(row)
    tasks = [
        (document.title, document.place, task)
        for path in sorted(SHARED.glob("seeds/*.txt"))
        for document in [recognise_file(path)]
        for task in document.tasks
    ]
    assert len(tasks) == 210
    for title, place, task in tasks:
        duties = by_task[title, task.requirement]
        for unit in task.units:
            if unit.collective:
                assert any(row.via for row in duties), (task.requirement, unit.name)
            else:
                found = index.find(unit.name, place) or index.find(unit.name)
                assert found is not None, unit.name
                assert found.id in {row.unit_id for row in duties}, unit.name


def test_that_what_was_due_in_october_is_late_in_november_and_noticed(
    ledger: Workspace, tmp_path: Path
) -> None:
    today = date(2022, 11, 15)
    october = due(ledger, date(2022, 10, 1), date(2022, 10, 31), today)
    assert {"4", "5", "6", "10"} <= {line.no for line in october}
    assert {line.light for line in october} == {Light.LATE}
    assert {line.days for line in october} == {-11}
    issued = issue_notices(ledger, "督办通知", tmp_path, today)
    late = {row.unit_name for row in list_duties(ledger, today) if row.light is Light.LATE}
    assert {paper.notice.unit_name for paper in issued} == late
    for paper in (issued[0], issued[-1]):
        text = subprocess.run(["pdftotext", str(paper.paths[0]), "-"], capture_output=True, check=True).stdout
        assert paper.notice.unit_name in "".join(text.decode().split())
