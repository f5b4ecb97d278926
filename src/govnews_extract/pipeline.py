"""The stages in order: the only place that knows what comes after what."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from govnews_extract.arguments import check_meta, require, require_each
from govnews_extract.datatypes import (
    ArticleContext,
    ArticleMeta,
    Mention,
    OutsideName,
    RepairedText,
    SourceArticle,
)
from govnews_extract.errors import SpanError
from govnews_extract.lexicon import lexicon_digest
from govnews_extract.lexicon.script import simplify
from govnews_extract.link import Linker
from govnews_extract.quantity import DateFinder, QuantityFinder, outside_names
from govnews_extract.read import find_furniture
from govnews_extract.record import Record
from govnews_extract.repair import Repairer
from govnews_extract.segment import Segmenter
from govnews_extract.tag import OUTSIDE_RULE, NameTagger, PlaceTagger, UserName, find_surfaces
from govnews_extract.version import __version__


class Extractor:
    """Turns the text of one article into a `Record`.

    Lexicons load when the first text comes and are kept. An extractor holds no state of the
    articles it has seen, and may be shared by threads. Sent to another process it is made anew there,
    from the same options and the rule data found there.

    Args:
        segmenter: `rjieba` (default) or `jieba`: the same words, many times slower.
        tagger: `crf` (default): rules propose names and subjects, trained weights decide. None:
            rules alone, faster and less complete.
        names: Names of a user's own, beside those of the lexicons; `load_user_names` reads them
            from a table.
        units: A table of a user's own units, with the columns of `lexicons/units.tsv`.

    Raises:
        ConfigError: for an option with an unknown value.
        TypeError: for an option, or a text, of a wrong type.
        LexiconError: for a table that does not fit its columns.

    Example:
        >>> record = Extractor().extract("张掖市招商局签订框架协议31项，签约金额234.48亿元。")
        >>> [str(found.value) for found in record.quantities]
        ['31', '23448000000']
    """

    def __init__(
        self,
        *,
        segmenter: str = "rjieba",
        tagger: str | None = "crf",
        names: Iterable[UserName] = (),
        units: str | Path | None = None,
    ) -> None:
        names = require_each("names", names, UserName, "load_user_names reads them from a table")
        units = None if units is None else Path(units)
        self._options: dict[str, Any] = {
            "segmenter": segmenter,
            "tagger": tagger,
            "names": names,
            "units": units,
        }
        self._repairer = Repairer()
        self._segmenter = Segmenter(segmenter)
        self._dates = DateFinder()
        self._places = PlaceTagger()
        self._quantities = QuantityFinder(units=units)
        self._names = NameTagger(tagger=tagger, extra_names=names)
        self._linker = Linker(ranker=tagger is not None)

    def __repr__(self) -> str:
        shown = {**self._options, "names": f"<{len(self._options['names'])} names>"}
        return f"Extractor({', '.join(f'{name}={value!s}' for name, value in shown.items())})"

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(Extractor, **self._options), ()

    def extract(
        self,
        text: str,
        *,
        path: str | None = None,
        meta: ArticleMeta | None = None,
        outside: Iterable[OutsideName] = (),
    ) -> Record:
        """Extract from a decoded text.

        Args:
            text: The article, with or without its title and page furniture.
            path: What to call it in the record.
            meta: What is known of the article beside its text (date of publication, code of its
                place); it wins over what the text says.
            outside: Names that another tool found in `text`. They win over every rule; only where
                a rule knows an ORG of just these characters as AGENCY or COMPANY that label stays.

        Returns:
            The record; its `id` is the digest of the text in UTF-8.

        Raises:
            ConfigError: for a date in `meta` that is not ISO 8601, or a code that no division had.
            SpanError: for a name of `outside` that reaches out of the text.
            TypeError: for an argument of a wrong type.
        """
        require("text", text, str)
        require("path", path, str, type(None))
        require("meta", meta, ArticleMeta, type(None))
        if meta is not None:
            check_meta(meta)
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        repaired = RepairedText.untouched(text)
        source = SourceArticle(id=digest, path=path, repaired=repaired, meta=meta or ArticleMeta())
        return self.extract_article(source, outside)

    def extract_article(self, source: SourceArticle, outside: Iterable[OutsideName] = ()) -> Record:
        """Extract from an article as reading hands it on; `outside` as for `extract`."""
        repaired = self._repairer.repair(source.repaired)
        text = repaired.text
        simple = simplify(text)
        furniture = find_furniture(text, simple)
        context = ArticleContext(
            meta=source.meta.filled_from(furniture.meta),
            furniture=furniture.spans,
            title_span=furniture.title_span,
            blocked=tuple(i.span for i in repaired.issues if i.blocks and i.span is not None),
        )
        doc = self._segmenter.segment(text, simple)
        dates = self._dates.find(doc, context)
        surfaces = find_surfaces(simple)
        places, context = self._places.tag(doc, context, surfaces)
        quantities = self._quantities.find(doc, context, dates)
        mentions = self._names.tag(
            doc,
            context,
            places=places,
            dates=dates,
            quantities=quantities,
            outside=_mentions_of(outside, repaired),
            surfaces=surfaces,
        )
        quantities = outside_names(quantities, mentions)
        links = self._linker.link(doc, context, mentions, quantities)
        return Record(
            id=source.id,
            path=source.path,
            meta=context.meta,
            place=context.place,
            encoding=source.encoding,
            repaired=repaired,
            mentions=mentions,
            quantities=quantities,
            facts=links.facts,
            projects=links.projects,
            extractor={"version": __version__, "lexicons": lexicon_digest()},
        )


def _mentions_of(names: Iterable[OutsideName], repaired: RepairedText) -> list[Mention]:
    """Names of another tool as mentions over the repaired text, those that repair removed left out.

    Raises:
        SpanError: for a span that reaches out of the raw text.
    """
    mentions = []
    for name in require_each("outside", names, OutsideName, "say where each name stands"):
        if name.span.end > len(repaired.raw):
            raise SpanError(f"span {name.span.start}:{name.span.end} reaches out of the text")
        span = repaired.to_text(name.span)
        if not len(span):
            continue
        mention = Mention(
            label=name.label,
            text=span.of(repaired.text),
            norm=name.canonical or "",
            span=span,
            rule_id=OUTSIDE_RULE,
            code=name.code,
        )
        mentions.append(mention)
    return mentions
