"""A newer version of a document: what changed comes in, what was recorded stays, undo takes it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest
from ledgers import contents, contents_but_versions, make_document, make_preview, make_task
from new_versions import DEADLINE, REQUIREMENT, SAMPLE, UNITS, Version

from gongkai_desktop.domain.comparison import Compared, Comparison, separate
from gongkai_desktop.domain.deadline import ByDate
from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.ledger import DutyState, Plan, Task
from gongkai_desktop.domain.recognised import Flag, NamedUnit, RecognisedDocument, RecognisedTask, Role
from gongkai_desktop.errors import EditConflict, InvalidInput
from gongkai_desktop.services import edit_duty
from gongkai_desktop.services.compare_plans import (
    Replacement,
    compare,
    import_all,
    older_version,
    plan_file,
    plan_files,
    replace_plan,
)
from gongkai_desktop.services.duties import duty_detail, list_duties, list_plans, list_tasks, source_file
from gongkai_desktop.services.import_plan import ImportPreview, ImportResult, commit_import, preview_files
from gongkai_desktop.services.progress import Cancelled
from gongkai_desktop.services.reexpand import reexpand
from gongkai_desktop.services.today import today_page
from gongkai_desktop.services.undo import undo
from gongkai_desktop.services.workspace import Workspace, open_workspace

TODAY = date(2026, 5, 6)
Import = Callable[..., ImportResult]


@pytest.fixture(scope="module")
def with_sample(tmp_path_factory: pytest.TempPathFactory, new_ledger_bytes: bytes) -> bytes:
    """A ledger with the sample's Word file, made once."""
    path = tmp_path_factory.mktemp("sample") / "sample.gkdb"
    path.write_bytes(new_ledger_bytes)
    workspace = open_workspace(path, "王办事")
    commit_import(workspace, preview_files(workspace, [SAMPLE]))
    workspace.close()
    return path.read_bytes()


@pytest.fixture
def ledger_path(tmp_path: Path, with_sample: bytes) -> Path:
    """That ledger, for this test alone."""
    path = tmp_path / "ledger.gkdb"
    path.write_bytes(with_sample)
    return path


@pytest.fixture
def plan(workspace: Workspace) -> Plan:
    """The plan of the sample."""
    return list_plans(workspace)[0]


@pytest.fixture
def version() -> Version:
    """The sample's file, to be edited."""
    return Version()


def taken_in(workspace: Workspace, version: Version, folder: Path) -> ImportResult:
    """The edited file in place of the plan."""
    (preview,) = preview_files(workspace, [version.save(folder / "新版.docx")])
    found = older_version(workspace, preview)
    assert found
    assert preview.document
    return replace_plan(workspace, preview, found.id, compare(workspace, found.id, preview.document))


def duties(workspace: Workspace, no: str) -> dict[str, DutyRow]:
    """The duties in force of a task, by unit."""
    return {row.unit_name: row for row in list_duties(workspace, TODAY) if row.no == no}


def task(workspace: Workspace, no: str) -> Task:
    """A task by its number."""
    return next(task for task in list_tasks(workspace, 1) if task.no == no)


def open_dates(row: DutyRow) -> list[date]:
    """The dates that are still open."""
    return [checkpoint.due for checkpoint in row.checkpoints if checkpoint.done_on is None]


def test_that_a_newer_file_is_known_by_title_and_number(
    workspace: Workspace, plan: Plan, version: Version, tmp_path: Path
) -> None:
    version.write("4", DEADLINE, "6月底前")
    (preview,) = preview_files(workspace, [version.save(tmp_path / "b.docx")])
    assert older_version(workspace, preview) == plan
    assert older_version(workspace, replace(preview, year=2027)) is None
    assert older_version(workspace, preview_files(workspace, [SAMPLE])[0]) is None


def test_that_another_annex_with_the_same_number_is_no_newer_version(
    workspace: Workspace, plan: Plan
) -> None:
    annex = replace(make_document(title="督查检查事项清单"), number=plan.number, year=2026)
    assert older_version(workspace, make_preview(annex)) is None


