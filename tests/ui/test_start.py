"""Opening the window: the look, the first start, a window built anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from gongkai_desktop import paths
from gongkai_desktop.domain.filters import DutyFilter
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.domain.recognised import Role
from gongkai_desktop.services.holidays import LocalDays, save_local_days
from gongkai_desktop.services.office import save_office
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.services.year_wheel import preview_year_wheel, start_year_wheel
from gongkai_desktop.ui import icons, theme
from gongkai_desktop.ui.preferences import PreferenceFile
from gongkai_desktop.ui.start import begin, build_application, run_window
from gongkai_desktop.ui.windows import Windows

from .conftest import RecordedMessages

TODAY = date(2026, 10, 12)
Settle = Callable[[], None]


@pytest.fixture
def application(qapp: QApplication) -> Iterator[QApplication]:
    before = qapp.font(), qapp.styleSheet(), qapp.palette()
    yield qapp
    qapp.setStyleSheet(before[1])
    qapp.setFont(before[0])
    qapp.setPalette(before[2])


@pytest.fixture
def windows(application: QApplication, tmp_path: Path) -> Windows:
    return Windows(application, PreferenceFile(tmp_path / "preferences.json"), TODAY)


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_that_all_lengths_follow_the_text_scale(application: QApplication, percent: int) -> None:
    theme.apply_theme(application, percent)
    assert application.font().pixelSize() == 14 * percent // 100
    assert theme.px(36) == 36 * percent // 100
    assert "$" not in application.styleSheet()


@pytest.mark.parametrize("percent", [50, 1000])
def test_that_a_senseless_text_scale_is_brought_to_sense(application: QApplication, percent: int) -> None:
    theme.apply_theme(application, percent)
    assert 1.0 <= theme.scale() <= 2.0


@pytest.mark.parametrize("path", sorted((paths.resources() / "icons").glob("*.svg")), ids=lambda p: p.stem)
def test_that_every_icon_draws_something(qapp: QApplication, path: Path) -> None:
    picture = icons.pixmap(path.stem).toImage()
    opaque = sum(
        picture.pixelColor(x, y).alpha() > 0
        for x in range(0, picture.width(), 3)
        for y in range(0, picture.height(), 3)
    )
    assert opaque > 10


def test_that_saved_settings_give_a_window_that_goes_on_where_the_old_one_stood(
    qtbot: QtBot, windows: Windows, workspace: Workspace, settle: Settle
) -> None:
    windows.show(workspace)
    settle()
    first = windows.window
    assert first is not None
    first.open_duties(DutyFilter(role=Role.LEAD))
    first.history.push("b", "记进展")
    other = save_office(workspace, replace(workspace.office, county="另一个县"))
    first.workspace_changed.emit(other)
    settle()
    second = windows.window
    assert second is not None
    assert second is not first
    assert "另一个县" in second.windowTitle()
    assert second.ledger.duties.wanted.role is Role.LEAD
    assert second.history.undo_name == "记进展"
    qtbot.waitUntil(lambda: not isValid(first))
    second.close()


def test_that_a_new_day_is_begun_unless_the_clerk_is_in_the_middle_of_something(
    qtbot: QtBot, windows: Windows, workspace: Workspace, settle: Settle
) -> None:
    windows.show(workspace)
    settle()
    assert windows.window is not None
    late = windows.window.ledger.duties.light_counts()[Light.LATE]
    dialog = QDialog(windows.window)
    dialog.open()
    windows.turn_to(date(2027, 1, 15))
    assert windows.window.ledger.duties.light_counts()[Light.LATE] == late
    dialog.close()
    windows.turn_to(date(2027, 1, 15))
    settle()
    assert windows.window.ledger.duties.light_counts()[Light.LATE] > late
    windows.window.close()


def test_that_a_new_year_gets_its_legal_dates_as_the_year_before(
    qtbot: QtBot, windows: Windows, workspace: Workspace, settle: Settle
) -> None:
    start_year_wheel(workspace, 2026, {"report_department"})
    windows.show(workspace)
    settle()
    windows.turn_to(date(2027, 1, 4))
    settle()
    window = windows.window
    assert window is not None
    qtbot.addWidget(window)
    assert [each.due for each in preview_year_wheel(workspace, 2027) if each.made] == [date(2027, 1, 31)]
    assert window.history.undo_name == "生成年度法定日期"
    settle()


def test_that_the_window_goes_on_with_a_changed_calendar_and_takes_it_back(
    qtbot: QtBot, windows: Windows, workspace: Workspace, settle: Settle
) -> None:
    windows.show(workspace)
    settle()
    old = windows.window
    assert old is not None
    saved = save_local_days(workspace, LocalDays(TODAY, TODAY, False, "停工"), TODAY)
    old.settings.calendar.saved.emit(saved, "录入本地放假")
    settle()
    assert windows.window is not old
    assert not windows.workspace.calendar.is_working(TODAY)
    window = windows.window
    assert window is not None
    assert window.history.undo_name == "录入本地放假"
    window.history.undo()
    settle()
    assert windows.workspace.calendar.is_working(TODAY)
    assert windows.window is not None
    assert windows.window.history.redo_name == "录入本地放假"
    windows.window.close()


def test_that_a_file_that_is_no_ledger_is_refused_with_a_message(
    application: QApplication,
    tmp_path: Path,
    recorded_messages: RecordedMessages,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(paths, "user_config", lambda: tmp_path)
    wrong = tmp_path / "wrong.gkdb"
    wrong.write_text("这不是台账", encoding="utf-8")
    opening = begin()
    assert opening.window.isVisible()
    assert run_window(opening, wrong, TODAY) == 1
    assert len(recorded_messages.shown) == 1
    assert not opening.window.isVisible()


def test_that_qts_own_boxes_speak_chinese(application: QApplication) -> None:
    assert build_application() is application
    assert QApplication.translate("QPlatformTheme", "Cancel") == "取消"
