"""Collect the licences of everything an installer ships, for both installers, into one folder.

python installer/licences.py OUT --packages SITE_PACKAGES --lock LOCK [--part NAME=FILE]...

SITE_PACKAGES is where the shipped packages are unpacked, LOCK names them, each --part adds one more
text (Python, system libraries). The GPL, the LGPL and Apache's come from this Debian, the fonts' from
resources/fonts.
"""

from __future__ import annotations

import argparse
import re
import shutil
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMON = Path("/usr/share/common-licenses")
# Compiled into a package that brings along its own terms only: name and terms in short -> the text.
COMPILED_IN = {
    "SQLCipher：BSD-3-Clause": ROOT / "installer" / "terms" / "SQLCipher.txt",
    "OpenSSL：Apache-2.0": COMMON / "Apache-2.0",
}
FONT_LICENCES = ROOT / "resources" / "fonts" / "licences"

# Packages of a lock that build the program and are not part of it.
BUILD_ONLY = frozenset({"pip", "setuptools", "altgraph", "packaging", "pyinstaller-hooks-contrib"})
# A file that states terms; the sources of fonts inside reportlab are not shipped with what we draw.
TERMS = re.compile(r"(?i)(^|/)(licen[cs]es?|copying|notice|authors)([-._/]|$)")
QT_PACKAGES = frozenset({"pyside6-essentials", "shiboken6"})

QT_NOTICE = """本程序使用 Qt {version} 和 Qt for Python（PySide6、shiboken6）{version}，
按 GNU 宽通用公共许可证第 3 版（LGPL-3.0）使用。许可全文见本文件夹中的 LGPL-3.txt 和 GPL-3.txt。

Qt 和 PySide6 都以独立的动态库文件随程序安装，源代码未作修改，
位于安装文件夹的 _internal/PySide6 和 _internal/shiboken6 中。
您可以用自己编译的、接口兼容的库替换这些文件，程序即使用您的库；
也可以为此进行反向工程，本程序不作限制。

This program uses Qt {version} and Qt for Python {version} under the GNU Lesser General Public License,
version 3. They are installed as shared libraries of their own, built from unmodified sources, in
_internal/PySide6 and _internal/shiboken6. You may replace them with your own compatible builds, and
reverse-engineer the program to debug such changes.

源代码 / source code:
  https://download.qt.io/official_releases/qt/6.9/
  https://download.qt.io/official_releases/QtForPython/pyside6/
编译方法 / how to build: https://doc.qt.io/qtforpython-6/building_from_source/
"""


def canonical(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked_names(lock: Path) -> list[str]:
    """The shipped packages of a lock."""
    lines = (line.partition("==")[0].strip() for line in lock.read_text("utf-8").splitlines() if "==" in line)
    return [name for name in map(canonical, lines) if name not in BUILD_ONLY and not name.startswith("#")]


def metadata_folders(site: Path) -> dict[str, Path]:
    """Each installed package's folder of metadata."""
    return {canonical(folder.name.split("-")[0]): folder for folder in site.glob("*.dist-info")}


def read_metadata(folder: Path) -> Message:
    """What a package says of itself."""
    return HeaderParser().parsestr((folder / "METADATA").read_text("utf-8"))


def licence_name(metadata: Message) -> str:
    """The short name of a package's licence."""
    stated = metadata.get("License-Expression") or metadata.get("License") or ""
    classifiers = [text for text in metadata.get_all("Classifier", []) if text.startswith("License")]
    first = stated.strip().splitlines()[0] if stated.strip() else ""
    return first[:80] or "、".join(text.split(" :: ")[-1] for text in classifiers) or "见所附文本"


def copy_terms(folder: Path, target: Path) -> int:
    """Copy the texts of terms of one package; how many."""
    count = 0
    for path in sorted(folder.rglob("*")):
        if path.is_file() and TERMS.search(path.relative_to(folder).as_posix()):
            flat = path.relative_to(folder).as_posix().replace("licenses/", "").replace("/", "-")
            target.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target / (flat if "." in flat else f"{flat}.txt"))
            count += 1
    return count


def collect_packages(site: Path, lock: Path, out: Path) -> list[str]:
    """The texts of all shipped packages; one line of the overview for each."""
    folders = metadata_folders(site)
    lines = []
    for name in locked_names(lock):
        if name not in folders:
            raise SystemExit(f"{name} of {lock.name} is not in {site}")
        metadata = read_metadata(folders[name])
        line = f"{metadata['Name']} {metadata['Version']}：{licence_name(metadata)}"
        lines.append(line)
        if not copy_terms(folders[name], out / name) and name not in QT_PACKAGES:
            # Some packages state their licence and forget its text.
            (out / name).mkdir(parents=True, exist_ok=True)
            author = metadata.get("Author") or metadata.get("Author-email") or ""
            said = f"{line}\n作者 / author: {author}\n{metadata.get('Home-page') or ''}\n"
            (out / name / "说明.txt").write_text(said, "utf-8")
    return lines


def qt_version(site: Path) -> str:
    """The version of Qt that is shipped."""
    return str(read_metadata(metadata_folders(site)["pyside6-essentials"])["Version"])


def main() -> None:
    """Fill the folder anew."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--packages", type=Path, required=True)
    parser.add_argument("--lock", type=Path, required=True)
    parser.add_argument("--part", action="append", default=[], metavar="NAME=FILE")
    given = parser.parse_args()
    out: Path = given.out
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    lines = collect_packages(given.packages, given.lock, out)
    for part in given.part:
        name, _, file = part.partition("=")
        shutil.copyfile(file, out / f"{name}.txt")
        lines.append(f"{name}：见 {name}.txt")
    for line, text in COMPILED_IN.items():
        shutil.copyfile(text, out / f"{line.partition('：')[0]}.txt")
        lines.append(line)
    for name in ("GPL-3", "LGPL-3"):
        shutil.copyfile(COMMON / name, out / f"{name}.txt")
    version = qt_version(given.packages)
    (out / "Qt和PySide6.txt").write_text(QT_NOTICE.format(version=version), "utf-8")
    shutil.copytree(FONT_LICENCES, out / "字体", ignore=shutil.ignore_patterns("*.otf", "*.py.txt"))
    head = "本程序随附下列软件和字体，各按其许可使用，许可文本在本文件夹中。"
    tail = ["SQLite：公有领域 / public domain", "中文字体：见“字体”文件夹，字体及来源在 resources/fonts"]
    (out / "目录.txt").write_text("\n".join([head, "", *lines, *tail, ""]), "utf-8")


if __name__ == "__main__":
    main()
