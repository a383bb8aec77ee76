"""Rules a document prints about who leads: 排名第一的为牵头单位, 标*的为牵头单位, and the like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gongkai_desktop.domain.recognised import Flag, NamedUnit, Role
from gongkai_desktop.domain.unit_text import MARK_DOUBT
from gongkai_desktop.domain.unit_words import FIRST_LEADS
from gongkai_desktop.importers.recognition.text import squeeze

_IS = r"(?:即|均|就)?(?:视?为|是|系)(?:该项工作|该项任务|本项任务)?的?总?(?:牵头|主办)"
_MARKED = re.compile(rf"[标带注加打画](?:有|注|明)?[“\"]?[*＊★☆※△▲●◆][”\"]?号?[^，。；]{{0,8}}?{_IS}")
_RESPONSIBLE = re.compile(
    rf"(?:无|没有|未(?:明确|列|标|设|写|注)(?:出|明)?)牵头(?:责任)?(?:单位|部门)的?[^。；]{{0,10}}?(?:责任|承办)(?:单位|部门){_IS}"
)
_UNSEEN = re.compile(rf"(?:加粗|粗体|黑体|下划线|划线|红色|标红|斜体)[^，。；]{{0,8}}?{_IS}(?:单位|部门)?")


@dataclass(frozen=True, slots=True)
class LeadRules:
    """What the notes of a document say about leading units."""

    first: bool = False
    """The first of a list leads."""
    marked: bool = False
    """A unit with a star leads."""
    responsible: bool = False
    """Where no unit leads, the responsible one does."""
    unseen: str = ""
    """A rule by bold or coloured letters, which are not read."""

    def __or__(self, other: LeadRules) -> LeadRules:
        return LeadRules(
            self.first or other.first,
            self.marked or other.marked,
            self.responsible or other.responsible,
            self.unseen or other.unseen,
        )


NO_RULES = LeadRules()


def first_unit_leads(text: str) -> bool:
    """Whether a text says that the first unit of a list leads."""
    return _leads(text) and bool(FIRST_LEADS.search(squeeze(text)))


def _leads(text: str) -> bool:
    return "牵" in text or "主" in text


def lead_rules(texts: Iterable[str]) -> LeadRules:
    """The rules that any of these texts states."""
    rules = NO_RULES
    for text in texts:
        if _leads(text):
            plain = squeeze(text)
            unseen = _UNSEEN.search(plain)
            rules |= LeadRules(
                bool(FIRST_LEADS.search(plain)),
                bool(_MARKED.search(plain)),
                bool(_RESPONSIBLE.search(plain)),
                unseen.group() if unseen else "",
            )
    return rules


def with_leads(units: Sequence[NamedUnit], rules: LeadRules, flags: list[Flag]) -> list[NamedUnit]:
    """The units with the roles that the document's own rules give; flags where a rule leaves a choice."""
    out = list(units)
    if rules.marked:
        marked = {flag.reason[1 : -len(MARK_DOUBT) - 1] for flag in flags if flag.reason.endswith(MARK_DOUBT)}
        out = [replace(unit, role=Role.LEAD) if unit.name in marked else unit for unit in out]
        named = {unit.name for unit in out}
        flags[:] = [
            flag
            for flag in flags
            if not (flag.reason.endswith(MARK_DOUBT) and flag.reason[1 : -len(MARK_DOUBT) - 1] in named)
        ]
    if any(unit.role is Role.LEAD for unit in out):
        return out
    if rules.first and len(out) > 1:
        return _leading(out, next((unit for unit in out if not unit.collective), None))
    bound = [unit for unit in out if unit.role is Role.RESPONSIBLE]
    if rules.responsible and len(bound) == 1:
        return _leading(out, bound[0])
    if rules.responsible and bound:
        reason = "文件说明没有牵头单位的，责任单位即为牵头单位；这里有几个责任单位，请核对"
        flags.append(Flag("units", reason))
    elif rules.unseen and len(out) > 1:
        flags.append(Flag("units", f"文件说明“{rules.unseen}”，字体、颜色没有读取，请核对"))
    return out


def _leading(units: Sequence[NamedUnit], lead: NamedUnit | None) -> list[NamedUnit]:
    return [replace(unit, role=Role.LEAD) if unit is lead else unit for unit in units]
