"""A TrueType font whose text can be copied and searched in the PDF, also beyond the basic plane."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFStream
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

_BLOCK = 100
"""The CMap format allows at most this many entries in one bfchar block."""


def unicode_map(name: str, subset: Sequence[int]) -> str:
    """The ToUnicode CMap of a font subset: code -> UTF-16BE."""
    # Code 0 and the fillers that keep code 32 a space stand for no character of their own.
    entries = [
        f"<{code:02X}> <{chr(char).encode('utf-16-be').hex().upper()}>"
        for code, char in enumerate(subset)
        if char and (char != 0x20 or code == 0x20)
    ]
    blocks = [entries[start : start + _BLOCK] for start in range(0, len(entries), _BLOCK)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
            f"/CMapName /{name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *(line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )


class SearchableFont(TTFont):
    """reportlab's font with right ToUnicode maps.

    reportlab 5.1 writes a character beyond U+FFFF with five hexadecimal digits instead of two UTF-16
    units: it shows right, but copying and searching give other characters.
    """

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802 (reportlab's name)
        """Add the subsets to the file, then put our maps in the place of reportlab's."""
        subsets = [list(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = (SUBSETN(number) + b"+" + self.face.name + self.face.subfontNameX).decode("latin-1")
            stream = doc.idToObject[f"toUnicodeCMap:{name}"]
            assert isinstance(stream, PDFStream)
            stream.content = unicode_map(name, subset)
