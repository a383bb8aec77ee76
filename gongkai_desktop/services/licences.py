"""The licences of everything the program is built from, as the installer laid them beside it.

A source checkout has no such folder: there the installed packages say themselves what they are under.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from gongkai_desktop import paths

_LINE = re.compile(r"^(?P<name>[^：]+?)(?: (?P<version>[\d][\w.+-]*))?：(?P<terms>.+)$")
_TERMS = re.compile(r"(?i)(^|/)(licen[cs]es?|copying|notice)([-._/]|$)")
_SHORT = 50
_TEXTS = frozenset({".txt", ".md", ".rst", ".html", ""})


@dataclass(frozen=True, slots=True)
class Licence:
    """One part of the program: its name with version, its terms in short, and where their text is."""

    name: str
    terms: str
    files: tuple[Path, ...] = ()

    def text(self) -> str:
        """The full text, as far as the part brought it along."""
        read = [path.read_text("utf-8", errors="replace").strip() for path in self.files]
        return "\n\n".join(read) or f"{self.name}\n{self.terms}"


def licences() -> tuple[Licence, ...]:
    """All parts, by name."""
    folder = _folder()
    found = (
        _laid_out(folder) if folder else [*_installed(), *_fonts(paths.resources() / "fonts" / "licences")]
    )
    return tuple(sorted(found, key=lambda each: each.name.casefold()))


def _folder() -> Path | None:
    """Where an installer puts the texts: beside the program, or among its parts."""
    beside = (Path(sys.executable).parent, paths.resources().parent)
    return next((each / "许可" for each in beside if (each / "许可" / "目录.txt").is_file()), None)


def _laid_out(folder: Path) -> list[Licence]:
    found = [*_fonts(folder / "字体")]
    for line in (folder / "目录.txt").read_text("utf-8-sig").splitlines():
        match = _LINE.match(line.strip())
        if match is None or match["name"].startswith("中文字体"):
            continue
        name = f"{match['name']} {match['version'] or ''}".strip()
        found.append(Licence(name, match["terms"], _texts_of(folder, match["name"])))
    return found


def _texts_of(folder: Path, name: str) -> tuple[Path, ...]:
    canonical = re.sub(r"[-_.]+", "-", name).lower()
    if canonical.startswith(("pyside6", "shiboken6")):
        names = ("Qt和PySide6.txt", "LGPL-3.txt", "GPL-3.txt")
        return tuple(path for each in names if (path := folder / each).is_file())
    if (folder / f"{name}.txt").is_file():
        return (folder / f"{name}.txt",)
    return _text_files(folder / canonical)


def _fonts(folder: Path) -> list[Licence]:
    if not folder.is_dir():
        return []
    each = sorted(path for path in folder.iterdir() if path.is_dir())
    return [Licence(f"字体 {path.name}", "见许可全文", _text_files(path)) for path in each]


def _text_files(folder: Path) -> tuple[Path, ...]:
    files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
    return tuple(path for path in files if path.suffix.lower() in _TEXTS)


def _installed() -> list[Licence]:
    """What this program requires, and what that requires, as installed here."""
    waiting, found = [paths.NAME], dict[str, Licence]()
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in found:
            continue
        try:
            package = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # needed on another system only
        found[name] = _licence_of(package)
        waiting += [_name_of(line) for line in package.requires or () if "extra ==" not in line]
    return [each for name, each in found.items() if name != paths.NAME]


def _name_of(requirement: str) -> str:
    match = re.match(r"[\w.-]+", requirement)
    return match[0] if match else requirement


def _licence_of(package: metadata.Distribution) -> Licence:
    said = package.metadata
    given = (said.get_all("License-Expression") or said.get_all("License") or [""])[0]
    stated = given.strip().splitlines()
    classified = [text.split(" :: ")[-1] for text in said.get_all("Classifier", []) if text[:7] == "License"]
    # Some put a whole sentence here; the text below says it in full.
    terms = (
        re.split(r"[(,]", stated[0])[0].strip()[:_SHORT] if stated else "、".join(classified) or "见许可全文"
    )
    files = [Path(str(package.locate_file(file))) for file in package.files or () if _TERMS.search(str(file))]
    kept = (path for path in files if path.suffix.lower() in _TEXTS and path.is_file())
    return Licence(f"{said['Name']} {package.version}", terms, tuple(kept))
