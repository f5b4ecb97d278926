"""Records as Spark DataFrames, one a table. Needs the extra `spark`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from govnews_extract.errors import MissingExtraError

try:
    import pyarrow as pa
    from pyspark import StorageLevel
    from pyspark.sql import DataFrame, SparkSession, Window
    from pyspark.sql import functions as F  # noqa: N812 - as all of Spark's own pages call it
    from pyspark.sql.pandas.types import from_arrow_schema
except ImportError as missing:
    message = 'Spark needs pyspark, pandas and pyarrow: install "govnews-extract[spark]"'
    raise MissingExtraError(message) from missing

from govnews_extract.adapters.arrow import ArrowExtractor
from govnews_extract.write.arrow import record_schema, table_schema
from govnews_extract.write.closing import Closing
from govnews_extract.write.rows import PARTS

FILE_COLUMN = "file"


class SparkTables(Closing, Mapping[str, DataFrame]):
    """The tables of extracted articles, by name, over one DataFrame of whole records.

    The records are extracted when the first table is computed, and kept on the workers' disks
    for the others; leaving the context frees them. Articles that stand under several paths are
    one row of `articles`, with the first path, and several of `sources`.

    Attributes:
        records: One row an input row: columns of `articles`, a list of structs for each table
            below it, and `failure` where there is no record.

    Example:
        With a session `spark`:

        >>> tables = extract_articles(spark.createDataFrame([("签约31项。",)], "text string"))
        >>> tables["facts"].count(), tables["failures"].count()
        (1, 0)
        >>> tables.close()
    """

    def __init__(self, records: DataFrame, *, storage: StorageLevel) -> None:
        self.records = records.persist(storage)

    def close(self) -> None:
        """Let go of the rows that Spark keeps."""
        self.records.unpersist()

    def __iter__(self) -> Iterator[str]:
        yield from ("articles", "sources", *PARTS, "failures")

    def __len__(self) -> int:
        return len(PARTS) + 3

    def __getitem__(self, name: str) -> DataFrame:
        """One table, lazily.

        Raises:
            KeyError: where no table has that name.
        """
        if name == "failures":
            failed = self.records.where("id IS NULL")
            return failed.select("path", "failure.*").select(*table_schema(name).names)
        whole = self.records.where("id IS NOT NULL")
        if name == "sources":
            return whole.select(F.col("id").alias("article"), "path", "url").distinct()
        if name == "articles":
            return _first(whole, table_schema("articles").names)
        if name not in PARTS:
            raise KeyError(name)
        once = _first(whole, ["id", "path", name])
        columns = table_schema(name).names
        return once.select(F.col("id").alias("article"), F.inline(name)).select(*columns)


def _first(records: DataFrame, columns: Iterable[str]) -> DataFrame:
    """Of records with one id, the one whose path comes first."""
    rank = F.row_number().over(Window.partitionBy("id").orderBy("path"))
    ranked = records.select(*columns, rank.alias("_rank"))
    return ranked.where("_rank = 1").drop("_rank")


def extract_articles(
    frame: DataFrame,
    text_column: str = "text",
    *,
    path_column: str | None = None,
    options: ArrowExtractor | None = None,
    storage: StorageLevel = StorageLevel.DISK_ONLY,
) -> SparkTables:
    """The tables of all articles of a DataFrame: the same rows as one process would give.

    Args:
        frame: One article a row, with columns as `ArrowExtractor` takes them.
        text_column: Column of the texts, or of bytes of files as they were archived.
        path_column: Column that names each article; None to take `path` where there is one.
        options: Other columns and settings of the extraction; its columns of text and path are those
            given here.
        storage: Where the workers keep the records between tables.

    Raises:
        ConfigError: where a column that was asked for is not there.

    Example:
        With a session `spark`:

        >>> frame = spark.createDataFrame([("签约31项。",), (None,)], "text string")
        >>> with extract_articles(frame) as tables:
        ...     [row.value for row in tables["quantities"].collect()]
        ['31']
    """
    extractor = replace(
        options or ArrowExtractor(), text_column=text_column, path_column=path_column
    )
    columns = ["`" + name.replace("`", "``") + "`" for name in extractor.columns(frame.columns)]
    records = frame.select(*columns).mapInArrow(extractor, from_arrow_schema(record_schema()))
    return SparkTables(records, storage=storage)


def extract_files(
    spark: SparkSession,
    files: Iterable[str],
    *,
    options: ArrowExtractor | None = None,
    storage: StorageLevel = StorageLevel.DISK_ONLY,
) -> SparkTables:
    """The tables of all articles in files that every worker can open under the same path.

    Args:
        spark: The session.
        files: WARC and other archives, dumps, pages, folders; each is read by one task, in
            bounded memory, so that many of some hundred megabytes are better than one of many
            gigabytes.
        options: Columns and settings of the extraction.
        storage: Where the workers keep the records between tables.

    Example:
        With a session `spark`:

        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     path = Path(folder) / "a.txt"
        ...     _ = path.write_text("临泽县签约31项。", encoding="utf-8")
        ...     with extract_files(spark, [str(path)]) as tables:
        ...         [row.subject for row in tables["facts"].collect()]
        ['临泽县']
    """
    names = sorted(set(files))
    extractor = options or ArrowExtractor()
    rows = spark.createDataFrame([(name,) for name in names], f"{FILE_COLUMN} string")
    spread = rows.repartitionByRange(max(len(names), 1), FILE_COLUMN)
    records = spread.mapInArrow(_FileReader(extractor), from_arrow_schema(record_schema()))
    return SparkTables(records, storage=storage)


class _FileReader:
    """Batches of names of files to batches of records."""

    def __init__(self, extractor: ArrowExtractor) -> None:
        self._extractor = extractor

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield from self._extractor.extract_files(batch[FILE_COLUMN].to_pylist())