def test_that_a_corrected_title_does_not_hide_the_plan(
    workspace: Workspace, version: Version, tmp_path: Path
) -> None:
    document = replace(make_document(title="附件1"), number=None)
    corrected = replace(document, title="2022年公开任务")
    first = replace(make_preview(document), document=corrected, recognised=document)
    commit_import(workspace, [first])
    again = replace(make_preview(document, data=b"newer", sha256="0" * 64), recognised=document)
    found = older_version(workspace, again)
    assert found
    assert found.title == "2022年公开任务"
    replace_plan(workspace, again, found.id)
    assert next(plan.title for plan in list_plans(workspace)) == "2022年公开任务"


def test_that_a_changed_deadline_moves_open_dates_and_keeps_the_record(
    workspace: Workspace, version: Version, tmp_path: Path
) -> None:
    before = duties(workspace, "8")
    one = before["县财政局"].duty_id
    edit_duty.record_progress(workspace, [one], TODAY, "已拨付七成", 70, "县财政局")
    version.write("8", DEADLINE, "8月底前")
    result = taken_in(workspace, version, tmp_path)
    after = duties(workspace, "8")
    assert {name: row.duty_id for name, row in after.items()} == {n: r.duty_id for n, r in before.items()}
    assert {tuple(open_dates(row)) for row in after.values()} == {(date(2026, 8, 31),)}
    assert after["县财政局"].percent == 70
    assert (result.duty_count, result.task_count) == (0, 25)
    assert task(workspace, "8").deadline_text == "8月底前"


def test_that_what_did_not_change_is_not_touched(
    workspace: Workspace, version: Version, tmp_path: Path, ledger_path: Path
) -> None:
    before = contents(ledger_path)
    version.write("8", DEADLINE, "8月底前")
    taken_in(workspace, version, tmp_path)
    after = contents(ledger_path)
    changed = task(workspace, "8").id
    for table in ("item", "named_unit", "duty", "unit", "unit_group", "alias"):
        assert after[table] == before[table], table
    assert [r for r in after["task"] if r[0] != changed] == [r for r in before["task"] if r[0] != changed]
    others = {row[0] for row in before["duty"] if row[1] != changed}
    assert [r for r in after["checkpoint"] if r[1] in others] == [
        r for r in before["checkpoint"] if r[1] in others
    ]


def test_that_units_come_and_go_with_their_duties(
    workspace: Workspace, version: Version, tmp_path: Path
) -> None:
    before = duties(workspace, "14")
    reported = before["县水利局"].duty_id
    edit_duty.record_progress(workspace, [reported], TODAY, "已报送", None, "县水利局")
    version.write("14", UNITS, "县水利局配合，市生态环境局示例分局、县林业局牵头")
    version.write("4", UNITS, "县政府办公室牵头，县数据局配合")
    version.write("19", UNITS, "县发展和改革局")
    edit_duty.complete(workspace, [duties(workspace, "19")["县交通运输局"].duty_id], TODAY, note="已办结")
    done = duties(workspace, "19")["县交通运输局"].duty_id
    taken_in(workspace, version, tmp_path)
    after = duties(workspace, "14")
    assert after["县水利局"].duty_id == reported
    assert after["县水利局"].last_progress == "已报送"
    assert len(after) == 3
    assert "县林业局" in after
    assert "县司法局" not in duties(workspace, "4")
    assert set(duties(workspace, "19")) == {"县发展和改革局"}
    detail = duty_detail(workspace, done, TODAY)
    assert detail.row.state is DutyState.CANCELLED
    assert (detail.history[0].action, detail.history[0].reason) == (
        "取消责任事项",
        "新版文件不再列为责任单位",
    )


def test_that_a_role_may_change(workspace: Workspace, version: Version, tmp_path: Path) -> None:
    before = duties(workspace, "4")
    version.write("4", UNITS, "县数据局牵头，县司法局、县政府办公室配合")
    taken_in(workspace, version, tmp_path)
    after = duties(workspace, "4")
    assert {name: row.duty_id for name, row in after.items()} == {n: r.duty_id for n, r in before.items()}
    assert after["县数据局"].role is Role.LEAD


