"""What the pictures show of the review: rows, columns, running text, pages, versions, pauses."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QDialog, QWidget

from gongkai_desktop.services.import_plan import commit_import, preview_files
from gongkai_desktop.services.review_drafts import save_draft
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui.dialogs.import_dialog import ImportDialog
from gongkai_desktop.ui.dialogs.review.columns_dialog import ColumnsDialog
from gongkai_desktop.ui.dialogs.review.comparison_dialog import ComparisonDialog
from gongkai_desktop.ui.dialogs.review.file_page import FilePage
from gongkai_desktop.ui.screenshot_scene import Scene

_HEAD = "示例县2026年基层政务公开任务分解表\n序号,工作任务,具体要求,责任单位,完成时限\n"
_OLD = f"""{_HEAD}1,财政信息公开,公开县级预算、决算和“三公”经费。,县财政局,6月底前
2,行政执法公示,公示行政执法主体、权限、程序和结果。,县司法局牵头，县市场监管局配合,10月底前
3,政府开放日,举办政府开放日活动，不少于两次。,县政府办公室,全年
4,规划公开,公开已批准的国土空间规划。,县自然资源局,9月底前
"""
_NEW = f"""{_HEAD}1,财政信息公开,公开县级预算、决算和“三公”经费，并配上图解。,县财政局,6月底前
2,行政执法公示,公示行政执法主体、权限、程序和结果。,县司法局牵头，县市场监管局、县交通运输局配合,11月底前
3,政府开放日,举办政府开放日活动，不少于两次。,县政府办公室,全年
4,惠企政策解读,惠企政策出台后5个工作日内解读。,县发展和改革局,全年
"""
_COLUMNS = """示例县2026年助企纾困任务表
序号,工作任务,具体要求,责任单位,把关人意见,来文
1,减税降费公开,（1）公开减税降费政策；（2）公开办理流程；（3）公开咨询电话。,县税务局,6月底前,上级通知
2,惠企资金公示,公示惠企资金分配结果。,县财政局,10月底前,会议纪要
3,小计,以上共两项,,,
"""
_PROSE = """示例县2026年政务公开工作要点

为做好2026年政务公开工作，制定本要点。
一、深化重点领域信息公开
（一）财政信息公开。公开县级预算、决算和“三公”经费，10月底前公开上半年执行情况。（责任单位：县财政局）
（二）行政执法公示。公示行政执法主体、权限、程序和结果。（县司法局牵头，县市场监管局配合，2026年9月底前完成）
二、加强政策解读
（三）多种形式解读。对涉企政策用图解、视频等形式解读。
牵头单位：县发展和改革局
完成时限：全年
"""
_BOTH = """<h1>示例县2026年政务公开要点</h1>
<p>一、深化公开</p>
<p>（一）做好预算信息公开。各部门要在预算批复后20日内公开预算，说明增减变化的原因。</p>
<p>（二）改进工作作风。经常深入基层，了解群众需要公开什么。</p>
<table border="1" cellspacing="0" cellpadding="4">
<tr><td>序号</td><td>工作任务</td><td>具体要求</td><td>责任单位</td></tr>
<tr><td>1</td><td>做好预算信息公开</td><td>按时公开预算，集中展示。</td><td>县财政局</td></tr>
<tr><td>2</td><td>办好政府开放日</td><td>每年举办两次。</td><td>县政府办公室</td></tr></table>"""


def review_scenes(fresh: Workspace, today: date, window: QWidget, spare: Path) -> list[Scene]:
    """The ways through a review that a plain file does not need."""

    def opened(name: str, text: str) -> ImportDialog:
        path = spare / name
        path.write_text(text, encoding="utf-8")
        return ImportDialog(fresh, [path], today, window)

    def newer() -> ImportDialog:
        old = spare / "分解表.csv"
        old.write_text(_OLD, encoding="utf-8")
        commit_import(fresh, preview_files(fresh, [old]))
        return opened("分解表（修订）.csv", _NEW)

    def with_drafts() -> ImportDialog:
        path = spare / "助企纾困.csv"
        path.write_text(_COLUMNS, encoding="utf-8")
        save_draft(fresh, preview_files(fresh, [path]))
        return ImportDialog(fresh, [], today, window)

    return [
        Scene("核对-拆分和不是任务", lambda: opened("助企纾困.csv", _COLUMNS), _change_rows),
        Scene("核对-附加列", lambda: opened("助企纾困.csv", _COLUMNS), _show_columns),
        Scene("核对-正文", lambda: opened("工作要点.txt", _PROSE), _show_units),
        Scene("核对-表格和要点", lambda: opened("要点.html", _BOTH)),
        Scene("核对-原页面", lambda: ImportDialog(fresh, [_printed(spare)], today, window), _show_units),
        Scene("核对-新版本", newer),
        Scene("核对-新旧比较", newer, _compare),
        Scene("导入-继续上次核对", with_drafts),
    ]


def _printed(spare: Path) -> Path:
    """The same document as a PDF."""
    path = spare / "要点.pdf"
    writer = QPdfWriter(str(path))
    writer.setResolution(96)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageOrientation(QPageLayout.Orientation.Landscape)
    document = QTextDocument()
    document.setHtml(_BOTH.replace("<table", "<table width='100%'"))
    document.print_(writer)
    return path


def _page(dialog: QDialog) -> FilePage | None:
    return dialog.review.files[0] if isinstance(dialog, ImportDialog) and dialog.review else None


def _change_rows(dialog: QDialog) -> QDialog:
    if page := _page(dialog):
        first, *_others, last = page.draft.order
        page.draft.split_by_items(first)
        page.draft.drop(last)
        page.review.reload(last)
    return dialog


def _show_columns(dialog: QDialog) -> QDialog:
    page = _page(dialog)
    if page is None:
        return dialog
    columns = ColumnsDialog(page.draft, dialog)
    columns.show()
    return columns


def _show_units(dialog: QDialog) -> QDialog:
    if page := _page(dialog):
        page.review.show_field(page.draft.order[1], "units")
    return dialog


def _compare(dialog: QDialog) -> QDialog:
    page = _page(dialog)
    document = page.finished().document if page else None
    if page is None or page.file.older is None or document is None:
        return dialog
    comparison = ComparisonDialog(page.workspace, page.file.older, document, (), dialog)
    comparison.show()
    return comparison
