"""The cell of responsible units: names, roles and collectives as printed.

Conventions: 、，,； and 及 separate names, 和 never does (县文化广电和旅游局 is one body); what stands before
牵头 leads, what stands before 配合 or 落实 after a lead supports; 各 reaches over the plain class nouns
behind it (各镇、街道、经济开发区).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from gongkai_desktop.domain.recognised import NamedUnit, Role
from gongkai_desktop.domain.unit_words import (
    BARE_TOWNSHIPS,
    COLLECTIVE,
    ET_CETERA,
    GLUE_LEFT,
    GLUE_RIGHT,
    NAME,
    OPEN_TAIL,
    PERSON_LABEL,
    PHONE,
    PLAIN_CLASS,
    ROLE_AT_END,
    ROLE_IN_BRACKETS,
    ROLE_LABELS,
)
from gongkai_desktop.domain.words import any_of

_SEPARATORS = "、，,；;。／/|｜"
_OPEN, _CLOSE = "（([【〔", "）)]】〕"
_ROLE_LIMIT = 24
"""No role phrase is longer (按照各自职责分工共同负责组织实施): only the end of a name is searched."""
_BARE_TAIL = {"单位", "机构", "政府"}
_ONE_BODY = re.compile(any_of("局 委 办 中心 公司 管委会") + "$")


@dataclass(frozen=True, slots=True)
class UnitReading:
    """Units in printed order, each once; `doubts` are reasons in Chinese; `open_ended` is true after 等."""

    units: tuple[NamedUnit, ...]
    open_ended: bool = False
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """A name and the role word behind it ("lead", "support", "work"), or the role in its bracket."""

    name: str
    mark: str | None
    role: Role | None = None


def read_units(text: str, default: Role = Role.RESPONSIBLE) -> UnitReading:
    """Read a cell of units; `default` is the role its column gives to names without a role word."""
    doubts: list[str] = []
    clean = PHONE.sub("", PERSON_LABEL.sub("", text))
    if clean != text:
        doubts.append("单元格中有人名或电话，已与单位分开")
    units: list[NamedUnit] = []
    open_ended = False
    for segment, role in _labelled(clean, default):
        found, more, reasons = _read_segment(segment, role)
        units += [unit for unit in found if unit not in units]
        open_ended = open_ended or more
        doubts += reasons
    doubts += [
        f"“{unit.name}”不像单位名称，请核对"
        for unit in units
        if not unit.collective and not NAME.match(_bare(unit.name))
    ]
    return UnitReading(tuple(units), open_ended, tuple(doubts))


def looks_like_units(text: str) -> bool:
    """Whether a text reads like a cell of units and nothing else."""
    reading = read_units(text)
    return bool(reading.units) and not any("不像单位名称" in doubt for doubt in reading.doubts)


def is_collective(name: str) -> bool:
    """True where the phrase names a class of bodies, not one body (各乡镇, 县直有关部门)."""
    bare = _bare(name)
    if _ONE_BODY.search(bare) and not bare.startswith("各"):
        return False
    return bool(COLLECTIVE.match(bare)) or bool(BARE_TOWNSHIPS.fullmatch(bare))


def _labelled(text: str, default: Role) -> list[tuple[str, Role]]:
    """`牵头单位：A；责任单位：B、C` cut at its labels."""
    marks = sorted(
        (m.start(), m.end(), role) for pattern, role in ROLE_LABELS for m in pattern.finditer(text)
    )
    if not marks:
        return [(text, default)]
    segments = [(text[: marks[0][0]], default)]
    ends = [start for start, _, _ in marks[1:]] + [len(text)]
    segments += [(text[end:stop], role) for (_, end, role), stop in zip(marks, ends, strict=True)]
    return [(segment, role) for segment, role in segments if segment.strip(" ，。；、,;\n")]


def _read_segment(text: str, default: Role) -> tuple[list[NamedUnit], bool, list[str]]:
    doubts: list[str] = []
    parts = _parts(text, doubts)
    if _after_lead_means_support(text):
        last = max(index for index, part in enumerate(parts) if part.mark)
        if parts[last].mark == "work":
            parts[last] = replace(parts[last], mark="support")
    named, open_ended, more = _drop_et_cetera(_with_roles(parts, default, doubts))
    return _reach_of_each(named), open_ended, doubts + more


def _parts(text: str, doubts: list[str]) -> list[_Part]:
    """Names with the role words that stand at their end."""
    out: list[_Part] = []
    for raw in _split(_mend_lines(text)):
        stripped = re.sub(r"^(?:由|分别由|并由)(?=.{2})", "", raw)
        role = next((given for pattern, given in ROLE_IN_BRACKETS if pattern.search(stripped)), None)
        for pattern, _ in ROLE_IN_BRACKETS:
            stripped = pattern.sub("", stripped)
        name, mark = _strip_role(stripped)
        if not name:  # a role word standing alone closes the names before it
            out.append(_Part("", mark, role))
            continue
        for joined in _split_and(name, doubts):
            pieces = _unglue(joined)
            if len(pieces) > 1:
                doubts.append(f"“{joined}”看作{len(pieces)}个单位：{'、'.join(pieces)}")
            out += [_Part(piece, None, role) for piece in pieces]
        out[-1] = replace(out[-1], mark=mark)
    return out


def _mend_lines(text: str) -> str:
    """A line break or gap between two whole names separates them; inside a name it is layout."""
    pieces = [piece for piece in re.split(r"\s+", text) if piece]
    out = pieces[0] if pieces else ""
    for piece in pieces[1:]:
        left = re.split(rf"[{_SEPARATORS}]", out)[-1]
        right = re.split(rf"[{_SEPARATORS}]", piece)[0]
        whole = _is_name(left) and _is_name(_strip_role(right)[0]) and GLUE_RIGHT.match(right)
        out += f"、{piece}" if whole else piece
    return out


def _split(text: str) -> list[str]:
    """Cut at separators outside brackets."""
    parts, depth, current = [], 0, ""
    for character in text:
        if character in _OPEN:
            depth += 1
        elif character in _CLOSE:
            depth = max(0, depth - 1)
        if character in _SEPARATORS and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += character
    parts.append(current)
    return [part.strip() for part in parts if part.strip()]


def _strip_role(part: str) -> tuple[str, str | None]:
    """Take the role words off the end of a name."""
    for pattern, role in ROLE_AT_END:
        match = pattern.search(part, max(0, len(part) - _ROLE_LIMIT))
        if match and match.group():
            return part[: match.start()].strip(), role
    return part, None


def _split_and(part: str, doubts: list[str]) -> list[str]:
    """Cut at 及 between two whole names; at 和 only before a name with a prefix of its own."""
    for match in re.finditer(r"以及|及其他|及|和|与", part):
        left, right = part[: match.start()], part[match.end() :]
        if _depth(left) or not _is_name(left) or not _is_name(right):
            continue
        if match.group() in "和与":
            if not GLUE_RIGHT.match(right):
                continue
            doubts.append(f"“{part}”看作两个单位：{left}、{right}")
        return [left, *_split_and(right, doubts)]
    return [part]


def _unglue(part: str) -> list[str]:
    """Names printed without a separator (县政府办县财政局) cut apart."""
    for cut in range(len(part) - 2, 2, -1):
        left, right = part[:cut], part[cut:]
        if GLUE_LEFT.search(left) and GLUE_RIGHT.match(right) and _depth(left) == 0 and _is_name(right):
            return [*_unglue(left), right]
    return [part]


def _is_name(text: str) -> bool:
    return len(text) >= 2 and (bool(NAME.match(_bare(text))) or is_collective(text))


def _depth(text: str) -> int:
    return sum(c in _OPEN for c in text) - sum(c in _CLOSE for c in text)


def _bare(name: str) -> str:
    """A name without the bracket at its end."""
    return re.sub(r"[（(][^（()）]*[）)]$", "", name)


def _with_roles(parts: list[_Part], default: Role, doubts: list[str]) -> list[tuple[str, Role]]:
    """Give each name the role of the word that closes its part of the sentence."""
    named: list[tuple[str, Role]] = []
    waiting: list[str] = []
    lead_seen = False
    given = {"lead": Role.LEAD, "support": Role.SUPPORT, "work": default}
    for part in parts:
        if part.name and part.role is not None:
            named += [(name, default) for name in waiting] + [(part.name, part.role)]
            waiting, lead_seen = [], lead_seen or part.role is Role.LEAD
            continue
        if part.name:
            waiting.append(part.name)
        if part.mark is not None:
            named += [(name, given[part.mark]) for name in waiting]
            waiting, lead_seen = [], lead_seen or part.mark == "lead"
    if waiting and lead_seen and default is Role.RESPONSIBLE:
        doubts.append(f"“牵头”之后的{'、'.join(waiting)}没有写明角色，暂作责任单位，也可能是配合单位")
    return named + [(name, default) for name in waiting]


def _after_lead_means_support(text: str) -> bool:
    """`A牵头，B、C落实` gives support; `A牵头，B、C按职责分工负责` keeps B and C responsible."""
    _, lead, rest = text.partition("牵头")
    return bool(lead) and "负责落实" not in rest and bool(re.search(r"(?<!牵头)落实[。；]?$", text))


def _drop_et_cetera(named: Iterable[tuple[str, Role]]) -> tuple[list[tuple[str, Role]], bool, list[str]]:
    """Drop 等 and its class noun; the list is then open-ended."""
    out: list[tuple[str, Role]] = []
    open_ended = False
    doubts: list[str] = []
    for name, role in named:
        match = ET_CETERA.match(name)
        if match and (not match["tail"] or re.search(r"部门|单位|机构|企业", match["tail"])):
            open_ended = True
            out += [(piece, role) for piece in _unglue(match["name"])]
            if re.search(r"各(?:部门|单位)", match["tail"]):
                doubts.append(f"“等{match['tail']}”看作未列全，也可能指全部{match['tail']}")
        elif OPEN_TAIL.fullmatch(name):
            open_ended = True
        else:
            out.append((name, role))
    return out, open_ended, doubts


def _reach_of_each(named: list[tuple[str, Role]]) -> list[NamedUnit]:
    """各 reaches over the plain class nouns that follow it, until a name with a prefix of its own."""
    out: list[NamedUnit] = []
    reaching = False
    for name, role in named:
        if name in _BARE_TAIL and out and out[-1].collective:
            out[-1] = replace(out[-1], name=f"{out[-1].name}、{name}")
            continue
        reaching = name.startswith("各") or (reaching and bool(PLAIN_CLASS.fullmatch(name)))
        out.append(NamedUnit(name, role, reaching or is_collective(name)))
    return out
