"""The real task tables beside the checkout, measured with the scorer against hand-checked truth."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai_desktop.domain.recognised import document_to_json
from gongkai_desktop.services.recognise import recognise_file

SHARED = Path(__file__).resolve().parents[3] / "shared"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.exists(), reason="the real documents are not beside this checkout"),
]


def score(files: list[Path], truth: Path, out: Path) -> dict[str, object]:
    """What the scorer says of the recognised files."""
    for file in files:
        text = json.dumps(document_to_json(recognise_file(file)), ensure_ascii=False)
        (out / f"{file.stem}.json").write_text(text, "utf-8")
    scorer = SHARED / "score" / "score_import.py"
    command = [sys.executable, str(scorer), "--dir", str(truth), str(out), "--json"]
    return dict(json.loads(subprocess.run(command, capture_output=True, check=False).stdout)["summary"])


@pytest.mark.parametrize(
    ("pattern", "truth", "least"),
    [
        ("seeds/*.txt", "truth", 0.97),
        ("samples/*.docx", "samples/truth", 0.99),
        ("samples/*.xlsx", "samples/truth", 0.99),
    ],
)
def test_that_real_tables_are_recognised_without_a_silent_error(
    pattern: str, truth: str, least: float, tmp_path: Path
) -> None:
    summary = score(sorted(SHARED.glob(pattern)), SHARED / truth, tmp_path)
    assert summary["tasks"] == summary["found"] == 210
    assert summary["invented"] == 0
    assert min(summary["accuracy"].values()) >= least  # type: ignore[attr-defined]
    assert summary["silent_total"] == 0
    assert summary["years_right"] == 5
