"""What the self-test looks at: every part of the installed program does its work once."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from gongkai_desktop import paths
from gongkai_desktop.domain.filters import DutyFilter
from gongkai_desktop.domain.grid import Grid
from gongkai_desktop.domain.password import Password
from gongkai_desktop.errors import WrongPassword
from gongkai_desktop.services.backups import back_up, check_ledger
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.export_ledger import export_excel
from gongkai_desktop.services.fonts import check_fonts
from gongkai_desktop.services.import_plan import commit_import, preview_files
from gongkai_desktop.services.issue_notices import issue_notices
from gongkai_desktop.services.monthly_report import write_report
from gongkai_desktop.services.papers import FORMATS
from gongkai_desktop.services.passwords import needs_password
from gongkai_desktop.services.recognise import read_bytes, read_raw
from gongkai_desktop.services.sample import SAMPLE_DAY, format_files, load_sample, sample_files
from gongkai_desktop.services.workspace import Workspace, open_workspace

Check = tuple[str, Callable[[], str]]
"""A check's name, and the work that says what was seen or raises."""

_FORMAT_TASKS = 3
_LINK = re.compile(r"\]\(([^)#]+\.md)\)")


class SelfTest:
    """The checks in their order; what is opened stays open for those that follow."""

    def __init__(self, scratch: Path, folder: Path) -> None:
        self._scratch = scratch
        self._folder = folder
        self._ledgers: list[Workspace] = []
        self.facts: dict[str, Any] = {}

    def checks(self) -> Iterator[Check]:
        """All of them. A later one may need what an earlier one made."""
        yield "资源文件", self._resources
        yield "用户手册", self._handbook
        yield "公文字体", check_fonts
        yield "新建台账", self._new_ledger
        yield "台账密码", self._password
        yield from (
            (f"导入 {path.suffix} 文件", lambda path=path: self._import(path)) for path in format_files()
        )
        yield "导入示例文件", self._import_sample
        yield "写出 Excel 台账", self._excel
        yield "生成督办通知", self._notices
        yield "生成月度督办报告", self._report
        yield "打开全部页面和对话框", self._window

    def close(self) -> None:
        """Let go of the ledgers."""
        for workspace in self._ledgers:
            workspace.close()

    def _open(self, name: str) -> Workspace:
        workspace = open_workspace(self._scratch / name, "自检")
        self._ledgers.append(workspace)
        return workspace

    @property
    def _sample(self) -> Workspace:
        return self._ledgers[0]

    def _resources(self) -> str:
        folder = paths.resources()
        self.facts["resources"] = str(folder)
        wanted = ("window.qss", "units/standard.csv", "fonts/screen.ttf", "fonts/licences", "icons/app.svg")
        absent = [name for name in wanted if not (folder / name).exists()]
        expect(not absent, f"缺少 {'、'.join(absent)}")
        return f"{sum(path.is_file() for path in folder.rglob('*'))} 个文件"

    def _handbook(self) -> str:
        index = paths.handbook() / "index.md"
        chapters = _LINK.findall(index.read_text("utf-8"))
        absent = [name for name in chapters if not (paths.handbook() / name).is_file()]
        expect(bool(chapters) and not absent, f"缺少 {'、'.join(absent)}")
        return f"{len(set(chapters))} 章"

    def _new_ledger(self) -> str:
        self._open("自检.gkdb")
        self._open("各种格式.gkdb")
        return "台账已建立，各版结构升级完成"

    def _password(self) -> str:
        file, secret = self._scratch / "有密码.gkdb", Password("自检 self-test 1")
        opened = open_workspace(file, "自检", password=secret)
        self._ledgers.append(opened)
        expect(needs_password(file), "台账没有加密")
        expect(needs_password(back_up(opened).backup.path), "备份没有加密")
        expect(check_ledger(file, secret) is None, "加密的台账不完好")
        try:
            open_workspace(file, "自检", password=Password("另一个密码")).close()
        except WrongPassword:
            return "加密、打开、备份都正常，密码不对的被拒绝"
        raise AssertionError("密码不对也打开了台账")

    def _import(self, path: Path) -> str:
        previews = preview_files(self._ledgers[1], [path])
        if previews[0].error:
            raise previews[0].error
        result = commit_import(self._ledgers[1], previews)
        expect(
            result.task_count == _FORMAT_TASKS, f"认出 {result.task_count} 项任务，应为 {_FORMAT_TASKS} 项"
        )
        expect(result.flag_count == 0, f"待核对 {result.flag_count} 处，应为 0 处")
        return f"{result.task_count} 项任务"

    def _import_sample(self) -> str:
        result = load_sample(self._sample)
        expect(len(result.plans) == len(sample_files()), f"只导入 {len(result.plans)} 份")
        return f"{len(result.plans)} 份文件，{result.task_count} 项任务，{result.duty_count} 项责任事项"

    def _excel(self) -> str:
        path = export_excel(self._sample, self._folder / "台账.xlsx", SAMPLE_DAY, DutyFilter())
        row = list_duties(self._sample, SAMPLE_DAY)[0]
        return _read_back(path, row.unit_name, row.requirement[:20])

    def _notices(self) -> str:
        out = self._folder / "督办通知"
        issued = issue_notices(self._sample, "督办通知", out, SAMPLE_DAY, formats=FORMATS)
        expect(bool(issued), "没有生成通知")
        for paper in issued:
            for path in paper.paths:
                _read_back(path, "督办通知")
        seen = _read_back(issued[0].paths[0], issued[0].notice.unit_name)
        return f"{len(issued)} 份，{'、'.join(FORMATS)} 各一个文件；第一份 {seen}"

    def _report(self) -> str:
        month = (SAMPLE_DAY.year, SAMPLE_DAY.month)
        path = write_report(self._sample, month, self._folder / "月报.pdf", SAMPLE_DAY)
        return _read_back(path, f"{SAMPLE_DAY.year}年{SAMPLE_DAY.month}月")

    def _window(self) -> str:
        if _has_no_screen():
            os.environ["QT_QPA_PLATFORM"] = "offscreen"  # Qt would end the program, without a word
        # The toolkit is loaded here, so that its absence is a finding and not a crash.
        from gongkai_desktop.ui.self_check import look_at_window

        look = look_at_window(self._sample, self._folder / "界面", SAMPLE_DAY)
        self.facts |= asdict(look)
        return f"{len(look.titles)} 个画面，字体 {look.font}，{look.platform}"


def expect(holds: bool, otherwise: str) -> None:
    """A finding unless it holds."""
    if not holds:
        raise AssertionError(otherwise)


def _read_back(path: Path, *wanted: str) -> str:
    """Read a file the program wrote with the program's own readers, and look for what must stand in it."""
    texts = []
    for block in read_raw(path.name, read_bytes(path)).blocks:
        texts += [cell.text for cell in block.cells] if isinstance(block, Grid) else [block.text]
    whole = "".join("".join(texts).split())
    absent = [text for text in wanted if "".join(text.split()) not in whole]
    expect(not absent, f"“{path.name}”读回后没有：{'、'.join(absent)}")
    return f"{path.name}，{path.stat().st_size} 字节，读回 {len(whole)} 字"


def _has_no_screen() -> bool:
    """Whether there is neither a screen nor a word on how to do without one; Windows always has one."""
    known = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    return sys.platform.startswith("linux") and not any(os.environ.get(name) for name in known)
