"""Build resources/fonts/ from free Debian font packages: `python installer/build_fonts.py`.

The packages are downloaded by name and unpacked, never installed. Each face is subset, turned into
TrueType outlines (the only ones reportlab embeds), renamed as its licence asks and written with its
licence. A second run with an unchanged recipe does nothing.
"""

from __future__ import annotations

import bz2
import functools
import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache" / "font-packages"
UNPACKED = CACHE / "unpacked"
OUTPUT = ROOT / "resources" / "fonts"
STAMP = OUTPUT / "build.json"

# package -> what it is taken for (shown to whoever runs this)
PACKAGES = {
    "texlive-lang-chinese": "FandolFang 仿宋, FandolKai 楷体 (GPLv3 + font exception)",
    "fonts-noto-cjk": "Noto Sans/Serif CJK SC: 黑体, 标宋, screen (OFL)",
    "fonts-lxgw-wenkai": "LXGW WenKai Light: rare characters (OFL)",
    "unicode-data": "Unihan: the 8105 characters of 通用规范汉字表",
}
FANDOL = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/"
FANDOL_DOC = "usr/share/doc/texlive-doc/fonts/fandol/"
NOTO = "usr/share/fonts/opentype/noto/"
UNIHAN = "usr/share/unicode/Unihan_OtherMappings.txt.bz2"
LATIN = frozenset({*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2016), 0x2030, 0x20AC, 0x2103})
# What the window shows beyond GBK: ›, ▶, ◐, ◑, ⚑, ⚠, ✓, ✗, figures in circles.
SIGNS = frozenset({0x203A, 0x25B6, 0x25D0, 0x25D1, 0x2691, 0x26A0, 0x2713, 0x2717, *range(0x2460, 0x2474)})
# Windows tells by these whether a font is meant for Western (0) and simplified Chinese text (18).
CODE_PAGES = {True: 1 << 0 | 1 << 18, False: 1 << 0}
# A curve may leave the original by this many thousandths of an em: not visible in print at any size we use.
MAX_CURVE_ERROR = 1.0


@dataclass(frozen=True)
class Face:
    """One font to build: where it comes from, which characters it keeps, what it is called."""

    name: str
    family: str
    source: str
    coverage: str
    licence: str
    """Folder name under licences/."""
    index: int = -1
    """The face inside a .ttc (2 is SC in the Noto CJK collections)."""


FACES = (
    Face("screen", "Gongkai Screen", NOTO + "NotoSansCJK-Regular.ttc", "screen", "noto", 2),
    Face("fangsong", "Gongkai Fangsong", FANDOL + "FandolFang-Regular.otf", "gbk", "fandol"),
    Face("kaiti", "Gongkai Kaiti", FANDOL + "FandolKai-Regular.otf", "gbk", "fandol"),
    Face("xiaobiaosong", "Gongkai Biaosong", NOTO + "NotoSerifCJK-Bold.ttc", "common", "noto", 2),
    Face("heiti", "Gongkai Heiti", NOTO + "NotoSansCJK-Bold.ttc", "common", "noto", 2),
    # Only what 仿宋 and 楷体 lack, so that the largest source stays small.
    Face(
        "fallback",
        "Gongkai Rare",
        "usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Light.ttf",
        "rare",
        "wenkai",
    ),
    # Fandol's own digits look like a sans face; official papers set them in a Song face.
    Face("latin", "Gongkai Latin", NOTO + "NotoSerifCJK-Regular.ttc", "latin", "noto", 2),
)

# folder under licences/ -> files of the packages that belong there
LICENCES = {
    "fandol": (
        FANDOL_DOC + "COPYING.gz",
        FANDOL_DOC + "README",
        FANDOL + "FandolFang-Regular.otf",
        FANDOL + "FandolKai-Regular.otf",
    ),
    "noto": ("usr/share/doc/fonts-noto-cjk/copyright",),
    "wenkai": ("usr/share/doc/fonts-lxgw-wenkai/copyright",),
}


