"""One session for everything about Spark: starting one takes longer than all that it does here."""

from __future__ import annotations

import doctest
import gzip
import importlib.util
import json
import os
import shlex
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from composed_articles import composed_rows
from loading import ROOT, code_block
from web_archive import warc_record

from govnews_extract import Extractor
from govnews_extract.datatypes import SourceArticle
from govnews_extract.errors import ConfigError
from govnews_extract.read import iter_articles
from govnews_extract.write.arrow import flat_tables, record_batch
from govnews_extract.write.rows import PARTS, article_rows

pytestmark = [pytest.mark.xdist_group("spark"), pytest.mark.filterwarnings("ignore")]

COUNT = 120
QUICK_START = {
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.driver.extraJavaOptions": (
        "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dderby.stream.error.file=/dev/null"
    ),
}
"""Settings for few rows, where compiling a plan takes longer than running it."""
TABLES = ("articles", "sources", *PARTS)
Rows = dict[str, set[str]]


def has_java() -> bool:
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java") is not None or (home is not None and Path(home).is_dir())


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    if not has_java():
        message = "Java is not installed (as root, `make test` installs Debian's package)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    os.environ |= {"PYSPARK_PYTHON": sys.executable, "PYTHONPATH": str(ROOT / "src")}
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyspark.sql import SparkSession

        session = SparkSession.builder.master("local[2]").config(map=QUICK_START).getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        yield session
        session.stop()


def expected(extractor: Extractor, files: list[Path]) -> Rows:
    """The rows of one process, each article once, under the first of its paths."""
    articles = sorted(
        (found for found in iter_articles(files) if isinstance(found, SourceArticle)),
        key=lambda found: str(found.path),
    )
    whole = [article_rows(extractor.extract_article(article)) for article in articles]
    first = {rows.id: rows for rows in reversed(whole)}
    flat = flat_tables(record_batch(first.values()))
    every = flat_tables(record_batch(whole))
    return rows_of({**flat, "sources": every["sources"]})


def rows_of(tables: Any) -> Rows:
    found = {}
    for name in TABLES:
        table = tables[name]
        arrow = table if isinstance(table, pa.RecordBatch) else table.toArrow()
        rows = [str(row) for row in arrow.to_pylist()]
        found[name] = set(rows)
        assert len(found[name]) == len(rows), f"a row of {name} stands twice"
    return found


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """A Parquet file whose column `path` says what the library itself calls each row."""
    path = tmp_path / "dump.parquet"
    rows = pa.Table.from_pylist(list(composed_rows(COUNT, path=str(path))))
    pq.write_table(rows, path, row_group_size=50)
    return path


def test_examples_of_the_docstrings_run(spark: Any) -> None:
    from govnews_extract.adapters import spark as module

    runner = doctest.DocTestRunner()
    for found in doctest.DocTestFinder().find(module, extraglobs={"spark": spark}):
        runner.run(found)
    results = runner.summarize(verbose=False)
    assert results.attempted > 5
    assert not results.failed


def test_tables_are_those_of_one_process(spark: Any, dump: Path, extractor: Extractor) -> None:
    from govnews_extract.adapters.spark import extract_articles

    bad = spark.createDataFrame([(None, "b")], "text string, path string")
    frame = spark.read.parquet(str(dump)).repartition(3)
    with extract_articles(frame.unionByName(bad, allowMissingColumns=True)) as tables:
        assert rows_of(tables) == expected(extractor, [dump])
        assert [row.asDict() for row in tables["failures"].collect()] == [
            {
                "path": "b",
                "stage": "read",
                "reason": "the cell in column 'text' is missing",
                "article": None,
            }
        ]
        with pytest.raises(KeyError):
            tables["nothing"]
    with pytest.raises(ConfigError, match="no column 'body'"):
        extract_articles(frame, "body")


