"""Reads public test suites that lie beside the repository, and what is left out of them."""

from __future__ import annotations

import json
import tomllib
from decimal import Decimal
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "suites"
LEFT_OUT = Path(__file__).with_name("left_out.toml")


def read_suite(name):
    """The cases of the suite `name`, as dictionaries; numbers are decimals."""
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line, parse_float=Decimal) for line in lines if line]


def left_out(name):
    """Texts of the suite that are not of this genre, each with the reason."""
    groups = tomllib.loads(LEFT_OUT.read_text(encoding="utf-8"))["left_out"]
    return {
        text: group["reason"]
        for group in groups
        if group["suite"] == name
        for text in group["texts"]
    }


def score_suite(name, is_right):
    """Share of the cases of this genre that are right, and the texts of the wrong ones.

    Raises:
        AssertionError: where a text that is left out is not in the suite, or is read right.
    """
    out = left_out(name)
    cases = read_suite(name)
    keys = [_key(case, out) for case in cases]
    unknown = set(out) - set(keys)
    assert not unknown, f"left out of {name}, but not in it: {sorted(unknown)}"
    spared = [key for key, case in zip(keys, cases, strict=True) if key in out and is_right(case)]
    assert not spared, f"left out of {name}, but read right: {spared}"
    counted = [case for key, case in zip(keys, cases, strict=True) if key not in out]
    wrong = [case.get("text", case.get("value")) for case in counted if not is_right(case)]
    return 1 - Decimal(len(wrong)) / len(counted), wrong


def _key(case, out):
    """What a case is called in the list of those left out."""
    text = case.get("text", "")
    by_mode = f"{text}@{case.get('mode')}"
    return by_mode if by_mode in out else text
