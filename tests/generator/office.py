"""Made-up documents in the formats only an office program writes: LibreOffice converts them, all at once."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from generator.compare import Figures
from generator.run import make, measure_data

SOURCES = {"doc": "docx", "odt": "docx", "pdf": "docx", "rtf": "docx", "xls": "xlsx", "ods": "xlsx"}
_AT_ONCE = 100
"""With some hundred files in one run LibreOffice stops without a word."""


def measure_converted(seeds: range, form: str, figures: Figures) -> None:
    """Make the documents of the seeds, convert them to `form` and compare what comes back."""
    # "forms.pdf" are forms of one task each, "three.pdf" tables of three lines.
    kind, _, form = form.rpartition(".")
    source = SOURCES[form]
    with tempfile.TemporaryDirectory() as folder:
        made = {}
        for seed in seeds:
            printed, _, data = make(seed, f"{kind}.{source}".lstrip("."))
            made[seed] = printed
            (Path(folder) / f"{seed}.{source}").write_bytes(data)
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
        files = [str(Path(folder) / f"{seed}.{source}") for seed in seeds]
        for start in range(0, len(files), _AT_ONCE):
            subprocess.run(
                [
                    *command,
                    "--convert-to",
                    form,
                    "--outdir",
                    f"{folder}/out",
                    *files[start : start + _AT_ONCE],
                ],
                check=True,
                capture_output=True,
            )
        for seed, printed in made.items():
            data = (Path(folder) / "out" / f"{seed}.{form}").read_bytes()
            measure_data(printed, f"{seed}.{form}", data, figures)
