"""Check the frozen program and pack it: `bundle.py pack PROGRAM WORK OUT`.

It writes the portable program and the originals of the GPL fonts as zip files into OUT, and
WORK/files.nsh and WORK/size_kb for the Setup script.
`bundle.py version` tells the version.
"""

from __future__ import annotations

import os
import sys
import time
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
NAME = "政务公开台账"
NEEDED = (
    f"{NAME}.exe",
    "gongkai.exe",
    "许可/目录.txt",
    "_internal/resources/fonts/screen.ttf",
    "_internal/resources/window.qss",
    "_internal/docs/handbook/index.md",
    "_internal/gongkai_desktop/store/migrations/versions/0001_first_schema.py",
    "_internal/PySide6/plugins/platforms/qwindows.dll",
    "_internal/PySide6/translations/qtbase_zh_CN.qm",
)
UNWANTED = ("opengl32sw", "qt6network", "qt6qml", "tcl", "tk8", "icuuc", "ucrtbase", "api-ms-win")
# Wine marks its own DLLs behind the DOS header, "builtin" or "placeholder".
WINE_MARK = b"Wine "
MARK_PLACE = slice(0x40, 0x60)

PORTABLE_MARK = "便携版说明.txt"
PORTABLE_TEXT = """这是便携版：整个文件夹复制到 U 盘或电脑上，双击“政务公开台账.exe”即可使用，不需要安装。

有本文件在，台账和设置就存放在本文件夹的“数据”文件夹中，不写入电脑的用户文件夹。
请不要删除本文件，也不要直接在压缩包里运行。
换新版本时，先关闭程序，用新版本的文件夹代替旧的，再把旧的“数据”文件夹移过来。
"""

FONTS = ROOT / "resources" / "fonts"
FONT_SOURCES = "字体源文件"
FONT_TEXT = """仿宋、楷体由 Fandol 字体转换而成，按 GNU 通用公共许可证第 3 版（GPL-3.0，附字体例外）使用，
用它们排出的公文不受该许可证约束。原字体文件和转换程序在“{name}”中，与安装程序在同一处发布、免费取得。

FandolFang and FandolKai (GPL-3.0 with the font exception) were converted to TrueType. The original fonts and
the program that converts them are in "{name}", published at the same place as Setup.exe, at no charge.
"""


def program_version() -> str:
    """The version in pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def check(program: Path) -> None:
    """What must be there is there, what must not be is not."""
    missing = [name for name in NEEDED if not (program / name).is_file()]
    files = files_of(program)
    unwanted = [path for path in files if path.name.lower().startswith(UNWANTED)]
    binaries = [path for path in files if path.suffix.lower() in {".dll", ".exe", ".pyd"}]
    wine = [path for path in binaries if WINE_MARK in path.read_bytes()[MARK_PLACE]]
    if missing or unwanted or wine:
        raise SystemExit(f"missing: {missing}\nnot wanted: {unwanted}\nfrom Wine: {wine}")
    say(
        f"核对 / checked: {len(files)} 个文件，{len(binaries)} 个程序文件，没有 Wine 的文件 / no file of Wine"
    )


def set_times(folder: Path, epoch: int) -> None:
    """The same time on every file, so that two builds are alike."""
    for path in [*folder.rglob("*"), folder]:
        os.utime(path, (epoch, epoch))


def write_zip(target: Path, entries: dict[str, bytes], epoch: int) -> None:
    """A zip with its entries in the order of names."""
    moment = time.gmtime(epoch)[:6]
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in sorted(entries.items()):
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, compresslevel=9)
    say(f"{target.name}：{target.stat().st_size / 1e6:.1f} MB")


def files_of(folder: Path) -> list[Path]:
    """Every file below a folder, in the order of names."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def windows_text(text: str) -> bytes:
    """A text that every Windows editor shows right."""
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def portable(program: Path) -> dict[str, bytes]:
    """The program and the mark that makes it keep its data beside itself."""
    entries = {
        f"{NAME}/{path.relative_to(program).as_posix()}": path.read_bytes() for path in files_of(program)
    }
    return entries | {f"{NAME}/{PORTABLE_MARK}": windows_text(PORTABLE_TEXT)}


def font_sources() -> dict[str, bytes]:
    """The originals of the fonts whose licence asks for them, and how ours are made."""
    found = files_of(FONTS / "licences" / "fandol")
    entries = {f"{FONT_SOURCES}/{path.name}": path.read_bytes() for path in found}
    recipe = ROOT / "installer" / "build_fonts.py"
    return entries | {f"{FONT_SOURCES}/{recipe.name}": recipe.read_bytes()}


def file_commands(program: Path) -> str:
    """The commands that put every file in its place, in the order of names."""
    lines: list[str] = []
    folder: Path | None = None
    for path in files_of(program):
        inside = path.relative_to(program)
        if inside.parent != folder:
            folder = inside.parent
            where = "" if folder == Path() else "\\" + "\\".join(folder.parts)
            lines.append(f'SetOutPath "$INSTDIR{where}"')
        # A dollar sign begins a variable of the script.
        lines.append(f'File "{str(path).replace("$", "$$")}"')
    return "\n".join(lines) + "\n"


def say(text: str) -> None:
    """One line for whoever runs the build."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def pack(program: Path, work: Path, out: Path) -> None:
    """Check, then pack."""
    epoch = int(os.environ["SOURCE_DATE_EPOCH"])
    release = f"{NAME}-{program_version()}"
    sources = f"{release}-{FONT_SOURCES}.zip"
    (program / "许可" / "字体" / "源文件.txt").write_bytes(windows_text(FONT_TEXT.format(name=sources)))
    check(program)
    set_times(program, epoch)
    out.mkdir(parents=True, exist_ok=True)
    write_zip(out / f"{release}-便携版.zip", portable(program), epoch)
    write_zip(out / sources, font_sources(), epoch)
    (work / "files.nsh").write_text(file_commands(program), encoding="utf-8")
    size = sum(path.stat().st_size for path in files_of(program))
    (work / "size_kb").write_text(str(size // 1024), encoding="ascii")


if __name__ == "__main__":
    if sys.argv[1] == "version":
        say(program_version())
    else:
        pack(*(Path(argument).resolve() for argument in sys.argv[2:5]))