def test_that_a_task_taken_out_goes_unless_something_was_recorded(
    workspace: Workspace, version: Version, tmp_path: Path
) -> None:
    kept, gone = task(workspace, "3"), task(workspace, "2")
    (row,) = duties(workspace, "3").values()
    edit_duty.record_progress(workspace, [row.duty_id], TODAY, "邀请代表3名", None, "县政府办公室")
    version.remove("2")
    version.remove("3")
    result = taken_in(workspace, version, tmp_path)
    assert result.task_count == 23
    assert not {"2", "3"} & {task.no for task in list_tasks(workspace, 1)}
    detail = duty_detail(workspace, row.duty_id, TODAY)
    assert (detail.row.state, detail.task.id) == (DutyState.CANCELLED, kept.id)
    assert next(e for e in detail.history if e.entity == "duty").reason == "新版文件已删除"
    assert detail.progress[0].text == "邀请代表3名"
    with pytest.raises(InvalidInput):
        edit_duty.update_task(workspace, gone.id, no="9")
    reexpand(workspace, TODAY)
    assert duties(workspace, "3") == {}


def test_that_a_task_put_in_stands_at_its_place_with_its_duties(
    workspace: Workspace, version: Version, tmp_path: Path
) -> None:
    version.put_in("10", "10-1", "公开县域内招生计划和学区划分。", "县教育局牵头，县某某专班配合", "7月底前")
    result = taken_in(workspace, version, tmp_path)
    assert [task.no for task in list_tasks(workspace, 1)][9:12] == ["10", "10-1", "11"]
    assert [unit.name for unit in result.new_units] == ["县某某专班"]
    assert {open_dates(row)[0] for row in duties(workspace, "10-1").values()} == {date(2026, 7, 31)}
    assert (result.task_count, result.duty_count) == (26, 2)


def test_that_dates_the_clerk_moved_and_what_is_done_stay_and_are_told(
    workspace: Workspace, version: Version, tmp_path: Path
) -> None:
    rows = list(duties(workspace, "8").values())
    done, moved = rows[0], rows[1]
    edit_duty.complete(workspace, [done.duty_id], TODAY, note="已公开")
    edit_duty.move_checkpoint(workspace, moved.checkpoints[0].id, date(2026, 7, 15), "报批中", "李主任")
    version.write("8", DEADLINE, "8月底前")
    result = taken_in(workspace, version, tmp_path)
    after = duties(workspace, "8")
    assert after[done.unit_name].state is DutyState.DONE
    assert [c.due for c in after[done.unit_name].checkpoints] == [date(2026, 6, 30)]
    assert open_dates(after[moved.unit_name]) == [date(2026, 7, 15)]
    told = [problem.text for problem in result.problems]
    assert any(moved.unit_name in text and "2026-07-15" in text and "2026-08-31" in text for text in told)
    assert any(done.unit_name in text and "已经完成" in text for text in told)


def test_that_periods_before_the_last_finished_one_do_not_come_back(
    workspace: Workspace, version: Version, tmp_path: Path
) -> None:
    (row,) = duties(workspace, "3").values()
    edit_duty.complete(workspace, [row.duty_id], date(2026, 3, 30), note="第一季度已开")
    version.write("3", DEADLINE, "每月")
    taken_in(workspace, version, tmp_path)
    (after,) = duties(workspace, "3").values()
    assert [c.due for c in after.checkpoints if c.done_on] == [date(2026, 3, 31)]
    assert open_dates(after)[0] == date(2026, 4, 30)
    assert len(open_dates(after)) == 9


def test_that_the_old_file_stays_readable(
    workspace: Workspace, plan: Plan, version: Version, tmp_path: Path
) -> None:
    version.write("8", DEADLINE, "8月底前")
    taken_in(workspace, version, tmp_path)
    new, old = plan_files(workspace, plan.id)
    assert [(v.file_name, v.in_force) for v in (new, old)] == [("新版.docx", True), (SAMPLE.name, False)]
    assert source_file(workspace, plan.id) == ("新版.docx", (tmp_path / "新版.docx").read_bytes())
    assert plan_file(workspace, plan.id, old.sha256) == (SAMPLE.name, SAMPLE.read_bytes())
    assert (old.sha256, old.imported_at) == (plan.sha256, plan.imported_at)
    with pytest.raises(InvalidInput):
        plan_file(workspace, plan.id, "0" * 64)


