"""Train the sequence tagger of names and write its weights.

Run: python scripts/train_tagger.py TAGGED.tsv... [--folds 5 [--beside OTHER.tsv...]]

The tagged passages are lines of an id, a tab and a text with inline tags such as
`<AGENCY>…</AGENCY>`, nested where one name holds another: those in `corpus/`, and others that are
no part of this project. With `--folds` nothing is written: the passages are split, each part is
read by a tagger trained on the others and on all of those `--beside`, and the figures of rules
alone and of both together are printed.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pycrfsuite
from numpy.typing import NDArray
from token_features import chain_bounds, plain_features

from govnews_extract.datatypes import ArticleContext, Mention
from govnews_extract.lexicon.script import simplify
from govnews_extract.quantity import DateFinder, QuantityFinder
from govnews_extract.segment import Segmenter
from govnews_extract.tag import NameTagger, PlaceTagger
from govnews_extract.tag.decoder import Decoder, model_path
from govnews_extract.tag.features import TokenRow
from govnews_extract.tag.names import Prepared
from govnews_extract.tag.sequence import TARGETS

TAG_RE = re.compile(r"<(/?)([A-Z]+)((?: [a-z]=\"[^\"<>]*\")*)>")
PARAMETERS = {
    "c1": 0.05,
    "c2": 0.3,
    "max_iterations": 70,
    "feature.minfreq": 0,
    "feature.possible_transitions": False,
}
LEAST_WEIGHT = 0.02
RULE_FEATURES = ("r=", "+r=", "-r=")
Tally = dict[str, list[int]]
Chain = tuple[list[list[str]], list[str]]
LABELS = frozenset(label.value for label in TARGETS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Trained weights: one row a feature, one column a tag."""

    names: list[str]
    tags: list[str]
    rows: NDArray[np.float32]
    transitions: NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One tagged passage: its text, and (start, end, label, attributes) of every tag."""

    id: str
    text: str
    spans: tuple[tuple[int, int, str, str], ...]


def read_passages(path: Path) -> Iterator[Passage]:
    """The passages of a tagged file, in order."""
    for line in path.read_text(encoding="utf-8").splitlines():
        key, tab, tagged = line.partition("\t")
        if not tab or tagged == "SKIP":
            continue
        pieces: list[str] = []
        opened: list[tuple[int, str, str]] = []
        spans = []
        last = length = 0
        for match in TAG_RE.finditer(tagged):
            piece = tagged[last : match.start()]
            pieces.append(piece)
            length += len(piece)
            last = match.end()
            if match.group(1):
                start, label, attributes = opened.pop()
                spans.append((start, length, label, attributes))
            else:
                opened.append((length, match.group(2), match.group(3)))
        pieces.append(tagged[last:])
        spans.sort(key=lambda span: (span[0], -span[1]))
        yield Passage(id=key, text="".join(pieces), spans=tuple(spans))


class Reader:
    """Reads passages as the pipeline does, up to the tagger."""

    def __init__(self) -> None:
        self._segmenter = Segmenter()
        self._dates, self._amounts = DateFinder(), QuantityFinder()
        self._places, self.names = PlaceTagger(), NameTagger(tagger=None)

    def prepare(self, passage: Passage) -> Prepared:
        """What the rules say of a passage."""
        doc = self._segmenter.segment(passage.text, simplify(passage.text))
        context = ArticleContext()
        dates = self._dates.find(doc, context)
        places, context = self._places.tag(doc, context)
        amounts = self._amounts.find(doc, context, dates)
        return self.names.prepare(doc, context, places=places, dates=dates, quantities=amounts)


def outer_spans(passage: Passage) -> list[tuple[int, int, str]]:
    """Names that lie in no other name, and whose label the tagger gives."""
    names = [span for span in passage.spans if span[2] != "Q"]
    found = []
    for start, end, label, _ in names:
        inside = any(a <= start and end <= b and (a, b) != (start, end) for a, b, *_ in names)
        if not inside and label in LABELS:
            found.append((start, end, label))
    return found


def tags_of(row: TokenRow, spans: Sequence[tuple[int, int, str]]) -> list[str]:
    """One tag a token; a token that reaches over the border of a name counts by its begin."""
    tags: list[str] = []
    last = None
    for start in row.starts:
        holding = next(((a, b, label) for a, b, label in spans if a <= start < b), None)
        if holding is None:
            tags.append("O")
        else:
            tags.append(("I-" if last == holding else "B-") + holding[2])
        last = holding
    return tags


def rows_of(prepared: Prepared, spans: Sequence[tuple[int, int, str]]) -> list[Chain]:
    """Features and tags of each clause."""
    row, events = prepared.tokens()
    counts = Counter(row.words)
    features = [list(plain_features(row, i, counts)) for i in range(len(row.words))]
    for number, name in zip(events.at, events.names, strict=True):
        features[number].append(name)
    tags = tags_of(row, spans)
    return [(features[a:b], tags[a:b]) for a, b in chain_bounds(row)]


def without_rules(row: list[str]) -> list[str]:
    """A token's features with the rules' decision hidden.

    Training on a second copy that lacks it keeps the tagger from leaning on the rules alone:
    they were written with the same passages in view, so they look surer there than elsewhere.
    """
    return [name for name in row if not name.startswith(RULE_FEATURES)]


def train(data: list[Chain], parameters: dict[str, float]) -> tuple[Decoder, Weights]:
    """Fit the weights, and read them back as arrays."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for features, tags in data:
        trainer.append(features, tags)
        trainer.append([without_rules(row) for row in features], tags)
    trainer.set_params(parameters)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "names.crfsuite"
        trainer.train(str(path))
        tagger = pycrfsuite.Tagger()
        tagger.open(str(path))
        info = tagger.info()
        tagger.close()
    tags = sorted(info.labels)
    column = {tag: number for number, tag in enumerate(tags)}
    transitions = np.zeros((len(tags), len(tags)), dtype=np.float32)
    for (before, after), weight in info.transitions.items():
        transitions[column[before], column[after]] = weight
    table: dict[str, NDArray[np.float32]] = {}
    for (name, tag), weight in info.state_features.items():
        table.setdefault(name, np.zeros(len(tags), dtype=np.float32))[column[tag]] = weight
    kept = {name: row for name, row in sorted(table.items()) if abs(row).max() >= LEAST_WEIGHT}
    weights = Weights(
        names=list(kept), tags=tags, rows=np.stack(list(kept.values())), transitions=transitions
    )
    empty = np.zeros((1, len(tags)), dtype=np.float32)
    return Decoder(weights.names, tags, np.concatenate([empty, weights.rows]), transitions), weights


