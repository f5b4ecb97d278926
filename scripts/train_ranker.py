"""Train the ranker of subjects and write its weights.

Run: python scripts/train_ranker.py TAGGED.tsv... [--composed FILE...] [--measure] [--taggers FOLDER]

The tagged passages are lines of an id, a tab and a text with inline tags, amounts as
`<Q s="subject" …>…</Q>`: of news, which are no part of this project, and `--composed` ones (those
in `corpus/`), which count less. Names in each part of the passages are read by a tagger trained on
the others, so that the ranker learns from names as they are found in a text that is new. With
`--measure` nothing is written: each part is extracted with weights of both kinds trained on the
others, and the share of amounts whose subject is right is printed, of news and of composed
passages, by confidence too. Training the taggers takes minutes; `--taggers` keeps them in a
folder, and takes those that lie there.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import train_tagger
from log_linear import Group, Row, plain, ship_weights, train, worth, write_weights
from train_tagger import Passage, read_passages

from govnews_extract.datatypes import Confidence
from govnews_extract.link import linker, ranker
from govnews_extract.link.candidates import CandidateFinder, Phrase
from govnews_extract.link.phrases import PhraseReader
from govnews_extract.link.ranker import MODEL, SubjectRanker
from govnews_extract.link.rankers import Rankers
from govnews_extract.link.state import Linked, Point
from govnews_extract.link.subject_evidence import SubjectEvidence
from govnews_extract.link.weighing import NAMES, Features, read_scale
from govnews_extract.pipeline import Extractor
from govnews_extract.tag import decoder

FOLDS = 5
PARTLY = 0.05
"""What a candidate that only overlaps the tagged subject is worth beside one that equals it."""

PENALTY = 6.0
"""Weight of the squares of the weights (L2)."""

COMPOSED_WEIGHT = 0.3
"""What an amount of a composed passage counts: those leave more unsaid than news does."""

SUBJECT_RE = re.compile(r' s="([^"]+)"')


class Recorder(SubjectRanker):
    """Notes the candidates of each amount and leaves the rules' choice as it is."""

    groups: list[tuple[Point, Linked, list[tuple[str, set[str]]], list[Features]]] = []  # noqa: RUF012

    def __init__(self, candidates: CandidateFinder, reader: PhraseReader) -> None:
        super().__init__(candidates, reader)
        self._named = SubjectEvidence(reader, NAMES)

    def revise(self, point: Point, linked: Linked) -> None:
        """Note what there is to choose from."""
        if linked.rule == "paired" and linked.confidence is Confidence.STATED:
            return
        found = self._candidates.find(point, linked.subject, self._evidence.of_phrases)
        own, beside = self._named.of_phrases(found), self._named.of_all(found, point, linked)
        features = [one + more for one, more in zip(own, beside, strict=True)]
        said = [(each.text, self._said(each, linked)) for each in found]
        self.groups.append((point, linked, said, features))

    def _said(self, phrase: Phrase, linked: Linked) -> set[str]:
        """What a phrase says and what it stands for."""
        subject = self._candidates.subject(phrase) or linked.subject
        name = self._candidates.meanings.of(subject)[0] if subject else None
        return {plain(phrase.text), plain(name or "")}


def subjects_of(passage: Passage) -> dict[tuple[int, int], str]:
    """The tagged subject of each amount that has one."""
    return {
        (start, end): plain(match.group(1))
        for start, end, label, attributes in passage.spans
        if label == "Q" and (match := SUBJECT_RE.search(attributes))
    }


def groups_of(
    extractor: Extractor, number: int, passage: Passage, weight: float
) -> Iterator[Group]:
    """The amounts of a passage whose subject is tagged, with their candidates."""
    wanted = subjects_of(passage)
    Recorder.groups.clear()
    extractor.extract(passage.text)
    for point, linked, found, features in Recorder.groups:
        span, chosen = point.quantity.span, linked.subject
        subject = wanted.get((span.start, span.end))
        if subject is None:
            continue
        text = chosen.text if chosen else None
        rows = [
            Row(features=row, worth=worth(said, subject, PARTLY), chosen=each == text)
            for (each, said), row in zip(found, features, strict=True)
        ]
        if rows:
            yield Group(passage=number, rows=rows, weight=weight)


