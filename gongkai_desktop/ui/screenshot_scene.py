"""A dialog in a telling moment, to be pictured."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QDialog

Play = Callable[[QDialog], QDialog]
"""Brings a shown dialog to the moment of the picture, and says which dialog is to be pictured."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A dialog in a telling moment."""

    name: str
    build: Callable[[], QDialog]
    play: Play | None = None
