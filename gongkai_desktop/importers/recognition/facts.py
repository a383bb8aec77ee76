"""Facts about the document as a whole: title, issuer, number, date, place, year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai_desktop.importers.recognition.text import flow, squeeze

_HAN_DIGIT = dict(zip("〇零○一二三四五六七八九", "00012345678 9".replace(" ", ""), strict=True))
_NUMBER = re.compile(r"[一-鿿]{2,12}[〔\[［(（]\s*(20\d\d)\s*[〕\]］)）]\s*(?:第)?\s*\d+\s*号")
_DATE = re.compile(r"(20\d\d)年(\d{1,2})月(\d{1,2})日")
_HAN_DATE = re.compile(
    r"([二〇零○一三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_MONTH_LINE = re.compile(r"[（(]?(20\d\d)年\d{1,2}月[）)]?")
_YEAR = re.compile(r"(20\d\d)\s*[-—－至~]?\s*(?:20\d\d)?年")
_TITLE_END = re.compile(
    r"(?:表|台账|清单|分工|分解|方案|要点|通知|意见|计划|安排|办法|目录|指标|细则|任务|明细|一览|措施|汇总|函|决定|规划|总结|工作)(?:[（(].*[）)])?$"
)
_ANNEX = re.compile(r"^附件\s*\d*\s*[：:]?\s*$|^附\s*[：:]?\s*$|^附表\s*\d*\s*[：:]?$")
_ISSUER = re.compile(
    r"^(?:[一-鿿]{2,20}(?:人民政府|办公室|委员会|领导小组|管委会|局|委|厅|政府办|办)(?:办公室)?)$"
)
_PLACE = re.compile(
    r"^(?:关于印发)?[《“]?([一-鿿]{1,6}?(?:自治县|自治旗|县|区|市|旗|州))(?=\d{4}|人民|政务|政府|全|深|关|基|重|委|\d)"
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the document; None where it does not say."""

    title: str
    issuer: str | None
    number: str | None
    document_date: date | None
    place: str | None
    year: int | None


def read_facts(before: Sequence[str], after: Sequence[str], title_rows: Sequence[str]) -> Facts:
    """Facts from the paragraphs around the first table and the title rows inside it, in reading order."""
    around = [flow(text) for text in (*before, *title_rows)]
    candidates = [text for text in around if _is_title(text)]
    title = _choose_title(candidates, around)
    whole = [*around, *(flow(text) for text in after)]
    cited = next((squeeze(m.group()) for text in whole if (m := _NUMBER.search(text))), None)
    number = next((plain for text in whole if _NUMBER.fullmatch(plain := squeeze(text))), None)
    issued = _document_date(whole)
    place_match = _PLACE.match(squeeze(title))
    issuer = _issuer(whole)
    return Facts(
        title=title,
        issuer=issuer,
        number=number,
        document_date=issued,
        place=place_match.group(1) if place_match else _place_of(issuer),
        year=_year(whole, title, candidates, number, issued, cited),
    )


def _is_title(text: str) -> bool:
    plain = squeeze(text)
    return (
        4 <= len(plain) <= 60
        and not _ANNEX.match(plain)
        and not plain.endswith(("。", "；", "：", ":"))
        and not re.match(r"^(?:附件|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十])", plain)
        and bool(_TITLE_END.search(plain))
    )


def _choose_title(candidates: Sequence[str], around: Sequence[str]) -> str:
    """The fullest title that names a year; else the last one before the table; else the first line."""
    dated = [text for text in candidates if _YEAR.search(text)]
    if dated:
        return dated[0]
    if candidates:
        return candidates[-1]
    lines = [text for text in around if not _ANNEX.match(squeeze(text))]
    return lines[0] if lines and len(lines[0]) <= 60 else ""


def _year(
    texts: Sequence[str],
    title: str,
    candidates: Sequence[str],
    number: str | None,
    issued: date | None,
    cited: str | None,
) -> int | None:
    """The year the tasks are for: a title's, else the 文号's, else the date's, else that of a cited 文号."""
    for text in (title, *candidates):
        # A span of years (2021—2023年) is a term, not the year of the tasks.
        if (match := _YEAR.search(text)) and not re.search(r"20\d\d\s*[-—－至~]+\s*20\d\d", text):
            return int(match.group(1))
    if number and (match := _NUMBER.search(number)):
        return int(match.group(1))
    if issued:
        return issued.year
    month = next((m for text in texts if (m := _MONTH_LINE.fullmatch(squeeze(text)))), None)
    if month:
        return int(month.group(1))
    return int(match.group(1)) if cited and (match := _NUMBER.search(cited)) else None


def _document_date(texts: Sequence[str]) -> date | None:
    """The date under the document: a line that is (nearly) only a date, else 印发 with a date."""
    for text in texts:
        plain = squeeze(text)
        for match in (*_DATE.finditer(plain), *_HAN_DATE.finditer(plain)):
            rest = plain.replace(match.group(), "")
            if len(rest) <= 3 or rest.endswith("印发") or _ISSUER.match(rest.strip("（()）")):
                found = _as_date(match)
                if found:
                    return found
    return None


def _as_date(match: re.Match[str]) -> date | None:
    year, month, day = (_figure(part) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _figure(text: str) -> int:
    if text.isdigit() and text.isascii():
        return int(text)
    if len(text) == 4:
        return int("".join(_HAN_DIGIT[c] for c in text))
    tens, _, ones = text.rpartition("十") if "十" in text else ("0", "", text)
    return int(_HAN_DIGIT.get(tens, tens or "1")) * 10 + int(_HAN_DIGIT.get(ones, "0") if ones else 0)


def _issuer(texts: Sequence[str]) -> str | None:
    """A line that is only the name of an office, or the office in a 印发 line."""
    for text in texts:
        plain = squeeze(text)
        if _ISSUER.match(plain):
            return plain
        printed = re.match(
            r"^([一-鿿]{4,25}?(?:办公室|人民政府|委员会|局))(?:20\d\d年\d+月\d+日)(?:印发)?$", plain
        )
        if printed:
            return printed.group(1)
    return None


def _place_of(issuer: str | None) -> str | None:
    match = re.match(r"^([一-鿿]{1,6}?(?:自治县|自治旗|县|区|市|旗|州))(?=人民政府|政府|委)", issuer or "")
    return match.group(1) if match else None
