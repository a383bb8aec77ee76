"""One sound file of every format, as the ground that mutants grow on."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from html import escape
from pathlib import Path

from gongkai_desktop import paths

SOURCES = Path(__file__).resolve().parents[1] / "data" / "sources"
_TITLE = "示例县2026年政务公开任务分解表"
_ROWS = (
    ("序号", "类别", "任务", "责任单位", "完成时限"),
    ("1", "决策公开", "公开决策目录。", "县司法局牵头，各乡镇（街道）配合", "6月底前"),
    ("2", "", "(1)公开草案；(2)公开采纳情况。", "县政府办、县财政局", "全年"),
    ("3", "执行公开", "按季度公开整改结果。", "县审计局等有关部门", "每季度"),
)
_ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)


def base_files() -> dict[str, bytes]:
    """Suffix -> the bytes of a sound file."""
    sample = paths.resources() / "sample"
    shipped = {
        path.suffix[1:]: path.read_bytes()
        for path in sorted(sample.iterdir())
        if path.is_file() and path.suffix != ".csv"
    }
    made = {path.suffix[1:]: path.read_bytes() for path in sorted(SOURCES.iterdir())}
    page = f"<html><body><h1>{_TITLE}</h1>{_html_table()}</body></html>"
    return {
        **shipped,
        **made,
        "html": page.encode(),
        "mht": _saved_page(page),
        "csv": "\n".join(",".join(row) for row in _ROWS).encode("gb18030"),
        "md": "\n".join([f"# {_TITLE}", "", *(f"| {' | '.join(row)} |" for row in _ROWS)]).encode(),
        "ods": _odf("spreadsheet"),
        "odt": _odf("text"),
    }


def _html_table() -> str:
    rows = ("".join(f"<td>{escape(text)}</td>" for text in row) for row in _ROWS)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _saved_page(page: str) -> bytes:
    message = EmailMessage()
    message["Subject"] = _TITLE
    message.make_related()
    part = EmailMessage()
    part.set_content(page, subtype="html")
    message.attach(part)
    return message.as_bytes()


def _odf(kind: str) -> bytes:
    rows = (
        "".join(f"<table:table-cell><text:p>{escape(text)}</text:p></table:table-cell>" for text in row)
        for row in _ROWS
    )
    table = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    body = f'<office:{kind}><table:table table:name="任务">{table}</table:table></office:{kind}>'
    content = f"<office:document-content {_ODF}><office:body>{body}</office:body></office:document-content>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", content)
    return buffer.getvalue()
