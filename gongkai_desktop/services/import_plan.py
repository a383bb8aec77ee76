"""Taking task tables into the ledger: first a look at what would come in, then all in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from gongkai_desktop.domain.comparison import VersionAnswer
from gongkai_desktop.domain.deadline import ByDate, Yearlong
from gongkai_desktop.domain.grid import RawDocument
from gongkai_desktop.domain.ledger import Plan, Unit
from gongkai_desktop.domain.recognised import Problem, RecognisedDocument, RecognisedTask
from gongkai_desktop.errors import InvalidInput, UserError
from gongkai_desktop.services.backups import BEFORE_IMPORT, back_up_before
from gongkai_desktop.services.import_units import Directory, DocumentUnits
from gongkai_desktop.services.layout_memory import learn_in, propose
from gongkai_desktop.services.plan_duties import duty_drafts
from gongkai_desktop.services.progress import IsCancelled, Report, never_cancelled, no_report, step
from gongkai_desktop.services.recognise import read_bytes, recognise_bytes
from gongkai_desktop.services.unit_matching import UnitMatch, match_names
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import duties, plans, units
from gongkai_desktop.store.unit_of_work import UnitOfWork

_HANDFUL = 20
"""How many tasks are written between two looks at the cancel button."""


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What one file would bring in, or why it cannot be read (`error`; then `raw` and `document` are None).

    The review hands back a copy with its corrections: `dataclasses.replace(preview, document=..., year=...,
    unit_matches=...)`. A match with another unit than the directory would find teaches it an alias.
    """

    path: Path
    file_name: str
    data: bytes
    sha256: str
    raw: RawDocument | None
    document: RecognisedDocument | None
    year: int | None
    """The year the plan would get; None where nothing tells it and the clerk must say."""
    unit_matches: tuple[UnitMatch, ...] = ()
    duplicate_of: Plan | None = None
    """The plan already imported from the very same file."""
    error: UserError | None = None
    recognised: RecognisedDocument | None = None
    """The document before any correction; None where it is `document` itself."""
    answer: VersionAnswer | None = None
    """What was said of it as a newer version before the review was put aside."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What came in. `batch` undoes the whole import; it is empty when nothing came in."""

    plans: tuple[Plan, ...]
    task_count: int
    duty_count: int
    checkpoint_count: int
    flag_count: int
    new_units: tuple[Unit, ...]
    problems: tuple[Problem, ...]
    """Files left out with the reason, and what the documents themselves reported."""
    batch: str


def preview_files(
    workspace: Workspace,
    paths: Iterable[Path],
    year: int | None = None,
    report: Report = no_report,
    cancelled: IsCancelled = never_cancelled,
) -> list[ImportPreview]:
    """Read and recognise files without writing; an unreadable file is a preview with an error."""
    paths = list(paths)
    previews = []
    for done, path in enumerate(paths):
        step(report, cancelled, done, len(paths), f"正在识别 {path.name}")
        previews.append(_preview(workspace, path, year))
    step(report, cancelled, len(paths), len(paths), "识别完成")
    return previews


def commit_import(
    workspace: Workspace,
    previews: Sequence[ImportPreview],
    report: Report = no_report,
    cancelled: IsCancelled = never_cancelled,
) -> ImportResult:
    """Write all readable previews in one transaction; a file already imported is left out with a problem.

    Raises InvalidInput when a document's year is unknown, Cancelled when stopped; then nothing is written.
    """
    back_up_before(workspace, BEFORE_IMPORT)
    with workspace.change("导入", "、".join(preview.file_name for preview in previews)) as work:
        result = import_in(work, previews, report, cancelled)
        if result.batch:
            work.commit()
    return result


def import_in(
    work: UnitOfWork, previews: Sequence[ImportPreview], report: Report, cancelled: IsCancelled
) -> ImportResult:
    """The same inside a transaction of the caller."""
    problems = [Problem(str(preview.error), preview.file_name) for preview in previews if preview.error]
    ready = _ready(work, previews, problems)
    if not ready:
        return ImportResult((), 0, 0, 0, 0, (), tuple(problems), batch="")
    directory = Directory(work)
    known = [directory.learn(document, preview.unit_matches) for preview, document in ready]
    for (preview, document), names in zip(ready, known, strict=True):
        problems += collectives_without_units(preview, document, names)
        learn_in(work, preview.recognised or document, document)
    written, counts = _write_all(work, ready, known, partial(step, report, cancelled))
    return ImportResult(
        plans=written,
        task_count=sum(plan.task_count for plan in written),
        duty_count=counts.duties,
        checkpoint_count=counts.checkpoints,
        flag_count=sum(len(task.flags) for _, document in ready for task in document.tasks),
        new_units=directory.created,
        problems=tuple(problems),
        batch=work.batch,
    )


def preview_bytes(workspace: Workspace, name: str, data: bytes, year: int | None = None) -> ImportPreview:
    """The same for one file's content that is on no disk."""
    return _recognised(workspace, Path(name), data, year)


def _preview(workspace: Workspace, path: Path, year: int | None) -> ImportPreview:
    try:
        data = read_bytes(path)
    except UserError as error:
        return ImportPreview(path, path.name, b"", "", None, None, year, error=error)
    return _recognised(workspace, path, data, year)


