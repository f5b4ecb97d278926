"""Record batch in, record batches out: what every other adapter is built on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice
from typing import Any

from govnews_extract.errors import ConfigError, MissingExtraError, ReadError

try:
    import pyarrow as pa
except ImportError as missing:
    message = 'Arrow needs pyarrow: install "govnews-extract[parquet]"'
    raise MissingExtraError(message) from missing

from govnews_extract.arguments import require
from govnews_extract.batch import ExtractorSettings
from govnews_extract.batch.extraction import extract_rows
from govnews_extract.pipeline import Extractor
from govnews_extract.read import (
    ArchivedArticle,
    ReadFailure,
    ReadOptions,
    archived_columns,
    article_columns,
    iter_archived,
)
from govnews_extract.write.arrow import record_batch, record_schema
from govnews_extract.write.rows import ArticleRows
from govnews_extract.write.sinks import Failure

BATCH_ARTICLES = 256
"""Articles to a batch that is handed on: some megabytes, whatever the size of what came in."""

PATH = "path"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrowExtractor:
    """A function over Arrow record batches, which travels to other processes by its options.

    What comes in has a column of texts and may have others, told by their usual names or by
    `fields`: title, source, date, author, address, site. What comes out is a batch of
    `record_schema`: row for row one record, or `failure` where there is none; the tables of
    CONTRACT.md lie in it as lists, and `flat_tables` lays them out.

    Rule data load in each process when its first article comes, and are kept.

    Attributes:
        text_column: Column of the texts, or of bytes of files as they were archived.
        path_column: Column that names each row; None to take `path` where there is one.
        fields: Other columns, encoding and limits.
        settings: Tagger, and tables of a user's own; every process must be able to read these.

    Example:
        >>> batch = pa.RecordBatch.from_pydict({"text": ["签约31项。", None]})
        >>> (found,) = ArrowExtractor()([batch])
        >>> found["quantities"][0][0]["value"].as_py(), found["failure"][1]["reason"].as_py()
        ('31', "the cell in column 'text' is missing")
    """

    text_column: str = "text"
    path_column: str | None = None
    fields: ReadOptions = field(default_factory=ReadOptions)
    settings: ExtractorSettings = field(default_factory=ExtractorSettings)

    @property
    def schema(self) -> pa.Schema:
        """The schema of what comes out."""
        return record_schema()

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Each batch's records, in batches of at most `BATCH_ARTICLES`, in order.

        Raises:
            ConfigError: where a column that was asked for is not there.
            LexiconError: where the rule data are broken, so that every article would fail.
        """
        for batch in batches:
            columns = self.columns(batch.schema.names)
            for start in range(0, batch.num_rows, BATCH_ARTICLES):
                rows = batch.slice(start, BATCH_ARTICLES).select(columns).to_pylist()
                yield self.extract_rows(rows)

    def extract_table(self, table: pa.Table) -> pa.Table:
        """The same for a whole table, as Daft hands it over."""
        return pa.Table.from_batches(self(table.to_batches()), schema=self.schema)

    def columns(self, names: Sequence[str]) -> list[str]:
        """Those of a table's columns that are read.

        Raises:
            ConfigError: where a column that was asked for is not among them.
            TypeError: where it was not asked for by a string.
        """
        require("text_column", self.text_column, str)
        require("path_column", self.path_column, str, type(None))
        for asked in (self.text_column, self.path_column):
            if asked is not None and asked.split(".")[0] not in names and asked not in names:
                held = ", ".join(names[:12]) or "none"
                raise ConfigError(f"there is no column {asked!r} (columns: {held})")
        path = self._path_column(names)
        chosen = article_columns(names, self._options())
        return chosen if path is None or path in chosen else [*chosen, path]

    def extract_rows(self, rows: Sequence[Mapping[str, Any]]) -> pa.RecordBatch:
        """The records of rows that hold the columns of `columns`, row for row."""
        results = (self._extract(article) for article in self._articles(rows))
        return record_batch(results)

    def extract_files(self, paths: Iterable[str]) -> Iterator[pa.RecordBatch]:
        """The records of files that this process can open: pages, dumps, archives, WARC.

        One file may hold millions of articles; memory is bounded by `BATCH_ARTICLES`.
        """
        articles = iter(iter_archived(paths, self.fields))
        while chunk := list(islice(articles, BATCH_ARTICLES)):
            yield record_batch(map(self._extract, chunk))

    def _articles(
        self, rows: Sequence[Mapping[str, Any]]
    ) -> Iterator[ArchivedArticle | ReadFailure]:
        options = self._options()
        names = list(rows[0]) if rows else []
        own, column = article_columns(names, options), self._path_column(names)
        for row in rows:
            name = None if column is None or row[column] is None else str(row[column])
            cells = {key: row[key] for key in own}
            try:
                yield archived_columns(cells, options, name)
            except ReadError as error:
                yield ReadFailure(path=name or "", reason=error.message)

    def _extract(self, article: ArchivedArticle | ReadFailure) -> ArticleRows | Failure:
        if isinstance(article, ReadFailure):
            return Failure(path=article.path, stage=article.stage, reason=article.reason)
        found = extract_rows(_extractor(self.settings), article)
        if isinstance(found, Failure):
            return found if article.path else replace(found, path="")
        return found.rows

    def _path_column(self, names: Sequence[str]) -> str | None:
        return self.path_column or (PATH if PATH in names else None)

    def _options(self) -> ReadOptions:
        return replace(self.fields, text_field=self.text_column)


@lru_cache(maxsize=4)
def _extractor(settings: ExtractorSettings) -> Extractor:
    return settings.build()
