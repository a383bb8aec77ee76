"""The fonts of the standard where this computer has them: 仿宋_GB2312, 楷体_GB2312, 黑体, 方正小标宋简体."""

from __future__ import annotations

import functools
import os
import re
import struct
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

FAMILIES: dict[str, tuple[str, ...]] = {
    "fangsong": ("仿宋_GB2312", "FangSong_GB2312"),
    "kaiti": ("楷体_GB2312", "KaiTi_GB2312"),
    "heiti": ("黑体", "SimHei"),
    "xiaobiaosong": ("方正小标宋简体", "FZXiaoBiaoSong-B05S"),
}
"""For each of our faces the families that the standard and the offices name."""

_LIKELY = re.compile(r"fang|kai|hei|xbs|biaosong|仿宋|楷|黑|小标宋", re.IGNORECASE)
"""Only such file names are opened: a computer may have a thousand fonts."""
_TRUETYPE = (b"\x00\x01\x00\x00", b"true")
_FAMILY_NAMES = (1, 4, 16)
_NO_EMBEDDING = 0x0002
_LARGEST_TABLE = 1 << 20


def system_folders() -> tuple[Path, ...]:
    """Where the system keeps fonts, those of all users and those of this one."""
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft" / "Windows" / "Fonts"
        return Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "Fonts", local
    own = (Path.home() / ".local/share/fonts", Path.home() / ".fonts")
    return Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), *own


@functools.cache
def office_fonts() -> Mapping[str, Path]:
    """The fonts of the standard found on this computer by the names of our faces; looked for once."""
    return find_fonts(system_folders())


def find_fonts(folders: Iterable[Path]) -> Mapping[str, Path]:
    """The fonts of the standard in these folders that may stand in a PDF."""
    wanted = {family.casefold(): face for face, families in FAMILIES.items() for family in families}
    found: dict[str, Path] = {}
    for path in _likely_files(folders):
        for name in _embeddable_names(path):
            if face := wanted.get(name.casefold()):
                found.setdefault(face, path)
    return found


def _likely_files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for parent, _, names in os.walk(folder):
            for name in sorted(names):
                if name.lower().endswith(".ttf") and _LIKELY.search(name):
                    yield Path(parent) / name


def _embeddable_names(path: Path) -> tuple[str, ...]:
    """The family names of a TrueType font; none where it is something else or must not be embedded."""
    try:
        with path.open("rb") as file:
            head = file.read(12)
            if head[:4] not in _TRUETYPE:
                return ()
            (count,) = struct.unpack(">H", head[4:6])
            places = {entry[0]: entry[2:] for entry in struct.iter_unpack(">4sLLL", file.read(16 * count))}
            tables = {}
            for tag in (b"name", b"OS/2"):
                offset, length = places[tag]
                file.seek(offset)
                tables[tag] = file.read(min(length, _LARGEST_TABLE))
            if b"glyf" not in places or struct.unpack_from(">H", tables[b"OS/2"], 8)[0] & _NO_EMBEDDING:
                return ()
            return tuple(_names(tables[b"name"]))
    except (OSError, KeyError, struct.error):  # a damaged font is as good as none
        return ()


def _names(table: bytes) -> Iterator[str]:
    _, count, strings = struct.unpack_from(">HHH", table)
    for number in range(count):
        platform, encoding, _, kind, length, at = struct.unpack_from(">HHHHHH", table, 6 + 12 * number)
        if kind not in _FAMILY_NAMES:
            continue
        text = table[strings + at : strings + at + length]
        if platform in (0, 3):
            # Old Chinese fonts write their names in GBK, padded to two bytes, under Windows' encoding 3.
            codec = "gbk" if platform == 3 and encoding == 3 else "utf-16-be"
            yield text.decode(codec, "ignore").replace("\0", "").strip()
