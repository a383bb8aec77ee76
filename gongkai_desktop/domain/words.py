"""Building patterns from lists of words, so that tables of words stay readable."""

import re

NOTHING = re.compile(r"[/／\\—–－-]+|无")
"""A cell of this is filled in to say that there is nothing."""


def any_of(words: str) -> str:
    """A pattern for any of the words in a space-separated list; longer words first."""
    return "(?:" + "|".join(sorted(words.split(), key=len, reverse=True)) + ")"
