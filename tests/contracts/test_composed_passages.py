"""The composed passages in corpus/ are tagged soundly: who trains on them can trust the form."""

from __future__ import annotations

import re

import pytest
from loading import ROOT

TAG_RE = re.compile(r'<(/?)([A-Z]+)((?: [a-z]="[^"<>]*")*)>')
LABELS = frozenset("PLACE LOC AGENCY COMPANY ORG PROJECT PERSON DATE PROGRAM WORK Q".split())
LINES = [
    (path.name, line)
    for path in sorted((ROOT / "corpus").glob("*.tsv"))
    for line in path.read_text(encoding="utf-8").splitlines()
]


def faults(tagged: str) -> list[str]:
    """What is wrong with the tags of a passage."""
    found, opened = [], []
    for closing, label, attributes in TAG_RE.findall(tagged):
        if label not in LABELS:
            found.append(f"no such label: {label}")
        if (
            label == "Q"
            and not closing
            and re.findall(r"([a-z])=", attributes)[:3] != ["s", "m", "a"]
        ):
            found.append(f"an amount without subject, metric or action: {attributes}")
        if not closing:
            opened.append(label)
        elif not opened or opened.pop() != label:
            found.append(f"</{label}> closes another tag")
    if opened:
        found.append(f"never closed: {opened}")
    if re.search("[<>]", TAG_RE.sub("", tagged)):
        found.append("a mark that is no tag")
    return found


def test_tags_of_every_passage_are_sound() -> None:
    wrong = {}
    for name, line in LINES:
        key, _, tagged = line.partition("\t")
        found = faults(tagged) if key and tagged else ["no id, tab and text"]
        if found:
            wrong[f"{name}: {key}"] = found
    assert not wrong


def test_no_passage_stands_twice() -> None:
    keys = [line.partition("\t")[0] for _, line in LINES]
    texts = [TAG_RE.sub("", line.partition("\t")[2]) for _, line in LINES]
    assert len(LINES) > 300
    assert len(set(keys)) == len(set(texts)) == len(LINES)


@pytest.mark.parametrize(
    "tagged",
    ["<PLACE>甲县", "<PLACE>甲县</LOC>", "<TOWN>甲</TOWN>", '<Q m="x" a="">3家</Q>', "甲<乙"],
)
def test_unsound_tags_are_noticed(tagged: str) -> None:
    assert faults(tagged)
