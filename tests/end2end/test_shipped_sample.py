"""The shipped sample is recognised as it was meant, and asks the clerk only where it must."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from gongkai_desktop import paths
from gongkai_desktop.domain.recognised import document_to_json
from gongkai_desktop.services.recognise import recognise_file

EXPECTED = Path(__file__).parents[1] / "data" / "expected"
STEMS = ("1_points", "2_fields", "3_actions")
FIELDS = ("no", "path", "requirement", "items", "units", "open_ended", "deadlines")


def truth(stem: str) -> dict[str, Any]:
    return json.loads((EXPECTED / f"sample_{stem}.json").read_text("utf-8"))


def recognised(stem: str) -> dict[str, Any]:
    return document_to_json(recognise_file(paths.resources() / "sample" / truth(stem)["source"]))


def plain(value: Any) -> Any:
    """Texts by their characters alone, lists of units and deadlines without order."""
    if isinstance(value, str):
        return "".join(unicodedata.normalize("NFKC", value).split())
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return sorted(json.dumps(plain(entry), ensure_ascii=False, sort_keys=True) for entry in value)
    if isinstance(value, list):
        return [plain(entry) for entry in value]
    if isinstance(value, dict):
        return {name: plain(entry) for name, entry in value.items()}
    return value


def inline(task: dict[str, Any]) -> list[tuple[int, str]]:
    """The limits in the text with their item; the wording of a trigger may be cut differently."""
    limits = []
    for found in task["inline_deadlines"]:
        deadline = {name: value for name, value in found["deadline"].items() if name != "after"}
        limits.append((found["item"], json.dumps(deadline, sort_keys=True)))
    return sorted(limits)


@pytest.mark.parametrize("stem", STEMS)
def test_that_every_task_of_the_sample_is_recognised_as_meant(stem: str) -> None:
    wanted, found = truth(stem)["tasks"], recognised(stem)["tasks"]
    assert [plain(task["requirement"]) for task in found] == [plain(task["requirement"]) for task in wanted]
    for right, task in zip(wanted, found, strict=True):
        for field in FIELDS:
            assert plain(task[field]) == plain(right[field]), f"{right['no']} {field}"
        assert inline(task) == inline(right), f"{right['no']} inline_deadlines"


@pytest.mark.parametrize("stem", STEMS)
def test_that_the_sample_asks_where_nobody_can_know_and_hardly_elsewhere(stem: str) -> None:
    needless = 0
    for right, task in zip(truth(stem)["tasks"], recognised(stem)["tasks"], strict=True):
        asked = {flag["field"] for flag in task["flags"]}
        assert asked >= set(right["ambiguous"]), right["no"]
        needless += len(asked - set(right["ambiguous"]))
    assert needless <= 2


@pytest.mark.parametrize("stem", STEMS)
def test_that_the_head_of_each_document_is_found(stem: str) -> None:
    right, found = truth(stem), recognised(stem)
    for field in ("title", "number", "document_date", "year"):
        if right[field] is not None:
            assert plain(found[field]) == plain(right[field]), field