def test_that_undo_brings_everything_back_and_redo_the_version(
    workspace: Workspace, version: Version, tmp_path: Path, ledger_path: Path
) -> None:
    for no in ("2", "14"):
        some = next(iter(duties(workspace, no).values())).duty_id
        edit_duty.record_progress(workspace, [some], TODAY, "推进中", 30, "县司法局")
    before = contents_but_versions(ledger_path)
    version.remove("2")
    version.remove("3")
    version.put_in("10", "10-1", "公开县域内招生计划。", "县某某专班", "7月底前")
    version.write("14", UNITS, "县林业局")
    version.write("8", DEADLINE, "每月")
    version.write("4", REQUIREMENT, "建好政策文件库，新制发的文件10日内入库公开，失效的同步标注。")
    result = taken_in(workspace, version, tmp_path)
    after = contents_but_versions(ledger_path)
    back = undo(workspace, result.batch)
    assert contents_but_versions(ledger_path) == before
    again = undo(workspace, back)
    assert contents_but_versions(ledger_path) == after
    undo(workspace, again)
    assert contents_but_versions(ledger_path) == before


def test_that_corrections_survive_where_the_print_is_the_same(
    workspace: Workspace, version: Version, tmp_path: Path
) -> None:
    corrected, flagged = task(workspace, "7"), task(workspace, "9")
    edit_duty.update_task(workspace, corrected.id, requirement="本级和部门预算全部公开。", name="预算决算")
    edit_duty.resolve_flags(workspace, flagged.id, ["deadlines"])
    version.write("8", DEADLINE, "8月底前")
    version.write("7", DEADLINE, "5月底前")
    taken_in(workspace, version, tmp_path)
    after = task(workspace, "7")
    assert (after.requirement, after.name, after.deadline_text) == (
        "本级和部门预算全部公开。",
        "预算决算",
        "5月底前",
    )
    assert task(workspace, "9").flags == ()


def test_that_a_correction_of_the_first_review_survives(workspace: Workspace) -> None:
    printed = make_document(make_task(units=[NamedUnit("县财政")]), title="乙表")
    right = replace(printed.tasks[0], units_text="县财政局", units=(NamedUnit("县财政局", Role.LEAD),))
    first = replace(make_preview(printed), document=replace(printed, tasks=(right,)), recognised=printed)
    commit_import(workspace, [first])
    later = replace(printed, tasks=(printed.tasks[0], make_task("新事项", no="2", row=3)))
    preview = replace(make_preview(later), recognised=later)
    found = older_version(workspace, preview)
    assert found
    result = replace_plan(workspace, preview, found.id)
    assert (result.new_units, result.task_count) == ((), 2)
    assert [t.units_text for t in list_tasks(workspace, found.id)] == ["县财政局", "县财政局"]


def test_that_a_field_settled_in_the_second_review_is_settled(workspace: Workspace) -> None:
    doubtful = make_task(flags=[Flag("deadlines", "年份不明"), Flag("units", "没有识别出责任单位")])
    result = commit_import(workspace, [make_preview(make_document(doubtful, title="丙表"))])
    settled = replace(doubtful, flags=doubtful.flags[:1])
    preview = make_preview(make_document(settled, title="丙表"), sha256="1" * 64)
    replace_plan(workspace, preview, result.plans[0].id)
    (task,) = list_tasks(workspace, result.plans[0].id)
    assert [flag.field for flag in task.flags] == ["deadlines"]


def test_that_a_task_and_a_unit_that_come_back_find_their_record(
    workspace: Workspace, version: Version, tmp_path: Path
) -> None:
    lead, quarter = duties(workspace, "14")["县水利局"].duty_id, duties(workspace, "3")
    (office,) = (row.duty_id for row in quarter.values())
    edit_duty.record_progress(workspace, [lead, office], TODAY, "推进中", 30, "县水利局")
    version.remove("3")
    version.write("14", UNITS, "县林业局")
    taken_in(workspace, version, tmp_path)
    (preview,) = preview_files(workspace, [Version().save(tmp_path / "第三版.docx")])
    preview = replace(preview, sha256="2" * 64, data=preview.data + b" ")
    assert preview.document
    back = next(e for e in compare(workspace, 1, preview.document).entries if e.kind == "added")
    assert (back.old and back.old.no) == "3"
    replace_plan(workspace, preview, 1)
    assert [row.duty_id for row in duties(workspace, "3").values()] == [office]
    assert duties(workspace, "3")["县政府办公室"].percent == 30
    assert duties(workspace, "14")["县水利局"].duty_id == lead


