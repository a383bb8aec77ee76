"""What a review needs beside the recognised files, and its end: new files and newer versions together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from gongkai_desktop.domain.comparison import Comparison, Said, VersionAnswer, pair, separate
from gongkai_desktop.domain.grid import Paragraph
from gongkai_desktop.domain.ledger import Group, Plan, Unit
from gongkai_desktop.domain.recognised import RecognisedDocument
from gongkai_desktop.services.compare_plans import Replacement, compare, import_all, older_version
from gongkai_desktop.services.duties import list_plans
from gongkai_desktop.services.import_plan import ImportPreview, ImportResult, preview_bytes
from gongkai_desktop.services.points import (
    by_points,
    by_table,
    is_by_points,
    link_points,
    point_rows,
    prose_paragraphs,
)
from gongkai_desktop.services.progress import IsCancelled, Report, never_cancelled, no_report
from gongkai_desktop.services.recognise import clipboard_file
from gongkai_desktop.services.source_pages import is_pdf, page_sizes
from gongkai_desktop.services.unit_matching import UnitMatch, match_names
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import units

__all__ = [
    "Decision",
    "KnownUnits",
    "ReviewFile",
    "Said",
    "Sources",
    "compare_as_said",
    "finish",
    "prepare",
    "preview_clipboard",
]


@dataclass(frozen=True, slots=True)
class Sources:
    """A document that can be taken in two ways: by its table or by its points."""

    table: RecognisedDocument
    points: RecognisedDocument
    links: tuple[int | None, ...]
    """For every point the number of the table's task that says the same."""
    rows: tuple[int, ...]
    """For every point its paragraph (1-based)."""


@dataclass(frozen=True, slots=True)
class KnownUnits:
    """The unit directory as it was when the review began."""

    units: tuple[Unit, ...] = ()
    groups: tuple[Group, ...] = ()

    def matches(self, document: RecognisedDocument, before: Sequence[UnitMatch]) -> tuple[UnitMatch, ...]:
        """The names that are in the document now; what was chosen before stays chosen."""
        chosen = {match.name: match.unit for match in before if match.unit and not match.collective}
        return tuple(
            match if match.collective else replace(match, unit=chosen.get(match.name, match.unit))
            for match in match_names([document], self.units, self.groups)
        )


@dataclass(frozen=True, slots=True)
class ReviewFile:
    """A file to review: what was recognised, and what the review shows beside it."""

    preview: ImportPreview
    older: Plan | None = None
    """The plan that the file seems to be a newer version of, or was said to be one of."""
    sources: Sources | None = None
    """None where the document is either a table or prose."""
    paragraphs: tuple[Paragraph, ...] = ()
    """The running text; tasks in prose count their rows in it."""
    pages: tuple[tuple[float, float], ...] = ()
    """Width and height of every page in points, where the pages can be shown."""
    known: KnownUnits = KnownUnits()


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to become of a reviewed file: a plan of its own, or the newer version of one."""

    preview: ImportPreview
    replaces: Plan | None = None
    said: tuple[Said, ...] = ()

    def to_put_aside(self, asked: Plan | None) -> ImportPreview:
        """The preview with the answer; `asked` is the plan it was asked about, None where nobody asked."""
        answer = VersionAnswer(self.replaces.id if self.replaces else None, self.said)
        return replace(self.preview, answer=answer if asked else None)


def prepare(workspace: Workspace, previews: Sequence[ImportPreview]) -> list[ReviewFile]:
    """Look up what the review of these files needs; only reads."""
    with workspace.ledger.read() as reading:
        known = KnownUnits(tuple(units.list_units(reading)), tuple(units.list_groups(reading)))
    return [_prepared(workspace, preview, known) for preview in previews]


def preview_clipboard(workspace: Workspace, html: str | None, text: str | None, today: date) -> ImportPreview:
    """What the clipboard would bring in; it is kept as a file of its own. Raises FileUnreadable."""
    name, data = clipboard_file(html, text, today)
    return preview_bytes(workspace, name, data)


def compare_as_said(
    workspace: Workspace, plan: Plan, document: RecognisedDocument, said: Sequence[Said] = ()
) -> Comparison:
    """The comparison with the clerk's corrections; what they speak of may be gone by now."""
    found = compare(workspace, plan.id, document)
    for entry in said:
        found = _corrected(found, entry)
    return found


def finish(
    workspace: Workspace,
    decisions: Sequence[Decision],
    report: Report = no_report,
    cancelled: IsCancelled = never_cancelled,
) -> ImportResult:
    """Write everything in one transaction. Raises as `import_all` does; then nothing is written."""
    fresh = [decision.preview for decision in decisions if decision.replaces is None]
    newer = [
        Replacement(
            decision.preview,
            decision.replaces.id,
            compare_as_said(workspace, decision.replaces, decision.preview.document, decision.said),
        )
        for decision in decisions
        if decision.replaces and decision.preview.document
    ]
    return import_all(workspace, fresh, newer, report, cancelled)


def _prepared(workspace: Workspace, preview: ImportPreview, known: KnownUnits) -> ReviewFile:
    raw, document = preview.raw, preview.document
    if raw is None or document is None or preview.duplicate_of:
        return ReviewFile(preview)
    sources = None
    if document.points:
        start = preview.recognised or document
        table = by_table(raw, preview.year) if is_by_points(start) else start
        points = start if is_by_points(start) else by_points(raw, start)
        sources = Sources(table, points, link_points(table), point_rows(raw, table.points))
    return ReviewFile(
        preview,
        _older(workspace, preview),
        sources,
        prose_paragraphs(raw),
        page_sizes(preview.data) if is_pdf(preview.file_name, preview.data) else (),
        known,
    )


def _older(workspace: Workspace, preview: ImportPreview) -> Plan | None:
    """The plan that the clerk chose before, as long as it is there; else the one that seems to be meant."""
    chosen = preview.answer and preview.answer.plan
    known = [plan for plan in list_plans(workspace) if plan.id == chosen] if chosen is not None else []
    return known[0] if known else older_version(workspace, preview)


def _corrected(found: Comparison, said: Said) -> Comparison:
    olds = {entry.old.id: number for number, entry in enumerate(found.entries) if entry.old}
    news = {entry.new.origin: number for number, entry in enumerate(found.entries) if entry.new}
    old, new = olds.get(said.old), news.get(said.new)
    if old is None or new is None or (old == new) != (said.what == "separate"):
        return found
    if said.what == "separate":
        return separate(found, old)
    apart = found.entries[old].kind == "removed" and found.entries[new].kind == "added"
    return pair(found, old, new) if apart else found
