"""登记异议, 处理异议: of one duty or one statutory limit, and one objection at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gongkai_desktop.domain.ledger import Notice
from gongkai_desktop.services.clocks import ClockDraft, start_clocks
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.issue_notices import issue_notices
from gongkai_desktop.services.paper_tracking import (
    IssuedLine,
    issued_lines,
    items_of,
    raise_objection,
    units_of,
)
from gongkai_desktop.services.sample import SAMPLE_DAY
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui.dialogs.supervision.tracking import ObjectionDialog, SettleDialog


@pytest.fixture
def circular(full_workspace: Workspace, tmp_path: Path) -> Notice:
    """Names late duties of several units, and a late limit of one of them."""
    late = next(row for row in list_duties(full_workspace, SAMPLE_DAY) if row.light.value == "late")
    start_clocks(
        full_workspace,
        [ClockDraft("request_reply", "张某申请公开低保名单", date(2026, 3, 2), unit_id=late.unit_id)],
    )
    (issued,) = issue_notices(full_workspace, "督查通报", tmp_path, SAMPLE_DAY)
    return issued.notice


def line(workspace: Workspace) -> IssuedLine:
    return issued_lines(workspace, SAMPLE_DAY)[0]


def test_that_a_unit_disputes_one_limit_of_a_circular(
    full_workspace: Workspace, circular: Notice, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    names, items = units_of(full_workspace, circular), items_of(full_workspace, circular, SAMPLE_DAY)
    limit = next(one for one in items if one.key[0] == "clock")
    dialog = ObjectionDialog(full_workspace, circular, names, items, SAMPLE_DAY)
    qtbot.addWidget(dialog)
    dialog.unit.setCurrentIndex(dialog.unit.findData(limit.unit_id))
    mine = [dialog.item.itemText(place) for place in range(dialog.item.count())]
    assert mine == ["文书所列的全部事项", *(one.text for one in items if one.unit_id == limit.unit_id)]
    dialog.item.setCurrentText(limit.text)
    dialog.text.setPlainText("申请人已撤回")
    dialog.accept_button.click()
    settle()
    (objection,) = line(full_workspace).open_objections
    assert (objection.unit_id, objection.clock_id, objection.duty_id) == (limit.unit_id, limit.key[1], None)


def test_that_objections_are_settled_one_by_one(
    full_workspace: Workspace, circular: Notice, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    names, items = units_of(full_workspace, circular), items_of(full_workspace, circular, SAMPLE_DAY)
    first, second = [one for one in items if one.key[0] == "duty"][:2]
    for one in (first, second):
        raise_objection(full_workspace, circular.id, SAMPLE_DAY, "不属实", [one.key[1]], unit_id=one.unit_id)
    dialog = SettleDialog(full_workspace, line(full_workspace), names, items, SAMPLE_DAY)
    qtbot.addWidget(dialog)
    assert dialog.which.itemText(0) == "全部 2 项"
    wanted = next(one.id for one in line(full_workspace).objections if one.duty_id == second.key[1])
    choices = [list(dialog.which.itemData(place)) for place in range(dialog.which.count())]
    dialog.which.setCurrentIndex(choices.index([wanted]))
    assert second.text in dialog.which.currentText()
    assert dict(names)[second.unit_id] in dialog.which.currentText()
    dialog.no.setChecked(True)
    dialog.accept_button.click()
    assert dialog.result() == 0, "a decision has its reason"
    dialog.reason.setPlainText("网址打不开")
    dialog.accept_button.click()
    settle()
    found = {one.duty_id: (one.accepted, one.reason) for one in line(full_workspace).objections}
    assert found == {first.key[1]: (None, ""), second.key[1]: (False, "网址打不开")}
