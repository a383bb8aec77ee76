"""Issuing supervision papers: one numbered paper per unit (or one for all), its PDF kept in the ledger.

The papers are written with the numbers they should get while others go on working. Then, under the write
lock, they are kept in one go if nothing in the ledger has changed meanwhile; else all is written anew. So the
lock is held for an instant, no number is lost or given twice, and no paper states what is no longer true.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gongkai_desktop.domain.ledger import Notice
from gongkai_desktop.domain.papers import KINDS as PAPER_KINDS
from gongkai_desktop.domain.papers import PaperItem, PaperKind
from gongkai_desktop.errors import CannotSave, InvalidInput
from gongkai_desktop.exporters.docx import paint_docx
from gongkai_desktop.exporters.saving import saving
from gongkai_desktop.services.paper_facts import Extras, read_material
from gongkai_desktop.services.paper_templates import paper_kind
from gongkai_desktop.services.papers import (
    FORMATS,
    PaperDraft,
    draft_papers,
    drafts_of,
    file_name,
    missing_characters,
    paint_draft,
)
from gongkai_desktop.services.progress import IsCancelled, Report, never_cancelled, no_report, step
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import duty_lines, notices
from gongkai_desktop.store.unit_of_work import UnitOfWork

KINDS = tuple(kind.name for kind in PAPER_KINDS if kind.numbered)
"""The kinds of papers that are issued."""
UNNUMBERED = tuple(kind.name for kind in PAPER_KINDS if not kind.numbered)
"""The kinds that are only written: lists, records and forms."""

_HURRIED_TRIES = 3
"""So often are papers written anew because somebody else changed the ledger; then they are made to wait."""


@dataclass(frozen=True, slots=True)
class NoticePreview:
    """A paper that would be issued; `missing` are characters that no font has."""

    kind: str
    unit_id: int | None
    """None for a paper to all."""
    unit_name: str
    items: tuple[PaperItem, ...]
    reply_by: date | None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IssuedNotice:
    """An issued paper and its files; `missing` are characters that no font has (printed as 〓)."""

    notice: Notice
    paths: tuple[Path, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenPaper:
    """A paper without a number and its files."""

    unit_name: str
    paths: tuple[Path, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Ready:
    """A painted paper that waits for its number to become true."""

    draft: PaperDraft
    data: bytes
    paths: tuple[Path, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperOrder:
    """Papers of one kind that are wanted: for some units or for all, about some items or all."""

    kind: str
    unit_ids: Collection[int] | None = None
    extras: Extras | None = None


@dataclass(frozen=True, slots=True)
class _Order:
    """What was asked for."""

    parts: Sequence[tuple[PaperKind, PaperOrder]]
    today: date
    formats: tuple[str, ...]

    @property
    def title(self) -> str:
        return self.parts[0][0].name if len(self.parts) == 1 else "督办文书"


def preview_notices(
    workspace: Workspace, kind: str, today: date, unit_ids: Collection[int] | None = None
) -> tuple[NoticePreview, ...]:
    """The papers that would be issued on `today`, in the directory's order; None: for every unit.

    Raises InvalidInput for a kind that is not issued.
    """
    drafts = draft_papers(workspace, _issued_kind(kind).name, today, unit_ids)
    return tuple(
        NoticePreview(
            kind,
            draft.facts.unit_id,
            draft.facts.unit_name,
            draft.facts.items,
            draft.facts.reply_by,
            missing_characters([draft]),
        )
        for draft in drafts
    )


def _issued_kind(name: str) -> PaperKind:
    if name not in KINDS:
        raise InvalidInput(f"不能签发“{name}”。", f"可以签发：{'、'.join(KINDS)}。")
    return paper_kind(name)


def issue_notices(
    workspace: Workspace,
    kind: str,
    out_dir: Path,
    today: date,
    unit_ids: Collection[int] | None = None,
    report: Report = no_report,
    cancelled: IsCancelled = never_cancelled,
    formats: Sequence[str] = ("pdf",),
    extras: Extras | None = None,
) -> tuple[IssuedNotice, ...]:
    """Number, write and keep all papers of a kind: all of them or, when anything fails, none.

    Raises InvalidInput for an unknown kind or format, CannotSave when a file or a font fails, Cancelled.
    """
    wanted = [PaperOrder(kind, unit_ids, extras)]
    return issue_orders(workspace, wanted, out_dir, today, report, cancelled, formats)


def issue_orders(
    workspace: Workspace,
    orders: Sequence[PaperOrder],
    out_dir: Path,
    today: date,
    report: Report = no_report,
    cancelled: IsCancelled = never_cancelled,
    formats: Sequence[str] = ("pdf",),
) -> tuple[IssuedNotice, ...]:
    """The same for papers of several kinds, each kind once: all of them or none."""
    parts = [(_issued_kind(one.kind), one) for one in orders]
    if len({one.kind for one in orders}) < len(orders):
        raise ValueError("each kind of paper is ordered once: its numbers are counted on from one place")
    if not parts:
        return ()
    order = _Order(parts, today, _formats(formats))
    for _ in range(_HURRIED_TRIES):
        with workspace.ledger.read() as reading:
            known = duty_lines.newest_change(reading)
        drafts = _drafts(workspace, order)
        if not drafts:
            return ()
        with _waiting_folder(out_dir, order.title) as waiting:
            ready = _paint(drafts, Path(waiting), order.formats, report, cancelled)
            with workspace.change(f"签发{order.title}") as work:
                if duty_lines.newest_change(work) == known:
                    return _keep(work, ready, out_dir)
    with workspace.change(f"签发{order.title}") as work, _waiting_folder(out_dir, order.title) as waiting:
        ready = _paint(_drafts(workspace, order), Path(waiting), order.formats, report, cancelled)
        return _keep(work, ready, out_dir)


def write_papers(
    workspace: Workspace,
    kind: str,
    out_dir: Path,
    today: date,
    unit_ids: Collection[int] | None = None,
    report: Report = no_report,
    cancelled: IsCancelled = never_cancelled,
    formats: Sequence[str] = ("pdf",),
    extras: Extras | None = None,
) -> tuple[WrittenPaper, ...]:
    """Write the papers of a kind that has no numbers; nothing of them is kept in the ledger.

    Raises InvalidInput for a kind that must be issued and for an unknown format, CannotSave, Cancelled.
    """
    if kind in KINDS:
        raise InvalidInput(f"“{kind}”要编文号，须经签发。", "请用签发，不用直接生成。")
    order = _Order([(paper_kind(kind), PaperOrder(kind, unit_ids, extras))], today, _formats(formats))
    drafts = _drafts(workspace, order)
    if not drafts:
        return ()
    with saving(out_dir / kind), _waiting_folder(out_dir, kind) as waiting:
        ready = _paint(drafts, Path(waiting), order.formats, report, cancelled)
        return tuple(
            WrittenPaper(one.draft.facts.unit_name, _in_place(one.paths, out_dir), one.missing)
            for one in ready
        )


def _drafts(workspace: Workspace, order: _Order) -> tuple[PaperDraft, ...]:
    material = read_material(workspace, order.today)
    return tuple(
        draft
        for kind, part in order.parts
        for draft in drafts_of(workspace, material, kind, part.unit_ids, part.extras)
    )


def _waiting_folder(out_dir: Path, kind: str) -> tempfile.TemporaryDirectory[str]:
    """Where files lie beside their place until the numbers are safely in the ledger. Raises CannotSave."""
    with saving(out_dir / kind):
        out_dir.mkdir(parents=True, exist_ok=True)
        return tempfile.TemporaryDirectory(dir=out_dir, prefix=".gongkai-")


def _formats(names: Sequence[str]) -> tuple[str, ...]:
    """The formats asked for, each once. Raises InvalidInput for an unknown one and for none."""
    hint = f"目前可以生成：{'、'.join(FORMATS)}。"
    if unknown := [name for name in names if name not in FORMATS]:
        raise InvalidInput(f"不能生成 {'、'.join(unknown)} 格式。", hint)
    if not names:
        raise InvalidInput("没有说明生成哪种格式。", hint)
    return tuple(name for name in FORMATS if name in names)


def _paint(
    drafts: Sequence[PaperDraft],
    folder: Path,
    formats: Sequence[str],
    report: Report,
    cancelled: IsCancelled,
) -> list[_Ready]:
    """Paint all papers and write them into the folder."""
    ready = []
    for done, draft in enumerate(drafts):
        facts = draft.facts
        step(report, cancelled, done, len(drafts), f"正在签发：{facts.unit_name}")
        painted = paint_draft(draft)
        paths = []
        for name in formats:
            path = folder / f"{file_name(facts.called or facts.kind.name, facts.unit_name)}.{name}"
            with saving(path):
                data = painted.data if name == "pdf" else paint_docx(draft.document, facts.issued_on)
                path.write_bytes(data)
            paths.append(path)
        ready.append(_Ready(draft, painted.data, tuple(paths), painted.missing))
    step(report, cancelled, len(drafts), len(drafts), "正在保存")
    return ready


def _keep(work: UnitOfWork, ready: Sequence[_Ready], out_dir: Path) -> tuple[IssuedNotice, ...]:
    """Give the papers their numbers for good, then put their files in place."""
    kept = [_add(work, one.draft, one.data) for one in ready]
    work.commit()
    try:
        return tuple(
            IssuedNotice(notice, _in_place(one.paths, out_dir), one.missing)
            for notice, one in zip(kept, ready, strict=True)
        )
    except OSError as error:
        raise CannotSave(
            f"文书已经签发（{kept[0].number}等{len(kept)}份）并存入台账，但没有全部放进“{out_dir}”。",
            "请不要重新签发；从台账中另存这些文书即可。",
        ) from error


def _add(work: UnitOfWork, draft: PaperDraft, data: bytes) -> Notice:
    """Keep one paper in the ledger."""
    facts = draft.facts
    return notices.add_notice(
        work,
        kind=facts.kind.name,
        year=facts.issued_on.year,
        sequence=draft.sequence,
        number=facts.called,
        issue=facts.issue,
        unit_id=facts.unit_id,
        unit_name=facts.unit_name if facts.unit_id is None else None,
        issued_on=facts.issued_on,
        reply_by=facts.reply_by,
        duty_ids=[item.id for item in facts.items if item.what == "duty"],
        clock_ids=[item.id for item in facts.items if item.what == "clock"],
        data=data,
    )


def _in_place(paths: Sequence[Path], out_dir: Path) -> tuple[Path, ...]:
    return tuple(path.replace(out_dir / path.name) for path in paths)
