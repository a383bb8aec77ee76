"""How much longer papers take than the bare canvas that draws the same strings in the same fonts.

Run by hand: .venv/bin/pytest -m benchmark -s tests/benchmarks/test_paper_ratio.py
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median

import pytest
from large_ledger import TODAY, build_ledger
from reportlab.pdfgen.canvas import Canvas

from gongkai_desktop.domain.paper_samples import sample_facts
from gongkai_desktop.domain.papers import BY_NAME, PaperFacts, PaperItem
from gongkai_desktop.domain.recognised import Role
from gongkai_desktop.exporters import measures as m
from gongkai_desktop.exporters.document import OfficialDocument
from gongkai_desktop.exporters.fonts import font_book
from gongkai_desktop.exporters.papers import paper_document
from gongkai_desktop.exporters.pdf import _pages, paint_pdf
from gongkai_desktop.exporters.pdf_flow import ASCENT, LineMark, Page
from gongkai_desktop.services.monthly_report import report_paper, report_source
from gongkai_desktop.services.paper_templates import original_text
from gongkai_desktop.services.workspace import open_workspace

DAY = date(2026, 6, 24)
DUTIES = 4_400
"""Of five years; some four hundred of them are late."""
pytestmark = pytest.mark.benchmark


def notices(count: int) -> list[OfficialDocument]:
    """Notices of three pages, each to another unit about other tasks."""
    kind = BY_NAME["督办通知"]
    text = original_text(kind.name)
    return [paper_document(_facts(number), text) for number in range(count)]


def _facts(number: int) -> PaperFacts:
    facts = sample_facts(BY_NAME["督办通知"], today=DAY)
    items = tuple(
        PaperItem(
            what="duty",
            id=at,
            unit_id=number,
            unit_name=f"示例县第{number}局",
            task=f"第{number * 10 + at}类信息公开",
            requirement=f"及时公开第{number * 10 + at}类信息，编制目录，按季度更新，做好解读回应。",
            dates=(date(2026, 4, 30),),
            days=-36 - at,
            role=Role.LEAD,
            source="2026年政务公开工作要点任务分解表",
        )
        for at in range(2)
    )
    return replace(facts, unit_name=f"示例县第{number}局", items=items)


def report(folder: Path) -> OfficialDocument:
    """The month's report on a ledger with so much in it that it takes forty pages."""
    workspace = open_workspace(build_ledger(folder / "county.gkdb", DUTIES), "测")
    month = (TODAY.year, TODAY.month)
    document = report_paper(report_source(workspace, month, TODAY))
    workspace.close()
    return document


Strings = list[list[tuple[float, float, str, float, str]]]


def strings_of(document: OfficialDocument) -> Strings:
    """Place, font, size and text of everything that is written on each page."""
    pages: Sequence[Page] = _pages(document, font_book())
    return [
        [
            (mark.x, m.PAGE_HEIGHT - mark.y - ASCENT * mark.line.size, piece.font, mark.line.size, piece.text)
            for mark in page.marks
            if isinstance(mark, LineMark)
            for piece in mark.line.pieces
        ]
        for page in pages
    ]


def bare(pages: Strings) -> bytes:
    """The strings on a canvas, without any layout."""
    target = io.BytesIO()
    size = (m.PAGE_WIDTH, m.PAGE_HEIGHT)
    canvas = Canvas(target, pagesize=size, invariant=1, initialFontName=pages[0][0][2])
    for page in pages:
        for x, y, font, size, text in page:
            canvas.setFont(font, size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def seconds(*works: Callable[[], object], runs: int = 5) -> list[float]:
    """The medians of the processor's time, in turns, after one run that warms up."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(runs + 1):
        for work, known in zip(works, times, strict=True):
            start = time.process_time()
            work()
            known.append(time.process_time() - start)
    return [median(known[1:]) for known in times]


@pytest.mark.parametrize(
    ("name", "make", "least"),
    [
        ("60 notices", lambda _folder: notices(60), 180),
        ("monthly report", lambda folder: [report(folder)], 40),
    ],
    ids=["notices", "report"],
)
def test_that_papers_take_at_most_twice_the_time_of_the_bare_canvas(
    name: str, make: Callable[[Path], list[OfficialDocument]], least: int, tmp_path: Path
) -> None:
    papers = make(tmp_path)
    drawn = [strings_of(paper) for paper in papers]
    pages = sum(len(one) for one in drawn)
    assert pages >= least
    whole, floor = seconds(
        lambda: [paint_pdf(paper, DAY) for paper in papers], lambda: [bare(one) for one in drawn]
    )
    print(
        f"\n{name}: {pages} pages, canvas {floor * 1000:.0f} ms, papers {whole * 1000:.0f} ms, "
        f"ratio {whole / floor:.2f}"
    )
    assert whole / floor <= 2
