"""The figure: `python -m generator N [first seed] [form]`, run in tests/ with the project's Python."""

from __future__ import annotations

import sys

from generator.compare import FIELDS, Figures
from generator.office import SOURCES, measure_converted
from generator.run import FORM_WRITERS, PROSE_WRITERS, RULED, measure
from generator.writers import WRITERS


def main(arguments: list[str]) -> int:
    """Measure N documents and print the figures; 1 when there is a silent error."""
    count = int(arguments[0]) if arguments else 500
    first = int(arguments[1]) if len(arguments) > 1 else 1
    form = arguments[2] if len(arguments) > 2 else ""
    figures = Figures()
    seeds = range(first, first + count)
    if form.rpartition(".")[2] in SOURCES and form not in (*WRITERS, *FORM_WRITERS, *PROSE_WRITERS, *RULED):
        measure_converted(seeds, form, figures)
    else:
        for seed in seeds:
            measure(seed, figures, form)
    # One difference of a kind tells as much as all of the same document.
    kinds = {tuple(text.split("\n")[0].split(" ")[:3]): text for text in reversed(figures.differences)}
    sys.stdout.write("\n".join(list(reversed(kinds.values()))[:200]) + "\n\n")
    sys.stdout.write(f"{'field':18}{'right':>8}{'flagged':>9}{'SILENT':>8}{'needless':>10}\n")
    for name in FIELDS:
        counter = figures.counts[name]
        sys.stdout.write(
            f"{name:18}{counter['right']:8}{counter['flagged']:9}{counter['silent']:8}{counter['needless']:10}\n"
        )
    fields = figures.tasks * len(FIELDS)
    rate = fields / max(figures.total("needless"), 1)
    total = {kind: figures.total(kind) for kind in ("silent", "flagged", "needless")}
    lines = [
        f"{figures.documents} documents, {figures.tasks} tasks",
        f"lost {figures.lost}, invented {figures.invented}, years wrong {figures.years_wrong}",
        f"{fields} fields: {total}, a needless flag in {rate:.0f}",
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return int(figures.total("silent") + figures.invented + figures.years_wrong > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
