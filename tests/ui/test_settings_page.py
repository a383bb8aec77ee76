"""Settings are kept when [保存] is pressed, never before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QListWidget, QPlainTextEdit, QPushButton, QRadioButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gongkai_desktop.domain.ledger import Unit, UnitKind
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.services.office import light_styles, load_office
from gongkai_desktop.services.sample import SAMPLE_DAY
from gongkai_desktop.services.undo import undo
from gongkai_desktop.services.units import list_groups, list_units
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui.preferences import PreferenceFile
from gongkai_desktop.ui.settings.choose_unit import ChooseUnitDialog
from gongkai_desktop.ui.settings.unit_table import UnitTableModel
from gongkai_desktop.ui.settings_page import SettingsPage

from .conftest import RecordedMessages

Settle = Callable[[], None]


@pytest.fixture
def page(full_workspace: Workspace, qtbot: QtBot, settle: Settle, tmp_path: Path) -> SettingsPage:
    page = SettingsPage(full_workspace, SAMPLE_DAY, PreferenceFile(tmp_path / "preferences.json"))
    qtbot.addWidget(page)
    page.show()
    page.reload()
    settle()
    return page


def _button(page: object, text: str) -> QPushButton:
    return next(b for b in page.findChildren(QPushButton) if b.text() == text)  # type: ignore[attr-defined]


def _named(page: object, kind: type, name: str) -> object:
    return next(f for f in page.findChildren(kind) if f.accessibleName() == name)  # type: ignore[attr-defined]


def test_that_the_office_is_kept_only_when_saved(
    page: SettingsPage, full_workspace: Workspace, settle: Settle, qtbot: QtBot
) -> None:
    _named(page.office, QLineEdit, "联系人").setText("李股长")  # type: ignore[attr-defined]
    assert load_office(full_workspace).contact == ""
    with qtbot.waitSignal(page.workspace_changed) as told:
        _button(page.office, "保存").click()
        settle()
    assert load_office(full_workspace).contact == "李股长"
    assert told.args[0].office.contact == "李股长"


def test_that_a_needed_name_cannot_be_emptied(
    page: SettingsPage, full_workspace: Workspace, settle: Settle
) -> None:
    _named(page.office, QLineEdit, "县名").setText(" ")  # type: ignore[attr-defined]
    _button(page.office, "保存").click()
    settle()
    assert load_office(full_workspace).county


def test_that_lights_get_their_own_words_and_stay_distinguishable(
    page: SettingsPage, full_workspace: Workspace, settle: Settle
) -> None:
    words = page.lights.findChildren(QLineEdit)
    words[0].setText("临期")
    _button(page.lights, "保存").click()
    settle()
    assert light_styles(load_office(full_workspace))[Light.LATE].word == "逾期"
    words[0].setText("超期")
    _button(page.lights, "保存").click()
    settle()
    assert light_styles(load_office(full_workspace))[Light.LATE].word == "超期"


def test_that_a_ready_made_set_of_lights_brings_its_rule(
    page: SettingsPage, full_workspace: Workspace, settle: Settle
) -> None:
    _button(page.lights, "三色单").click()
    _button(page.lights, "放弃修改").click()
    assert load_office(full_workspace).soon_days == 7
    _button(page.lights, "三色单").click()
    _button(page.lights, "保存").click()
    settle()
    office = load_office(full_workspace)
    assert light_styles(office)[Light.SOON].word == "黄单临期"
    assert office.soon_days == 5


def test_that_a_new_unit_is_added_and_the_step_can_be_undone(
    page: SettingsPage, full_workspace: Workspace, settle: Settle, qtbot: QtBot
) -> None:
    before = list_units(full_workspace)
    _button(page.units, "新增单位").click()
    _named(page.units.editor, QLineEdit, "全称").setText("县示范办公室")  # type: ignore[attr-defined]
    _named(page.units.editor, QPlainTextEdit, "简称").setPlainText("示范办、县示范办")  # type: ignore[attr-defined]
    with qtbot.waitSignal(page.committed) as told:
        _button(page.units.editor, "保存").click()
        settle()
    added = next(unit for unit in list_units(full_workspace) if unit.name == "县示范办公室")
    assert added.aliases == ("示范办", "县示范办")
    undo(full_workspace, told.args[0])
    assert list_units(full_workspace) == before


def test_that_an_unconfirmed_unit_is_shown_first_and_can_be_merged_after_a_question(
    page: SettingsPage, full_workspace: Workspace, settle: Settle, recorded_messages: RecordedMessages
) -> None:
    page.show_units_to_confirm()
    (waiting,) = page.units.table.units.shown
    target = next(unit for unit in list_units(full_workspace) if unit.name == "县公安局")
    recorded_messages.answer = False
    page.units.editor.merge_wanted.emit(waiting, target)
    settle()
    assert waiting.id in {unit.id for unit in list_units(full_workspace)}
    recorded_messages.answer = True
    page.units.editor.merge_wanted.emit(waiting, target)
    settle()
    merged = next(unit for unit in list_units(full_workspace) if unit.id == target.id)
    assert waiting.name in merged.aliases
    assert page.units.table.units.shown == []


def test_that_a_confirmed_unit_no_longer_waits(
    page: SettingsPage, full_workspace: Workspace, settle: Settle
) -> None:
    page.show_units_to_confirm()
    _button(page.units.editor, "确认为新单位").click()
    settle()
    assert all(unit.confirmed for unit in list_units(full_workspace))


def test_that_units_are_found_by_name_alias_and_pinyin(page: SettingsPage) -> None:
    search = _named(page.units, QLineEdit, "查找单位")
    for text in ("发展和改革", "发改局", "fzhggj"):
        search.setText(text)  # type: ignore[attr-defined]
        assert "县发展和改革局" in [unit.name for unit in page.units.table.units.shown]


def test_that_a_group_is_changed_unit_by_unit(
    page: SettingsPage, full_workspace: Workspace, settle: Settle
) -> None:
    members = _named(page.groups, QListWidget, "组内单位")
    first = members.item(0)  # type: ignore[attr-defined]
    unit_id = first.data(Qt.ItemDataRole.UserRole)
    first.setCheckState(Qt.CheckState.Unchecked)
    button = next(b for b in page.groups.findChildren(QPushButton) if b.text() in ("保存", "确认"))
    button.click()
    settle()
    assert unit_id in list_groups(full_workspace)[0].exclude


def test_that_taking_a_kind_away_takes_its_units_away(page: SettingsPage) -> None:
    members = _named(page.groups, QListWidget, "组内单位")
    kinds = {box.text(): box for box in page.groups.findChildren(QCheckBox)}
    for box in kinds.values():
        if box.isChecked():
            box.click()
    states = {members.item(row).checkState() for row in range(members.count())}  # type: ignore[attr-defined]
    assert states == {Qt.CheckState.Unchecked}


def test_that_the_text_size_is_remembered_and_the_window_told(
    page: SettingsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    next(b for b in page.display.findChildren(QRadioButton) if b.text() == "150 %").click()
    with qtbot.waitSignal(page.workspace_changed):
        _button(page.display, "保存").click()
    assert PreferenceFile(tmp_path / "preferences.json").values.text_percent == 150


def test_that_the_unit_model_keeps_the_rules_of_models(qtmodeltester: ModelTester) -> None:
    model = UnitTableModel()
    qtmodeltester.check(model)
    model.set_units([Unit(1, "县财政局", UnitKind.DEPARTMENT), Unit(2, "新", UnitKind.OTHER, (), False)], {})
    model.set_search("财", only_open=False)
    assert [unit.id for unit in model.shown] == [1]
    model.set_search("", only_open=True)
    assert [unit.id for unit in model.shown] == [2]


def test_that_the_only_unit_found_is_the_chosen_one(qtbot: QtBot) -> None:
    units = [Unit(1, "县财政局", UnitKind.DEPARTMENT), Unit(2, "县民政局", UnitKind.DEPARTMENT)]
    dialog = ChooseUnitDialog("合并单位", "", units, {})
    qtbot.addWidget(dialog)
    assert dialog.missing() is not None
    dialog.findChild(QLineEdit).setText("财政")
    assert dialog.chosen == units[0]