def test_that_a_duty_the_clerk_cancelled_stays_cancelled(
    workspace: Workspace, version: Version, tmp_path: Path
) -> None:
    water = duties(workspace, "14")["县水利局"].duty_id
    edit_duty.cancel_duty(workspace, [water], "领导同意")
    version.write("14", UNITS, "市生态环境局示例分局、县水利局")
    taken_in(workspace, version, tmp_path)
    assert "县水利局" not in duties(workspace, "14")


def test_that_withdrawn_tasks_do_not_wait_to_be_checked(
    workspace: Workspace, version: Version, tmp_path: Path
) -> None:
    (row,) = duties(workspace, "9").values()
    edit_duty.record_progress(workspace, [row.duty_id], TODAY, "整改中", None, "县审计局")
    assert "9" in {each.task.no for each in today_page(workspace, TODAY).to_check}
    version.remove("9")
    taken_in(workspace, version, tmp_path)
    assert "9" not in {each.task.no for each in today_page(workspace, TODAY).to_check}


def test_that_the_clerk_may_say_that_two_tasks_are_not_the_same(
    workspace: Workspace, version: Version, tmp_path: Path
) -> None:
    (row,) = duties(workspace, "3").values()
    edit_duty.record_progress(workspace, [row.duty_id], TODAY, "已开", None, "县政府办公室")
    version.write("3", REQUIREMENT, "每季度至少安排2次县政府常务会议邀请代表列席，会后公开。")
    (preview,) = preview_files(workspace, [version.save(tmp_path / "b.docx")])
    assert preview.document
    found = compare(workspace, 1, preview.document)
    place = next(n for n, entry in enumerate(found.entries) if entry.kind == "changed")
    replace_plan(workspace, preview, 1, separate(found, place))
    (after,) = duties(workspace, "3").values()
    assert after.duty_id != row.duty_id
    assert duty_detail(workspace, row.duty_id, TODAY).row.state is DutyState.CANCELLED


def test_that_a_comparison_out_of_date_is_refused_and_nothing_is_written(
    workspace: Workspace, version: Version, tmp_path: Path, ledger_path: Path
) -> None:
    version.write("8", DEADLINE, "8月底前")
    (preview,) = preview_files(workspace, [version.save(tmp_path / "b.docx")])
    assert preview.document
    found = compare(workspace, 1, preview.document)
    edit_duty.update_task(workspace, task(workspace, "5").id, name="改名")
    before = contents(ledger_path)
    with pytest.raises(EditConflict):
        replace_plan(workspace, preview, 1, found)
    found = compare(workspace, 1, preview.document)
    for wrong in (found.entries[:-1], (*found.entries[:-1], Compared("added", None, make_task()))):
        with pytest.raises(EditConflict):
            replace_plan(workspace, preview, 1, Comparison(wrong))
    assert contents(ledger_path) == before


def test_that_a_file_that_cannot_be_the_newer_version_is_refused(
    workspace: Workspace, tmp_path: Path, ledger_path: Path
) -> None:
    (tmp_path / "空.txt").touch()
    same, empty = preview_files(workspace, [SAMPLE, tmp_path / "空.txt"])
    before = contents(ledger_path)
    with pytest.raises(InvalidInput, match="完全相同"):
        replace_plan(workspace, same, 1)
    with pytest.raises(InvalidInput, match="2022年"):
        replace_plan(workspace, make_preview(make_document()), 1)
    with pytest.raises(type(empty.error)):  # type: ignore[arg-type]
        replace_plan(workspace, empty, 1)
    assert contents(ledger_path) == before


def test_that_a_stopped_replacement_writes_nothing(
    workspace: Workspace, version: Version, tmp_path: Path, ledger_path: Path
) -> None:
    version.write("8", DEADLINE, "8月底前")
    version.remove("3")
    (preview,) = preview_files(workspace, [version.save(tmp_path / "b.docx")])
    before = contents(ledger_path)
    asked = iter([False] * 10)
    with pytest.raises(Cancelled):
        replace_plan(workspace, preview, 1, cancelled=lambda: next(asked, True))
    assert contents(ledger_path) == before


