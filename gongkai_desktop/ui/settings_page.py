"""设置: the office, units and groups, the working-day calendar, rules of law, lights, text size."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QTabWidget, QVBoxLayout, QWidget

from gongkai_desktop.services.office import load_office, save_office
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.settings import OfficeSettings
from gongkai_desktop.ui import jobs, theme
from gongkai_desktop.ui.dialogs.forms import title_label
from gongkai_desktop.ui.preferences import PreferenceFile
from gongkai_desktop.ui.settings.backups_form import BackupsForm
from gongkai_desktop.ui.settings.calendar_form import CalendarForm
from gongkai_desktop.ui.settings.display_form import DisplayForm
from gongkai_desktop.ui.settings.groups_form import GroupsForm
from gongkai_desktop.ui.settings.lights_form import LightsForm
from gongkai_desktop.ui.settings.office_form import OfficeForm
from gongkai_desktop.ui.settings.password_form import PasswordForm
from gongkai_desktop.ui.settings.rules_form import RulesForm
from gongkai_desktop.ui.settings.templates_form import TemplatesForm
from gongkai_desktop.ui.settings.unit_directory import UnitDirectory


class SettingsPage(QWidget):
    """Each tab is saved on its own; a saved office gives a new workspace, which the window goes on with."""

    workspace_changed = Signal(object)
    committed = Signal(str, str)

    def __init__(
        self, workspace: Workspace, today: date, preferences: PreferenceFile, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._preferences = preferences
        self.office = OfficeForm(workspace.office)
        self.lights = LightsForm(workspace.office)
        self.units = UnitDirectory(workspace, today)
        self.groups = GroupsForm(workspace, today)
        self.calendar = CalendarForm(workspace, today)
        self.rules = RulesForm(workspace)
        self.backups = BackupsForm(workspace)
        self.password = PasswordForm(workspace, preferences)
        self.templates = TemplatesForm(workspace, today)
        self.display = DisplayForm(preferences.values.text_percent)
        # The others scroll inside; with large text these are taller than the screen.
        forms = (self.calendar, self.lights, self.password, self.display)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for widget, title in (
            (self.office, "办公室"),
            (self.units, "单位名录"),
            (self.groups, "单位组"),
            (self.calendar, "工作日历"),
            (self.rules, "法定时限规则"),
            (self.templates, "文书模板"),
            (self.lights, "灯"),
            (self.backups, "备份"),
            (self.password, "密码"),
            (self.display, "显示"),
        ):
            self.tabs.addTab(_scrolled(widget) if widget in forms else widget, title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(24), theme.px(16), theme.px(24), theme.px(16))
        layout.setSpacing(theme.px(8))
        layout.addWidget(title_label("设置"))
        layout.addWidget(self.tabs, 1)
        self._connect()

    def _connect(self) -> None:
        self.office.save_wanted.connect(self._save)
        self.lights.save_wanted.connect(self._save)
        self.backups.save_wanted.connect(self._save)
        self.backups.workspace_changed.connect(self.workspace_changed)
        self.password.workspace_changed.connect(self.workspace_changed)
        self.display.size_wanted.connect(self._save_size)
        self.units.committed.connect(self.committed)
        for form in (self.groups, self.calendar, self.rules, self.templates):
            form.committed.connect(self.committed)
        self.calendar.workspace_changed.connect(self.workspace_changed)

    def reload(self) -> None:
        """Read again what others may have changed."""
        own = (self.units, self.groups, self.calendar, self.rules, self.templates)
        for form in (*own, self.backups, self.password):
            form.reload()

    def show_units_to_confirm(self) -> None:
        """Turn to the units that wait for the clerk."""
        self.tabs.setCurrentWidget(self.units)
        self.units.show_open()

    def _save(self, changes: dict[str, object]) -> None:
        workspace = self._workspace

        def store(_report: jobs.Report, _cancelled: jobs.IsCancelled) -> Workspace:
            # Another tab may have saved its own part since this one was read.
            office: OfficeSettings = replace(load_office(workspace), **changes)  # type: ignore[arg-type]
            return save_office(workspace, office)

        jobs.run(self, store, self._saved, "保存设置")

    def _saved(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.office.set_office(workspace.office)
        self.lights.set_office(workspace.office)
        self.backups.set_workspace(workspace)
        self.password.set_workspace(workspace)
        self.workspace_changed.emit(workspace)

    def _save_size(self, percent: int) -> None:
        self._preferences.change(text_percent=percent)
        self.workspace_changed.emit(self._workspace)


def _scrolled(form: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(form)
    return area
