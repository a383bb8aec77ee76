"""Setup as a clerk sees it, page by page: cancelled, installed, removed. Pictures of every page are kept."""

from __future__ import annotations

import hashlib
import shutil
import time
from pathlib import Path
from typing import Protocol

from wine import Windows, expect, press, take_picture, wait_for, window_titles, windows_named

SETUP, REMOVAL = "安装程序", "卸载程序"
"""What stands in the titles."""
FEWEST_COLOURS = 60
"""A page with text has more than this: letters have soft edges."""
EXIT_CANCELLED = 1


class Program(Protocol):
    """What is installed where."""

    windows: Windows
    folder: Path


class Pages:
    """The pages of one run of Setup or of the uninstaller, and a picture of each."""

    def __init__(self, title: str, out: Path, name: str) -> None:
        self._title = title
        self._out = out
        self._name = name
        self._number = 0
        self._last = b""

    def see(self, what: str, seconds: float = 120) -> None:
        """Wait until a new page stands still, and keep its picture."""
        picture = self._out / f"{self._name}-{self._number + 1}.png"
        seen = [b""]

        def is_still() -> bool:
            time.sleep(0.7)
            if not windows_named(self._title):
                return False
            colours = take_picture(picture)
            seen.append(hashlib.sha256(picture.read_bytes()).digest())
            return seen[-1] == seen[-2] != self._last and colours > FEWEST_COLOURS

        wait_for(is_still, seconds, f"the page: {what}")
        self._number += 1
        self._last = seen[-1]
        expect(True, f"{what}（{picture.name}）")

    def press(self, key: str) -> None:
        """Strike a key on the page that is shown."""
        press(self._title, key)


def try_pages(program: Program, setup: Path, out: Path, window: str) -> None:
    """The whole way with the keyboard; `window` is in the title of the program that Setup opens."""
    pictures = out / "pages"
    shutil.rmtree(pictures, ignore_errors=True)
    pictures.mkdir(parents=True)
    cancel(program, setup, pictures)
    install(program, setup, pictures)
    wait_for(lambda: any(window in title for title in window_titles()), 300, "the program")
    expect(True, f"最后一页打开程序，窗口 {[title for title in window_titles() if window in title]}")


def cancel(program: Program, setup: Path, pictures: Path) -> None:
    """Escape asks back, and then leaves nothing behind."""
    running = program.windows.start(str(setup))
    pages = Pages(SETUP, pictures, "cancel")
    pages.see("双击安装程序，第一页")
    pages.press("Escape")
    pages.see("按 Esc，先问是否退出")
    pages.press("Return")
    code = running.wait(60)
    expect(code == EXIT_CANCELLED and not program.folder.exists(), f"取消后什么也没有安装，退出码 {code}")


def install(program: Program, setup: Path, pictures: Path) -> None:
    """Return on every page."""
    running = program.windows.start(str(setup))
    pages = Pages(SETUP, pictures, "setup")
    pages.see("安装：欢迎页")
    pages.press("Return")
    pages.see("安装：选择文件夹")
    pages.press("Return")
    wait_for((program.folder / "uninstall.exe").exists, 300, "the files")
    pages.see("安装：完成页")
    pages.press("Return")
    code = running.wait(60)
    expect(code == 0, f"一路按回车装完，退出码 {code}")


def remove_by_pages(program: Program, out: Path) -> None:
    """The same for the uninstaller, which goes on as a copy of itself."""
    program.windows.start(str(program.folder / "uninstall.exe"))
    pages = Pages(REMOVAL, out / "pages", "remove")
    pages.see("卸载：说明台账在哪里")
    pages.press("Return")
    wait_for(lambda: not program.folder.exists(), 120, "the uninstaller")
    pages.see("卸载：完成页")
    pages.press("Return")
    wait_for(lambda: not windows_named(REMOVAL), 60, "the uninstaller to close")
    expect(True, "卸载程序关闭")