def taggers_of(passages: Sequence[Passage], folder: Path) -> list[decoder.Decoder]:
    """Taggers of the folds: each is trained on the passages of the others."""
    files = [folder / f"names{fold}.npz" for fold in range(FOLDS)]
    if not all(file.is_file() for file in files):
        reader = train_tagger.Reader()
        data = [
            train_tagger.rows_of(reader.prepare(each), train_tagger.outer_spans(each))
            for each in passages
        ]
        for fold, file in enumerate(files):
            rest = [row for n, rows in enumerate(data) if n % FOLDS != fold for row in rows]
            _, weights = train_tagger.train(rest, train_tagger.PARAMETERS)
            train_tagger.write_weights(weights, file)
    return [decoder.read_decoder(file) for file in files]


def use_tagger(tagger: decoder.Decoder) -> None:
    """Let `tagger` read the names of what is extracted from here on."""
    decoder.load_decoder = lambda: tagger  # type: ignore[assignment]


def gather(
    passages: Sequence[Passage], news: int, taggers: Sequence[decoder.Decoder]
) -> list[Group]:
    """The groups of all passages; the first `news` are not composed.

    Names are read by the tagger that has not seen them.
    """
    linker.Rankers = partial(Rankers, subject=Recorder)  # type: ignore[attr-defined, assignment]
    extractor = Extractor()
    groups: list[Group] = []
    for number, passage in enumerate(passages):
        use_tagger(taggers[number % FOLDS])
        weight = 1.0 if number < news else COMPOSED_WEIGHT
        groups += groups_of(extractor, number, passage, weight)
    return groups


def measure(
    passages: Sequence[Passage],
    news: int,
    taggers: Sequence[decoder.Decoder],
    groups: Sequence[Group],
) -> None:
    """Print how often the subject is right where neither kind of weights has seen the passage.

    The first `news` passages are not composed.
    """
    linker.Rankers = Rankers  # type: ignore[attr-defined]
    tally: Counter[str] = Counter()
    for fold, tagger in enumerate(taggers):
        weights = train([g for g in groups if g.passage % FOLDS != fold], PENALTY)
        with TemporaryDirectory() as folder:
            write_weights(weights, Path(folder) / MODEL)
            scale = read_scale(Path(folder) / MODEL)
        ranker.shipped_scale = lambda _, scale=scale: scale  # type: ignore[assignment, attr-defined]
        use_tagger(tagger)
        extractor = Extractor()
        for number in range(fold, len(passages), FOLDS):
            count(extractor, passages[number], "news" if number < news else "composed", tally)
    for name in sorted({key.partition("|")[0] for key in tally}):
        total = tally[f"{name}|amounts"]
        shares = (tally[f"{name}|{kind}"] / total for kind in ("overlap", "exact"))
        print(f"{name:20} overlap {next(shares):.3f} exact {next(shares):.3f} of {total}")


def count(extractor: Extractor, passage: Passage, kind: str, tally: Counter[str]) -> None:
    """Add the amounts of a passage of `kind`, and those whose subject is right."""
    record = extractor.extract(passage.text)
    wanted = subjects_of(passage)
    for fact in record.facts:
        span = record.quantities[fact.quantity].span
        subject = wanted.get((span.start, span.end))
        if subject is None:
            continue
        said = {plain(text) for text in (fact.subject, fact.subject_text) if text}
        right = worth(said, subject)
        for name in ("all", kind, f"{kind} {fact.confidence.value}"):
            tally[f"{name}|amounts"] += 1
            tally[f"{name}|overlap"] += right > 0
            tally[f"{name}|exact"] += right == 1


def main() -> None:
    """Train on all passages, or measure by folds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tagged", type=Path, nargs="+")
    parser.add_argument("--composed", type=Path, nargs="*", default=[])
    parser.add_argument("--measure", action="store_true")
    parser.add_argument("--taggers", type=Path)
    options = parser.parse_args()
    news, composed = (
        [passage for path in paths for passage in read_passages(path)]
        for paths in (options.tagged, options.composed)
    )
    passages = news + composed
    with TemporaryDirectory() as folder:
        taggers = taggers_of(passages, options.taggers or Path(folder))
    groups = gather(passages, len(news), taggers)
    if options.measure:
        measure(passages, len(news), taggers, groups)
        return
    ship_weights(train(groups, PENALTY), MODEL)


if __name__ == "__main__":
    main()
