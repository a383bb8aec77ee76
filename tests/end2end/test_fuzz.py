"""A small part of the fuzz: a few dozen mutants of every format; the whole is run by hand."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from fuzz.files import base_files
from fuzz.run import Findings, try_one

from gongkai_desktop.importers.recognition.recognise import recognise
from gongkai_desktop.importers.registry import read_document

FILES = base_files()


@pytest.mark.parametrize("suffix", sorted(FILES))
def test_that_a_damaged_file_is_read_or_refused_in_words(suffix: str) -> None:
    findings = Findings()
    for seed in range(40):
        try_one(f"任务表.{suffix}", FILES[suffix], seed, findings)
    assert findings.failures == []


@pytest.mark.parametrize("suffix", sorted(FILES))
def test_that_the_sound_file_is_read(suffix: str) -> None:
    assert len(recognise(read_document(f"任务表.{suffix}", FILES[suffix]), 2026).tasks) >= 3
