"""The one way from a file's bytes to a RawDocument."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gongkai_desktop.domain.grid import RawDocument
from gongkai_desktop.importers.detect import Kind, detect


def _docx(name: str, data: bytes) -> RawDocument:
    from gongkai_desktop.importers.formats.docx import read

    return read(name, data)


def _xlsx(name: str, data: bytes) -> RawDocument:
    from gongkai_desktop.importers.formats.xlsx import read

    return read(name, data)


def _text(name: str, data: bytes) -> RawDocument:
    from gongkai_desktop.importers.formats.text import read

    return read(name, data)


READERS: Mapping[Kind, Callable[[str, bytes], RawDocument]] = {
    Kind.DOCX: _docx,
    Kind.XLSX: _xlsx,
    Kind.TEXT: _text,
}


def read_document(name: str, data: bytes) -> RawDocument:
    """Read a file by its content. Raises FileUnreadable."""
    return READERS[detect(name, data)](name, data)
