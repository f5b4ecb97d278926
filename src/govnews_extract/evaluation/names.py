"""Names and projects against annotated ones."""

from __future__ import annotations

from typing import Any

from govnews_extract.annotated import JsonRecord
from govnews_extract.evaluation.agreement import agrees, alternatives, is_close, plain
from govnews_extract.evaluation.gold import GoldArticle, Row
from govnews_extract.evaluation.scores import Scores


def score_names(record: JsonRecord, gold: GoldArticle, scores: Scores) -> None:
    """Count distinct names by label, and codes of the places that were found.

    A name is told by its label and text. One that is optional under any label costs nothing when
    it is found; a project may be found under any of its names in the table of projects.
    """
    main = _main_names(gold)
    mentions = {(row["label"], plain(row["text"])) for row in record["mentions"]}
    found = {
        (label, main.get(text, text) if label == "PROJECT" else text) for label, text in mentions
    }
    free = {plain(row["text"]) for row in gold.entities if row["optional"] == "1"}
    wanted = {(row["label"], plain(row["text"])) for row in gold.entities if row["optional"] != "1"}
    labels = {row["label"] for row in gold.entities} | {label for label, _ in found}
    for label in sorted(labels):
        asked = {text for known, text in wanted if known == label}
        given = {text for known, text in found if known == label}
        given = {text for text in given if text in asked or text not in free}
        for name in (f"entity.{label}", "entity"):
            scores.add(name, hits=len(asked & given), wanted=len(asked), found=len(given))
        scores.faults += [f"{gold.name}: {label} missed: {one}" for one in sorted(asked - given)]
        scores.faults += [f"{gold.name}: {label} spurious: {one}" for one in sorted(given - asked)]
    _score_codes(record, gold, scores)


def _main_names(gold: GoldArticle) -> dict[str, str]:
    """Every accepted name of a project, to the one that the table of names has."""
    listed = {plain(row["text"]) for row in gold.entities if row["label"] == "PROJECT"}
    known: dict[str, str] = {}
    for row in gold.projects:
        names = alternatives(row["name"])
        for main in names & listed:
            known.update(dict.fromkeys(names - listed, main))
    return known


def _score_codes(record: JsonRecord, gold: GoldArticle, scores: Scores) -> None:
    codes = {plain(m["text"]): m["code"] for m in record["mentions"] if m["label"] == "PLACE"}
    for row in gold.entities:
        text = plain(row["text"])
        if row["label"] == "PLACE" and row["id"] and text in codes:
            scores.check("place.code", right=codes[text] == row["id"])
            if codes[text] != row["id"]:
                message = f"code of {row['text']}: wanted {row['id']}, got {codes[text]}"
                scores.faults.append(f"{gold.name}: {message}")


def score_projects(record: JsonRecord, gold: GoldArticle, scores: Scores) -> None:
    """Count projects told by their names, and each annotated field of those that were found."""
    found: list[dict[str, Any]] = list(record["projects"])
    hits = 0
    for row in gold.projects:
        project = next((one for one in found if agrees(row["name"], one["name"])), None)
        if project is None:
            scores.faults.append(f"{gold.name}: project missed: {row['name']}")
            continue
        found.remove(project)
        hits += 1
        _score_project(row, project, gold.name, scores)
    scores.add("project", hits=hits, wanted=len(gold.projects), found=len(record["projects"]))


def _score_project(row: Row, project: dict[str, Any], name: str, scores: Scores) -> None:
    amount = project["capacity"]
    right = {
        "owner": agrees(row["owner"], project["owner"]),
        "place": agrees(row["place"], project["place"]),
        "status": agrees(row["status"], project["status"], in_part=True),
        "capacity": is_close(row["capacity"], amount) and row["unit"] == project["unit"],
        "investment": is_close(row["investment"], project["investment"]),
    }
    for field, is_right in right.items():
        if row[field]:
            scores.check(f"project.{field}", right=is_right)
            if not is_right:
                message = f"{row['name']}: {field}: wanted {row[field]!r}, got {project[field]!r}"
                scores.faults.append(f"{name}: {message}")
