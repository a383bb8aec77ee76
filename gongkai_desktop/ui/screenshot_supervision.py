"""What the pictures show of 督办: a round with papers issued before, and its dialogs."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from gongkai_desktop.domain.papers import BY_NAME
from gongkai_desktop.services import paper_tracking
from gongkai_desktop.services.issue_round import issue_round
from gongkai_desktop.services.paper_tracking import issued_lines, items_of, units_of
from gongkai_desktop.services.supervision import preview_lines, round_of
from gongkai_desktop.services.units import list_units
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui.dialogs.supervision.issue import IssueDialog
from gongkai_desktop.ui.dialogs.supervision.preview import PreviewDialog
from gongkai_desktop.ui.dialogs.supervision.rules import RulesDialog
from gongkai_desktop.ui.dialogs.supervision.tracking import (
    CallDialog,
    DeliveryDialog,
    ObjectionDialog,
    ReplyDialog,
    SettleDialog,
    VoidDialog,
)
from gongkai_desktop.ui.screenshot_scene import Scene

_WAYS = ("直接送达", "政务内网", "传真")


def load_supervision(workspace: Workspace, today: date) -> None:
    """Papers of a round two weeks ago with what became of them, and one of today."""
    before = today - timedelta(days=14)
    with tempfile.TemporaryDirectory() as folder:
        _issue(workspace, before, 6, Path(folder))
        _enter(workspace, before, today)
        _issue(workspace, today, 1, Path(folder))


def _issue(workspace: Workspace, day: date, most: int, folder: Path) -> None:
    found = round_of(workspace, day)
    lines = [line for line in found.lines if not BY_NAME[line.kind].to_all][:most]
    issue_round(workspace, found, lines, folder / day.isoformat())


def _enter(workspace: Workspace, before: date, today: date) -> None:
    papers = [line.notice for line in issued_lines(workspace, today)]
    for paper, way in zip(papers, _WAYS, strict=False):
        paper_tracking.record_delivery(workspace, [paper.id], before + timedelta(days=1), way, "刘主任")
    for paper in papers[:1]:
        said = "已在门户网站公开，网址随文报送。"
        paper_tracking.record_reply(workspace, paper.id, before + timedelta(days=4), said, "刘主任")
    for paper in papers[1:2]:
        words = "此项应由县民政局公开。"
        paper_tracking.raise_objection(workspace, paper.id, today - timedelta(days=3), words)
    for paper in papers[-1:]:
        paper_tracking.void_notice(workspace, paper.id, before + timedelta(days=1), "事项有误，另行发文")
    for paper in papers[2:4]:
        text = "答应本周内公开，公开后报网址。"
        if paper.unit_id is None:
            continue
        paper_tracking.note_call(workspace, paper.unit_id, today - timedelta(days=1), text, "办公室刘主任")


def supervision_scenes(workspace: Workspace, today: date, window: QWidget) -> list[Scene]:
    """The dialogs of 督办."""
    found = round_of(workspace, today)
    issued = issued_lines(workspace, today)
    units = list_units(workspace)
    scenes = [
        Scene("督办规则", lambda: RulesDialog(workspace, window)),
        Scene("催办记录", lambda: CallDialog(workspace, units, units[3].id, "刘主任", today, window)),
    ]
    if found.lines:
        lines = [line for line in found.lines if line.ticked] or list(found.lines)
        scenes += [
            Scene("签发并打印", lambda: IssueDialog(workspace, found, lines, window)),
            Scene("预览文书", lambda: _preview(workspace, today, window)),
        ]
    if not issued:
        return scenes
    paper = issued[0].notice
    names, items = units_of(workspace, paper), items_of(workspace, paper, today)
    scenes += [
        Scene("登记送达", lambda: DeliveryDialog(workspace, [paper], names, today, window)),
        Scene("登记反馈", lambda: ReplyDialog(workspace, paper, names, today, window)),
        Scene("登记异议", lambda: ObjectionDialog(workspace, paper, names, items, today, window)),
        Scene("作废文书", lambda: VoidDialog(workspace, paper, today, window)),
    ]
    if disputed := next((line for line in issued if line.open_objections), None):
        about = units_of(workspace, disputed.notice), items_of(workspace, disputed.notice, today)
        scenes.append(Scene("处理异议", lambda: SettleDialog(workspace, disputed, *about, today, window)))
    return scenes


def _preview(workspace: Workspace, today: date, window: QWidget) -> QDialog:
    found = round_of(workspace, today)
    return PreviewDialog(preview_lines(workspace, found.lines[:3], today, found.extras), window)
