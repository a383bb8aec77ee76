"""This PC's preferences survive a restart and never get in the way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gongkai_desktop.ui.preferences import PreferenceFile, Preferences


def test_that_what_was_changed_is_there_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "new" / "preferences.json"
    PreferenceFile(path).change(text_percent=150, columns={"table": {"task": 240, "no": 0}})
    again = PreferenceFile(path).values
    assert (again.text_percent, again.columns) == (150, {"table": {"task": 240, "no": 0}})


def test_that_values_of_a_newer_program_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    path.write_text('{"sounds": true}', encoding="utf-8")
    PreferenceFile(path).change(last_view="tree")
    assert json.loads(path.read_text(encoding="utf-8"))["sounds"] is True


@pytest.mark.parametrize("text", ["{", "[1]", "", '{"text_percent": "big", "columns": 3}'])
def test_that_a_damaged_file_gives_the_defaults(tmp_path: Path, text: str) -> None:
    path = tmp_path / "preferences.json"
    path.write_text(text, encoding="utf-8")
    assert PreferenceFile(path).values == Preferences()


def test_that_text_is_never_smaller_or_larger_than_the_screen_can_bear(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    path.write_text('{"text_percent": 900}', encoding="utf-8")
    assert PreferenceFile(path).values.text_percent == 200


def test_that_a_folder_that_cannot_be_written_costs_nothing_but_the_memory(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    file = PreferenceFile(blocked / "preferences.json")
    file.change(last_view="tree")
    assert file.values.last_view == "tree"


def test_that_a_window_comes_back_where_it_was(tmp_path: Path, qtbot: QtBot) -> None:
    file = PreferenceFile(tmp_path / "preferences.json")
    window = QWidget()
    qtbot.addWidget(window)
    assert not file.restore_geometry("main", window)
    window.resize(700, 500)
    file.keep_geometry("main", window)
    other = QWidget()
    qtbot.addWidget(other)
    assert PreferenceFile(tmp_path / "preferences.json").restore_geometry("main", other)
    assert (other.width(), other.height()) == (700, 500)
