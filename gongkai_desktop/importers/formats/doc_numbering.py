"""Automatic numbers in binary Word files: the list definitions, counted as in a .docx."""

from __future__ import annotations

import struct

from gongkai_desktop.importers.formats.doc_binary import LIST_USES, LISTS, DocStreams
from gongkai_desktop.importers.formats.docx_numbering import Level, Numbering

_FORMS = {
    0: "decimal",
    3: "upperLetter",
    4: "lowerLetter",
    10: "ideographDigital",
    11: "japaneseCounting",
    18: "decimalEnclosedCircle",
    23: "bullet",
    28: "decimalEnclosedCircleChinese",
    37: "chineseCounting",
    38: "chineseLegalSimplified",
    39: "chineseCountingThousand",
    255: "none",
}
_LIST_SIZE, _USE_SIZE, _LEVEL_SIZE = 28, 16, 28


def read_doc_numbering(streams: DocStreams) -> Numbering:
    """Number definitions by the index paragraphs name them with. A broken definition gives no numbers."""
    out = Numbering()
    lists = streams.table(LISTS)
    uses = streams.table(LIST_USES)
    if len(lists) < 2 or len(uses) < 4:
        return out
    try:
        definitions = _definitions(lists, streams.rest(LISTS))
        (count,) = struct.unpack_from("<I", uses)
        for index in range(min(count, (len(uses) - 4) // _USE_SIZE)):
            (list_id,) = struct.unpack_from("<i", uses, 4 + _USE_SIZE * index)
            out.levels[str(index + 1)] = definitions.get(list_id, {})
    except (struct.error, IndexError):
        return Numbering()
    return out


def _definitions(lists: bytes, levels: bytes) -> dict[int, dict[int, Level]]:
    """Each list's levels; they stand one after the other behind the table of lists."""
    (count,) = struct.unpack_from("<H", lists)
    out: dict[int, dict[int, Level]] = {}
    at = 0
    for index in range(count):
        (list_id,) = struct.unpack_from("<i", lists, 2 + _LIST_SIZE * index)
        simple = lists[2 + _LIST_SIZE * index + 26] & 1
        out[list_id] = {}
        for depth in range(1 if simple else 9):
            start, form = struct.unpack_from("<iB", levels, at)
            sizes = levels[at + 24] + levels[at + 25]
            at += _LEVEL_SIZE + sizes
            (length,) = struct.unpack_from("<H", levels, at)
            text = levels[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
            at += 2 + 2 * length
            # Word marks the place of a level's number with the number of the level itself.
            shown = "".join(f"%{ord(char) + 1}" if ord(char) < 9 else char for char in text)
            out[list_id][depth] = Level(start, _FORMS.get(form, "decimal"), shown)
    return out
