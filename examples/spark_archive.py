"""Extract the articles of a whole archive on a Spark cluster, into Parquet or a database.

Examples:
    python examples/spark_archive.py --files '/archives/*.warc.gz' --to /out/records
    spark-submit examples/spark_archive.py --parquet hdfs:///news --text content --to hdfs:///out
    python examples/spark_archive.py --parquet news.parquet --to jdbc:postgresql://db/news?user=me

Files are opened by the workers under the same path; Parquet is read by Spark, wherever it lies.
`docs/cluster.md` says what to set on a cluster.
"""

from __future__ import annotations

import argparse
import glob
from collections.abc import Sequence

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812 - as all of Spark's own pages call it
from pyspark.sql.types import ArrayType

from govnews_extract.adapters.spark import SparkTables, extract_articles, extract_files


def main(arguments: Sequence[str] | None = None) -> None:
    """Read, extract, write, and print how many rows each table has."""
    options = parse(arguments)
    spark = SparkSession.builder.appName("govnews").getOrCreate()
    with extract(spark, options) as tables:
        for name, table in tables.items():
            write(name, table, options.to)
        counts = {name: table.count() for name, table in tables.items()}
    print(", ".join(f"{count} {name}" for name, count in counts.items()))


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--files", help="glob of WARC and other archives, dumps and pages")
    source.add_argument("--parquet", help="folder or file with one article a row")
    parser.add_argument("--text", default="text", help="column of the texts, for --parquet")
    parser.add_argument("--to", required=True, help="folder for Parquet, or a URL jdbc:…")
    return parser.parse_args(arguments)


def extract(spark: SparkSession, options: argparse.Namespace) -> SparkTables:
    """The tables of what the options name."""
    if options.files:
        return extract_files(spark, glob.glob(options.files, recursive=True))  # noqa: PTH207
    return extract_articles(spark.read.parquet(options.parquet), options.text)


def write(name: str, table: DataFrame, target: str) -> None:
    """One table, in place of what stands there."""
    if not target.startswith("jdbc:"):
        table.write.mode("overwrite").parquet(f"{target}/{name}")
        return
    lists = [f.name for f in table.schema if isinstance(f.dataType, ArrayType)]
    plain = table.withColumns({column: F.to_json(column) for column in lists})
    plain.write.jdbc(target, name, mode="overwrite")


if __name__ == "__main__":
    main()
