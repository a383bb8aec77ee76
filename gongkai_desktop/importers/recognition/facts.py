"""Facts about the document as a whole: title, issuer, number, date, place, year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from gongkai_desktop.importers.recognition.text import flow, squeeze

_HAN_DIGIT = dict(zip("〇零○0０Ｏ一二三四五六七八九", "000000123456789", strict=True))
_NUMBER = re.compile(r"[一-鿿]{2,12}[〔\[［(（]\s*(20\d\d)\s*[〕\]］)）]\s*(?:第)?\s*\d+\s*号")
_DATE = re.compile(r"(20\d\d)年(\d{1,2})月(\d{1,2})日")
_HAN_DATE = re.compile(
    r"([二〇零○0０Ｏ一三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_MONTH_LINE = re.compile(r"[（(]?(20\d\d)年\d{1,2}月[）)]?")
_YEAR = re.compile(r"(20\d\d)(?:\s*[-—－至~]?\s*(?:20\d\d)?年|(?<=[（(]20\d\d)[）)]$)")
_TITLE_END = re.compile(
    r"(?:表|台账|清单|分工|分解|方案|要点|通知|意见|计划|安排|办法|目录|指标|细则|任务|明细|一览|措施|汇总|函|决定|规划|总结|工作|"
    r"标准|手册|规范|通报|公告|报告|纪要|名录)(?:[（(].*[）)])?$"
)
_ANNEX_MARK = re.compile(
    r"^附(?:件|表|录)?\s*(?:[\d一二三四五六七八九十]+(?!年)|(?=[：:]))\s*[：:.．、-]?\s*(?:\d{1,2}[.．、]\s*)?"
)
_OFFICE = r"(?:人民政府|办公室|办公厅|委员会|领导小组|管委会|局|委|厅|政府办|办|中心|指挥部)"
_ISSUER = re.compile(rf"^(?!各|县直|市直|区直)[一-鿿]{{2,20}}{_OFFICE}(?:办公室)?(?:[（(].{{1,12}}[）)])?$")
_HEAD = re.compile(rf"^(?!各)([一-鿿]{{2,20}}{_OFFICE}(?:办公室)?)文件$")
_ISSUER_IN_TITLE = re.compile(
    r"^(?!各)([一-鿿]{2,20}(?:人民政府|办公室|办公厅|委员会|领导小组|管委会|局|委|厅|政府办))关于"
)
_LABELLED_NUMBER = re.compile(rf"(?:文号|字号)[:：；]?({_NUMBER.pattern})")
_LABELLED_ISSUER = re.compile(
    rf"(?:发文|发布|制定|公布)(?:机关|机构|单位)[:：；]?([一-鿿]{{2,20}}?{_OFFICE}(?:办公室)?)(?=$|[^一-鿿]|[一-鿿]{{2,4}}[:：；])"
)
_LABELLED_DATES = tuple(
    re.compile(rf"{label}(?:日期|时间)[:：；]?(20\d\d)[年./-](\d{{1,2}})[月./-](\d{{1,2}})")
    for label in ("成文", "(?:印发|发文)", "(?:发布|公布|公开|生成)", "(?:填报|填表|制表|编制|报送)")
)
"""What the page of a web site or the cover of a file prints beside the document."""
_LONGEST_TITLE = 90
_PLACE = re.compile(
    r"^(?:关于印发)?[《“]?(?:20\d\d年度?)?(?:中共)?([一-鿿]{1,6}?(?:自治县|自治旗|县|区|市|旗|州))(?=\d{4}|人民|政务|政府|全|深|关|基|重|委|\d)"
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
    year_from_name: bool = False
    """Whether only the file's name tells the year."""
    year_from_deadlines: bool = False
    """Whether only the deadlines tell the year."""


def read_facts(
    before: Sequence[str], after: Sequence[str], title_rows: Sequence[str], beside: Sequence[str] = ()
) -> Facts:
    """Facts from the paragraphs around the first table and the title rows inside it, in reading order.

    `beside` are small tables that are none of tasks, such as a web page prints above the document.
    """
    lines = [flow(text) for text in (*before, *title_rows)]
    around = _whole_titles(lines)
    candidates = [text for text in around if _is_title(text)]
    title = _choose_title(candidates, around)
    whole = [*lines, *(flow(text) for text in after)]
    labels = [squeeze(text) for text in (*beside, *whole)]
    cited = next((squeeze(m.group()) for text in whole if (m := _NUMBER.search(text))), None)
    number = next((plain for text in whole if _NUMBER.fullmatch(plain := squeeze(text))), None)
    number = number or next(
        (squeeze(m[0]) for text in around if _is_title(text) and (m := _CITED.match(text))), None
    )
    number = number or next((m[1] for text in labels if (m := _LABELLED_NUMBER.search(text))), None)
    issued = _document_date(whole) or _labelled_date(labels)
    place_match = _PLACE.match(squeeze(title))
    # In the rows above a table a mere body (县教育局) is whom the table is for.
    rows = {flow(text) for text in title_rows} - {flow(text) for text in before}
    issuer = _issuer([line for line in whole if line not in rows or _SIGNS.search(line)], title, labels)
    return Facts(
        title=title,
        issuer=issuer,
        number=number,
        document_date=issued,
        place=place_match.group(1) if place_match else _place_of(issuer),
        year=_year(whole, title, candidates, number, issued, cited),
    )


_SIGNS = re.compile(r"(?:人民政府|办公室|办公厅|委员会|领导小组|指挥部|印发)$|印发")


