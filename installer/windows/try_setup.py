"""Install, use, upgrade, repair and remove the program as a clerk would, inside the toolbox:
`try_setup.py SETUP PREVIOUS_SETUP ZIP OUT`. Each line printed is something that was seen to hold."""

from __future__ import annotations

import hashlib
import json
import re
import sys
import time
import zipfile
from pathlib import Path

from try_pages import remove_by_pages, try_pages
from wine import (
    Windows,
    expect,
    is_above,
    press,
    screen,
    take_picture,
    wait_for,
    window_titles,
    windows_named,
)

NAME = "政务公开台账"
PROGRAM = f"{NAME}.exe"
WELCOME = "欢迎使用"
OURS = ("gongkaidesktop", "gongkai.exe", NAME)
"""What the installer writes into the registry, in lower case."""
LEDGERS = (".gkdb", ".gkdb-wal", ".gkdb-shm")
"""A ledger, and what SQLite keeps beside it until the last change is folded in."""
SIZE_LIMIT = 60_000_000
EXIT_RUNNING, EXIT_NEWER = 3, 4
YEAR = ("--from", "2026-01-01", "--to", "2026-12-31", "--as-of", "2026-06-15", "--json")


class Installed:
    """The program in a Windows, and what is done with it."""

    def __init__(self, windows: Windows, out: Path) -> None:
        self.windows = windows
        self.out = out
        self.folder = windows.local / "Programs" / "gongkai-desktop"
        self.data = windows.local / "gongkai-desktop"
        self.ledger = self.data / "ledger.gkdb"

    def setup(self, setup: Path) -> tuple[int, float]:
        """Run a Setup silently; exit code and seconds."""
        started = time.monotonic()
        code, _ = self.windows.run(setup, "/S")
        self.windows.settle()
        return code, time.monotonic() - started

    def command(self, *arguments: str) -> tuple[int, str]:
        """Run the command line of the installed program."""
        return self.windows.run(self.folder / "gongkai.exe", *arguments)

    def due(self) -> list[object]:
        """What is due this year in the user's own ledger."""
        code, text = self.command("due", *YEAR)
        expect(code == 0, "命令行读出台账")
        return list(json.loads(text))

    def shipped(self) -> set[str]:
        """The files of the program folder."""
        return {path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file()}


def fill_ledger(program: Installed) -> list[object]:
    """Import the shipped sample into the user's ledger, through the installed program."""
    folder = program.folder / "_internal" / "resources" / "sample"
    samples = sorted(str(path) for path in folder.iterdir() if path.suffix in {".docx", ".xlsx", ".txt"})
    code, text = program.command("import", *samples)
    expect(
        code == 0 and program.ledger.is_file(),
        f"旧版导入 {len(samples)} 份文件，台账在 {program.ledger.name}",
    )
    if code:
        sys.stdout.write(text)
    return program.due()


def try_upgrade(program: Installed, setup: Path, previous: Path, files: set[str]) -> None:
    """A filled ledger of the older program is the same afterwards, and opens."""
    program.setup(previous)
    expect((program.folder / PROGRAM).is_file(), f"静默安装旧版 {previous.name}")
    before = fill_ledger(program)
    digest = hashlib.sha256(program.ledger.read_bytes()).hexdigest()
    leftover = program.folder / "_internal" / "旧版才有的文件.dll"
    leftover.write_bytes(b"MZ")
    code, seconds = program.setup(setup)
    expect(code == 0, f"静默升级，{seconds:.1f} 秒，退出码 {code}")
    expect(not leftover.exists(), "新版不再有的程序文件已删去")
    expect(program.shipped() == files | {"uninstall.exe"}, f"程序文件齐全，共 {len(files)} 个")
    expect(hashlib.sha256(program.ledger.read_bytes()).hexdigest() == digest, "升级没有改动台账")
    after = program.due()
    expect(len(after) == len(before) > 0, f"升级后打得开台账，节点 {len(after)} 个，与升级前相同")


