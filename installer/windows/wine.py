"""A throwaway Windows for the tests: one Wine prefix, one screen, and what can be asked of them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

SCREEN = ":7"
SIZE = "1366x768"
USER = "root"


def expect(holds: object, what: str) -> None:
    """A line for what holds; the end of the test otherwise."""
    sys.stdout.write(f"{'通过' if holds else '失败'}\t{what}\n")
    sys.stdout.flush()
    if not holds:
        raise SystemExit(1)


class Windows:
    """A new prefix in a new HOME; both are in the toolbox's /tmp and end with it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.drive = home / "wine" / "drive_c"
        self.profile = self.drive / "users" / USER
        self.local = self.profile / "AppData" / "Local"
        self._environment = {
            **os.environ,
            "HOME": str(home),
            "WINEPREFIX": str(home / "wine"),
            "XDG_RUNTIME_DIR": str(home),
            "DISPLAY": SCREEN,
        }
        home.mkdir(parents=True)
        self._run(["wineboot", "--init"], 180)
        self.settle()

    def run(self, program: Path, *arguments: str, timeout: float = 300, **variables: str) -> tuple[int, str]:
        """Run a Windows program to its end; exit code and what it printed."""
        return self._run(["wine", str(program), *arguments], timeout, variables)

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """Start something and go on."""
        nothing = subprocess.DEVNULL
        return subprocess.Popen(
            ["wine", *command], env=self._environment, stdin=nothing, stdout=nothing, stderr=nothing
        )

    def settle(self) -> None:
        """Wait until no Windows program runs any more, so that the registry is on disk."""
        subprocess.run(["wineserver", "-w"], env=self._environment, check=True, timeout=120)

    def close(self, image: str) -> None:
        """Ask a program's windows to close, as a click on their cross does."""
        self._run(["wine", "taskkill", "/IM", image], 60)

    def registry(self) -> str:
        """This user's registry as text, characters beyond ASCII unescaped."""
        self.settle()
        text = (self.home / "wine" / "user.reg").read_text(encoding="utf-8")
        return re.sub(r"\\x([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), text).replace("\\\\", "\\")

    def files(self) -> set[str]:
        """Every file of the user, in his profile and in the folders that Wine links from HOME."""
        places = [self.profile, self.home / "Desktop"]
        found = (path for place in places for path in place.rglob("*") if path.is_file())
        return {path.relative_to(self.home).as_posix() for path in found if "/Temp/" not in path.as_posix()}

    def _run(
        self, command: list[str], timeout: float, variables: dict[str, str] | None = None
    ) -> tuple[int, str]:
        done = subprocess.run(
            command,
            env=self._environment | (variables or {}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=timeout,
            check=False,
        )
        return done.returncode, decoded(done.stdout)


def decoded(output: bytes) -> str:
    """What a program printed: a Chinese Windows writes GBK into pipes."""
    try:
        return output.decode("utf-8")
    except UnicodeDecodeError:
        return output.decode("gbk", errors="replace")


@contextmanager
def screen() -> Iterator[None]:
    """A screen without a monitor."""
    server = subprocess.Popen(["Xvfb", SCREEN, "-screen", "0", f"{SIZE}x24", "-nolisten", "tcp"])
    try:
        wait_for(lambda: Path(f"/tmp/.X11-unix/X{SCREEN[1:]}").exists(), 20, "the screen")
        yield
    finally:
        server.terminate()
        server.wait()


def window_titles() -> list[str]:
    """The titles of the windows that are shown."""
    return [ask_screen("getwindowname", window) for window in windows_named(".")]


def windows_named(title: str) -> list[str]:
    """The windows that are shown and have this in their title, by number."""
    return ask_screen("search", "--onlyvisible", "--name", title).split()


def press(title: str, key: str) -> None:
    """Strike a key in the window with this title, the newest where there are several."""
    ask_screen("windowfocus", "--sync", windows_named(title)[-1])
    ask_screen("key", key)


def is_above(title: str, other: str) -> bool:
    """Whether one window lies above another; the screen lists them from the top."""
    tree = ["xwininfo", "-root", "-tree"]
    listed = subprocess.run(tree, env=on_screen(), capture_output=True, text=True, check=True).stdout
    titles = re.findall(r'^\s+0x\w+ "(.*)": \(', listed, re.MULTILINE)
    shown = [word for found in titles for word in (title, other) if word in found]
    return shown[:1] == [title] and other in shown


def on_screen() -> dict[str, str]:
    """The environment of a program that talks to the screen."""
    return {**os.environ, "DISPLAY": SCREEN}


def ask_screen(*question: str) -> str:
    """What xdotool says."""
    command = ["xdotool", *question]
    done = subprocess.run(command, env=on_screen(), capture_output=True, text=True, check=False)
    return done.stdout.strip()


def take_picture(target: Path) -> int:
    """A picture of the screen; how many colours are in it."""
    subprocess.run(["import", "-display", SCREEN, "-window", "root", str(target)], check=True)
    counted = subprocess.run(
        ["identify", "-format", "%k", str(target)], capture_output=True, text=True, check=True
    )
    return int(counted.stdout)


def wait_for(holds: Callable[[], bool], seconds: float, what: str) -> float:
    """Wait until something holds; how long it took."""
    started = time.monotonic()
    while not holds():
        if time.monotonic() - started > seconds:
            raise SystemExit(f"waited {seconds:.0f} s in vain for {what}")
        time.sleep(0.1)
    return time.monotonic() - started
