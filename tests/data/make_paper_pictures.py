"""Pictures of the papers of the shipped sample, PDF above and Word file below: `make papers`.

    python tests/data/make_paper_pictures.py FOLDER [YYYY-MM-DD]

The Word files are drawn by LibreOffice with the bundled fonts in the place of those of the standard.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pypdfium2
from PIL import Image

from gongkai_desktop import paths
from gongkai_desktop.domain.papers import KINDS
from gongkai_desktop.services.issue_notices import issue_notices, write_papers
from gongkai_desktop.services.monthly_report import write_report
from gongkai_desktop.services.sample import SAMPLE_DAY, load_sample
from gongkai_desktop.services.workspace import Workspace, open_workspace

RESOLUTION = 56
MOST_PAGES = 6
GAP = 8
STAND_INS = {
    "仿宋_GB2312": "Gongkai Fangsong",
    "楷体_GB2312": "Gongkai Kaiti",
    "黑体": "Gongkai Heiti",
    "方正小标宋简体": "Gongkai Biaosong",
    "Times New Roman": "Gongkai Latin",
    "宋体": "Gongkai Latin",
}


def make(folder: Path, today: date) -> None:
    """One picture for each kind of paper."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        workspace = open_workspace(work / "sample.gkdb", "示例")
        load_sample(workspace)
        papers = _papers(workspace, work, today)
        workspace.close()
        printed = _print_word_files(work, [word for _, word in papers.values()])
        for number, (name, (pdf, word)) in enumerate(papers.items(), 1):
            rows = [_pages(pdf), _pages(printed / f"{word.stem}.pdf")]
            _sheet(rows).save(folder / f"{number}-{name}.png", optimize=True)


def _papers(workspace: Workspace, work: Path, today: date) -> dict[str, tuple[Path, Path]]:
    """For each kind the PDF and the Word file of its first paper."""
    made = {}
    for kind in KINDS:
        write = issue_notices if kind.numbered else write_papers
        day = today if kind.name != "再次督办通知" else date.fromordinal(today.toordinal() + 14)
        papers = write(workspace, kind.name, work / kind.name, day, formats=("pdf", "docx"))
        pdf, word = papers[0].paths
        made[kind.name] = pdf, word.rename(work / f"{len(made)}.docx")
    for name, director in (("督办月报", False), ("送领导的一页", True)):
        files = [work / f"{len(made)}{ending}" for ending in (".pdf", ".docx")]
        for file in files:
            write_report(workspace, (today.year, today.month), file, today, director=director)
        made[name] = files[0], files[1]
    return made


def _print_word_files(work: Path, files: Sequence[Path]) -> Path:
    rules = "".join(
        f'<match target="pattern"><test name="family"><string>{wanted}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{there}</string></edit></match>'
        for wanted, there in STAND_INS.items()
    )
    fonts = f"<dir>{paths.resources() / 'fonts'}</dir><cachedir>{work / 'cache'}</cachedir>"
    settings = work / "fonts.conf"
    settings.write_text(f"<fontconfig>{fonts}{rules}</fontconfig>", "utf-8")
    command = ["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(work / "printed"), *map(str, files)],
        check=True,
        capture_output=True,
        env=os.environ | {"FONTCONFIG_FILE": str(settings)},
    )
    return work / "printed"


def _pages(path: Path) -> list[Image.Image]:
    pages = list(pypdfium2.PdfDocument(path))[:MOST_PAGES]
    return [page.render(scale=RESOLUTION / 72).to_pil().convert("RGB") for page in pages]


def _sheet(rows: Sequence[Sequence[Image.Image]]) -> Image.Image:
    width, height = rows[0][0].size
    columns = max(map(len, rows))
    sheet = Image.new(
        "RGB", (columns * (width + GAP) + GAP, len(rows) * (height + GAP) + GAP), (150, 150, 150)
    )
    for down, pages in enumerate(rows):
        for right, page in enumerate(pages):
            sheet.paste(page, (GAP + right * (width + GAP), GAP + down * (height + GAP)))
    return sheet.quantize(128, Image.Quantize.MAXCOVERAGE)


if __name__ == "__main__":
    make(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]) if len(sys.argv) > 2 else SAMPLE_DAY)
