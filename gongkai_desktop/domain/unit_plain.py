"""The usual cell of units, a plain list of plain names, read from what is known of each of its names.

Lists are ever new from row to row, the names in them are not. Every other cell is left to the rules of
unit_text, which would read these cells the same, in four times the time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from gongkai_desktop.domain.recognised import Role
from gongkai_desktop.domain.shared_stems import may_share_end
from gongkai_desktop.domain.unit_parts import (
    BARE_TAIL,
    CALLED,
    OFFICES,
    UnitReading,
    is_odd,
    named_unit,
    read_part,
)
from gongkai_desktop.domain.unit_split import (
    CLOSE,
    LEAD_GLUED,
    LINE_END,
    OPEN,
    SEPARATOR,
    is_collective,
    strip_role,
)
from gongkai_desktop.domain.unit_words import PLAIN_CLASS

_PLAIN = re.compile(
    rf"(?:[^\s\d①-⑩一首等：:驻垂{re.escape(OPEN + CLOSE + LINE_END)}]|[（(](?:街道|乡镇|镇|乡)[）)])+"
)
"""A cell without gap, figure, label, person or bracket, no 等 and no rule of who leads (第一个为牵头单位)."""
_GIVEN = {"lead": Role.LEAD, "support": Role.SUPPORT}


@dataclass(slots=True)
class _Known:
    """A name with nothing to ask about it, the role word behind it, and what 各 has to do with it."""

    name: str
    mark: str | None
    each: bool
    class_noun: bool
    collective: bool


def read_plain_list(text: str, default: Role) -> UnitReading | None:
    """What a plain list of plain names says; None for every other cell."""
    if not _PLAIN.fullmatch(text) or ("牵头" in text and ("落实" in text or LEAD_GLUED.search(text))):
        return None
    named: dict[str, bool] = {}
    roles: list[Role] = []
    reaching = lead_by_word = False
    for raw in SEPARATOR.split(text):
        part = _known(raw)
        if part is None or part.name in named:
            return None
        if part.name:
            reaching = part.each or (reaching and part.class_noun)
            named[part.name] = reaching or part.collective
        if part.mark is not None:
            lead_by_word = lead_by_word or part.mark == "lead"
            roles += [_GIVEN.get(part.mark, default)] * (len(named) - len(roles))
    without = len(named) - len(roles)
    if not named or (without and lead_by_word and default is Role.RESPONSIBLE):
        return None
    roles += [default] * without
    return UnitReading(
        tuple([named_unit(name, role, each) for (name, each), role in zip(named.items(), roles, strict=True)])
    )


@lru_cache(maxsize=8192)
def _known(raw: str) -> _Known | None:
    """A part between separators, None where it is more than one plain name and a role word."""
    name, mark = strip_role(raw)
    if name and mark and not CALLED.match(raw):
        # Most names stand without a role word, too.
        alone = _known(name)
        same = alone is not None and alone.name == name and alone.mark is None and mark != "guide"
        return replace(alone, mark=mark) if alone and same else None
    if not raw:
        return _Known("", None, False, False, False)
    if may_share_end(raw):
        return None
    parts, open_ended, doubts = read_part(raw)
    if open_ended or doubts or len(parts) != 1 or parts[0].role is not None or parts[0].mark == "guide":
        return None
    name = parts[0].name
    if name and (name in OFFICES or name in BARE_TAIL or is_odd(name, False)):
        return None
    each, class_noun = name.startswith("各"), bool(PLAIN_CLASS.fullmatch(name))
    return _Known(name, parts[0].mark, each, class_noun, bool(name) and is_collective(name))
