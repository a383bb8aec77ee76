"""第一次使用: the county, the office, the unit directory; or a look at the sample ledger first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QWidget

from gongkai_desktop import paths
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services.office import save_office
from gongkai_desktop.services.units import import_units
from gongkai_desktop.services.workspace import Workspace, open_workspace
from gongkai_desktop.ui import jobs
from gongkai_desktop.ui.dialogs.forms import FormDialog, plain_button, quiet_label, title_label

_STANDARD = "使用标准名录（县直部门、乡镇街道等，以后可以修改）"
_OWN = "导入自己的名录文件…"


class FirstStartDialog(FormDialog):
    """Accepted with `workspace` set to the ledger to go on with: the clerk's own, or the sample beside it."""

    def __init__(self, workspace: Workspace, today: date, parent: QWidget | None = None) -> None:
        super().__init__(f"欢迎使用{paths.APP_NAME}", "开始使用", parent, refuse="以后再填", room=500)
        self.workspace = workspace
        self._today = today
        self._county = QLineEdit()
        self._office = QLineEdit()
        self._short = QLineEdit()
        self._directory = QComboBox()
        self._file: Path | None = None
        self._build()
        self._county.textEdited.connect(self._propose)
        self._directory.activated.connect(self._directory_chosen)
        self._county.setFocus()

    def _build(self) -> None:
        self._county.setPlaceholderText("例如：示例县")
        self._office.setPlaceholderText("例如：示例县人民政府办公室")
        self._short.setPlaceholderText("例如：示例政办")
        self._directory.addItems([_STANDARD, _OWN])
        self.head.addWidget(title_label(f"欢迎使用{paths.APP_NAME}"))
        self.head.addWidget(quiet_label("填好下面几项就可以开始，以后都能在“设置”里修改。"))
        self.add_row("县名", self._county, needed=True)
        self.add_row("单位名称", self._office, "督办文书的落款。", needed=True)
        self.add_row("机关代字", self._short, "文号中年份前面的字。", needed=True)
        self.add_row("单位名录", self._directory)
        self.add_wide(quiet_label("想先看看程序是什么样子？示例台账单独存放，不会混进您的数据。"))
        self.add_other_way(plain_button("先看示例台账", self._open_sample))

    def _propose(self, county: str) -> None:
        """What follows from the county's name; the clerk may write over it."""
        county = county.strip()
        self._office.setText(f"{county}人民政府办公室" if county else "")
        bare = county[:-1] if len(county) > 2 and county[-1] in "县区市旗" else county
        self._short.setText(f"{bare}政办" if bare else "")

    def _directory_chosen(self, number: int) -> None:
        if self._directory.itemText(number) != _OWN:
            self._file = None
            return
        chosen, _kind = QFileDialog.getOpenFileName(self, "选择单位名录", "", "单位名录 (*.xlsx *.csv)")
        self._file = Path(chosen) if chosen else None
        if self._file is None:
            self._directory.setCurrentIndex(0)
        else:
            self.explain(f"单位名录将从“{self._file.name}”读入。")

    def missing(self) -> tuple[str, QWidget] | None:
        """Papers cannot be issued without these names."""
        fields = (("县名", self._county), ("单位名称", self._office), ("机关代字", self._short))
        return next(((f"请填写{name}。", field) for name, field in fields if not field.text().strip()), None)

    def submit(self) -> None:
        """Keep the office, and read the directory if there is an own one."""
        workspace, file, today = self.workspace, self._file, self._today
        office = replace(
            workspace.office,
            county=self._county.text().strip(),
            office=self._office.text().strip(),
            short_office=self._short.text().strip(),
            first_start_done=True,
        )

        def store(_report: jobs.Report, _cancelled: jobs.IsCancelled) -> Workspace:
            if file is not None:
                done = import_units(workspace, file, today, replace_all=True)
                if done.problems:
                    first = done.problems[0]
                    raise InvalidInput(
                        f"单位名录没有读入：{first.where} {first.text}", "请改正后再试，或先使用标准名录。"
                    )
            return save_office(workspace, office)

        self._run(store, "正在准备台账")

    def _open_sample(self) -> None:
        self._run(sample_workspace, "正在准备示例台账")

    def _run(self, work: jobs.Work[Workspace], title: str) -> None:
        self.lock()
        jobs.run(self, work, self._ready, title, ended=self.unlock)

    def _ready(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.accept()


def sample_workspace(report: jobs.Report, cancelled: jobs.IsCancelled) -> Workspace:
    """The sample ledger beside the clerk's own; made the first time, whole or not at all."""
    # Deferred: needed once in the life of a ledger.
    from gongkai_desktop.services.sample import load_sample

    path = paths.user_data() / "sample.gkdb"
    if not path.exists():
        part = path.with_name("sample-part.gkdb")
        part.unlink(missing_ok=True)
        sample = open_workspace(part)
        try:
            load_sample(sample, report, cancelled)
            save_office(sample, replace(sample.office, first_start_done=True))
        finally:
            sample.close()
        part.replace(path)
    return open_workspace(path)
