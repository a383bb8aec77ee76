"""The one way from a file's bytes to a RawDocument.

Each reader is imported when it is first needed: their libraries would make the program start slowly. The
imports are written out, so that a frozen program finds them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gongkai_desktop.domain.grid import RawDocument
from gongkai_desktop.errors import FileUnreadable
from gongkai_desktop.importers.detect import Kind, detect
from gongkai_desktop.importers.formats.limits import check_document

Reader = Callable[[str, bytes], RawDocument]


def _docx() -> Reader:
    from gongkai_desktop.importers.formats.docx import read

    return read


def _xlsx() -> Reader:
    from gongkai_desktop.importers.formats.xlsx import read

    return read


def _doc() -> Reader:
    from gongkai_desktop.importers.formats.doc import read

    return read


def _xls() -> Reader:
    from gongkai_desktop.importers.formats.xls import read

    return read


def _pdf() -> Reader:
    from gongkai_desktop.importers.formats.pdf import read

    return read


def _odt() -> Reader:
    from gongkai_desktop.importers.formats.odt import read

    return read


def _ods() -> Reader:
    from gongkai_desktop.importers.formats.ods import read

    return read


def _html() -> Reader:
    from gongkai_desktop.importers.formats.html_page import read

    return read


def _mht() -> Reader:
    from gongkai_desktop.importers.formats.mht import read

    return read


def _markdown() -> Reader:
    from gongkai_desktop.importers.formats.markdown import read

    return read


def _csv() -> Reader:
    from gongkai_desktop.importers.formats.csv_table import read

    return read


def _text() -> Reader:
    from gongkai_desktop.importers.formats.text import read

    return read


READERS: Mapping[Kind, Callable[[], Reader]] = {
    Kind.DOCX: _docx,
    Kind.XLSX: _xlsx,
    Kind.DOC: _doc,
    Kind.XLS: _xls,
    Kind.PDF: _pdf,
    Kind.ODT: _odt,
    Kind.ODS: _ods,
    Kind.HTML: _html,
    Kind.MHT: _mht,
    Kind.MARKDOWN: _markdown,
    Kind.CSV: _csv,
    Kind.TEXT: _text,
}


def read_document(name: str, data: bytes) -> RawDocument:
    """Read a file by its content. Raises FileUnreadable."""
    kind = detect(name, data)
    if kind not in READERS:
        raise FileUnreadable(
            f"“{name}”是{kind.value}，不能直接读取。", "请用 WPS 或 Office 另存为 .docx 或 .xlsx，再导入。"
        )
    return check_document(READERS[kind]()(name, data))
