"""The cell of responsible units: names, roles and collectives as printed.

Conventions: 、，,； and 及 separate names, 和 never does (县文化广电和旅游局 is one body); what stands before
牵头 leads, what stands before 配合 or 落实 after a lead supports; 各 reaches over the plain class nouns
behind it (各镇、街道、经济开发区).
"""

from __future__ import annotations

import re
from dataclasses import replace

from gongkai_desktop.domain.doubt import Doubt
from gongkai_desktop.domain.recognised import NamedUnit, Role
from gongkai_desktop.domain.shared_stems import with_ends
from gongkai_desktop.domain.unit_parts import (
    BARE_TAIL,
    MARK_DOUBT,
    OFFICES,
    Part,
    UnitReading,
    is_no_name,
    is_odd,
    named_unit,
    read_part,
)
from gongkai_desktop.domain.unit_plain import read_plain_list
from gongkai_desktop.domain.unit_split import (
    LINE_END,
    is_collective,
    is_name,
    split_names,
    without_line_ends,
)
from gongkai_desktop.domain.unit_words import (
    FIRST_LEADS,
    GLUE_RIGHT,
    KNOWN_BODY,
    PERSON,
    PERSON_LABEL,
    PHONE,
    PLAIN_CLASS,
    ROLE_LABELS,
    TIME_ASIDE,
)
from gongkai_desktop.domain.words import NOTHING

__all__ = [
    "MARK_DOUBT",
    "PERSON_APART",
    "UnitReading",
    "is_collective",
    "is_name",
    "looks_like_units",
    "read_units",
]

PERSON_APART = "单元格中有人名或电话，已与单位分开"
_COLON = re.compile(r"[:：]")
_POST = r"(?:常务|党组)?副?(?:局长|主任|书记|部长|科长|股长|镇长|乡长|县长|组长|院长|校长)"
_ASIDE = re.compile(rf"[\s:：\d]|[（(](?:{_POST})?{PERSON}[）)、，,]")
"""What people's names and telephone numbers beside a unit are never without."""
_PERSON_BEHIND = re.compile(
    rf"(?<=[局委办会院镇乡道心队司部校站所处科股府团联社馆台盟区])(?:[（(](?:{_POST})?({PERSON}(?:[、，,\s]\s*{PERSON})*)[）)]|(?:\s+|\s*[:：]\s*)({PERSON})(?=$|[\s、，,；;/]))"
)
_LOOSE_ENDS = re.compile(
    r"\s*[（(][\s，,、；;:：]*[）)]|[\s，,、；;:：]+(?=[）)])|(?<=[（(])[\s，,、；;:：]+"
)
"""What a name or a number leaves behind in its bracket."""
_SEPARATOR = re.compile(r"[\s、，,；;。/]")
_PERSON_BEFORE = re.compile(rf"(?:^|(?<=[、，,；;\n]))\s*({PERSON})\s+(?=[一-鿿]{{2,}})")


def read_units(text: str, default: Role = Role.RESPONSIBLE) -> UnitReading:
    """Read a cell of units; `default` is the role its column gives to names without a role word."""
    return read_plain_list(text, default) or read_by_rules(text, default)


def read_by_rules(text: str, default: Role) -> UnitReading:
    """Read any cell of units."""
    if NOTHING.fullmatch(text.strip()):
        return UnitReading(())
    ends: list[Doubt] = []
    if LINE_END in text:
        text = without_line_ends(text, ends)
    doubts = [_in_whole(doubt, text) for doubt in ends]
    clean = _without_persons(text, doubts) if _ASIDE.search(text) else text
    first_leads = FIRST_LEADS.search(clean)
    if first_leads:
        clean = FIRST_LEADS.sub("", clean)
    units: list[NamedUnit] = []
    open_ended = False
    for segment, role in _labelled(clean, default):
        found, more, reasons = _read_segment(segment, role)
        units += [unit for unit in found if unit not in units]
        open_ended = open_ended or more
        doubts += [_in_whole(doubt, text) for doubt in reasons]
    if first_leads and not any(unit.role is Role.LEAD for unit in units):
        first = next((unit for unit in units if not unit.collective), None)
        units = [replace(unit, role=Role.LEAD) if unit is first else unit for unit in units]
    odd = [unit for unit in units if is_odd(unit.name, unit.collective)]
    doubts += [Doubt(f"“{u.name}”里的括号像是时限，请核对") for u in odd if TIME_ASIDE.search(u.name)]
    doubts += [Doubt(f"“{u.name}”不像单位名称，请核对") for u in odd if is_no_name(u.name, u.collective)]
    return UnitReading(tuple(units), open_ended, tuple(dict.fromkeys(doubts)))


def _without_persons(text: str, doubts: list[Doubt]) -> str:
    """The text without people's names and telephone numbers, and doubts where there are some."""
    labelled = PERSON_LABEL.sub("", text)
    clean = PHONE.sub("", labelled)
    if clean != text:
        clean = _LOOSE_ENDS.sub("", clean)
    clean = _PERSON_BEHIND.sub(_unless_body, clean)
    if clean not in (labelled, _LOOSE_ENDS.sub("", labelled)):
        doubts.append(Doubt(PERSON_APART))
    doubts += [
        Doubt(f"“{m[1]}”可能是人名，请核对")
        for m in _PERSON_BEFORE.finditer(clean)
        if not is_name(m[1])
        and (
            GLUE_RIGHT.match(clean[m.end() :])
            or KNOWN_BODY.match(clean, m.end())
            or is_name(_SEPARATOR.split(clean[m.end() :], maxsplit=1)[0])
        )
    ]
    return clean


