"""Large made-up task tables as files, written fast: the writer libraries are slower than what is measured."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

import openpyxl

TITLES = ("序号", "任务", "具体要求", "责任单位", "完成时限")
_BODIES = ("县财政局", "县教育局", "县民政局", "县司法局", "县审计局", "县水利局", "县统计局", "县信访局")
_LIMITS = ("全年", "6月底前", "每季度", "2026年9月", "长期坚持", "每年3月底前", "10月底前、12月底前")
_SECOND = "(2)做好解读回应，自收到申请之日起20个工作日内答复。"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'officeDocument" Target="word/document.xml"/></Relationships>'
)


def made_up_rows(count: int) -> list[tuple[str, ...]]:
    """A header and `count` tasks; units and deadlines repeat, requirements do not."""
    chance = random.Random(2026)
    rows: list[tuple[str, ...]] = [TITLES]
    for number in range(1, count + 1):
        lead, *others = chance.sample(_BODIES, 4)
        month = chance.randint(1, 12)
        rows.append(
            (
                str(number),
                f"第{number}类信息公开",
                f"(1)及时公开第{number}类信息，于{month}月底前在政府网站发布；{_SECOND}",
                f"{lead}牵头，{'、'.join(others)}、各乡镇（街道）配合",
                chance.choice(_LIMITS),
            )
        )
    return rows


def as_docx(rows: Sequence[Sequence[str]]) -> bytes:
    """A Word file with one table."""
    cells = (
        "<w:tr>"
        + "".join(f"<w:tc><w:tcPr/><w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:tc>" for text in row)
        + "</w:tr>"
        for row in rows
    )
    title = "<w:p><w:r><w:t>示例县2026年任务分解表</w:t></w:r></w:p>"
    body = f"<w:body>{title}<w:tbl>{''.join(cells)}</w:tbl></w:body>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{_W}">{body}</w:document>')
    return buffer.getvalue()


def as_xlsx(rows: Sequence[Sequence[str]]) -> bytes:
    """A workbook with one sheet."""
    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet("任务")
    for row in rows:
        sheet.append(list(row))
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()