def with_year_of_name(facts: Facts, name: str) -> Facts:
    """The facts with the year of the file's name where the document names none."""
    named = re.findall(r"(?<!\d)(20\d\d)年", name)
    if facts.year is not None or len(set(named)) != 1:
        return facts
    return replace(facts, year=int(named[0]), year_from_name=True)


def _whole_titles(lines: Sequence[str]) -> list[str]:
    """Lines with the titles that were broken into several put together again, behind their offices."""
    whole: list[str] = []
    for line in lines:
        if whole and _goes_on(squeeze(whole[-1]), squeeze(line)):
            whole[-1] += line
        else:
            whole.append(line)
    out: list[str] = []
    for line in whole:
        heads = _offices_above(out) if line.startswith("关于") and _is_title(line) else []
        del out[len(out) - len(heads) :]
        out.append("、".join(map(squeeze, heads)) + line)
    return out


def _goes_on(above: str, line: str) -> bool:
    """Whether a title that began in the line above goes on in this one."""
    if not above or above.endswith(_STOPS) or len(above) + len(line) > _LONGEST_TITLE:
        return False
    torn = above.count("《") > above.count("》") or above.count("〈") > above.count("〉")
    begun = bool(_BEGUN.fullmatch(above)) and not _is_title(above) and bool(_LAST_LINE.fullmatch(line))
    return torn or begun or bool(_TORN_TITLE.search(above) and _SECOND_LINE.fullmatch(line))


def _offices_above(lines: Sequence[str]) -> list[str]:
    """The offices in the lines just above a title: several may issue it together."""
    count = next(
        (n for n, line in enumerate(reversed(lines)) if not _ISSUER.match(squeeze(line))), len(lines)
    )
    return list(lines[len(lines) - count :])


_BEGUN = re.compile(r"[^，。；：]{0,25}关于[^，。；：]{0,40}")
_LAST_LINE = re.compile(
    r"(?!关于|附件)[^，。；：]{2,50}(?:通知|意见|函|方案|决定|办法|公告|通报)(?:[（(].*[）)])?"
)
_TORN_TITLE = re.compile(r"20\d\d年.*(?:工作|任务|目标|重点|主要|暨|和|及|与|的|标准化|规范化)$")
_SECOND_LINE = re.compile(
    r"(?!关于|附件|20|序号|.{1,6}[县区市]20)[^，。；：:\d]{2,22}(?:表|台账|清单|方案|要点|通知|意见|计划|安排)(?:[（(].*[）)])?"
)
_GENERIC = re.compile(
    r"(?:重点|主要|目标|工作)*(?:任务|责任|工作)*(?:分解|分工|落实|细化|一览|清单|台账)*(?:表|清单|台账|方案)?"
)
_STOPS = ("。", "；", "：", ":")


def _is_title(text: str) -> bool:
    plain = _ANNEX_MARK.sub("", squeeze(text))
    return (
        4 <= len(plain) <= _LONGEST_TITLE
        and not plain.endswith(_STOPS)
        and not re.match(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十])", plain)
        and bool(_TITLE_END.search(plain))
    )


def _choose_title(candidates: Sequence[str], around: Sequence[str]) -> str:
    """The fullest title that names a year; else the last one before the table; else the first line."""
    dated = [text for text in candidates if _YEAR.search(text)]
    if dated or candidates:
        told = [text for text in candidates if not _GENERIC.fullmatch(squeeze(text))]
        chosen = dated[0] if dated else (told or candidates)[-1]
        return _CITED.sub("", _ANNEX_MARK.sub("", chosen))
    lines = [text for text in around if not _says_no_title(squeeze(text))]
    return lines[0] if lines and len(lines[0]) <= 60 else ""


_CITED = re.compile(rf"^{_NUMBER.pattern}\s*(?=[一-鿿])")


def _says_no_title(plain: str) -> bool:
    """A line that is only the mark of an annex, a 文号, a date, an office or the head of an address."""
    return (
        not _ANNEX_MARK.sub("", plain)
        or plain in ("附件", "附", "附表")
        or bool(re.match(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]", plain))
        or plain.endswith(_STOPS)
        or any(pattern.fullmatch(plain) for pattern in (_NUMBER, _DATE, _HAN_DATE, _ISSUER, _HEAD))
    )


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


def _labelled_date(labels: Sequence[str]) -> date | None:
    """成文日期 before 印发日期 before 发布日期."""
    matches = (m for pattern in _LABELLED_DATES for text in labels if (m := pattern.search(text)))
    return next((found for m in matches if (found := _as_date(m))), None)


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


def _issuer(texts: Sequence[str], title: str, labels: Sequence[str]) -> str | None:
    """A line that is only the name of an office, or the office in a 印发 line, a title or a label."""
    for text in texts:
        plain = squeeze(text)
        if _ISSUER.match(plain):
            return re.sub(r"[（(].*$", "", plain)
        printed = re.match(
            r"^([一-鿿]{4,25}?(?:办公室|人民政府|委员会|局))(?:20\d\d年\d+月\d+日)(?:印发)?$", plain
        )
        if printed:
            return printed.group(1)
    heads = (m[1] for text in texts if (m := _HEAD.match(squeeze(text))))
    named = (m[1] for m in (_ISSUER_IN_TITLE.match(squeeze(title)),) if m)
    told = (m[1] for text in labels if (m := _LABELLED_ISSUER.search(text)))
    return next(heads, None) or next(named, None) or next(told, None)


def _place_of(issuer: str | None) -> str | None:
    match = re.match(
        r"^(?:中共)?([一-鿿]{1,6}?(?:自治县|自治旗|县|区|市|旗|州))(?=人民政府|政府|委|(?!场)[一-鿿]{2,12}(?:局|办|中心|办公室)$)",
        issuer or "",
    )
    return match.group(1) if match else None
