"""One part of a list of units: its name, the role word behind it, and what is doubtful about it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from gongkai_desktop.domain.doubt import Doubt
from gongkai_desktop.domain.recognised import NamedUnit, Role
from gongkai_desktop.domain.shared_stems import is_class_of_services, is_stem
from gongkai_desktop.domain.unit_split import is_name, split_and, strip_role, unglue
from gongkai_desktop.domain.unit_words import (
    DUTY_ASIDE,
    ET_CETERA,
    MARKED,
    OPEN_TAIL,
    ROLE_IN_BRACKETS,
    SOME_BODIES,
    TIME_ASIDE,
    TOGETHER,
)
from gongkai_desktop.domain.values import many_values

MARK_DOUBT = "带有记号，可能表示牵头单位，请核对"
BARE_TAIL = {"单位", "机构", "政府"}
OFFICES = {"委", "办", "局", "部", "公司"}
"""The members of 各委、办、局."""
CALLED = re.compile(r"^(?:(?:由|分别由|并由|以及|并)(?=.{2})|会同(?!各?有关|各?相关))")
"""Words before a name that are no part of it."""
_ROLE_UNITS = re.compile(r"(?:(?:各|相关|有关|\d+个)[^牵配、]{0,8})?(?:牵头|配合)(?:责任)?(?:单位|部门)")
_NO_NAME = re.compile(r"[:：]|牵头|配合")

named_unit = lru_cache(maxsize=8192)(NamedUnit)
"""A unit as a value: the same few dozen fill a whole table."""


@many_values(frozen=True, slots=True)
class UnitReading:
    """Units in printed order, each once; `open_ended` is true after 等."""

    units: tuple[NamedUnit, ...]
    open_ended: bool = False
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A name and the role word behind it ("lead", "support", "work"), or the role in its bracket."""

    name: str
    mark: str | None
    role: Role | None = None


# The same few dozen names fill a whole table.
@lru_cache(maxsize=8192)
def read_part(raw: str) -> tuple[tuple[Part, ...], bool, tuple[Doubt, ...]]:
    """One part between separators: its names, whether 等 leaves the list open, and doubts."""
    doubts: list[Doubt] = []
    stripped = DUTY_ASIDE.sub("", MARKED.sub("", CALLED.sub("", raw)))
    if MARKED.search(raw):
        doubts.append(Doubt(f"“{stripped}”{MARK_DOUBT}"))
    role = next((given for pattern, given in ROLE_IN_BRACKETS if pattern.search(stripped)), None)
    for pattern, _ in ROLE_IN_BRACKETS:
        stripped = pattern.sub("", stripped)
    name, mark = strip_role(stripped)
    if is_class_of_services(name):
        return (Part(name, mark, role),), False, tuple(doubts)
    name, open_ended = _drop_et_cetera(name, doubts)
    if not name:  # a role word standing alone closes the names before it
        return (Part("", mark, role),), open_ended, tuple(doubts)
    together, others = _with_others(name, doubts)
    pieces = [
        piece for one in together for joined in split_and(one, doubts) for piece in unglue(joined, doubts)
    ]
    parts = [Part(piece, None, role) for piece in pieces]
    parts[-1] = replace(parts[-1], mark=mark)
    return tuple(parts), open_ended or others, tuple(doubts)


def _with_others(name: str, doubts: list[Doubt]) -> tuple[tuple[str, ...], bool]:
    """`A会同有关部门` is A with others; `A会同B` names two bodies and leaves open whether A leads."""
    met = TOGETHER.fullmatch(name)
    if met is None or not is_name(met["first"]):
        return (name,), False
    first, other = met["first"], met["other"]
    if SOME_BODIES.fullmatch(other):
        return (first,), True
    choices = (f"{first}、{other}", f"{first}牵头，{other}配合")
    doubts.append(Doubt(f"“{name}”没有写明角色，{first}可能是牵头单位", choices, name))
    return (first, other), False


def _drop_et_cetera(name: str, doubts: list[Doubt]) -> tuple[str, bool]:
    """A name without 等 and its class noun, and whether they stood there: the list is then open-ended."""
    match = ET_CETERA.match(name)
    if match and (
        not match["tail"]
        or re.search(r"部门|单位|机构|企业|组织|团体|媒体|[乡镇村]|街道|社区|[学院]校", match["tail"])
    ):
        if re.search(r"各(?:部门|单位)", match["tail"]):
            doubts.append(Doubt(f"“等{match['tail']}”看作未列全，也可能指全部{match['tail']}"))
        return match["name"], True
    return ("", True) if OPEN_TAIL.fullmatch(name) else (name, False)


@lru_cache(maxsize=8192)
def is_odd(name: str, collective: bool) -> bool:
    """Whether there is something to ask about a name."""
    return bool(TIME_ASIDE.search(name)) or is_no_name(name, collective)


def is_no_name(name: str, collective: bool) -> bool:
    """Whether a name reads like none."""
    strange = _NO_NAME.search(name) and not _ROLE_UNITS.fullmatch(name)
    return bool(strange) or is_stem(name) or (not collective and not is_name(name))
