"""What the pictures show: every dialog in a telling moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from gongkai_desktop.domain.duty_row import CheckpointRow, DutyRow
from gongkai_desktop.domain.filters import DutyFilter
from gongkai_desktop.domain.ledger import PlanVersion
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.services.backups import back_up, list_backups, preview_restore
from gongkai_desktop.services.duties import list_duties, list_plans
from gongkai_desktop.services.edit_duty import record_progress
from gongkai_desktop.services.sample import sample_files
from gongkai_desktop.services.today import today_page
from gongkai_desktop.services.units import list_units
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import crash_dialog, messages
from gongkai_desktop.ui.dialogs.about import AboutDialog
from gongkai_desktop.ui.dialogs.cancel_duty import CancelDutyDialog
from gongkai_desktop.ui.dialogs.check_tasks import CheckTasksDialog
from gongkai_desktop.ui.dialogs.complete import CompleteDialog
from gongkai_desktop.ui.dialogs.damaged import DamagedDialog
from gongkai_desktop.ui.dialogs.export import ExportDialog
from gongkai_desktop.ui.dialogs.first_start import FirstStartDialog
from gongkai_desktop.ui.dialogs.handbook import HandbookDialog
from gongkai_desktop.ui.dialogs.import_dialog import ImportDialog
from gongkai_desktop.ui.dialogs.listing import ListingDialog
from gongkai_desktop.ui.dialogs.move_date import MoveDateDialog
from gongkai_desktop.ui.dialogs.notices import NoticesDialog
from gongkai_desktop.ui.dialogs.plan_versions import PlanVersionsDialog
from gongkai_desktop.ui.dialogs.progress import ProgressDialog
from gongkai_desktop.ui.dialogs.reopen import ReopenDialog
from gongkai_desktop.ui.dialogs.restore import RestoreDialog
from gongkai_desktop.ui.dialogs.review.units_dialog import NewUnitsDialog
from gongkai_desktop.ui.screenshot_reviews import review_scenes
from gongkai_desktop.ui.screenshot_scene import Scene
from gongkai_desktop.ui.settings.choose_unit import ChooseUnitDialog
from gongkai_desktop.ui.views.whole_text import WholeTextDialog
from gongkai_desktop.ui.waiting import WaitingDialog

_HALF = 4000
"""Bytes."""


def dialog_scenes(workspace: Workspace, today: date, window: QWidget) -> list[Scene]:
    """The dialogs that work on a filled ledger."""
    rows = list_duties(workspace, today)
    late = [row for row in rows if row.light is Light.LATE] or list(rows)
    ids = [row.duty_id for row in late[:5]]
    waiting = today_page(workspace, today).to_check
    scenes = [
        Scene("记进展", lambda: ProgressDialog(workspace, ids, today, window)),
        Scene("登记完成", lambda: CompleteDialog(workspace, ids[:1], today, window)),
        Scene("重新打开", lambda: ReopenDialog(workspace, ids[:1], window)),
        Scene("取消责任事项", lambda: CancelDutyDialog(workspace, ids[:2], window)),
        Scene("要求全文", lambda: WholeTextDialog(late[0], window)),
        Scene("来源文件版本", lambda: PlanVersionsDialog(_versions(workspace), window)),
        Scene("导出", lambda: ExportDialog(workspace, DutyFilter(year=today.year), today, window)),
        Scene("督办通知", lambda: NoticesDialog(workspace, today, window)),
        Scene("合并单位", lambda: _choose_unit(workspace, window)),
        Scene("恢复备份", lambda: _restore(workspace, ids[:2], today, window)),
        Scene("台账已损坏", lambda: _damaged(workspace, window)),
        Scene("第一次使用", lambda: FirstStartDialog(workspace, today, window)),
        Scene("关于", lambda: AboutDialog(window)),
        Scene("用户手册", lambda: HandbookDialog(window)),
        *_small_scenes(window),
    ]
    if waiting:
        scenes.append(Scene("逐项核对", lambda: CheckTasksDialog(workspace, waiting, window)))
    if point := _open_point(late):
        scenes.append(Scene("改期", lambda: MoveDateDialog(workspace, point, today, window)))
    return scenes


def import_scenes(fresh: Workspace, today: date, window: QWidget, spare: Path) -> list[Scene]:
    """The steps of an import into a ledger that knows nothing yet."""
    broken = spare / "扫描件.docx"
    broken.write_bytes(sample_files()[0].read_bytes()[:_HALF])  # as a download that broke off leaves it
    files = [*sample_files(), broken]
    return [
        Scene("导入-选择文件", lambda: ImportDialog(fresh, [], today, window)),
        Scene("导入-核对", lambda: ImportDialog(fresh, files, today, window)),
        Scene("导入-核对第二个文件", lambda: ImportDialog(fresh, files, today, window), _show_second),
        Scene("导入-打不开的文件", lambda: ImportDialog(fresh, files, today, window), _show_refused),
        Scene("导入-新单位", lambda: ImportDialog(fresh, files, today, window), _open_units),
        Scene("导入-结果", lambda: ImportDialog(fresh, files, today, window), _confirm),
        *review_scenes(fresh, today, window, spare),
    ]


def _small_scenes(window: QWidget) -> list[Scene]:
    question = messages.Message(
        "ask",
        "放弃这次导入吗？",
        "还没有写入台账，已经做的核对不会保留。",
        "放弃导入",
        "继续核对",
        risky=True,
    )
    refusal = messages.Message("error", "“台账.xlsx”不能保存。", "请先关闭正在使用它的程序，或换一个文件夹。")
    left_out = [("注：本表由县政府办公室负责解释。", "表外说明"), ("2026年5月8日", "落款日期")]
    return [
        Scene("询问", lambda: messages.build_box(window, question)),
        Scene("不能办", lambda: messages.build_box(window, refusal)),
        Scene("程序出错", lambda: crash_dialog.CrashDialog(ValueError("示例"), window)),
        Scene("正在进行", lambda: _waiting(window)),
        Scene(
            "未纳入",
            lambda: ListingDialog(
                "未纳入的内容", "下面的文字没有进入任何任务。", ("内容", "原因"), left_out, window
            ),
        ),
    ]


def _versions(workspace: Workspace) -> list[PlanVersion]:
    """The files of the first two plans, as if one had taken the place of the other."""
    plans = list_plans(workspace)[:2]
    return [
        PlanVersion(plan.file_name, plan.sha256, plan.imported_at, in_force=plan is plans[0])
        for plan in plans
    ]


def _waiting(window: QWidget) -> WaitingDialog:
    dialog = WaitingDialog("正在识别", window)
    dialog.show_progress(2, 3, "正在识别 工作要点任务分解表.docx")
    return dialog


def _restore(workspace: Workspace, ids: Sequence[int], today: date, window: QWidget) -> RestoreDialog:
    backup = back_up(workspace).backup
    record_progress(workspace, ids, today, "已报送初稿", 50, "某局")
    return RestoreDialog(workspace, backup, preview_restore(workspace, backup.path), window)


def _damaged(workspace: Workspace, window: QWidget) -> DamagedDialog:
    back_up(workspace)
    return DamagedDialog(Path("台账.gkdb"), list_backups(workspace)[:3], window)


def _choose_unit(workspace: Workspace, window: QWidget) -> ChooseUnitDialog:
    units = list_units(workspace)
    return ChooseUnitDialog("合并单位", "“县发改委”并入哪个单位？", units, {}, window)


def _open_point(rows: Sequence[DutyRow]) -> CheckpointRow | None:
    return next((point for row in rows for point in row.checkpoints if point.done_on is None), None)


def _show_second(dialog: QDialog) -> QDialog:
    if isinstance(dialog, ImportDialog) and dialog.review:
        dialog.review.bring_forward(dialog.review.files[1])
        dialog.review.next_doubt()
    return dialog


def _show_refused(dialog: QDialog) -> QDialog:
    if isinstance(dialog, ImportDialog) and dialog.review:
        dialog.review.show_refused()
    return dialog


def _open_units(dialog: QDialog) -> QDialog:
    files = dialog.review.files if isinstance(dialog, ImportDialog) and dialog.review else []
    file = next((file for file in files if file.units.matches), None)
    if file is None:
        return dialog
    units = NewUnitsDialog(file.units, dialog)
    units.show()
    return units


def _confirm(dialog: QDialog) -> QDialog:
    if isinstance(dialog, ImportDialog):
        dialog.confirm()
    return dialog