def write_weights(weights: Weights, path: Path) -> None:
    """Write the arrays; weights are rounded to 1/127 of the largest of their feature."""
    scale = abs(weights.rows).max(axis=1, keepdims=True) / 127
    path.parent.mkdir(exist_ok=True)
    np.savez_compressed(
        path,
        names=np.frombuffer("\n".join(weights.names).encode(), dtype=np.uint8),
        tags=np.frombuffer("\n".join(weights.tags).encode(), dtype=np.uint8),
        weights=np.round(weights.rows / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        transitions=weights.transitions,
    )


def main() -> None:
    """Train on all passages, or measure by folds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tagged", type=Path, nargs="+")
    parser.add_argument("--beside", type=Path, nargs="*", default=[], help="never measured on")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--only", type=int, default=99, help="measure this many folds")
    parser.add_argument("--set", action="append", default=[], help="NAME=VALUE of the trainer")
    options = parser.parse_args()
    parameters = dict(PARAMETERS)
    parameters.update({k: float(v) for k, v in (pair.split("=") for pair in options.set)})
    reader = Reader()
    passages = [passage for path in options.tagged for passage in read_passages(path)]
    prepared = [reader.prepare(passage) for passage in passages]
    data = [
        list(rows_of(p, outer_spans(passage)))
        for p, passage in zip(prepared, passages, strict=True)
    ]
    beside = [
        row
        for path in options.beside
        for passage in read_passages(path)
        for row in rows_of(reader.prepare(passage), outer_spans(passage))
    ]
    if options.folds:
        measure(
            reader,
            passages=passages,
            prepared=prepared,
            data=data,
            beside=beside,
            options=options,
            parameters=parameters,
        )
        return
    _, weights = train([*beside, *(row for rows in data for row in rows)], parameters)
    write_weights(weights, model_path())
    print(model_path(), model_path().stat().st_size, "bytes", len(weights.names), "features")


def measure(
    reader: Reader,
    *,
    passages: Sequence[Passage],
    prepared: Sequence[Prepared],
    data: Sequence[list[Chain]],
    beside: list[Chain],
    options: argparse.Namespace,
    parameters: dict[str, float],
) -> None:
    """Print the figures of rules alone and of both, each passage read by a tagger new to it."""
    tallies: dict[str, Tally] = {mode: defaultdict(lambda: [0, 0, 0]) for mode in ("rules", "both")}
    for fold in range(min(options.folds, options.only)):
        rest = [row for i, rows in enumerate(data) if i % options.folds != fold for row in rows]
        decoder, weights = train(beside + rest, parameters)
        for i in range(fold, len(data), options.folds):
            for mode, tally in tallies.items():
                mentions = reader.names.finish(prepared[i], tagger=mode == "both", decoder=decoder)
                count(passages[i], mentions, tally)
        print("fold", fold, len(weights.names), "features")
    for mode, tally in tallies.items():
        print(mode)
        total = [sum(row[n] for row in tally.values()) for n in range(3)]
        core = [sum(row[n] for k, row in tally.items() if k in LABELS) for n in range(3)]
        for name, (hit, gold, said) in [*sorted(tally.items()), ("all", total), ("targets", core)]:
            precision, recall = hit / max(said, 1), hit / max(gold, 1)
            f1 = 2 * precision * recall / max(precision + recall, 1e-9)
            print(
                f"  {name:8} P {precision:.3f} R {recall:.3f} F1 {f1:.3f} gold {gold} said {said}"
            )


def count(passage: Passage, mentions: Sequence[Mention], tally: Tally) -> None:
    """Add hits, wanted and found, as spans by label; nested names are free, optional ones too."""
    names = [span for span in passage.spans if span[2] != "Q"]

    def nested(start: int, end: int) -> bool:
        return any(a <= start and end <= b and (a, b) != (start, end) for a, b, *_ in names)

    found = defaultdict(set)
    for mention in mentions:
        found[mention.label.value].add((mention.span.start, mention.span.end))
    for label in {span[2] for span in names} | set(found):
        allowed = {(a, b) for a, b, known, _ in names if known == label}
        wanted = {
            (a, b)
            for a, b, known, attributes in names
            if known == label and not nested(a, b) and not re.search(r"\b[go]=", attributes)
        }
        have = {span for span in found[label] if span in allowed or not nested(*span)}
        said = {span for span in have if span in wanted or span not in allowed}
        for n, value in enumerate((len(wanted & have), len(wanted), len(said))):
            tally[label][n] += value


if __name__ == "__main__":
    main()
