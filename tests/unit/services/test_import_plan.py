"""Import: everything of a file or nothing, each unit with its duty, each date with its checkpoint."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NoReturn

import pytest
from ledgers import Contents, contents, make_document, make_preview, make_task
from sqlalchemy import event

from gongkai_desktop.domain.deadline import ByDate, Recurring, Yearlong
from gongkai_desktop.domain.ledger import UnitKind
from gongkai_desktop.domain.recognised import Flag, InlineDeadline, NamedUnit, Problem, Role
from gongkai_desktop.errors import FileUnreadable, InvalidInput
from gongkai_desktop.services.duties import list_duties, list_plans, list_tasks, source_file
from gongkai_desktop.services.import_plan import ImportPreview, commit_import, plan_year, preview_files
from gongkai_desktop.services.progress import Cancelled
from gongkai_desktop.services.workspace import Workspace, open_workspace
from gongkai_desktop.store import plans, units
from gongkai_desktop.store.ledger import Ledger

TODAY = date(2022, 5, 1)


def roles(workspace: Workspace) -> dict[str, tuple[Role, str | None]]:
    """Unit -> role and collective of every duty."""
    return {row.unit_name: (row.role, row.via) for row in list_duties(workspace, TODAY)}


def named(*pairs: tuple[str, Role]) -> list[NamedUnit]:
    """Units as printed; 各… is a collective."""
    return [NamedUnit(name, role, collective=name.startswith(("各", "县直"))) for name, role in pairs]


def test_that_a_plan_comes_in_whole(workspace: Workspace) -> None:
    flags = [Flag("deadline", "年份不明", ("2022", "2023"))]
    document = make_document(make_task(flags=flags), make_task("公共企事业单位", no=None, row=3))
    preview = make_preview(document)
    result = commit_import(workspace, [preview])
    (plan,) = list_plans(workspace)
    assert result.plans == (plan,)
    assert (plan.title, plan.number, plan.year, plan.task_count) == (document.title, document.number, 2022, 2)
    assert (plan.document_date, plan.issuer, plan.place) == (date(2022, 4, 1), document.issuer, "示例县")
    first, second = list_tasks(workspace, plan.id)
    task = document.tasks[0]
    assert (first.no, first.path, first.requirement, first.items) == (
        task.no,
        task.path,
        task.requirement,
        task.items,
    )
    assert (first.deadlines, first.deadline_text, first.flags) == (task.deadlines, "10月底前", task.flags)
    assert (first.origin, second.origin, second.no) == ("表1 第2行", "表1 第3行", None)
    assert (result.task_count, result.duty_count, result.checkpoint_count, result.flag_count) == (2, 2, 2, 1)
    assert source_file(workspace, plan.id) == (preview.file_name, preview.data)


def test_that_units_go_by_their_usual_names(workspace: Workspace) -> None:
    document = make_document(make_task(units=named(("县发改委", Role.LEAD), ("财政局", Role.SUPPORT))))
    result = commit_import(workspace, [make_preview(document)])
    assert result.new_units == ()
    assert {role for role, _ in roles(workspace).values()} == {Role.LEAD, Role.SUPPORT}


def test_that_an_unknown_unit_is_made_once_and_waits_to_be_confirmed(workspace: Workspace) -> None:
    tasks = [
        make_task("甲", units=named(("县某某专班", Role.LEAD))),
        make_task("乙", units=named(("县某某专班", Role.LEAD))),
    ]
    result = commit_import(workspace, [make_preview(make_document(*tasks))])
    (unit,) = result.new_units
    assert (unit.name, unit.confirmed) == ("县某某专班", False)
    assert [row.unit_confirmed for row in list_duties(workspace, TODAY)] == [False, False]


def test_that_a_collective_gives_each_unit_its_duty(workspace: Workspace) -> None:
    commit_import(
        workspace, [make_preview(make_document(make_task(units=named(("各乡镇", Role.RESPONSIBLE)))))]
    )
    rows = list_duties(workspace, TODAY)
    with workspace.ledger.read() as reading:
        townships = [unit.name for unit in units.list_units(reading) if unit.kind is UnitKind.TOWNSHIP]
        (group,) = units.list_groups(reading)
        (naming,) = plans.named_units(reading)
    assert [row.unit_name for row in rows] == townships
    assert {row.via for row in rows} == {"各乡镇"}
    assert (group.phrase, group.kinds, group.confirmed) == ("各乡镇", (UnitKind.TOWNSHIP,), True)
    assert (naming.group_id, naming.unit_id, naming.plan_year) == (group.id, None, 2022)


def test_that_a_vague_collective_waits_to_be_confirmed(workspace: Workspace) -> None:
    commit_import(
        workspace, [make_preview(make_document(make_task(units=named(("县直有关部门", Role.SUPPORT)))))]
    )
    with workspace.ledger.read() as reading:
        (group,) = units.list_groups(reading)
    assert not group.confirmed


def test_that_being_named_wins_over_being_in_a_group(workspace: Workspace) -> None:
    units_of_task = named(("县直各部门", Role.LEAD), ("县财政局", Role.SUPPORT))
    commit_import(workspace, [make_preview(make_document(make_task(units=units_of_task)))])
    found = roles(workspace)
    assert found["县财政局"] == (Role.SUPPORT, None)
    assert found["县教育体育局"] == (Role.LEAD, "县直各部门")


def test_that_the_stronger_role_wins(workspace: Workspace) -> None:
    units_of_task = named(("县财政局", Role.SUPPORT), ("财政局", Role.LEAD), ("县财政局", Role.RESPONSIBLE))
    commit_import(workspace, [make_preview(make_document(make_task(units=units_of_task)))])
    assert roles(workspace) == {"县财政局": (Role.LEAD, None)}


def test_that_a_choice_of_the_clerk_is_learned_as_another_name(workspace: Workspace) -> None:
    document = make_document(make_task(units=named(("县钱袋子局", Role.LEAD))))
    with workspace.ledger.read() as reading:
        finance = next(unit for unit in units.list_units(reading) if unit.name == "县财政局")
    (match,) = _matches(workspace, document)
    preview = make_preview(document, unit_matches=(replace(match, unit=finance),))
    assert commit_import(workspace, [preview]).new_units == ()
    assert roles(workspace) == {"县财政局": (Role.LEAD, None)}
    with workspace.ledger.read() as reading:
        assert "县钱袋子局" in units.get_unit(reading, finance.id).aliases


def _matches(workspace: Workspace, document: object) -> tuple[object, ...]:
    from gongkai_desktop.services.unit_matching import match_names

    with workspace.ledger.read() as reading:
        return match_names([document], units.list_units(reading), units.list_groups(reading))  # type: ignore[list-item]


def test_that_every_duty_gets_the_dates_of_its_task(workspace: Workspace) -> None:
    inline = (InlineDeadline("8月底前", 0, ByDate(date(2022, 8, 31))),)
    task = replace(make_task(deadlines=[Recurring("quarter")]), inline_deadlines=inline)
    commit_import(workspace, [make_preview(make_document(task))])
    (row,) = list_duties(workspace, TODAY)
    assert [c.due for c in row.checkpoints] == [
        date(2022, 6, 30),
        date(2022, 8, 31),
        date(2022, 9, 30),
        date(2022, 12, 31),
    ]


@pytest.mark.parametrize(
    ("year", "deadlines", "expected"),
    [
        (2021, [ByDate(date(2022, 3, 1))], 2021),
        (None, [ByDate(date(2023, 3, 1)), Yearlong(2022)], 2022),
        (None, [Yearlong(None)], None),
    ],
)
def test_that_the_year_is_the_documents_else_the_earliest_deadlines(
    year: int | None, deadlines: list[ByDate | Yearlong], expected: int | None
) -> None:
    assert plan_year(replace(make_document(make_task(deadlines=deadlines)), year=year)) == expected


def test_that_a_document_without_year_is_refused_until_the_clerk_says_it(workspace: Workspace) -> None:
    preview = make_preview(replace(make_document(make_task(deadlines=())), year=None))
    with pytest.raises(InvalidInput, match="年度"):
        commit_import(workspace, [preview])
    assert list_plans(workspace) == ()
    commit_import(workspace, [replace(preview, year=2020)])
    assert list_plans(workspace)[0].year == 2020


def test_that_the_same_file_is_not_imported_twice(workspace: Workspace) -> None:
    preview = make_preview(make_document())
    first = commit_import(workspace, [preview, preview])
    again = commit_import(workspace, [preview])
    assert [len(first.plans), len(again.plans)] == [1, 0]
    assert "完全相同" in first.problems[0].text
    assert preview.document is not None
    assert preview.document.title in again.problems[0].text
    assert again.batch == ""


def test_that_a_bad_file_does_not_keep_the_others_out(workspace: Workspace) -> None:
    broken = replace(
        make_preview(make_document()), document=None, error=FileUnreadable("文件打不开。", "请另存。")
    )
    problem = Problem("序号重复：3", "表1 第4行")
    good = make_preview(replace(make_document(), problems=(problem,)))
    result = commit_import(workspace, [broken, good])
    assert result.task_count == 1
    assert [(p.text, p.where) for p in result.problems] == [
        ("文件打不开。请另存。", broken.file_name),
        ("序号重复：3", f"{good.file_name} 表1 第4行"),
    ]


def test_that_a_collective_without_units_is_said(workspace: Workspace) -> None:
    with workspace.change("停用街道") as work:
        for unit in units.list_units(work):
            if unit.kind is UnitKind.SUBDISTRICT:
                units.change_unit(work, replace(unit, valid_to=date(2021, 12, 31)))
        work.commit()
    street = [NamedUnit("各街道", collective=True), NamedUnit("县财政局")]
    result = commit_import(workspace, [make_preview(make_document(make_task(units=street)))])
    assert [problem.text for problem in result.problems] == [
        "单位名录中没有属于“各街道”的单位，暂无责任事项。"
    ]
    assert set(roles(workspace)) == {"县财政局"}


def test_that_a_stopped_import_writes_nothing(workspace: Workspace, ledger_path: Path) -> None:
    before = contents(ledger_path)
    asked = iter([False, False, True])
    preview = make_preview(make_document(*(make_task(str(n), row=n) for n in range(90))))
    with pytest.raises(Cancelled):
        commit_import(workspace, [preview], cancelled=lambda: next(asked))
    assert contents(ledger_path) == before


def test_that_the_report_counts_up_to_all_tasks(workspace: Workspace) -> None:
    told: list[tuple[int, int]] = []
    preview = make_preview(make_document(*(make_task(str(n), row=n) for n in range(45))))
    commit_import(workspace, [preview], report=lambda done, total, _: told.append((done, total)))
    assert told == [(0, 45), (20, 45), (40, 45), (45, 45)]


def test_that_a_preview_writes_nothing_and_names_what_cannot_be_read(
    workspace: Workspace, ledger_path: Path, tmp_path: Path
) -> None:
    before = contents(ledger_path)
    (tmp_path / "空.txt").touch()
    missing, empty = preview_files(workspace, [tmp_path / "没有.docx", tmp_path / "空.txt"])
    assert missing.error
    assert "没有.docx" in missing.error.message
    assert empty.error
    assert contents(ledger_path) == before


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is killed in the middle")


def run_until_killed(path: Path, preview: ImportPreview, last: int | None) -> int:
    """Import in a process that is killed (kill -9) before its statement number `last`; how far it came."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _import_and_die(path, preview, last, writer)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        steps = len(pipe.read())
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) == (last is not None)
    return steps


