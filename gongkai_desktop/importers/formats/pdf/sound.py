"""Whether a PDF is whole. PDFium mends what it can and leaves out the rest without a word: half a table."""

from __future__ import annotations

import re
import zlib

from gongkai_desktop.errors import FileUnreadable
from gongkai_desktop.importers.formats.ole import damaged

_END = b"%%EOF"
_END_WITHIN = 2048
_STREAM = re.compile(rb"(?<!end)stream\r?\n(?=\x78[\x01\x5e\x9c\xda])")
_TAKEN, _CHUNK = 1 << 14, 1 << 20
_MOST = 512 << 20


def check_sound(name: str, data: bytes) -> None:
    """Raise FileUnreadable for a PDF that is cut off, has damaged streams or unpacks without end."""
    if _END not in data[-_END_WITHIN:]:
        raise damaged(name)
    unpacked = 0
    for match in _STREAM.finditer(data):
        unpacked += _unpacked_size(name, data, match.end(), _MOST - unpacked)


def _unpacked_size(name: str, data: bytes, at: int, most: int) -> int:
    """How long the stream at this place is when unpacked; its own check sum proves it."""
    stream = zlib.decompressobj()
    size = 0
    rest = b""
    while not stream.eof:
        if not rest:
            rest, at = data[at : at + _TAKEN], at + _TAKEN
            if not rest:
                raise damaged(name)
        try:
            size += len(stream.decompress(rest, _CHUNK))
        except zlib.error:
            raise damaged(name) from None
        rest = stream.unconsumed_tail
        if size > most:
            raise FileUnreadable(f"“{name}”的内容过大，无法读取。", "请只保留有任务表的几页，再导入。")
    return size
