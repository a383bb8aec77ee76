"""Searching a text for deadline phrases: a form is only sought where one of its words stands.

A requirement has dozens of characters and there are dozens of forms, while most texts hold words of none
of them: one pass over the text tells which forms are worth a search, and where.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from gongkai_desktop.domain.deadline_forms import Form
from gongkai_desktop.domain.deadline_values import Match

Following = Callable[[int], tuple[Match, Form] | None]


def _hides(word: str, other: str) -> bool:
    """Whether `other` may begin inside `word`, so that one pass over a text sees only `word`."""
    rests = (word[start:] for start in range(1, len(word)))
    return word.startswith(other) or any(rest.startswith(other) or other.startswith(rest) for rest in rests)


class Search:
    """Finds the phrases of some forms; where two begin at the same place, the form that comes first wins."""

    def __init__(self, forms: Sequence[Form]) -> None:
        words = sorted({word for form in forms for word in form.words}, key=len, reverse=True)
        self._words = re.compile("|".join(map(re.escape, words)))
        self._forms = tuple(forms)
        self._told_by = {
            word: frozenset(
                index for index, form in enumerate(forms) if any(_hides(word, other) for other in form.words)
            )
            for word in words
        }
        self._candidates: dict[frozenset[str], tuple[Form, ...]] = {frozenset(): ()}

    def candidates(self, text: str) -> tuple[Form, ...]:
        """The forms of which the text may hold a phrase."""
        words = frozenset(self._words.findall(text))
        known = self._candidates.get(words)
        if known is None:
            told = frozenset[int]().union(*(self._told_by[word] for word in words))
            known = self._candidates[words] = tuple(self._forms[index] for index in sorted(told))
        return known

    def following(self, text: str) -> Following:
        """The next phrase at or after a position, leftmost first. Call with rising positions."""
        ahead: list[tuple[Form, Match | None]] = [
            (form, match) for form in self.candidates(text) if (match := _next(form, text, 0))
        ]
        if not ahead:
            return _nothing

        def following(position: int) -> tuple[Match, Form] | None:
            best: tuple[Match, Form] | None = None
            for index, (form, match) in enumerate(ahead):
                if match and match.start() < position:
                    match = _next(form, text, position)
                    ahead[index] = form, match
                if match and (best is None or match.start() < best[0].start()):
                    best = match, form
            return best

        return following


def _nothing(_position: int) -> None:
    return None


def _next(form: Form, text: str, position: int) -> Match | None:
    """The first phrase of a form from a position on, sought from a little before its next word."""
    # A phrase may look back at the first character of its word (底 behind 年).
    word = form.needed.search(text, max(0, position - 1))
    return word and form.pattern.search(text, max(position, word.start() - form.reach))