def _import_and_die(path: Path, preview: ImportPreview, last: int | None, writer: int) -> NoReturn:
    try:
        workspace = open_workspace(path, "王办事")
        left = iter(range(last)) if last is not None else None

        def count(*_: object) -> None:
            os.write(writer, b".")
            if left is not None and next(left, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(workspace.ledger.engine, "before_cursor_execute", count)
        event.listen(workspace.ledger.engine, "commit", count)
        commit_import(workspace, [preview], report=count)
    finally:
        os._exit(0)


@needs_fork
def test_that_a_killed_import_leaves_the_ledger_as_before_or_complete(
    ledger_path: Path, tmp_path: Path
) -> None:
    odd = make_task("甲", named(("县某某专班", Role.LEAD), ("各乡镇", Role.SUPPORT)))
    preview = make_preview(make_document(odd, *(make_task(str(n), row=n) for n in range(24))))
    before = contents(ledger_path)
    path = tmp_path / "copy.gkdb"
    shutil.copy(ledger_path, path)
    steps = run_until_killed(path, preview, None)
    complete = contents(path)
    assert steps > 40
    for last in sorted({0, 1, 2, *range(3, steps, max(1, steps // 12)), steps - 2, steps - 1}):
        remove(path)
        shutil.copy(ledger_path, path)
        run_until_killed(path, preview, last)
        survived = Ledger.open(path)
        assert contents(path) == before, last
        assert is_sound(path)
        survived.close()
    run_until_killed(path, preview, None)
    assert without_moments(contents(path)) == without_moments(complete)


@needs_fork
def test_that_a_program_killed_after_an_import_has_kept_it(ledger_path: Path, tmp_path: Path) -> None:
    preview = make_preview(make_document())
    child = os.fork()
    if child == 0:
        try:
            commit_import(open_workspace(ledger_path, "王办事"), [preview])
            os.kill(os.getpid(), signal.SIGKILL)
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    workspace = open_workspace(ledger_path, "王办事")
    assert len(list_duties(workspace, TODAY)) == 1
    workspace.close()


@needs_fork
@pytest.mark.parametrize("last", range(0, 60, 7))
def test_that_a_killed_first_start_can_be_started_again(
    tmp_path: Path, last: int, new_ledger_bytes: bytes
) -> None:
    path, good = tmp_path / "new.gkdb", tmp_path / "good.gkdb"
    good.write_bytes(new_ledger_bytes)
    child = os.fork()
    if child == 0:
        try:
            left = iter(range(last))

            def count(*_: object) -> None:
                if next(left, None) is None:
                    os.kill(os.getpid(), signal.SIGKILL)

            from sqlalchemy import Engine

            event.listen(Engine, "before_cursor_execute", count)
            open_workspace(path, "王办事")
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    open_workspace(path, "王办事").close()
    assert contents(path) == contents(good)


def remove(path: Path) -> None:
    """Delete a ledger with all that a killed program left beside it."""
    for left in path.parent.glob(f"{path.name}*"):
        left.unlink()


def is_sound(path: Path) -> bool:
    connection = sqlite3.connect(path)
    found = connection.execute("PRAGMA integrity_check").fetchall()
    orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    connection.close()
    return found == [("ok",)] and orphans == []


def without_moments(found: Contents) -> Contents:
    """The contents but for the moment of import, the tenth column of a plan."""
    return found | {"plan": [(*row[:9], *row[10:]) for row in found["plan"]]}
