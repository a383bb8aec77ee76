"""OpenDocument files made for tests: the XML as given, zipped as an office program does."""

from __future__ import annotations

import io
import zipfile

_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip archive of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def odf(kind: str, body: str, styles: str = "", head: str = "") -> bytes:
    """A file of this kind (text, spreadsheet) with this body and these automatic styles."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content {_NAMES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    return zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content})


def cell(text: str = "", attributes: str = "") -> str:
    """A table cell, a paragraph each line."""
    lines = "".join(f"<text:p>{line}</text:p>" for line in text.split("\n")) if text else ""
    return f"<table:table-cell {attributes}>{lines}</table:table-cell>"


def row(*cells: str, attributes: str = "") -> str:
    """A table row of cells or plain texts."""
    inside = "".join(one if one.startswith("<table:") else cell(one) for one in cells)
    return f"<table:table-row {attributes}>{inside}</table:table-row>"


def table(*rows: str, name: str = "任务") -> str:
    """A table of rows."""
    return f'<table:table table:name="{name}">{"".join(rows)}</table:table>'


COVERED = "<table:covered-table-cell/>"
