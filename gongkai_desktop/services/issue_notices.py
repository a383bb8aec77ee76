"""Issuing supervision papers: one numbered paper per late unit, its PDF kept in the ledger as issued."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from pathlib import Path

from gongkai_desktop.domain.chinese_text import document_number
from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.ledger import Notice
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.exporters.docx import paint_docx
from gongkai_desktop.exporters.notices import NoticeContent, NoticeItem, notice_document
from gongkai_desktop.exporters.pdf import paint_pdf
from gongkai_desktop.exporters.saving import saving
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.progress import IsCancelled, Report, never_cancelled, no_report, step
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import notices, units
from gongkai_desktop.store.unit_of_work import UnitOfWork

MARKS = {"督办通知": "督"}
"""Kinds of papers that can be issued, with what follows the 机关代字 in their numbers."""
KINDS = tuple(MARKS)
FORMATS = ("pdf", "docx")
"""What can be written; the ledger keeps the PDF in any case."""

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class NoticePreview:
    """A paper that would be issued."""

    kind: str
    unit_id: int
    unit_name: str
    items: tuple[NoticeItem, ...]
    reply_by: date


@dataclass(frozen=True, slots=True)
class IssuedNotice:
    """An issued paper and its files; `missing` are characters that no font has (printed as 〓)."""

    notice: Notice
    paths: tuple[Path, ...]
    missing: tuple[str, ...] = ()


def preview_notices(
    workspace: Workspace, kind: str, today: date, unit_ids: Collection[int] | None = None
) -> tuple[NoticePreview, ...]:
    """The papers that would be issued on `today`, in the directory's order; None: for every late unit."""
    if kind not in MARKS:
        raise InvalidInput(f"不能印发“{kind}”。", f"目前可以印发：{'、'.join(KINDS)}。")
    late = [
        row
        for row in list_duties(workspace, today)
        if row.light is Light.LATE and (unit_ids is None or row.unit_id in unit_ids)
    ]
    with workspace.ledger.read() as reading:
        places = {unit.id: unit.position for unit in units.list_units(reading)}
    # Stable: the items of a unit keep the order of the ledger.
    late.sort(key=lambda row: (places[row.unit_id], row.unit_id))
    reply_by = workspace.calendar.add_working_days(today, workspace.office.reply_days)
    return tuple(
        NoticePreview(kind, unit, unit_name, tuple(_item(row) for row in rows), reply_by)
        for (unit, unit_name), rows in groupby(late, key=lambda row: (row.unit_id, row.unit_name))
    )


def _item(row: DutyRow) -> NoticeItem:
    late = [checkpoint for checkpoint in row.checkpoints if checkpoint.light is Light.LATE]
    return NoticeItem(
        duty_id=row.duty_id,
        no=row.no,
        task=row.task_name,
        requirement=row.requirement,
        role=row.role,
        plan_title=row.plan_title,
        late_dates=tuple(checkpoint.due for checkpoint in late),
        days_late=-min(checkpoint.days for checkpoint in late),
        noticed_before=row.notice_count > 0,
    )


def issue_notices(
    workspace: Workspace,
    kind: str,
    out_dir: Path,
    today: date,
    unit_ids: Collection[int] | None = None,
    report: Report = no_report,
    cancelled: IsCancelled = never_cancelled,
    formats: Sequence[str] = ("pdf",),
) -> tuple[IssuedNotice, ...]:
    """Number, write and keep one paper per late unit: all of them or, when anything fails, none.

    Raises InvalidInput for an unknown kind or format, CannotSave when a file or a font fails, Cancelled.
    """
    wanted = _formats(formats)
    previews = preview_notices(workspace, kind, today, unit_ids)
    if not previews:
        return ()
    with saving(out_dir / kind):
        out_dir.mkdir(parents=True, exist_ok=True)
        # The files lie beside their place until the numbers are safely in the ledger.
        with tempfile.TemporaryDirectory(dir=out_dir, prefix=".gongkai-") as waiting:
            with workspace.change(f"印发{kind}") as work:
                issued = []
                for done, preview in enumerate(previews):
                    step(report, cancelled, done, len(previews), f"正在印发：{preview.unit_name}")
                    issued.append(_issue(workspace, work, preview, Path(waiting), today, wanted))
                step(report, cancelled, len(previews), len(previews), "正在保存")
                work.commit()
            return _put_in_place(issued, out_dir)


def _formats(names: Sequence[str]) -> tuple[str, ...]:
    """The formats asked for, each once. Raises InvalidInput for an unknown one and for none."""
    hint = f"目前可以生成：{'、'.join(FORMATS)}。"
    if unknown := [name for name in names if name not in FORMATS]:
        raise InvalidInput(f"不能生成 {'、'.join(unknown)} 格式。", hint)
    if not names:
        raise InvalidInput("没有说明生成哪种格式。", hint)
    return tuple(name for name in FORMATS if name in names)


def _issue(
    workspace: Workspace,
    work: UnitOfWork,
    preview: NoticePreview,
    folder: Path,
    today: date,
    formats: Sequence[str],
) -> IssuedNotice:
    """Number one paper, write it into the folder and keep its PDF in the ledger."""
    sequence = notices.next_sequence(work, preview.kind, today.year)
    number = document_number(workspace.office.short_office + MARKS[preview.kind], today.year, sequence)
    document = notice_document(_content(workspace, preview, number, today))
    painted = paint_pdf(document, today)
    notice = notices.add_notice(
        work,
        kind=preview.kind,
        year=today.year,
        sequence=sequence,
        number=number,
        unit_id=preview.unit_id,
        issued_on=today,
        reply_by=preview.reply_by,
        duty_ids=[item.duty_id for item in preview.items],
        data=painted.data,
    )
    paths = []
    for name in formats:
        path = folder / f"{number} {_FORBIDDEN.sub('_', preview.unit_name)}.{name}"
        path.write_bytes(painted.data if name == "pdf" else paint_docx(document, today))
        paths.append(path)
    return IssuedNotice(notice, tuple(paths), painted.missing)


def _content(workspace: Workspace, preview: NoticePreview, number: str, today: date) -> NoticeContent:
    office = workspace.office
    return NoticeContent(
        number=number,
        unit_name=preview.unit_name,
        items=preview.items,
        issued_on=today,
        reply_by=preview.reply_by,
        reply_days=office.reply_days,
        office=office.office,
        contact=office.contact,
        phone=office.phone,
    )


def _put_in_place(issued: Sequence[IssuedNotice], out_dir: Path) -> tuple[IssuedNotice, ...]:
    return tuple(
        replace(one, paths=tuple(path.replace(out_dir / path.name) for path in one.paths)) for one in issued
    )
