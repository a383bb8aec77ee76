"""Papers ready to be looked at, printed and issued: facts and texts joined, painted, and found again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_desktop.domain.chinese_text import document_number
from gongkai_desktop.domain.file_names import safe_name
from gongkai_desktop.domain.ledger import Notice
from gongkai_desktop.domain.papers import PaperFacts, PaperKind
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.exporters.document import OfficialDocument
from gongkai_desktop.exporters.pdf import measure, paint_pdf
from gongkai_desktop.exporters.saving import save_bytes
from gongkai_desktop.importers.formats.pdfium_lock import PDFIUM
from gongkai_desktop.services.paper_facts import Extras, Material, papers_of, read_material
from gongkai_desktop.services.paper_templates import paper_kind, template_in
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import notices
from gongkai_desktop.store.unit_of_work import Reading

if TYPE_CHECKING:
    from gongkai_desktop.exporters.pdf import Painted

FORMATS = ("pdf", "docx")
"""What a paper can be written as; the ledger keeps the PDF in any case."""


@dataclass(frozen=True, slots=True)
class PaperDraft:
    """A paper as it would be issued now, with the number it would get."""

    facts: PaperFacts
    document: OfficialDocument
    sequence: int | None
    """Its place among the 文号 of its kind and year; None where it gets none."""


@dataclass(frozen=True, slots=True)
class PaperPreview:
    """A paper as PDF, to be looked at; `missing` are characters that no font has (printed as 〓)."""

    draft: PaperDraft
    data: bytes
    pages: int
    missing: tuple[str, ...]


def draft_papers(
    workspace: Workspace,
    kind: str,
    today: date,
    unit_ids: Collection[int] | None = None,
    extras: Extras | None = None,
) -> tuple[PaperDraft, ...]:
    """All papers of a kind as they would be issued on `today`, in the directory's order.

    Raises InvalidInput for an unknown kind or a text that cannot be filled.
    """
    return drafts_of(workspace, read_material(workspace, today), paper_kind(kind), unit_ids, extras)


def drafts_of(
    workspace: Workspace,
    material: Material,
    kind: PaperKind,
    unit_ids: Collection[int] | None = None,
    extras: Extras | None = None,
    *,
    with_number: bool = True,
) -> tuple[PaperDraft, ...]:
    """The same from material that was read already; without numbers their place is left empty."""
    year = material.today.year
    with workspace.ledger.read() as reading:
        text = template_in(reading, kind).text
        first = next_numbers(reading, workspace, kind, year)
    drafts = []
    for place, facts in enumerate(papers_of(workspace, material, kind, unit_ids, extras)):
        sequence, issue = (None if one is None else one + place for one in first)
        if sequence is not None:
            mark = workspace.office.short_office + kind.word
            number = document_number(mark, year, sequence) if with_number else f"{mark}〔{year}〕　号"
            facts = replace(facts, number=number)
        facts = replace(facts, issue=issue)
        drafts.append(PaperDraft(facts, _document(workspace, facts, text), sequence))
    return tuple(drafts)


def next_numbers(
    reading: Reading, workspace: Workspace, kind: PaperKind, year: int
) -> tuple[int | None, int | None]:
    """The next 文号 and the next 期号 of a kind, None where the office does not count it so."""
    counted = kind.numbering(workspace.office.numbering)
    return (
        notices.next_sequence(reading, kind.name, year) if counted.has_number else None,
        notices.next_issue(reading, kind.name, year) if counted.has_issue else None,
    )


def _document(workspace: Workspace, facts: PaperFacts, text: str) -> OfficialDocument:
    from gongkai_desktop.exporters.paper_markup import WrongMarkup
    from gongkai_desktop.exporters.paper_template import WrongTemplate
    from gongkai_desktop.exporters.papers import paper_document

    try:
        return paper_document(facts, text, workspace.office.both_sides)
    except (WrongTemplate, WrongMarkup) as wrong:
        raise InvalidInput(
            f"{facts.kind.name}的文字第{wrong.fault.line}行有误：{wrong.fault.message}",
            "请在“设置”中改正，或恢复原文。",
        ) from wrong


def preview_paper(
    workspace: Workspace, kind: str, today: date, unit_id: int | None = None, extras: Extras | None = None
) -> PaperPreview | None:
    """One paper as it would be issued: that of a unit, else the first; None when there is nothing to say."""
    only = None if unit_id is None else [unit_id]
    drafts = draft_papers(workspace, kind, today, only, extras)
    return paint_draft(drafts[0]) if drafts else None


def paint_draft(draft: PaperDraft) -> PaperPreview:
    """A draft as PDF. Raises CannotSave when the fonts are not there."""
    painted = paint_pdf(draft.document, draft.facts.issued_on)
    return PaperPreview(draft, painted.data, painted.pages, painted.missing)


def preview_document(document: OfficialDocument, today: date) -> Painted:
    """Any paper as PDF, such as that of `preview_template`."""
    return paint_pdf(document, today)


def missing_characters(drafts: Sequence[PaperDraft]) -> tuple[str, ...]:
    """The characters of some papers that no font has, told before anything is printed."""
    return tuple(sorted({char for draft in drafts for char in measure(draft.document).missing}))


def issued_papers(
    workspace: Workspace, today: date, kind: str | None = None, year: int | None = None
) -> tuple[Notice, ...]:
    """The papers issued until `today`, newest first."""
    with workspace.ledger.read() as reading:
        found = notices.list_notices(reading, until=today)
    return tuple(
        one for one in found if kind in (None, one.kind) and (year is None or one.issued_on.year == year)
    )


def issued_pdf(workspace: Workspace, notice_id: int) -> bytes:
    """A paper as it was issued. Raises InvalidInput when it is not there."""
    with workspace.ledger.read() as reading:
        return notices.notice_bytes(reading, notice_id)


def save_issued(workspace: Workspace, papers: Sequence[Notice], out_dir: Path) -> tuple[Path, ...]:
    """Issued papers as PDF files in a folder, under the names they got when issued. Raises CannotSave."""
    saved = []
    for paper in papers:
        path = out_dir / f"{file_name(paper.number, paper.unit_name)}.pdf"
        save_bytes(path, issued_pdf(workspace, paper.id))
        saved.append(path)
    return tuple(saved)


def save_pdf(path: Path, data: bytes) -> Path:
    """Save a finished paper; the path written, which ends with .pdf. Raises CannotSave."""
    path = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
    save_bytes(path, data)
    return path


def file_name(title: str, unit_name: str) -> str:
    """The name of a paper's file: its number, or its kind, and its unit."""
    return safe_name(f"{title} {unit_name}")


def print_job(workspace: Workspace, notice_ids: Sequence[int], *, both_sides: bool | None = None) -> bytes:
    """Issued papers as one PDF in this order, to print in one job.

    On both sides each paper begins on a new sheet. `both_sides` is the office's habit where not given.
    """
    from gongkai_desktop.exporters.pdf_join import join_pdfs

    whole_sheets = workspace.office.both_sides if both_sides is None else both_sides
    files = [issued_pdf(workspace, one) for one in notice_ids]
    with PDFIUM:
        return join_pdfs(files, whole_sheets)
