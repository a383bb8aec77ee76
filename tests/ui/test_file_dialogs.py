"""Files out of the program, and its first start."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QLineEdit, QListWidget, QPushButton, QTextBrowser
from pytestqt.qtbot import QtBot

from gongkai_desktop import paths
from gongkai_desktop.domain.filters import DutyFilter
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.office import load_office
from gongkai_desktop.services.sample import SAMPLE_DAY
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui.dialogs.about import AboutDialog
from gongkai_desktop.ui.dialogs.export import ExportDialog
from gongkai_desktop.ui.dialogs.first_start import FirstStartDialog
from gongkai_desktop.ui.dialogs.handbook import HandbookDialog
from gongkai_desktop.ui.dialogs.notices import NoticesDialog

from .conftest import RecordedMessages

Settle = Callable[[], None]


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the system was asked to open; nothing is."""
    asked: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: asked.append(url.toLocalFile()))
    return asked


def _field(dialog: object, name: str) -> QLineEdit:
    return next(f for f in dialog.findChildren(QLineEdit) if f.accessibleName() == name)  # type: ignore[attr-defined]


def test_that_the_shown_duties_are_exported_and_the_file_can_be_opened(
    full_workspace: Workspace, qtbot: QtBot, settle: Settle, tmp_path: Path, opened: list[str]
) -> None:
    dialog = ExportDialog(full_workspace, DutyFilter(lights=frozenset({Light.LATE})), SAMPLE_DAY)
    qtbot.addWidget(dialog)
    _field(dialog, "保存到").setText(str(tmp_path / "台账"))
    dialog.submit()
    settle()
    assert (tmp_path / "台账.xlsx").stat().st_size > 0
    assert [Path(file) for file in opened] == [tmp_path / "台账.xlsx"]


def test_that_an_existing_file_is_replaced_only_when_wanted(
    full_workspace: Workspace,
    qtbot: QtBot,
    settle: Settle,
    tmp_path: Path,
    recorded_messages: RecordedMessages,
) -> None:
    target = tmp_path / "台账.xlsx"
    target.write_bytes(b"old")
    dialog = ExportDialog(full_workspace, DutyFilter(), SAMPLE_DAY)
    qtbot.addWidget(dialog)
    _field(dialog, "保存到").setText(str(target))
    recorded_messages.answer = False
    dialog.submit()
    settle()
    assert target.read_bytes() == b"old"


def test_that_only_ticked_units_get_a_paper(
    full_workspace: Workspace,
    qtbot: QtBot,
    settle: Settle,
    tmp_path: Path,
    recorded_messages: RecordedMessages,
) -> None:
    dialog = NoticesDialog(full_workspace, SAMPLE_DAY)
    qtbot.addWidget(dialog)
    settle()
    late = {row.unit_id for row in list_duties(full_workspace, SAMPLE_DAY) if row.light is Light.LATE}
    units = dialog.findChild(QListWidget)
    assert units.count() == len(late)
    next(b for b in dialog.findChildren(QPushButton) if b.text() == "全不选").click()
    for row in (0, 1):
        units.item(row).setCheckState(units.item(row).checkState().Checked)
    _field(dialog, "保存到").setText(str(tmp_path / "督办"))
    next(box for box in dialog.findChildren(QCheckBox) if "Word" in box.text()).setChecked(True)
    dialog.submit()
    settle()
    assert len(list((tmp_path / "督办").glob("*.pdf"))) == 2
    assert len(list((tmp_path / "督办").glob("*.docx"))) == 2
    assert recorded_messages.texts == ["签发 2 份督办通知吗？", "已签发 2 份督办通知。"]


def test_that_without_late_duties_nothing_can_be_issued(
    empty_workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    dialog = NoticesDialog(empty_workspace, SAMPLE_DAY)
    qtbot.addWidget(dialog)
    settle()
    assert not next(b for b in dialog.findChildren(QPushButton) if b.text() == "签发…").isEnabled()


def test_that_the_first_start_asks_for_the_county_and_proposes_the_rest(
    empty_workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    dialog = FirstStartDialog(empty_workspace, SAMPLE_DAY)
    qtbot.addWidget(dialog)
    assert dialog.missing() is not None
    _field(dialog, "县名").insert("示例县")
    dialog.submit()
    settle()
    office = load_office(empty_workspace)
    assert (office.county, office.office, office.short_office, office.first_start_done) == (
        "示例县",
        "示例县人民政府办公室",
        "示例政办",
        True,
    )
    assert dialog.workspace.office == office


def test_that_the_sample_is_a_ledger_of_its_own(
    empty_workspace: Workspace, qtbot: QtBot, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "user_data", lambda: tmp_path)
    dialog = FirstStartDialog(empty_workspace, SAMPLE_DAY)
    qtbot.addWidget(dialog)
    next(b for b in dialog.findChildren(QPushButton) if b.text() == "先看示例台账").click()
    settle()
    try:
        assert list_duties(dialog.workspace, SAMPLE_DAY)
        assert list_duties(empty_workspace, SAMPLE_DAY) == ()
        assert not load_office(empty_workspace).first_start_done
    finally:
        dialog.workspace.close()


def test_that_about_tells_version_and_licences(qtbot: QtBot) -> None:
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.windowTitle() == "关于政务公开台账"


def test_that_the_handbook_opens_at_its_contents_and_all_its_chapters_are_there(qtbot: QtBot) -> None:
    dialog = HandbookDialog()
    qtbot.addWidget(dialog)
    text = dialog.findChild(QTextBrowser)
    assert "三分钟上手" in text.toPlainText()
    contents = (paths.handbook() / "index.md").read_text("utf-8")
    chapters = re.findall(r"\(([\w-]+\.md)\)", contents)
    assert sorted(chapters) == sorted({p.name for p in paths.handbook().glob("*.md")} - {"index.md"})
    for chapter in chapters:
        text.setSource(QUrl(chapter))
        assert len(text.toPlainText()) > 200
        dialog.show_contents()