def say(text: str) -> None:
    """One line for whoever runs the build."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def recipe_version() -> str:
    """Changes whenever this file changes, and the fonts with it."""
    return hashlib.sha256(Path(__file__).read_bytes()).hexdigest()


def is_up_to_date() -> bool:
    """Whether the fonts standing there come from this recipe and are complete."""
    if not STAMP.is_file():
        return False
    stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    return stamp["recipe"] == recipe_version() and all(
        (OUTPUT / name).is_file() and (OUTPUT / name).stat().st_size == size
        for name, size in stamp["files"].items()
    )


def download() -> None:
    """Fetch and unpack the packages that are not in the cache yet."""
    CACHE.mkdir(parents=True, exist_ok=True)
    missing = [name for name in PACKAGES if not list(CACHE.glob(f"{name}_*.deb"))]
    if missing:
        say("下载字体软件包（只下载解包，不安装到系统）/ downloading font packages, not installing them:")
        for name in missing:
            say(f"  {name}: {PACKAGES[name]}")
        as_root = ["-o", "APT::Sandbox::User=root"] if os.geteuid() == 0 else []
        command = ["apt-get", *as_root, "download", *missing]
        if subprocess.run(command, cwd=CACHE, check=False).returncode != 0:
            if os.geteuid() != 0:
                sys.exit(
                    "下载失败。请先以管理员运行 apt-get update / download failed: run apt-get update as root"
                )
            subprocess.run(["apt-get", "update"], check=True)
            subprocess.run(command, cwd=CACHE, check=True)
    shutil.rmtree(UNPACKED, ignore_errors=True)
    for name in PACKAGES:
        package = max(CACHE.glob(f"{name}_*.deb"))
        subprocess.run(["dpkg-deb", "-x", str(package), str(UNPACKED)], check=True)


def _codec_characters(codec: str) -> frozenset[int]:
    """The characters beyond ASCII that a one- or two-byte Chinese codec knows."""
    return frozenset(
        ord(text)
        for lead in range(0x81, 0xFF)
        for trail in range(0x40, 0xFF)
        if len(text := bytes((lead, trail)).decode(codec, "ignore")) == 1
    )


@functools.cache
def _coverage(name: str) -> frozenset[int]:
    """The characters a face should keep, as far as its source has them."""
    with bz2.open(UNPACKED / UNIHAN, "rt", encoding="utf-8") as lines:
        standard = frozenset(
            int(line.split("\t")[0][2:], 16) for line in lines if "\tkTGH\t" in line and line[0] == "U"
        )
    gbk = _codec_characters("gbk")
    symbols = frozenset(code for code in gbk if not 0x3400 <= code <= 0x9FFF)
    return {
        "screen": LATIN | SIGNS | gbk | standard,
        "gbk": LATIN | gbk | standard,
        "common": LATIN | symbols | _codec_characters("gb2312") | standard,
        "rare": gbk | standard,
        "latin": LATIN,
    }[name]


def _wanted(face: Face) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    wanted = _coverage(face.coverage)
    if face.coverage == "rare":
        fangsong = TTFont(UNPACKED / FANDOL / "FandolFang-Regular.otf", lazy=True).getBestCmap()
        kaiti = TTFont(UNPACKED / FANDOL / "FandolKai-Regular.otf", lazy=True).getBestCmap()
        wanted -= frozenset(fangsong) & frozenset(kaiti)
    return wanted


def _glyphs(font: Any, names: list[str]) -> dict[str, Any]:
    """The outlines of the named glyphs with quadratic curves and without components or hints."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.filterPen import DecomposingFilterPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    glyph_set = font.getGlyphSet()
    glyphs = {}
    for name in names:
        pen = TTGlyphPen(None)
        # Drawing glyph by glyph is three times as fast as subsetting the CFF table first.
        curves = Cu2QuPen(pen, MAX_CURVE_ERROR, reverse_direction=True) if "CFF " in font else pen
        glyph_set[name].draw(DecomposingFilterPen(curves, glyph_set))
        glyphs[name] = pen.glyph()
    return glyphs


