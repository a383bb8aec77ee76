"""Values that exist by the hundred thousand: frozen for the type checker, at no cost when they are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from dataclasses import dataclass as many_values
else:
    from dataclasses import dataclass

    T = TypeVar("T")

    def many_values(*, frozen, slots):
        """`dataclass` without the freezing, which makes a value of thirty fields eight times as dear.

        The type checker sees `dataclass(frozen=True)` and refuses every assignment.
        """
        assert frozen
        return dataclass(slots=slots, unsafe_hash=True)


__all__ = ["many_values"]
