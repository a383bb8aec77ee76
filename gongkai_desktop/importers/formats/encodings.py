"""Bytes to text in the encodings of Chinese offices: UTF-8, UTF-16 and GB18030, told apart by the bytes."""

from __future__ import annotations

import codecs
import re

from gongkai_desktop.errors import FileUnreadable
from gongkai_desktop.importers.formats.limits import check_text_size

# The longer mark first: UTF-32 begins with the mark of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_\-]{2,20})""", re.IGNORECASE)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs"}
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BROKEN = "�"


def decode(name: str, data: bytes) -> str:
    """Text of a file with its line ends as \\n. Raises FileUnreadable for what is no text or cut off."""
    check_text_size(name, len(data))
    encoding = encoding_of(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise _no_text(name) from None
    if _NOT_TEXT.search(text):
        raise _no_text(name)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def decode_page(name: str, data: bytes, declared: str = "") -> tuple[str, int]:
    """Text of a web page and how many characters in it are broken; a few are borne, as browsers do.

    `declared` is the encoding that the wrapping message names. What the bytes themselves show comes first: a
    page saved anew often still declares the encoding it once had.
    """
    check_text_size(name, len(data))
    encoding = encoding_of(data, declared or _declared(data))
    text = data.decode(encoding, errors="replace").replace("\x00", "")
    broken = text.count(_BROKEN)
    if broken * 200 > len(text) or _NOT_TEXT.search(text[:4096]):
        raise _no_text(name)
    return text.replace("\r\n", "\n").replace("\r", "\n"), broken


def encoding_of(data: bytes, declared: str = "") -> str:
    """The encoding of the bytes: by their mark, by what UTF-8 allows, by what is declared, else GB18030."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if wide := _wide_without_mark(data[:4096]):
        return wide
    if _is_utf8(data):
        return "utf-8"
    wanted = _WIDER.get(declared.lower(), declared.lower())
    try:
        known = codecs.lookup(wanted).name if wanted else ""
    except LookupError:
        known = ""
    return known if known in ("gb18030", "big5hkscs") else "gb18030"


def _is_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8, be it damaged: cut off or with a few wrong bytes, it would still read as
    (meaningless) GB18030."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
        foreign = sum(character > "\x7f" for character in text)
        return text.count(_BROKEN) * 5 < foreign
    return True


def _wide_without_mark(head: bytes) -> str:
    """UTF-16 without its mark shows by the zero bytes beside its ASCII characters."""
    if len(head) < 8 or b"\x00" not in head:
        return ""
    odd, even = head[1::2].count(0), head[0::2].count(0)
    if odd > len(head) // 20 and not even:
        return "utf-16-le"
    return "utf-16-be" if even > len(head) // 20 and not odd else ""


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data[:4096])
    return found.group(1).decode("ascii") if found else ""


def _no_text(name: str) -> FileUnreadable:
    return FileUnreadable(
        f"“{name}”不是文本、Word 或 Excel 文件，或者已经损坏。",
        "请确认文件能正常打开，另存为 .docx 或 .xlsx 后再导入。",
    )