def test_files_that_every_worker_can_open(spark: Any, tmp_path: Path, extractor: Extractor) -> None:
    from govnews_extract.adapters.spark import extract_files

    page = "<html><body><p>{}</p></body></html>"
    files = []
    for number, row in enumerate(composed_rows(12)):
        path = tmp_path / f"{number % 3}.warc"
        html = page.format(row["text"]).encode("gb18030")
        with path.open("ab") as archive:
            archive.write(warc_record(f"http://x.gov.cn/{number}.html", html))
        files.append(path)
    with extract_files(spark, [*map(str, files), str(tmp_path / "none.warc")]) as tables:
        assert rows_of(tables) == expected(extractor, sorted(set(files)))
        (failed,) = tables["failures"].collect()
        assert failed["path"] == str(tmp_path / "none.warc")


def test_what_the_docs_show(spark: Any, dump: Path, extractor: Extractor) -> None:
    block = code_block("docs/cluster.md", "## Spark")
    dump.rename(dump.parent / "news.parquet")
    exec(block.replace("/data", str(dump.parent)), {})  # noqa: S102
    written = {name: spark.read.parquet(f"{dump.parent}/records/{name}") for name in TABLES}
    (dump.parent / "news.parquet").rename(dump)
    assert rows_of(written) == expected(extractor, [dump])


def test_the_commands_that_the_docs_show(
    spark: Any, dump: Path, tmp_path: Path, extractor: Extractor
) -> None:
    """In processes of their own, with files for a file system of a cluster and Derby for a server."""
    (tmp_path / "archives").mkdir()
    page = f"<html><body><p>{next(composed_rows(1))['text']}</p></body></html>"
    archive = tmp_path / "archives" / "one.warc.gz"
    record = warc_record("http://x.gov.cn/1.html", page.encode())
    archive.write_bytes(gzip.compress(record))
    pq.write_table(
        pq.read_table(dump).rename_columns({"text": "content"}), tmp_path / "news.parquet"
    )
    here = {
        "'/archives/": f"'{tmp_path}/archives/",
        "/out/records": f"{tmp_path}/records",
        "--packages org.postgresql:postgresql:42.7.7 ": "",
        "hdfs:///news": f"{tmp_path}/news.parquet",
        "jdbc:postgresql://db/news?user=me": f"jdbc:derby:{tmp_path}/db;create=true",
    }
    block = code_block("docs/cluster.md", "## Spark", "sh").replace("\\\n", "")
    for shown, own in here.items():
        assert block.count(shown) == 1
        block = block.replace(shown, own)
    settings = [part for pair in QUICK_START.items() for part in ("--conf", "=".join(pair))]
    for line in block.splitlines():
        program, *words = shlex.split(line)
        done = subprocess.run(
            [Path(sys.executable).parent / program, "--master", "local[1]", *settings, *words],
            cwd=ROOT,
            capture_output=True,
            check=False,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        assert " facts" in done.stdout
    read = {name: spark.read.parquet(f"{tmp_path}/records/{name}") for name in TABLES}
    assert rows_of(read) == expected(extractor, [archive])
    facts = spark.read.jdbc(f"jdbc:derby:{tmp_path}/db", "facts").collect()
    assert len(facts) == len(expected(extractor, [dump])["facts"])


@pytest.fixture(scope="module")
def example() -> ModuleType:
    spec = importlib.util.spec_from_file_location("example", ROOT / "examples/spark_archive.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_example_writes_parquet_and_a_database(
    spark: Any, example: ModuleType, dump: Path, tmp_path: Path, extractor: Extractor, capsys: Any
) -> None:
    wanted = expected(extractor, [dump])
    example.main(["--parquet", str(dump), "--to", str(tmp_path / "out")])
    assert f"{len(wanted['facts'])} facts" in capsys.readouterr().out
    read = {n: spark.read.parquet(f"{tmp_path}/out/{n}") for n in wanted}
    assert rows_of(read) == wanted

    url = f"jdbc:derby:{tmp_path}/database"
    example.main(["--files", str(dump), "--to", f"{url};create=true"])
    facts = spark.read.jdbc(url, "facts")
    assert {str(row.asDict()) for row in facts.collect()} == wanted["facts"]
    mentions = spark.read.jdbc(url, "projects").collect()
    assert all(isinstance(json.loads(row["mentions"]), list) for row in mentions)
