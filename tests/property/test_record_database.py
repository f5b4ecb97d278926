from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govnews_extract import ArticleMeta, Extractor
from govnews_extract.write.database import open_sqlite_sink
from govnews_extract.write.engines import open_sqlite
from govnews_extract.write.records import RecordWriter, iter_records
from govnews_extract.write.rows import storable

EXTRACTOR = Extractor()
STATEMENTS = (
    "张掖市签约31项，签约金额234.48亿元。",
    "總投資120億元以上。",
    "'); DROP TABLE articles;--",
    "\x00",
)
texts = st.lists(st.sampled_from(STATEMENTS) | st.text(max_size=5), max_size=6).map("".join)


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.tuples(texts, texts), max_size=3))
def test_what_is_written_is_read_again(tmp_path_factory, articles) -> None:  # type: ignore[no-untyped-def]
    records = [
        EXTRACTOR.extract(text, path=title, meta=ArticleMeta(title=title))
        for text, title in (map(storable, article) for article in articles)
    ]
    path = tmp_path_factory.mktemp("database") / "out.sqlite"
    with RecordWriter(open_sqlite_sink(str(path))) as writer:
        for record in records:
            writer.write(record)
    engine = open_sqlite(path)
    found = {row["id"]: row for row in iter_records(engine)}
    engine.dispose()
    assert found == {record.id: record.to_dict() for record in records}
