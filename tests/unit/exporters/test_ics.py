"""Calendar files: every rule of RFC 5545 that a calendar program trips over."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.exporters.ics import DayEvent, calendar_file, escaped, folded

AT = datetime(2026, 6, 24, 8, 30, tzinfo=UTC)
EVENT = DayEvent(
    "7.abc@gongkai", 3, date(2026, 10, 31), "预算公开；县财政局", "a,b\\c\n第二行", ("政务公开",)
)


def read(data: bytes) -> list[tuple[str, str]]:
    """The content lines of a calendar, unfolded, as name with parameters and raw value."""
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    lines = data.decode().replace("\r\n ", "").split("\r\n")[:-1]
    return [(name, value) for name, _, value in (line.partition(":") for line in lines)]


def unescaped(value: str) -> str:
    out, rest = "", iter(value)
    for char in rest:
        follows = next(rest) if char == "\\" else char
        out += "\n" if char == "\\" and follows in "nN" else follows
    return out


def test_that_an_event_takes_the_whole_day_and_ends_with_the_next() -> None:
    lines = dict(read(calendar_file("示例", [EVENT], AT)))
    assert lines["DTSTART;VALUE=DATE"] == "20261031"
    assert lines["DTEND;VALUE=DATE"] == "20261101"
    assert lines["DTSTAMP"] == "20260624T083000Z"
    assert (lines["UID"], lines["SEQUENCE"]) == ("7.abc@gongkai", "3")


def test_that_texts_come_back_as_they_were() -> None:
    lines = dict(read(calendar_file("示例", [EVENT], AT)))
    assert unescaped(lines["SUMMARY"]) == EVENT.summary
    assert lines["DESCRIPTION"] == "a\\,b\\\\c\\n第二行"
    assert unescaped(lines["DESCRIPTION"]) == EVENT.description


def test_that_every_part_is_opened_and_closed() -> None:
    event = DayEvent("1@x", 0, date(2026, 10, 31), "a", remind_on=(date(2026, 10, 19), date(2026, 10, 28)))
    opened: list[str] = []
    for name, value in read(calendar_file("示例", [event, EVENT], AT)):
        if name == "BEGIN":
            opened.append(value)
        elif name == "END":
            assert opened.pop() == value
    assert opened == []


@pytest.mark.parametrize(
    ("remind_on", "trigger"),
    [
        (date(2026, 10, 31), "PT9H"),
        (date(2026, 10, 30), "-PT15H"),
        (date(2026, 10, 28), "-P2DT15H"),
    ],
)
def test_that_a_reminder_comes_at_nine_in_the_morning_of_its_day(remind_on: date, trigger: str) -> None:
    event = DayEvent("1@x", 0, date(2026, 10, 31), "a", remind_on=(remind_on,))
    assert ("TRIGGER", trigger) in read(calendar_file("示例", [event], AT))


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"])))
def test_that_lines_are_folded_by_octets_and_never_inside_a_character(text: str) -> None:
    line = "SUMMARY:" + escaped(text)
    parts = list(folded(line))
    assert all(len(part) <= 75 for part in parts)
    assert all(part.startswith(b" ") for part in parts[1:])
    assert "".join(part.decode()[1 if number else 0 :] for number, part in enumerate(parts)) == line


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"])))
def test_that_no_text_can_end_its_line(text: str) -> None:
    assert not any(char < " " for char in escaped(text))
