"""How the window looks: colours, sizes, fonts and the one style sheet. All lengths are for 100 % text."""

from __future__ import annotations

from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from gongkai_desktop import paths

GROUND = "#ffffff"
SIDE = "#f6f7f9"
LINE = "#d9dde3"
LINE_SOFT = "#e9ecf0"
INK = "#1f2933"
QUIET = "#56616e"
BLUE = "#1c5d9f"
BLUE_DARK = "#164b82"
BLUE_SOFT = "#e6f0fa"
BLUE_HOVER = "#f1f6fb"
LATE = "#c62828"

BASE_TEXT = 14
ROW = 36
TALL_ROW = 54
SMALLEST, LARGEST = 100, 200

_SYSTEM_FONTS = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
)


def scale() -> float:
    """The text scale in force, read back from the application font that `apply_theme` set."""
    size = QApplication.font().pixelSize()
    return size / BASE_TEXT if size > 0 else 1.0


def px(length: float) -> int:
    """A length designed for 100 % text, at the scale in force."""
    return max(1, round(length * scale()))


def font(size: float = BASE_TEXT, *, strong: bool = False) -> QFont:
    """The screen font at a design size."""
    out = QFont(QApplication.font())
    out.setPixelSize(px(size))
    if strong:
        out.setWeight(QFont.Weight.Bold)
    return out


def text_width(text: str) -> int:
    """Width of a text in the base font, for columns and fields that must never cut it."""
    return QFontMetrics(QApplication.font()).horizontalAdvance(text)


def apply_theme(app: QApplication, percent: int = 100) -> None:
    """Give the whole program its look at a text scale of 100 to 200 per cent."""
    factor = min(max(percent, SMALLEST), LARGEST) / 100
    app.setStyle("Fusion")
    app.setPalette(_palette())
    text = QFont(_screen_families(), -1)
    text.setPixelSize(round(BASE_TEXT * factor))
    text.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    app.setFont(text)
    app.setStyleSheet(_style_sheet())


def _screen_families() -> list[str]:
    shipped: list[str] = []
    for path in sorted((paths.resources() / "fonts").glob("screen*.[ot]t[fc]")):
        number = QFontDatabase.addApplicationFont(str(path))
        shipped += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    known = set(QFontDatabase.families())
    # Several weights of one shipped family each report the family name.
    return list(dict.fromkeys([*shipped, *(name for name in _SYSTEM_FONTS if name in known)])) or [
        QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    ]


def _palette() -> QPalette:
    roles = QPalette.ColorRole
    palette = QPalette()
    table = {
        roles.Window: GROUND,
        roles.Base: GROUND,
        roles.AlternateBase: SIDE,
        roles.Button: GROUND,
        roles.WindowText: INK,
        roles.Text: INK,
        roles.ButtonText: INK,
        roles.ToolTipBase: GROUND,
        roles.ToolTipText: INK,
        roles.PlaceholderText: "#6b7683",
        roles.Highlight: BLUE_SOFT,
        roles.HighlightedText: INK,
        roles.Link: BLUE,
        roles.Light: GROUND,
        roles.Midlight: LINE_SOFT,
        roles.Mid: LINE,
        roles.Dark: "#b6bec8",
        roles.Shadow: "#8a94a0",
        roles.Accent: BLUE,
    }
    for role, colour in table.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor("#8b95a1"))
    return palette


def _style_sheet() -> str:
    sheet = (paths.resources() / "window.qss").read_text(encoding="utf-8")
    colours = {
        "ground": GROUND,
        "side": SIDE,
        "line": LINE,
        "soft": LINE_SOFT,
        "ink": INK,
        "quiet": QUIET,
        "blue": BLUE,
        "blue_dark": BLUE_DARK,
        "blue_soft": BLUE_SOFT,
        "blue_hover": BLUE_HOVER,
        "late": LATE,
        # Large text has no room to spare between the words of tabs, and above those of the pages.
        "tab": f"{round(16 / scale())}px",
        "sign": f"{round(16 + 8 * scale())}px",
        "icons": (paths.resources() / "icons").as_posix(),
    }
    sizes = {f"px{n}": f"{px(n)}px" for n in (*range(1, 41), 48, 56, 64, 72, 80, 96, 120, 160)}
    return Template(sheet).substitute(colours | sizes)
