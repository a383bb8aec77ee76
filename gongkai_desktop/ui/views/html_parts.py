"""What the pages of text in the detail panels are made of."""

from __future__ import annotations

from html import escape

from gongkai_desktop.ui import theme


def title(text: str, right: str = "") -> str:
    """A heading with a line below it; `right` is HTML at its end."""
    style = (
        f"padding:{theme.px(14)}px 0 {theme.px(3)}px 0; border-bottom: 1px solid {theme.LINE};"
        f"color:{theme.QUIET}; font-size:{theme.px(13)}px;"
    )
    return (
        f'<table width="100%" cellspacing="0" cellpadding="0"><tr><td style="{style}">{text}</td>'
        f'<td align="right" style="{style}">{right}</td></tr></table>'
        f'<p style="margin:0; font-size:{theme.px(4)}px;">&nbsp;</p>'
    )


def line(text: str, *, quiet: bool = False, size: int = theme.BASE_TEXT, after: int = 2) -> str:
    """A paragraph of plain text; nothing for an empty one."""
    if not text:
        return ""
    colour = f"color:{theme.QUIET};" if quiet else ""
    margin = f"margin:0 0 {theme.px(after)}px 0;"
    return f'<p style="{margin} font-size:{theme.px(size)}px; {colour}">{escape(text)}</p>'


def fold(address: str, text: str, opened: frozenset[str]) -> str:
    """A link that opens and closes a part."""
    arrow = "▼" if address in opened else "▶"
    margin = f"margin:{theme.px(4)}px 0 {theme.px(2)}px 0;"
    return f'<p style="{margin}">{link(address, f"{text} {arrow}")}</p>'


def link(address: str, text: str) -> str:
    """A link with a plain text."""
    return f'<a href="{escape(address, quote=True)}" style="{link_style()}">{escape(text)}</a>'


def web_link(address: str) -> str:
    """An address to be opened, or its plain text where it is no web page."""
    # Zero-width spaces let long addresses break; Qt breaks lines at spaces only.
    shown = address.replace("/", "/\u200b")
    return link(address, shown) if is_web(address) else escape(shown)


def link_style() -> str:
    """How links look."""
    return f"color:{theme.BLUE}; text-decoration:none;"


def is_web(address: str) -> bool:
    """Whether an address is a web page: nothing else is ever opened."""
    return address.startswith(("http://", "https://"))
