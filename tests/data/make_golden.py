"""Draws the golden pictures of papers: `python tests/data/make_golden.py`; look at them before keeping them.

The papers are those of the texts that come with the program about made-up units, in the bundled fonts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
from PIL.Image import Image

from gongkai_desktop import paths
from gongkai_desktop.domain.paper_samples import sample_facts
from gongkai_desktop.domain.papers import BY_NAME
from gongkai_desktop.exporters.papers import paper_document
from gongkai_desktop.exporters.pdf import paint_pdf

FOLDER = Path(__file__).parent / "golden"
DAY = date(2026, 6, 24)
KINDS = ("工作提示函", "督办通知", "督查通报", "约谈记录")
RESOLUTION = 40


def pictures() -> Iterator[tuple[str, Image]]:
    """Name and picture of every page."""
    for name in KINDS:
        text = (paths.resources() / "templates" / f"{name}.txt").read_text("utf-8")
        document = paper_document(sample_facts(BY_NAME[name], today=DAY), text, both_sides=True)
        data = paint_pdf(document, DAY, paths.resources() / "fonts").data
        for number, page in enumerate(pypdfium2.PdfDocument(data), 1):
            yield f"{name}-{number}.png", page.render(scale=RESOLUTION / 72).to_pil().convert("RGB")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    for name, picture in pictures():
        picture.quantize(32).save(FOLDER / name, optimize=True)
