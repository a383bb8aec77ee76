"""The made-up document and workbook in old formats, and the same in new ones to compare with."""

import io
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from gongkai_desktop.domain.grid import Grid, RawDocument
from gongkai_desktop.importers.registry import read_document

sys.path.insert(0, str(Path(__file__).parents[2] / "data"))

import make_sources


def source(name: str) -> bytes:
    """One of the files that LibreOffice wrote."""
    return (make_sources.SOURCES / name).read_bytes()


def as_docx() -> RawDocument:
    """The document as Word's own format gives it."""
    buffer = io.BytesIO()
    make_sources.task_document().save(buffer)
    return read_document("tasks.docx", buffer.getvalue())


def as_xlsx() -> RawDocument:
    """The workbook as Excel's new format gives it."""
    buffer = io.BytesIO()
    make_sources.task_workbook().save(buffer)
    return read_document("tasks.xlsx", buffer.getvalue())


def grids(document: RawDocument) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def damaged(data: bytes, count: int, seed: int = 1) -> Iterator[bytes]:
    """Cut and bit-flipped copies of a file."""
    chance = random.Random(seed)
    for number in range(count):
        if number % 4 == 0:
            yield data[: chance.randrange(len(data))]
            continue
        copy = bytearray(data)
        # Headers and tables at the front are hit as often as the rest.
        for _ in range(chance.choice((1, 3, 20))):
            copy[chance.randrange(len(copy) if chance.random() < 0.6 else 1536)] ^= 1 << chance.randrange(8)
        yield bytes(copy)
