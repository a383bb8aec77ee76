"""A doubt: why a text can be read in more than one way, and the readings to choose from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Doubt:
    """The reason in Chinese; each choice is how `part` of the text would read plainly."""

    reason: str
    choices: tuple[str, ...] = ()
    part: str = ""