def test_that_new_files_and_newer_versions_come_in_together_or_not_at_all(
    workspace: Workspace, version: Version, tmp_path: Path, ledger_path: Path
) -> None:
    version.write("8", DEADLINE, "8月底前")
    (newer,) = preview_files(workspace, [version.save(tmp_path / "b.docx")])
    fresh = make_preview(make_document())
    before = contents_but_versions(ledger_path)
    with pytest.raises(InvalidInput, match="年度"):
        import_all(workspace, [replace(fresh, year=None, document=undated())], [Replacement(newer, 1)])
    assert contents_but_versions(ledger_path) == before
    result = import_all(workspace, [fresh], [Replacement(newer, 1)])
    assert ([plan.id for plan in result.plans], result.task_count) == ([1, 2], 26)
    undo(workspace, result.batch)
    assert contents_but_versions(ledger_path) == before


def undated() -> RecognisedDocument:
    """A document nobody can tell the year of."""
    return replace(make_document(make_task(deadlines=())), year=None)


UNIT_NAMES = ("县财政局", "县司法局", "县教育局", "各乡镇")
TOPICS = ("财政预决算", "社会救助", "安全生产", "环境保护", "义务教育", "公共卫生", "食品药品", "招标投标")


def table(chance: Random) -> tuple[RecognisedTask, ...]:
    """A few tasks with units and dates that differ from table to table."""
    tasks = []
    for row, topic in enumerate(chance.sample(TOPICS, chance.randint(1, len(TOPICS)))):
        names = chance.sample(UNIT_NAMES, chance.randint(1, len(UNIT_NAMES)))
        units = [NamedUnit(name, chance.choice([*Role]), name.startswith("各")) for name in names]
        day = date(2022, chance.randint(5, 8), 1)
        made = make_task(topic, units, [ByDate(day)], no=str(row + 1), row=row + 2)
        said = "；".join(f"{unit.role}{unit.name}" for unit in units)
        tasks.append(replace(made, deadline_text=f"{day.month}月1日前", units_text=said))
    return tuple(tasks)


def as_bound(workspace: Workspace, plan_id: int) -> list[tuple[object, ...]]:
    """What a plan amounts to: its tasks in order, their units with roles, their dates."""
    rows = [row for row in list_duties(workspace, TODAY) if row.plan_id == plan_id]
    return [
        (
            *(t.no, t.path, t.requirement, t.items, t.units_text, t.deadline_text),
            sorted(
                (r.unit_name, r.role, r.via, [c.due for c in r.checkpoints])
                for r in rows
                if r.task_id == t.id
            ),
        )
        for t in list_tasks(workspace, plan_id)
    ]


# Seeds and not hypothesis: shrinking over whole ledgers takes minutes. The first thirty were run once.
@pytest.mark.parametrize("seed", [3, 12, 31])
def test_that_a_replaced_plan_is_the_newest_version_and_undo_its_inverse(
    tmp_path: Path, new_ledger_bytes: bytes, seed: int
) -> None:
    chance = Random(seed)
    path = tmp_path / "random.gkdb"
    path.write_bytes(new_ledger_bytes)
    workspace = open_workspace(path, "王办事")
    previews = [
        make_preview(make_document(*table(chance)), data=bytes([n]), sha256=str(n) * 64)
        for n in range(chance.randint(2, 4))
    ]
    plan_id = commit_import(workspace, previews[:1]).plans[0].id
    for preview in previews[1:]:
        rows = list_duties(workspace, TODAY)
        said = [row.duty_id for row in chance.sample(rows, min(len(rows), 3))]
        edit_duty.record_progress(workspace, said, TODAY, "推进中", 10, "县财政局")
        before = contents_but_versions(path)
        batch = replace_plan(workspace, preview, plan_id).batch
        assert as_bound(workspace, plan_id) == straight(tmp_path, new_ledger_bytes, preview)
        assert {duty_detail(workspace, duty_id, TODAY).row.percent for duty_id in said} == {10}
        after = contents_but_versions(path)
        redo = undo(workspace, batch)
        assert contents_but_versions(path) == before
        undo(workspace, redo)
        assert contents_but_versions(path) == after
    workspace.close()


def straight(folder: Path, new_ledger_bytes: bytes, preview: ImportPreview) -> list[tuple[object, ...]]:
    """The same version imported into a ledger that never knew another one."""
    path = folder / f"straight-{preview.sha256[0]}.gkdb"
    path.write_bytes(new_ledger_bytes)
    workspace = open_workspace(path, "王办事")
    plan_id = commit_import(workspace, [preview]).plans[0].id
    found = as_bound(workspace, plan_id)
    workspace.close()
    return found