def try_traces(program: Installed, version: str) -> None:
    """Shortcuts, file type, entry in 应用和功能."""
    links = list(program.windows.home.rglob(f"{NAME}.lnk"))
    target = f"gongkai-desktop\\{PROGRAM}".encode("utf-16-le")
    places = sorted("桌面" if "Desktop" in path.parts else "开始菜单" for path in links)
    expect(
        places == ["开始菜单", "桌面"] and all(target in path.read_bytes() for path in links),
        "开始菜单和桌面的快捷方式指向程序",
    )
    registry = program.windows.registry()
    expect(f'"DisplayVersion"="{version}"' in registry, f"“应用和功能”中有 {NAME} {version}")
    expect(re.search(rf"App Paths\\{PROGRAM}\]", registry), "已登记程序路径")


def try_self(program: Installed) -> None:
    """The installed program tries itself on everything."""
    folder = program.out / "self-test"
    started = time.monotonic()
    code, text = program.command("self-test", f"Z:{folder}")
    sys.stdout.write(text)
    result = json.loads((folder / "self-test.json").read_text(encoding="utf-8"))
    expect(
        code == 0 and result["passed"] and result["frozen"], f"程序自检，{time.monotonic() - started:.0f} 秒"
    )
    titles = [title for _, title in result["titles"]]
    chinese = [title for title in titles if re.search(r"[\u4e00-\u9fff]{2}", title)]
    expect(len(chinese) > len(titles) / 2, f"窗口标题是中文，如“{chinese[0]}”“{chinese[-1]}”")
    expect(any(NAME in title for title in titles), "主窗口的标题是程序名")


def try_window(program: Installed, setup: Path) -> None:
    """The window opens by the command of the file type; Setup notices that it is open."""
    demonstration = program.windows.profile / "Documents" / "示例 台账.gkdb"
    demonstration.parent.mkdir(exist_ok=True)
    demonstration.write_bytes(program.ledger.read_bytes())
    before = program.shipped()
    # Wine's own double click looks into the machine's file types only, not into the user's.
    registered = re.search(r'@="\\"([^"]+)\\" --db \\"%1\\""', program.windows.registry())
    expect(registered, ".gkdb 文件用本程序打开")
    program.windows.start(registered[1], "--db", f"Z:{demonstration}")
    seconds = wait_for(lambda: bool(windows_named(NAME)), 300, "the window")
    wait_for(lambda: bool(windows_named(WELCOME)), 300, "the questions of the first start")
    press(WELCOME, "Escape")
    wait_for(lambda: not windows_named(WELCOME), 60, "the questions to go")
    time.sleep(4)  # let everything be drawn
    titles = [title for title in window_titles() if re.search(r"[\u4e00-\u9fff]", title)]
    expect(True, f"打开台账文件，窗口 {seconds:.1f} 秒后出现，标题 {titles}")
    colours = take_picture(program.out / "window.png")
    expect(colours > 100, f"窗口画出，{colours} 种颜色（window.png）")
    try_second_start(program, registered[1], f"Z:{demonstration}")
    code, _ = program.windows.run(setup, "/S")
    expect(code == EXIT_RUNNING and program.shipped() == before, f"程序开着时安装程序不动手，退出码 {code}")
    close_window(program)


def try_second_start(program: Installed, command: str, ledger: str) -> None:
    """The same ledger again: the first window comes forward, the second program goes."""
    windows, other = program.windows, "记事本"
    windows.start("notepad")
    wait_for(lambda: is_above(other, NAME), 60, "another program's window above")
    before = windows_named(NAME)
    started = time.monotonic()
    code, _ = windows.run(Path(command), "--db", ledger)
    expect(
        code == 0 and windows_named(NAME) == before,
        f"再次打开同一台账，没有第二个窗口，第二个程序 {time.monotonic() - started:.1f} 秒后自行结束",
    )
    wait_for(lambda: is_above(NAME, other), 20, "the first window to come forward")
    expect(True, f"原来的窗口到{other}前面来")
    windows.close("notepad.exe")
    wait_for(lambda: not windows_named(other), 20, f"{other} to close")


def close_window(program: Installed) -> None:
    """Close what stands open, dialogs first."""

    def is_closed() -> bool:
        if any(re.search(r"[\u4e00-\u9fff]", title) for title in window_titles()):
            program.windows.close(PROGRAM)
            return False
        return True

    wait_for(is_closed, 60, "the window to close")
    program.windows.settle()
    expect(True, "窗口正常关闭")