def looks_like_units(text: str) -> bool:
    """Whether a text reads like a cell of units and nothing else."""
    reading = read_units(text)
    return bool(reading.units) and not any("不像单位名称" in doubt.reason for doubt in reading.doubts)


def _unless_body(person: re.Match[str]) -> str:
    """Nothing in place of a person's name; what names a body (高新区) stays."""
    return person.group() if is_name(person[1] or person[2]) else ""


def _in_whole(doubt: Doubt, text: str) -> Doubt:
    """The doubt with its choices as readings of the whole cell; `part` is what they stand for."""
    plain = "".join(text.split())
    if not doubt.choices or doubt.part not in plain:
        return Doubt(doubt.reason)
    return Doubt(doubt.reason, tuple(plain.replace(doubt.part, choice, 1) for choice in doubt.choices))


def _labelled(text: str, default: Role) -> list[tuple[str, Role]]:
    """`牵头单位：A；责任单位：B、C` cut at its labels, which a line break may have torn."""
    if not _COLON.search(text):
        return [(text, default)]
    kept = [index for index, character in enumerate(text) if not character.isspace()]
    plain = "".join(text[index] for index in kept)
    marks = sorted(
        (kept[m.start()], kept[m.end() - 1] + 1, role)
        for pattern, role in ROLE_LABELS
        for m in pattern.finditer(plain)
    )
    if not marks:
        return [(text, default)]
    segments = [(text[: marks[0][0]], default)]
    ends = [start for start, _, _ in marks[1:]] + [len(text)]
    segments += [(text[end:stop], role) for (_, end, role), stop in zip(marks, ends, strict=True)]
    return [(segment, role) for segment, role in segments if segment.strip(" ，。；、,;\n")]


def _read_segment(text: str, default: Role) -> tuple[list[NamedUnit], bool, list[Doubt]]:
    doubts: list[Doubt] = []
    parts, open_ended = _parts(text, doubts)
    if any(part.mark for part in parts) and _after_lead_means_support(text):
        last = max(index for index, part in enumerate(parts) if part.mark)
        if parts[last].mark == "work":
            parts[last] = replace(parts[last], mark="support")
    return _reach_of_each(_with_roles(parts, default, doubts)), open_ended, doubts


def _parts(text: str, doubts: list[Doubt]) -> tuple[list[Part], bool]:
    """Names with the role words that stand at their end; and whether the list stays open (等)."""
    out: list[Part] = []
    open_ended = False
    for raw in with_ends(split_names(text, doubts), doubts):
        parts, more, reasons = read_part(raw)
        out += parts
        open_ended = open_ended or more
        doubts += reasons
    return out, open_ended


def _with_roles(parts: list[Part], default: Role, doubts: list[Doubt]) -> list[tuple[str, Role]]:
    """Give each name the role of the word that closes its part of the sentence."""
    if not [part for part in parts if part.mark or part.role]:
        return [(part.name, default) for part in parts if part.name]
    named: list[tuple[str, Role]] = []
    waiting: list[str] = []
    lead_by_word = False
    given = {"lead": Role.LEAD, "support": Role.SUPPORT, "work": default, "guide": Role.SUPPORT}
    for part in parts:
        if part.name and part.role is not None:
            if waiting:
                doubts.append(
                    Doubt(f"“{part.name}”的角色写在括号里，前面的{'、'.join(waiting)}没有写明角色，请核对")
                )
            shared = part.role if part.role is Role.SUPPORT and named else default
            named += [(name, shared) for name in waiting] + [(part.name, part.role)]
            waiting = []
            continue
        if part.name:
            waiting.append(part.name)
        if part.mark == "guide":
            doubts.append(Doubt(f"“{part.name}”只作指导、监督，暂作配合单位，请核对"))
        if part.mark is not None:
            named += [(name, given[part.mark]) for name in waiting]
            waiting, lead_by_word = [], lead_by_word or part.mark == "lead"
    if waiting and lead_by_word and default is Role.RESPONSIBLE:
        doubts.append(_without_role(waiting))
    return named + [(name, default) for name in waiting]


def _without_role(names: list[str]) -> Doubt:
    rest = "、".join(names)
    return Doubt(
        f"“牵头”之后的{rest}没有写明角色，暂作责任单位，也可能是配合单位",
        (f"{names[-1]}负责", f"{names[-1]}配合"),
        names[-1],
    )


_ENDS_IN_WORK = re.compile(r"(?<!牵头)落实[。；]?$")


def _after_lead_means_support(text: str) -> bool:
    """`A牵头，B、C落实` gives support; `A牵头，B、C按职责分工负责` keeps B and C responsible."""
    _, lead, rest = text.partition("牵头")
    return bool(lead) and "负责落实" not in rest and bool(_ENDS_IN_WORK.search(text))


def _reach_of_each(named: list[tuple[str, Role]]) -> list[NamedUnit]:
    """各 reaches over the plain class nouns that follow it, until a name with a prefix of its own."""
    out: list[NamedUnit] = []
    reaching = False
    for name, role in named:
        offices = name in OFFICES and out and re.search(r"各(?:[委办局部]、)*[委办局部]$", out[-1].name)
        if offices or (name in BARE_TAIL and out and out[-1].collective):
            out[-1] = replace(out[-1], name=f"{out[-1].name}、{name}", collective=True)
            continue
        reaching = name.startswith("各") or (reaching and bool(PLAIN_CLASS.fullmatch(name)))
        out.append(named_unit(name, role, reaching or is_collective(name)))
    return out
