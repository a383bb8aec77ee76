"""What this PC remembers (text size, window places, column widths): one JSON file, declared in one place."""

from __future__ import annotations

import json
import logging
import os
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QWidget

from gongkai_desktop import paths

_log = logging.getLogger(__name__)

MAIN_WINDOW = "main"
"""The name under which the window's place is remembered."""
TEXT_SIZES = (100, 110, 125, 150, 175, 200)
"""The sizes of text on offer, in per cent."""

LOCK_MINUTES = (5, 10, 30, 0)
"""After how long without a touch a ledger with a password is covered; 0: never."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """Everything remembered; nothing here belongs to the office's ledger."""

    text_percent: int = 100
    last_folder: str = ""
    last_page: str = ""
    last_view: str = ""
    geometry: dict[str, str] = field(default_factory=dict)
    """Window name -> its place and size, as Qt packs it, in base64."""
    splitters: dict[str, list[int]] = field(default_factory=dict)
    columns: dict[str, dict[str, int]] = field(default_factory=dict)
    """View name -> column name -> width; 0 for a hidden column."""
    shares_told: list[str] = field(default_factory=list)
    """Ledgers on network shares of whose risk the clerk has been told."""
    tour_seen: bool = False
    """The hints of the first start have been shown, or skipped: they never come again."""
    lock_minutes: int = 10
    unknown: dict[str, Any] = field(default_factory=dict)
    """Values of a newer program, kept for it."""


class PreferenceFile:
    """The preferences of one PC; every change is written at once."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or paths.user_config() / "preferences.json"
        self.values = _read(self._path)

    def change(self, **changed: Any) -> None:
        """Remember new values for the named fields."""
        self.values = replace(self.values, **changed)
        _write(self._path, self.values)

    def keep_geometry(self, name: str, window: QWidget) -> None:
        """Remember where a window stands."""
        packed = bytes(window.saveGeometry().toBase64().data()).decode("ascii")
        self.change(geometry=self.values.geometry | {name: packed})

    def restore_geometry(self, name: str, window: QWidget) -> bool:
        """Put a window back; False when nothing is remembered."""
        packed = self.values.geometry.get(name, "")
        return bool(packed) and window.restoreGeometry(QByteArray.fromBase64(packed.encode("ascii")))


def _read(path: Path) -> Preferences:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Preferences()
    except (OSError, ValueError) as failure:
        # A damaged preference file must never keep the ledger from opening.
        _log.warning("preferences unreadable, using defaults: %s", failure)
        return Preferences()
    return _checked(data if isinstance(data, dict) else {})


def _checked(data: dict[str, Any]) -> Preferences:
    default = Preferences()
    names = {f.name for f in fields(default)} - {"unknown"}
    good = {n: data[n] for n in names if n in data and type(data[n]) is type(getattr(default, n))}
    wrong = names & data.keys() - good.keys()
    if wrong:
        _log.warning("preferences ignored: %s", ", ".join(sorted(wrong)))
    low, high = TEXT_SIZES[0], TEXT_SIZES[-1]
    percent = min(max(good.get("text_percent", low), low), high)
    rest = {name: value for name, value in data.items() if name not in names}
    return replace(default, **good | {"text_percent": percent}, unknown=rest)


def _write(path: Path, values: Preferences) -> None:
    data = asdict(values)
    data = data.pop("unknown") | data
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
        os.replace(part, path)  # noqa: PTH105  (the one call that replaces on every system)
    except OSError as failure:
        # A full disk or a locked profile costs a column width, not the clerk's work.
        _log.warning("preferences not kept: %s", failure)
