"""Two programs issue papers from one ledger at the same time."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from ledgers import make_task

from gongkai_desktop.domain.recognised import NamedUnit, Role
from gongkai_desktop.services import issue_notices as issuing
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.edit_duty import record_progress
from gongkai_desktop.services.issue_notices import issue_notices
from gongkai_desktop.services.papers import issued_papers, issued_pdf
from gongkai_desktop.services.workspace import Workspace, open_workspace

TODAY = date(2022, 11, 15)
NAMES = ("县财政局", "县民政局", "县教育体育局", "县司法局", "县审计局", "县水利局")
_ISSUE = """
import sys
from datetime import date
from pathlib import Path
from gongkai_desktop.services.issue_notices import issue_notices
from gongkai_desktop.services.workspace import open_workspace
workspace = open_workspace(sys.argv[1], "甲")
for day in (15, 16):
    issue_notices(workspace, "督办通知", Path(sys.argv[2]), date(2022, 11, day))
workspace.close()
"""


@pytest.fixture
def late(import_tasks: Callable[..., object], workspace: Workspace) -> Workspace:
    """Six units are late with a task each."""
    import_tasks(make_task("信息公开", [NamedUnit(name, Role.LEAD) for name in NAMES]))
    return workspace


def number_on(workspace: Workspace, notice_id: int) -> str:
    """The number that is printed on a kept paper."""
    page = pypdfium2.PdfDocument(issued_pdf(workspace, notice_id))[0]
    return "".join(page.get_textpage().get_text_range().split())


def test_that_two_programs_together_leave_no_gap_and_give_no_number_twice(
    late: Workspace, ledger_path: Path, tmp_path: Path
) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    command = [sys.executable, "-c", _ISSUE, str(ledger_path)]
    running = [subprocess.Popen([*command, str(folder)], stderr=subprocess.PIPE) for folder in folders]
    for process in running:
        _, told = process.communicate(timeout=120)
        assert process.returncode == 0, told.decode()
    issued = issued_papers(late, date(2022, 11, 16))
    expected = {f"示例政办督〔2022〕{number}号" for number in range(1, 4 * len(NAMES) + 1)}
    assert {one.number for one in issued} == expected
    assert len(issued) == len(expected)
    assert all(one.number in number_on(late, one.id) for one in issued)
    files = [path.name for folder in folders for path in folder.iterdir()]
    assert sorted(name.split(" ")[0] for name in files) == sorted(expected)


def test_that_others_can_write_while_papers_are_painted(
    late: Workspace, ledger_path: Path, tmp_path: Path
) -> None:
    other = open_workspace(ledger_path, "乙")
    duty = list_duties(other, TODAY)[0].duty_id
    written = []

    def report(done: int, total: int, text: str) -> None:
        if done == 2 and not written:
            written.append(record_progress(other, [duty], TODAY, "正在办理", 50, "乙"))

    issued = issue_notices(late, "督办通知", tmp_path, TODAY, report=report)
    other.close()
    assert written
    assert [one.notice.number for one in issued] == [f"示例政办督〔2022〕{n}号" for n in range(1, 7)]


def test_that_papers_say_what_is_true_when_they_get_their_numbers(
    late: Workspace, ledger_path: Path, tmp_path: Path
) -> None:
    other = open_workspace(ledger_path, "乙")
    done: list[object] = []

    def report(at: int, total: int, text: str) -> None:
        if at == 5 and not done:
            done.extend(issue_notices(other, "督办通知", tmp_path / "other", TODAY))

    mine = issue_notices(late, "督办通知", tmp_path / "mine", TODAY, report=report)
    other.close()
    assert [one.notice.number for one in mine] == [f"示例政办督〔2022〕{n}号" for n in range(7, 13)]
    assert all("此前已经督办" in number_on_all(late, one.notice.id) for one in mine)


def number_on_all(workspace: Workspace, notice_id: int) -> str:
    pages = pypdfium2.PdfDocument(issued_pdf(workspace, notice_id))
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)


def test_that_papers_come_out_also_when_the_ledger_never_rests(
    late: Workspace, ledger_path: Path, tmp_path: Path
) -> None:
    other = open_workspace(ledger_path, "乙", create=False)
    duty = list_duties(other, TODAY)[0].duty_id
    changes = 0

    def report(done: int, total: int, text: str) -> None:
        nonlocal changes
        if done == 1 and changes < issuing._HURRIED_TRIES:
            changes += 1
            record_progress(other, [duty], TODAY, f"第{changes}次", None, "乙")

    issued = issue_notices(late, "督办通知", tmp_path / "out", TODAY, report=report)
    other.close()
    assert changes == issuing._HURRIED_TRIES
    assert len(issued) == len(NAMES)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(
        one.paths[0].name for one in issued
    )