def _recognised(workspace: Workspace, path: Path, data: bytes, year: int | None) -> ImportPreview:
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        raw, document = recognise_bytes(path.name, data, year)
        document = propose(workspace, document)
    except UserError as error:
        return ImportPreview(path, path.name, data, sha256, None, None, year, error=error)
    with workspace.ledger.read() as reading:
        matches = match_names([document], units.list_units(reading), units.list_groups(reading))
        duplicate = plans.plan_of_file(reading, sha256)
    return ImportPreview(
        path=path,
        file_name=path.name,
        data=data,
        sha256=sha256,
        raw=raw,
        document=document,
        year=year or plan_year(document),
        unit_matches=matches,
        duplicate_of=duplicate,
        recognised=document,
    )


def plan_year(document: RecognisedDocument) -> int | None:
    """The year a document is about: its own word, else its earliest deadline, else nobody knows."""
    if document.year:
        return document.year
    years = [
        deadline.day.year if isinstance(deadline, ByDate) else deadline.year
        for task in document.tasks
        for deadline in task.deadlines
        if isinstance(deadline, ByDate | Yearlong)
    ]
    return min((year for year in years if year), default=None)


Ready = list[tuple[ImportPreview, RecognisedDocument]]


def _ready(work: UnitOfWork, previews: Sequence[ImportPreview], problems: list[Problem]) -> Ready:
    """The previews to write; says in `problems` what is left out and what the documents reported."""
    ready: Ready = []
    seen: set[str] = set()
    for preview in previews:
        if preview.document is None:
            continue
        known = plans.plan_of_file(work, preview.sha256)
        if known or preview.sha256 in seen:
            title = f"“{known.title}”" if known else "本次导入的另一个文件"
            problems.append(Problem(f"内容与{title}完全相同，未重复导入。", preview.file_name))
            continue
        seen.add(preview.sha256)
        ready.append((preview, preview.document))
        problems += [
            Problem(problem.text, _where(preview.file_name, problem.where))
            for problem in preview.document.problems
        ]
    return ready


def _where(file_name: str, place: str) -> str:
    return place if file_name in place else f"{file_name} {place}".strip()


def collectives_without_units(
    preview: ImportPreview, document: RecognisedDocument, names: DocumentUnits
) -> list[Problem]:
    """What to say about the phrases that bind nobody."""
    return [
        Problem(f"单位名录中没有属于“{phrase}”的单位，暂无责任事项。", preview.file_name)
        for phrase in names.empty_collectives(document)
    ]


def _write_all(
    work: UnitOfWork, ready: Ready, known: Sequence[DocumentUnits], tell: Report
) -> tuple[tuple[Plan, ...], duties.Added]:
    """Write every plan in handfuls of tasks; `tell` is asked between them and may stop it all."""
    counts = duties.Added()
    plan_ids = []
    done, total = 0, sum(len(document.tasks) for _, document in ready)
    for (preview, document), names in zip(ready, known, strict=True):
        plan = plans.get_plan(work, _write_plan(work, preview, document))
        plan_ids.append(plan.id)
        for start in range(0, len(document.tasks), _HANDFUL):
            tell(done + start, total, f"正在写入 {preview.file_name}")
            part = document.tasks[start : start + _HANDFUL]
            counts += _write_tasks(work, plan, names, start, part, as_recognised(preview, part))
        done += len(document.tasks)
    tell(total, total, "正在保存")
    return tuple(plans.get_plan(work, plan_id) for plan_id in plan_ids), counts


def _write_plan(work: UnitOfWork, preview: ImportPreview, document: RecognisedDocument) -> int:
    year = preview.year or plan_year(document)
    if not year:
        raise InvalidInput(f"无法从文件“{preview.file_name}”看出年度。", "请填写年度后再导入。")
    return plans.add_plan(work, document, year, preview.file_name, preview.data, preview.recognised)


def as_recognised(preview: ImportPreview, tasks: Iterable[RecognisedTask]) -> list[RecognisedTask]:
    """The tasks before any correction, by their places in the file; one made by hand is itself."""
    if preview.recognised is None:
        return list(tasks)
    unchanged = set(preview.recognised.tasks)
    places = {task.origin: task for task in preview.recognised.tasks}
    return [task if task in unchanged else places.get(task.origin, task) for task in tasks]


def _write_tasks(
    work: UnitOfWork,
    plan: Plan,
    names: DocumentUnits,
    start: int,
    tasks: Sequence[RecognisedTask],
    printed: Sequence[RecognisedTask],
) -> duties.Added:
    """Some tasks of a plan, the first one at position `start`, with their units and duties."""
    named: list[plans.NamedUnitDraft] = []
    drafts: list[duties.DutyDraft] = []
    for task_id, task in zip(plans.add_tasks(work, plan.id, tasks, start, printed), tasks, strict=True):
        named += names.named_units(task_id, task)
        drafts += duty_drafts(task_id, task, names, plan.year, plan.document_date)
    plans.add_named_units(work, named)
    return duties.add_duties(work, drafts)
