"""Making documents and measuring what recognition makes of them."""

from __future__ import annotations

from random import Random

from generator.compare import Figures, compare
from generator.forms import print_forms
from generator.layouts import print_ledger
from generator.ledger import make_ledger
from generator.prose import print_prose
from generator.values import Printed
from generator.writers import PLAIN, WRITERS, write_docx
from gongkai_desktop.domain.recognised import RecognisedDocument
from gongkai_desktop.errors import UserError
from gongkai_desktop.importers.recognition.recognise import recognise
from gongkai_desktop.importers.registry import read_document

PROSE_WRITERS = ("prose.txt", "prose.docx")
FORM_WRITERS = tuple(f"forms.{form}" for form in WRITERS if form not in ("cells.txt", "csv"))
"""Forms of one task each; of a cell a line nobody could tell them."""
RULED = {"rows.docx": "rows", "three.docx": "three"}
"""Tables without upright lines, which only matters where nothing but the drawn lines tells the cells."""


def make(seed: int, form: str = "") -> tuple[Printed, str, bytes]:
    """One document of a seed: what was printed, its file name and its bytes."""
    rng = Random(seed)
    ledger = make_ledger(rng)
    form = form or rng.choice([*WRITERS, *PROSE_WRITERS])
    if form in PROSE_WRITERS:
        printed = print_prose(rng, ledger)
        text = "\n".join(block for block in printed.blocks if isinstance(block, str))
        data = text.encode() if form.endswith("txt") else write_docx(printed, rng)
    elif form in FORM_WRITERS:
        own = form.removeprefix("forms.")
        printed = print_forms(rng, ledger, plain=own in PLAIN)
        data = WRITERS[own](printed, rng)
    elif form in RULED:
        printed = print_ledger(rng, ledger)
        data = write_docx(printed, rng, RULED[form])
    else:
        printed = print_ledger(rng, ledger, plain=form in PLAIN)
        data = WRITERS[form](printed, rng)
    return printed, f"{seed}.{form}", data


def measure(seed: int, figures: Figures, form: str = "") -> RecognisedDocument | None:
    """Make, read and compare the document of a seed."""
    return measure_data(*make(seed, form), figures)


def measure_data(printed: Printed, name: str, data: bytes, figures: Figures) -> RecognisedDocument | None:
    """Read and compare one document."""
    try:
        document = recognise(read_document(name, data))
    except UserError as error:
        figures.documents += 1
        figures.tasks += len(printed.expected)
        figures.lost += len(printed.expected)
        for counter in figures.counts.values():
            counter["silent"] += len(printed.expected)
        figures.differences.append(f"{name}: refused: {error.message} [{printed.layout}]")
        return None
    compare(printed, document, figures, name)
    return document