def _names(font: Any, family: str) -> dict[str, str]:
    """The changed font gets its own name; copyright and licence stay, and the change is stated."""
    table = font["name"]
    kept = {"copyright": 0, "licenseDescription": 13, "licenseInfoURL": 14}
    return {key: text for key, number in kept.items() if (text := table.getDebugName(number))} | {
        "familyName": family,
        "styleName": "Regular",
        "uniqueFontIdentifier": f"{family} {recipe_version()[:12]}",
        "fullName": family,
        "version": "Version 1.0",
        "psName": family.replace(" ", ""),
        "description": f"Subset of {table.getDebugName(4)}, outlines converted and renamed.",
    }


def build(face: Face) -> tuple[str, int, float]:
    """Build one font; returns its file name, number of characters and seconds."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.ttLib import TTFont

    started = time.monotonic()
    source = TTFont(UNPACKED / face.source, fontNumber=face.index, lazy=True)
    mapping = source.getBestCmap()
    cmap = {code: mapping[code] for code in sorted(_wanted(face) & mapping.keys())}
    order = [".notdef", *dict.fromkeys(name for name in cmap.values() if name != ".notdef")]
    builder = FontBuilder(source["head"].unitsPerEm, isTTF=True)
    # The dates of the source, so that the same packages always give the same bytes.
    builder.updateHead(created=source["head"].created, modified=source["head"].modified)
    builder.font.recalcTimestamp = False
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(cmap)
    builder.setupGlyf(_glyphs(source, order))
    glyphs = builder.font["glyf"]
    builder.setupHorizontalMetrics(
        {name: (source["hmtx"][name][0], getattr(glyphs[name], "xMin", 0)) for name in order}
    )
    ascent, descent = source["hhea"].ascent, source["hhea"].descent
    builder.setupHorizontalHeader(ascent=ascent, descent=descent)
    builder.setupNameTable(_names(source, face.family), mac=False)
    builder.setupOS2(
        sTypoAscender=ascent,
        sTypoDescender=descent,
        usWinAscent=ascent,
        usWinDescent=-descent,
        ulCodePageRange1=CODE_PAGES[ord("一") in cmap or face.coverage == "rare"],
        ulCodePageRange2=0,
    )
    builder.setupPost(keepGlyphNames=False)
    builder.save(OUTPUT / f"{face.name}.ttf")
    return f"{face.name}.ttf", len(cmap), time.monotonic() - started


def copy_licences() -> None:
    """Put every licence (and Fandol's originals, as the GPL asks for the source) beside the fonts."""
    for folder, files in LICENCES.items():
        target = OUTPUT / "licences" / folder
        target.mkdir(parents=True, exist_ok=True)
        for file in files:
            source = UNPACKED / file
            if source.suffix == ".gz":
                (target / f"{source.stem}.txt").write_bytes(gzip.decompress(source.read_bytes()))
            else:
                shutil.copyfile(source, target / (source.name if source.suffix else f"{source.name}.txt"))
    shutil.copyfile(__file__, OUTPUT / "licences" / "build_fonts.py.txt")


def main() -> None:
    """Build what is not there yet."""
    if is_up_to_date():
        say(f"字体已是最新 / fonts are up to date: {OUTPUT}")
        return
    started = time.monotonic()
    download()
    OUTPUT.mkdir(parents=True, exist_ok=True)
    STAMP.unlink(missing_ok=True)
    say("转换字体（约一分钟）/ converting fonts (about a minute)")
    files = {}
    with ProcessPoolExecutor(max_workers=2) as pool:
        for name, count, seconds in pool.map(build, FACES):
            files[name] = (OUTPUT / name).stat().st_size
            say(f"  {name}: {count} 字 / characters, {files[name] / 1e6:.1f} MB, {seconds:.0f} s")
    copy_licences()
    shutil.rmtree(UNPACKED)
    stamp = {"recipe": recipe_version(), "files": files}
    STAMP.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    say(f"完成 / done in {time.monotonic() - started:.0f} s: {OUTPUT}")


if __name__ == "__main__":
    main()