def try_repair(program: Installed, setup: Path, previous: Path) -> None:
    """Setup again mends the program; an older Setup refuses."""
    (program.folder / "_internal" / "base_library.zip").unlink()
    (program.folder / "gongkai.exe").write_bytes(b"broken")
    program.setup(setup)
    expect(program.command("--version")[0] == 0, "重新安装一遍，修复了损坏的程序")
    code, _ = program.setup(previous)
    expect(code == EXIT_NEWER, f"旧版安装程序不覆盖新版，退出码 {code}")


def try_removal(program: Installed, clean: set[str]) -> None:
    """Nothing but data stays."""
    digest = hashlib.sha256(program.ledger.read_bytes()).hexdigest()
    started = time.monotonic()
    program.windows.run(program.folder / "uninstall.exe", "/S")
    wait_for(lambda: not program.folder.exists(), 60, "the uninstaller")
    program.windows.settle()
    expect(True, f"静默卸载，{time.monotonic() - started:.1f} 秒")
    left = sorted(program.windows.files() - clean)
    data = program.data.relative_to(program.windows.home).as_posix()
    others = [name for name in left if not (name.startswith(data) or name.endswith(LEDGERS))]
    expect(not others, f"卸载后只留下数据：{[Path(name).name for name in left]} {others or ''}")
    registry = program.windows.registry().lower()
    expect(not any(f"\\{name}" in registry for name in OURS) and ".gkdb]" not in registry, "注册表没有残留")
    expect(hashlib.sha256(program.ledger.read_bytes()).hexdigest() == digest, "台账还在，未改动")


def try_new_installation(program: Installed, setup: Path) -> None:
    """A first installation; the ledger kept from before is taken up again."""
    kept = len(list(program.data.iterdir()))
    code, seconds = program.setup(setup)
    expect(code == 0, f"全新静默安装，{seconds:.1f} 秒，原有数据 {kept} 项")
    expect(program.due(), "重新安装后接着使用原来的台账")


def try_by_hand(setup: Path, out: Path) -> None:
    """Without /S, by the keyboard alone, for a user who has never had the program."""
    program = Installed(Windows(Path("/tmp/新用户")), out)
    try_pages(program, setup, out, WELCOME)
    time.sleep(4)  # let everything be drawn
    take_picture(out / "pages" / "first-start.png")
    close_window(program)
    remove_by_pages(program, out)


def try_portable(windows: Windows, archive: Path) -> None:
    """Unpacked on a stick, the program keeps its data there."""
    stick = windows.drive / "U 盘"
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(stick)
    before = windows.files()
    folder = stick / NAME
    sample = next((folder / "_internal" / "resources" / "sample").glob("*.docx"))
    code, _ = windows.run(folder / "gongkai.exe", "import", str(sample))
    expect(code == 0 and (folder / "数据" / "ledger.gkdb").is_file(), "便携版的台账在程序旁边的“数据”文件夹")
    expect(windows.files() == before, "便携版不写入用户文件夹")


def main() -> None:
    """The whole life of an installation."""
    setup, previous, archive, out = (Path(argument).resolve() for argument in sys.argv[1:5])
    version = setup.name.split("-")[1]
    size = setup.stat().st_size
    expect(size <= SIZE_LIMIT, f"安装程序 {size / 1e6:.1f} MB，便携版 {archive.stat().st_size / 1e6:.1f} MB")
    with zipfile.ZipFile(archive) as packed:
        names = {name.partition("/")[2] for name in packed.namelist()}
    files = {name for name in names if name != "便携版说明.txt"}
    with screen():
        windows = Windows(Path("/tmp/测试"))
        clean = windows.files()
        program = Installed(windows, out)
        try_upgrade(program, setup, previous, files)
        try_traces(program, version)
        try_self(program)
        try_window(program, setup)
        try_repair(program, setup, previous)
        try_removal(program, clean)
        try_new_installation(program, setup)
        try_removal(program, clean)
        try_portable(windows, archive)
        try_by_hand(setup, out)


if __name__ == "__main__":
    main()
