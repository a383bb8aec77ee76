"""The one door for messages: what the clerk is told or asked; tests record instead of clicking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtWidgets import QDialog, QWidget

from gongkai_desktop.errors import UserError
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.message_box import MessageBox

Kind = Literal["info", "warning", "error", "ask"]

_MARKS: dict[Kind, tuple[str, str]] = {
    "info": ("complete", "#2e7d32"),
    "warning": ("flag", "#b26a00"),
    "error": ("close", theme.LATE),
    "ask": ("about", theme.BLUE),
}
_TITLES: dict[Kind, str] = {"info": "提示", "warning": "请注意", "error": "没有办成", "ask": "请确认"}


@dataclass(frozen=True, slots=True)
class Message:
    """One message: what happened, what to do next, and the words on its buttons."""

    kind: Kind
    text: str
    hint: str = ""
    accept: str = "知道了"
    refuse: str = ""
    """Empty where there is nothing to refuse."""
    risky: bool = False
    """The careful answer is then the one that Enter gives."""


def info(parent: QWidget | None, text: str, hint: str = "") -> None:
    """Tell that something went as wanted."""
    present(parent, Message("info", text, hint))


def warning(parent: QWidget | None, text: str, hint: str = "") -> None:
    """Tell of something the clerk should look at."""
    present(parent, Message("warning", text, hint))


def error(parent: QWidget | None, failure: UserError) -> None:
    """Tell what failed and what to do next."""
    present(parent, Message("error", failure.message, failure.hint))


def ask(
    parent: QWidget | None,
    text: str,
    hint: str = "",
    *,
    accept: str = "确定",
    refuse: str = "取消",
    risky: bool = False,
) -> bool:
    """Ask a yes-or-no question; Esc refuses."""
    return present(parent, Message("ask", text, hint, accept, refuse, risky))


def present(parent: QWidget | None, message: Message) -> bool:
    """Show the box and wait for the answer. The only function that tests replace."""
    return build_box(parent, message).exec() == QDialog.DialogCode.Accepted


def build_box(parent: QWidget | None, message: Message) -> QDialog:
    """The box itself, not yet shown."""
    return MessageBox(
        _TITLES[message.kind],
        _MARKS[message.kind],
        message.text,
        message.hint,
        message.accept,
        message.refuse,
        parent,
        careful=message.risky,
    )
