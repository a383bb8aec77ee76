"""From the ticked lines of a round to a folder: papers issued, joined for printing, with what goes beside."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gongkai_desktop.domain.ledger import Notice
from gongkai_desktop.domain.papers import BY_NAME, Delivery, Talk
from gongkai_desktop.errors import CannotSave
from gongkai_desktop.exporters.docx import paint_docx
from gongkai_desktop.exporters.saving import save_bytes
from gongkai_desktop.services.issue_notices import IssuedNotice, write_papers
from gongkai_desktop.services.paper_facts import Extras
from gongkai_desktop.services.paper_items import keys_of
from gongkai_desktop.services.papers import file_name, print_job
from gongkai_desktop.services.progress import IsCancelled, Report, never_cancelled, no_report, step
from gongkai_desktop.services.supervision import Round, RoundLine, draft_lines, issue_lines
from gongkai_desktop.services.supervision_actions import backward_table
from gongkai_desktop.services.units import list_units
from gongkai_desktop.services.workspace import Workspace

BACKWARD = "倒排表"


@dataclass(frozen=True, slots=True)
class IssuedRound:
    """What was issued, in the order of delivery."""

    papers: tuple[IssuedNotice, ...]
    print_file: Path | None
    """All of it as one PDF, each paper on a new sheet."""
    beside: tuple[Path, ...] = ()
    problem: str = ""
    """What could not be written beside the issued papers."""

    @property
    def missing(self) -> tuple[str, ...]:
        """Characters that no font has, printed as 〓."""
        return tuple(sorted({char for one in self.papers for char in one.missing}))


def issue_round(
    workspace: Workspace,
    round_: Round,
    lines: Collection[RoundLine],
    out_dir: Path,
    report: Report = no_report,
    cancelled: IsCancelled = never_cancelled,
    formats: Sequence[str] = ("pdf",),
    talk: Talk | None = None,
) -> IssuedRound:
    """Issue the papers of the lines, all or none, then write what helps to print and deliver them.

    Raises InvalidInput, CannotSave, Cancelled.
    """
    extras = replace(round_.extras, talk=talk) if talk else round_.extras
    issued = issue_lines(workspace, lines, out_dir, round_.today, report, cancelled, formats, extras)
    if not issued:
        return IssuedRound((), None)
    papers = in_delivery_order(workspace, issued)
    # The papers are issued: whoever calls must hear that, whatever becomes of the files beside them.
    print_file = out_dir / f"打印 {round_.title} {papers[0].notice.issued_on.isoformat()}.pdf"
    try:
        save_bytes(print_file, print_job(workspace, [one.notice.id for one in papers]))
        beside = _beside(workspace, round_, [one.notice for one in papers], out_dir, extras)
    except CannotSave as error:
        return IssuedRound(papers, None, problem=f"{error.message}可在“已发文书”中重印。")
    return IssuedRound(papers, print_file, beside)


def in_delivery_order(workspace: Workspace, issued: Sequence[IssuedNotice]) -> tuple[IssuedNotice, ...]:
    """By unit as in the directory, papers to all first: so they go into the envelopes."""
    places = {unit.id: (unit.position, unit.id) for unit in list_units(workspace)}

    def place(one: IssuedNotice) -> tuple[bool, tuple[int, int], int]:
        notice = one.notice
        # A paper to all goes first.
        return notice.unit_id is not None, places.get(notice.unit_id or 0, (0, 0)), notice.id

    return tuple(sorted(issued, key=place))


def _beside(
    workspace: Workspace, round_: Round, papers: Sequence[Notice], out_dir: Path, extras: Extras
) -> tuple[Path, ...]:
    today = round_.today
    deliveries = tuple(Delivery(one.label, one.kind, one.unit_name) for one in papers)
    written = list(
        write_papers(workspace, "送达签收单", out_dir, today, extras=Extras(deliveries=deliveries))
    )
    paths = [path for one in written for path in one.paths]
    if BACKWARD in round_.beside:
        table = backward_table(workspace, round_, out_dir / f"{BACKWARD} {round_.title}.pdf")
        paths += [table] if table else []
    talks = [one for one in papers if one.kind == "约谈通知"]
    if talks:
        units = [one.unit_id for one in talks if one.unit_id is not None]
        about = frozenset(key for one in talks for key in keys_of(one))
        records = write_papers(
            workspace, "约谈记录", out_dir, today, units, extras=replace(extras, items=about)
        )
        paths += [path for one in records for path in one.paths]
    return tuple(paths)


def export_word(
    workspace: Workspace,
    round_: Round,
    lines: Collection[RoundLine],
    out_dir: Path,
    report: Report = no_report,
    cancelled: IsCancelled = never_cancelled,
) -> tuple[Path, ...]:
    """The papers of the lines as drafts to be edited in WPS or Word: nothing is issued, numbers stay open."""
    drafts = draft_lines(workspace, lines, round_.today, round_.extras, with_number=False)
    paths = []
    for done, draft in enumerate(drafts):
        step(report, cancelled, done, len(drafts), f"正在生成：{draft.facts.unit_name}")
        path = out_dir / f"{file_name(f'草稿 {draft.facts.kind.name}', draft.facts.unit_name)}.docx"
        out_dir.mkdir(parents=True, exist_ok=True)
        save_bytes(path, paint_docx(draft.document, draft.facts.issued_on))
        paths.append(path)
    return tuple(paths)


def numbers_text(round_: Round, lines: Collection[RoundLine]) -> str:
    """The numbers the papers of some lines would get: 督〔2022〕8—9号、督查通报第3期."""
    parts = []
    for name, kind in BY_NAME.items():
        count = sum(line.kind == name for line in lines)
        first, issue = round_.numbers.sequence.get(name), round_.numbers.issue.get(name)
        if count and first:
            parts.append(f"{kind.word}〔{round_.today.year}〕{_span(first, count)}号")
        if count and issue:
            parts.append(f"{name}第{_span(issue, count)}期")
    return "、".join(parts)


def _span(first: int, count: int) -> str:
    return f"{first}" if count == 1 else f"{first}—{first + count - 1}"
