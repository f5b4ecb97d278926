"""The pipe `govnews` of spaCy: names as entities, amounts as spans, the record beside them.

`nlp.add_pipe("govnews")` finds it by itself where the package is installed. To read a stored `Doc`
in a program that adds no pipe, import this module: it declares `doc._.govnews`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, Literal

from govnews_extract.errors import ConfigError, MissingExtraError

try:
    from spacy.language import Language
    from spacy.tokens import Doc, Span
    from spacy.util import filter_spans
except ImportError as missing:
    message = 'the pipe needs spaCy: install "govnews-extract[spacy]"'
    raise MissingExtraError(message) from missing

from govnews_extract.arguments import require
from govnews_extract.datatypes import ArticleMeta, Label, OutsideName, name_label
from govnews_extract.datatypes import Span as Offsets
from govnews_extract.pipeline import Extractor
from govnews_extract.tag import load_user_names

__all__ = ["GovnewsPipe"]

Alignment = Literal["expand", "contract", "strict"]

ALIGNMENTS: tuple[Alignment, ...] = ("expand", "contract", "strict")
"""What becomes of a span that begins or ends inside a token."""

MENTIONS, QUANTITIES = "govnews", "quantities"
"""Keys of `doc.spans`."""

ENTITY_LABELS: Mapping[str, str] = {
    **{label.value: label.value for label in Label if label is not Label.DATE},
    "PER": "PERSON",
    "GPE": "PLACE",
    "FAC": "LOC",
    "WORK_OF_ART": "WORK",
}
"""What the entity labels of other pipes mean here: those of OntoNotes, and ours as they are."""


def record_row(span: Span) -> dict[str, Any] | None:
    """The row of the record that a span of this pipe stands for; None for any other span."""
    table, _, number = span.id_.partition(":")
    record = span.doc._.govnews
    if record is None or table not in {"mentions", "quantities"} or not number.isdecimal():
        return None
    rows: list[dict[str, Any]] = record[table]
    return rows[int(number)] if int(number) < len(rows) else None


def _declare() -> None:
    """Declare the extensions, unless they are there."""
    if not Doc.has_extension("govnews"):
        Doc.set_extension("govnews", default=None)
        Doc.set_extension("govnews_meta", default=None)
        Doc.set_extension("govnews_unaligned", default=None)
    if not Span.has_extension("govnews"):
        Span.set_extension("govnews", getter=record_row)


_declare()


class GovnewsPipe:
    """Writes what was found in a text into its `Doc`.

    - `doc.ents`: the outermost names, beside the entities that stood there before.
    - `doc.spans["govnews"]`: every name, nested ones too; `doc.spans["quantities"]`: every amount,
      labelled with its unit. `kb_id_` is the division's code of a name, the value of an amount.
    - `doc._.govnews`: the record, as `Record.to_dict()`; `span._.govnews`: a span's row of it.
    - `doc._.govnews_unaligned`: a row for each span that has no place among the tokens.

    All of it goes through `Doc.to_bytes` and, with `store_user_data`, `DocBin`; the record's lists
    come back as tuples.

    `doc.text` stays as it was given, damage and all: the record's `text` is the mended one, and
    spans of the `Doc` stand where the record says `raw_start` and `raw_end`. Entities of pipes
    before this one are taken as names that another tool found, and facts may hang on them.

    Args:
        extractor: Options of `Extractor`, with `names` as the path of a table.
        alignment: What becomes of a span that begins or ends inside a token: `expand` takes the
            token in, `contract` leaves it out, `strict` reports the span.
        labels: What entity labels of other pipes mean; labels not in it are not used.
        overwrite_ents: Put the names in place of entities that they overlap, not beside them.

    Raises:
        ConfigError: for an alignment or a label that there is not.

    Example:
        >>> import spacy
        >>> nlp = spacy.blank("zh")
        >>> pipe = nlp.add_pipe("govnews")
        >>> doc = nlp("江山市完成工業(yè)投資36.4億元。")
        >>> [(ent.text, ent.label_, ent.kb_id_) for ent in doc.ents]
        [('江山市', 'PLACE', '330881')]
        >>> [(span.text, span.label_, span.kb_id_) for span in doc.spans["quantities"]]
        [('36.4億元', 'CNY', '3640000000')]
        >>> doc._.govnews["text"]
        '江山市完成工業投資36.4億元。'
    """

    def __init__(
        self,
        *,
        extractor: Mapping[str, Any] | None = None,
        alignment: Alignment = "expand",
        labels: Mapping[str, str] | None = None,
        overwrite_ents: bool = False,
    ) -> None:
        if alignment not in ALIGNMENTS:
            raise ConfigError(f"alignment {alignment!r} is unknown; use one of {ALIGNMENTS}")
        labels = ENTITY_LABELS if labels is None else labels
        self._options = dict(extractor or {})
        self._alignment: Alignment = alignment
        self._labels = {theirs: name_label(ours) for theirs, ours in labels.items()}
        self._overwrite = overwrite_ents
        self._extractor = _extractor(self._options)

    def __call__(self, doc: Doc) -> Doc:
        """Extract from `doc.text` and write the findings into `doc`."""
        meta = _meta(doc._.govnews_meta)
        record = self._extractor.extract(doc.text, meta=meta, outside=self._outside(doc)).to_dict()
        placed = _Placed(doc, self._alignment)
        names = placed.spans(record, "mentions")
        amounts = placed.spans(record, "quantities")
        doc.spans[MENTIONS], doc.spans[QUANTITIES] = list(names), list(amounts)
        doc.ents = self._entities(doc, names)
        doc._.govnews = record
        doc._.govnews_unaligned = placed.left_out
        return doc

    def _outside(self, doc: Doc) -> Iterator[OutsideName]:
        for ent in doc.ents:
            label = self._labels.get(ent.label_)
            if label is not None:
                yield OutsideName(label=label, span=Offsets(ent.start_char, ent.end_char))

    def _entities(self, doc: Doc, names: Iterable[Span]) -> list[Span]:
        """Entities that do not overlap: the longest names, and what stood there before."""
        ours = filter_spans(names)
        first, second = (ours, doc.ents) if self._overwrite else (doc.ents, ours)
        taken = {at for span in first for at in range(span.start, span.end)}
        rest = [span for span in second if taken.isdisjoint(range(span.start, span.end))]
        return sorted([*first, *rest], key=lambda span: span.start)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_extractor": None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._extractor = _extractor(self._options)


class _Placed:
    """Puts rows of a record among the tokens of a `Doc`.

    Attributes:
        left_out: The rows that have no place there, and why.
    """

    def __init__(self, doc: Doc, alignment: Alignment) -> None:
        self._doc = doc
        self._alignment = alignment
        self.left_out: list[dict[str, Any]] = []

    def spans(self, record: Mapping[str, Any], table: str) -> list[Span]:
        """Spans of the rows of `table`, in their order."""
        found = (self._span(row, table) for row in record[table])
        return [span for span in found if span is not None]

    def _span(self, row: Mapping[str, Any], table: str) -> Span | None:
        name, (start, end) = f"{table}:{row['index']}", (row["raw_start"], row["raw_end"])
        span = None
        if start < end:
            label, link = (
                (row["label"], row["code"] or "")
                if table == "mentions"
                else (row["unit"], row["value"])
            )
            span = self._doc.char_span(
                start, end, label, kb_id=link, span_id=name, alignment_mode=self._alignment
            )
        if span is None or not len(span):
            reason = "no token boundaries there" if start < end else "repair supplied its text"
            row = {"id": name, "start": start, "end": end, "text": row["text"], "reason": reason}
            self.left_out.append(row)
            return None
        return span


def _extractor(options: Mapping[str, Any]) -> Extractor:
    given = dict(options)
    names, units = given.pop("names", None), given.pop("units", None)
    return Extractor(
        names=load_user_names(Path(names)) if names else (),
        units=Path(units) if units else None,
        **given,
    )


def _meta(given: Mapping[str, Any] | None) -> ArticleMeta | None:
    """What `doc._.govnews_meta` says.

    Raises:
        ConfigError: for a field that articles do not have.
    """
    if given is None:
        return None
    require("govnews_meta", given, Mapping)
    known = [field.name for field in fields(ArticleMeta)]
    if wrong := sorted(set(given) - set(known)):
        raise ConfigError(f"govnews_meta has no field {wrong[0]!r}; use {', '.join(known)}")
    return ArticleMeta(**given)


@Language.factory(
    "govnews",
    assigns=["doc.ents", "doc.spans", "doc._.govnews", "doc._.govnews_unaligned"],
    default_config={
        "segmenter": "rjieba",
        "fast": False,
        "names": None,
        "units": None,
        "alignment": "expand",
        "labels": None,
        "overwrite_ents": False,
    },
)
def make_govnews(  # noqa: PLR0917 - spaCy's two come first, and the rest by name
    nlp: Language,
    name: str,
    segmenter: str,
    fast: bool,  # noqa: FBT001
    names: str | None,
    units: str | None,
    alignment: Alignment,
    labels: dict[str, str] | None,
    overwrite_ents: bool,  # noqa: FBT001
) -> GovnewsPipe:
    """The pipe of a configuration: what the entry point `spacy_factories` names.

    Raises:
        ConfigError: for an option with an unknown value.
        LexiconError: for a table of names or units that does not fit its columns.
    """
    del nlp, name
    options = {
        "segmenter": segmenter,
        "tagger": None if fast else "crf",
        "names": names,
        "units": units,
    }
    return GovnewsPipe(
        extractor=options, alignment=alignment, labels=labels, overwrite_ents=overwrite_ents
    )
