"""Large made-up task tables as files, written fast: the writer libraries are slower than what is measured.

Made to be like the real ones in what costs time: requirements of some seventy characters that are all
different, a quarter of them in numbered items, a third with a deadline of their own; a few dozen bodies in
ever new lists, and a few dozen ways to say when.
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

import openpyxl
from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

TITLES = ("序号", "任务", "具体要求", "责任单位", "完成时限")
TITLE = "示例县2026年政务公开工作任务分解表"
_BODIES = [
    "县财政局",
    "县教育局",
    "县民政局",
    "县司法局",
    "县审计局",
    "县水利局",
    "县统计局",
    "县信访局",
    "县医保局",
    "县发改局",
    "县商务局",
    "县林业局",
    "县卫健局",
    "县应急管理局",
    "县农业农村局",
    "县自然资源局",
    "县交通运输局",
    "县市场监管局",
    "县行政审批局",
    "县退役军人事务局",
    "县住房和城乡建设局",
    "县文化广电和旅游局",
    "县人力资源和社会保障局",
    "县政府办公室",
    "县委宣传部",
    "县委编办",
    "县融媒体中心",
    "县公共资源交易中心",
    "县税务局",
    "县总工会",
]
_CLASSES = ("各乡镇（街道）", "县直各部门", "县政府有关部门", "各公共企事业单位")
_DO = [
    "及时公开",
    "主动公开",
    "动态更新",
    "集中发布",
    "规范公布",
    "全面梳理",
    "汇总编制",
    "分类整理",
    "重点推送",
    "同步解读",
]
_OF = ["本级", "部门", "乡镇", "村级", "年度", "季度性", "专项", "涉企", "惠民", "民生"]
_WHAT = [
    "财政预决算信息",
    "行政许可结果",
    "行政处罚决定",
    "权责清单",
    "重大项目批准信息",
    "义务教育招生政策",
    "社会救助信息",
    "医疗卫生服务信息",
    "养老服务信息",
    "就业创业政策",
    "规范性文件",
    "建议提案办理结果",
    "土地征收信息",
    "食品药品监管信息",
    "生态环境质量信息",
    "公共文化活动安排",
    "政府采购信息",
    "双随机抽查结果",
]
_HOW = (
    "在政府网站设置专栏，做到内容准确、查询方便",
    "通过图解、问答、短视频等形式解读，让群众看得懂、信得过",
    "对群众关心的问题逐条回应，并安排专人负责",
    "明确公开的内容、主体、方式和程序，杜绝错漏",
    "结合12345热线反映的情况完善栏目，提高政策知晓率",
    "严格执行保密审查制度，做到先审查、后公开",
    "会同有关方面统一口径、统一格式，避免重复发布",
    "征求意见情况及采纳理由一并公布，接受社会监督",
)
_DEADLINE_INSIDE = (
    "于{month}月底前在政府网站发布",
    "自信息形成之日起20个工作日内予以公开",
    "每季度首月10日前更新一次",
    "第{quarter}季度末前完成首轮自查",
    "{month}月{day}日前报送书面总结",
    "公示时间不少于{day}个工作日",
)
_LIMITS = (
    "全年",
    "长期坚持",
    "{month}月底前",
    "{month}月底前",
    "2026年{month}月",
    "2026年{month}月{day}日前",
    "每季度",
    "每年{month}月底前",
    "第{quarter}季度",
    "上半年",
    "6月底前、12月底前",
    "立即整改并长期坚持",
)


def made_up_rows(count: int, seed: int = 2026) -> list[tuple[str, ...]]:
    """A header and `count` tasks; another seed gives another table."""
    chance = random.Random(seed)
    rows: list[tuple[str, ...]] = [TITLES]
    for number in range(1, count + 1):
        name = f"{chance.choice(_OF)}{chance.choice(_WHAT)}公开"
        rows.append((str(number), name, _requirement(chance), _units(chance), _dated(chance, _LIMITS)))
    return rows


def _dated(chance: random.Random, forms: Sequence[str]) -> str:
    return chance.choice(forms).format(
        month=chance.randint(1, 12), day=chance.randint(5, 28), quarter=chance.choice("一二三四")
    )


def _sentence(chance: random.Random) -> str:
    one, other = chance.sample(_WHAT, 2)
    middle = _dated(chance, _DEADLINE_INSIDE) if chance.random() < 0.2 else chance.choice(_HOW)
    return f"{chance.choice(_DO)}{chance.choice(_OF)}{one}和{other}，{middle}"


def _requirement(chance: random.Random) -> str:
    if chance.random() < 0.25:
        items = [_sentence(chance) for _ in range(chance.randint(2, 4))]
        return "；".join(f"（{number}）{item}" for number, item in enumerate(items, 1)) + "。"
    return "".join(f"{_sentence(chance)}。" for _ in range(chance.randint(1, 2)))


def _units(chance: random.Random) -> str:
    lead, *others = chance.sample(_BODIES, chance.choice((1, 1, 2, 3, 4, 5)))
    rest = "、".join((*others, chance.choice(_CLASSES)) if chance.random() < 0.4 else others)
    if not rest:
        return lead
    return chance.choice((f"{lead}牵头，{rest}配合", f"{lead}、{rest}", f"{lead}牵头，{rest}按职责分工负责"))


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


def as_docx(rows: Sequence[Sequence[str]]) -> bytes:
    """A Word file with one table."""
    cells = (
        "<w:tr>"
        + "".join(f"<w:tc><w:tcPr/><w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:tc>" for text in row)
        + "</w:tr>"
        for row in rows
    )
    title = f"<w:p><w:r><w:t>{TITLE}</w:t></w:r></w:p>"
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
    for row in ((TITLE,), *rows):
        sheet.append(list(row))
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def as_pdf(rows: Sequence[Sequence[str]]) -> bytes:
    """A ruled table over many pages, its header on each."""
    font = "STSong-Light"
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    style = ParagraphStyle("cell", fontName=font, fontSize=9, leading=12, wordWrap="CJK")
    cells = [[Paragraph(escape(text), style) for text in row] for row in rows]
    table = Table(cells, colWidths=[30, 85, 200, 120, 80], repeatRows=1)
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, black), ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4, leftMargin=36, rightMargin=36).build(
        [Paragraph(TITLE, style), Spacer(1, 12), table]
    )
    return buffer.getvalue()
