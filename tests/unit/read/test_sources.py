"""Sources: every kind of container, and every way in which one can be broken."""

from __future__ import annotations

import bz2
import csv
import gzip
import hashlib
import io
import json
import lzma
import os
import tarfile
import time
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest
from loading import cases
from web_archive import warc_record

from govnews_extract.datatypes import SourceArticle
from govnews_extract.errors import ConfigError, ReadError
from govnews_extract.read import (
    ArchivedArticle,
    ReadFailure,
    ReadOptions,
    iter_archived,
    iter_articles,
    read_text_file,
)

TEXT = "某县开工项目\n来源：某县新闻网\n4月6日，某县开工项目12个，总投资3亿元，惠及群众6500户。\n"
PAGE = (
    "<html><head><title>某县开工项目_某县新闻网</title></head><body><h1>某县开工项目</h1>"
    f"<p>{TEXT.splitlines()[2]}</p></body></html>"
)
SMALL = ReadOptions(max_article_bytes=4096)


def read(*inputs: Path | str, options: ReadOptions | None = None, stdin: bytes = b"") -> list[Any]:
    return list(iter_articles(inputs, options, stdin=io.BytesIO(stdin)))


def only_article(results: list[Any]) -> SourceArticle:
    [article] = results
    assert isinstance(article, SourceArticle), str(article)
    return article


def only_failure(results: list[Any]) -> ReadFailure:
    [failure] = results
    assert isinstance(failure, ReadFailure)
    assert failure.stage == "read"
    assert "\n" not in str(failure)
    return failure


def names(results: list[Any]) -> list[str]:
    return [result.path for result in results if isinstance(result, SourceArticle)]


def test_a_text_file_keeps_its_bytes_name_and_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode("gbk"))
    article = only_article(read(path))
    assert article.id == hashlib.sha256(TEXT.encode("gbk")).hexdigest()
    assert (article.path, article.encoding) == (str(path), "gb18030")
    assert article.repaired.raw == article.repaired.text == TEXT
    assert read_text_file(path) == article


@pytest.mark.parametrize("suffix", [".html", ".HTM", ".txt", ""])
def test_html_is_told_by_name_or_by_its_first_tag(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"page{suffix}"
    path.write_text(PAGE, encoding="utf-8")
    article = only_article(read(path))
    assert article.repaired.raw == PAGE
    assert article.repaired.text == "某县开工项目\n" + TEXT.splitlines()[2]


@pytest.mark.parametrize(
    ("suffix", "pack"), [(".gz", gzip.compress), (".xz", lzma.compress), (".bz2", bz2.compress)]
)
def test_compressed_files(tmp_path: Path, suffix: str, pack: Any) -> None:
    path = tmp_path / f"a.txt{suffix}"
    path.write_bytes(pack(TEXT.encode()))
    assert only_article(read(path)).repaired.text == TEXT


def test_files_of_other_kinds_are_told_of(tmp_path: Path) -> None:
    for name in ("a.txt", "scan.PDF", "README", ".hidden", "show.asp?id=3.5"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    packed = tmp_path / "b.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("c.txt", TEXT)
        archive.writestr("letter.docx", b"PK")
    told: list[str] = []
    results = read(tmp_path, options=ReadOptions(passed_over=told.append))
    read_names = ("a.txt", "b.zip!/c.txt", "show.asp?id=3.5")
    assert names(results) == [f"{tmp_path}/{name}" for name in read_names]
    other_names = ("README", "b.zip!/letter.docx", "scan.PDF")
    assert told == [f"{tmp_path}/{name}" for name in other_names]
    told.clear()
    read(tmp_path, options=ReadOptions(passed_over=told.append, pattern="*.txt"))
    assert told == []


def test_folders_are_read_in_order_and_links_out_of_them_are_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    (folder / "2011").mkdir(parents=True)
    for name in ("b.txt", "2011/a.md", "2011/c.txt", "photo.jpg", ".hidden.txt"):
        (folder / name).write_text(TEXT, encoding="utf-8")
    outside = tmp_path / "secret.txt"
    outside.write_text(TEXT, encoding="utf-8")
    (folder / "link.txt").symlink_to(outside)
    (folder / "inner.txt").symlink_to(folder / "b.txt")
    (folder / "loop").symlink_to(folder)
    results = read(folder)
    assert names(results) == [
        str(folder / n) for n in ("b.txt", "inner.txt", "2011/a.md", "2011/c.txt")
    ]
    [failure] = [result for result in results if isinstance(result, ReadFailure)]
    assert failure.path.endswith("link.txt")
    assert "link out of the folder" in failure.reason
    assert names(read(folder, options=ReadOptions(pattern="a.*"))) == [str(folder / "2011/a.md")]
    assert names(read(str(folder / "**" / "*.md"))) == [str(folder / "2011/a.md")]


def test_members_of_archives_have_stable_names(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("2011/a.html", PAGE.encode("gbk"))
        archive.writestr("readme.exe", b"MZ")
    path = tmp_path / "news.tar.gz"
    with tarfile.open(path, "w:gz") as tar:
        for name, data in (("./x/b.txt", TEXT.encode()), ("inner.zip", inner.getvalue())):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
        link = tarfile.TarInfo("evil.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    before = sorted(tmp_path.rglob("*"))
    assert names(read(path)) == [f"{path}!/x/b.txt", f"{path}!/inner.zip!/2011/a.html"]
    assert sorted(tmp_path.rglob("*")) == before


def test_names_of_old_chinese_zip_archives(tmp_path: Path) -> None:
    path = tmp_path / "old.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("news1.txt", TEXT)
    # Ten bytes of GBK for the nine of the ASCII name, in both directories of the archive.
    data = path.read_bytes().replace(b"news1.txt", "县报1.txt".encode("gbk"))
    path.write_bytes(data)
    assert names(read(path)) == [f"{path}!/县报1.txt"]


def test_json_lines_and_a_bad_line(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    good = {
        "正文": TEXT,
        "标题": "某县开工",
        "发布时间": "2011年5月12日 9:30",
        "作者": "张三、李四",
        "链接": "http://x.cn/1",
    }
    lines = [
        json.dumps(good, ensure_ascii=False),
        "{bad",
        "",
        json.dumps({"n": 1}),
        json.dumps([1]),
    ]
    path.write_text("\ufeff" + "\n".join(lines), encoding="utf-8")
    article, *failures = read(path)
    assert article.path == f"{path}#1"
    meta = article.meta
    assert (meta.title, meta.published, meta.byline, meta.url) == (
        "某县开工",
        "2011-05-12T09:30:00",
        ("张三", "李四"),
        "http://x.cn/1",
    )
    assert [failure.line for failure in failures] == [2, 4, 5]
    assert "--text-field (fields: n)" in failures[1].reason


def test_fields_that_the_caller_names(tmp_path: Path) -> None:
    path = tmp_path / "dump.json"
    path.write_text(
        json.dumps([{"body": "别的", "news": {"full": TEXT}, "t": "题"}]), encoding="utf-8"
    )
    article = only_article(read(path, options=ReadOptions(text_field="news.full", title_field="t")))
    assert (article.repaired.text, article.meta.title) == (TEXT, "题")


@pytest.mark.parametrize(
    ("content", "numbers"),
    [
        ('[{"text": "甲"}, {"text": "乙"}]', [1, 2]),
        ('{"text": "甲"}', [1]),
        ('{"code": 0, "data": [{"text": "甲"}, {"text": "乙"}]}', [1, 2]),
        ('{"text": "甲"}\n{"text": "乙"}\n', [1, 2]),
        ('["甲", "乙", "丙"]', [1, 2, 3]),
    ],
)
def test_forms_of_json(tmp_path: Path, content: str, numbers: list[int]) -> None:
    path = tmp_path / "a.json"
    path.write_text(content, encoding="utf-8")
    assert names(read(path)) == [f"{path}#{number}" for number in numbers]


def test_json_larger_than_its_buffer_is_read_element_by_element(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"text": TEXT * 60}] * 100, ensure_ascii=False), encoding="gb18030")
    results = read(path)
    assert len(results) == 100
    assert {article.repaired.text for article in results} == {TEXT * 60}


@pytest.mark.parametrize(
    ("suffix", "delimiter", "encoding"),
    [(".csv", ",", "gbk"), (".tsv", "\t", "utf-8-sig"), (".csv", ";", "utf-16")],
)
def test_tables(tmp_path: Path, suffix: str, delimiter: str, encoding: str) -> None:
    path = tmp_path / f"a{suffix}"
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerows(
            [
                ["编号", "题名", "内容"],
                [1, "甲", TEXT],
                [2, "乙", ""],
                [3, "丙", "“引号”" + '"\n' + TEXT],
            ]
        )
    first, failure, third = read(path)
    assert (first.meta.title, first.repaired.text, first.path) == ("甲", TEXT, f"{path}#2")
    assert (failure.reason, failure.line) == ("has an empty text field", 6)
    assert third.repaired.text.endswith(TEXT)


@pytest.mark.parametrize("case", cases("read/tables", "table"))
def test_quotes_in_tables(tmp_path: Path, case: dict[str, Any]) -> None:
    path = tmp_path / f"a{case['suffix']}"
    mark = "\t" if case["suffix"] == ".tsv" else ","
    lines = [mark.join(["标题", "内容", "日期"]), *case["rows"], ""]
    path.write_bytes("\n".join(lines).encode())
    assert [article.repaired.text for article in read(path)] == case["texts"]


def test_many_quotes_that_nothing_closes_are_read_in_linear_time(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("标题\t内容\n" + '"甲\t签约31项。\n' * 20_000, encoding="utf-8")
    began = time.process_time()
    assert len(read(path)) == 20_000
    assert time.process_time() - began < 20


def test_a_table_without_a_column_of_text(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,n\n1,2\n", encoding="utf-8")
    assert "--text-field (columns: id, n)" in only_failure(read(path)).reason


def test_parquet(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "a.parquet"
    parquet.write_table(
        pa.table({"n": [1, 2], "title": ["甲", "乙"], "content": [TEXT, TEXT]}), path
    )
    assert names(read(path)) == [f"{path}#1", f"{path}#2"]
    path.write_bytes(path.read_bytes()[:-30])
    assert "no whole Parquet file" in only_failure(read(path)).reason


def archive_of_pages() -> bytes:
    page = PAGE.encode("gbk")
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page), page)
    return b"".join(
        (
            warc_record("http://x.gov.cn/1.html", page),
            warc_record("http://x.gov.cn/a.png", b"\x89PNG", "Content-Type: image/png"),
            warc_record(
                "http://x.gov.cn/2.html",
                gzip.compress(page),
                "Content-Type: text/html\r\nContent-Encoding: gzip",
            ),
            warc_record(
                "http://x.gov.cn/3.html",
                chunked,
                "Content-Type: text/html\r\nTransfer-Encoding: chunked",
            ),
            warc_record(
                "http://x.gov.cn/bomb",
                gzip.compress(b"a" * 10_000_000),
                "Content-Type: text/html\r\nContent-Encoding: gzip",
            ),
            warc_record("http://x.gov.cn/4.txt", TEXT.encode(), "Content-Type: text/plain"),
        )
    )


@pytest.mark.parametrize("suffix", [".warc", ".warc.gz"])
def test_web_archives(tmp_path: Path, suffix: str) -> None:
    pytest.importorskip("fastwarc")
    data = archive_of_pages()
    path = tmp_path / f"a{suffix}"
    path.write_bytes(gzip.compress(data) if suffix == ".warc.gz" else data)
    results = read(path, options=SMALL)
    assert names(results) == [
        f"http://x.gov.cn/{n}" for n in ("1.html", "2.html", "3.html", "4.txt")
    ]
    [failure] = [result for result in results if isinstance(result, ReadFailure)]
    assert failure.path == "http://x.gov.cn/bomb"
    assert {a.encoding for a in results if isinstance(a, SourceArticle)} == {"gb18030", "utf-8"}
    assert results[0].meta.url == "http://x.gov.cn/1.html"


CANONICAL = "http://x.gov.cn/own.html"
OWN = PAGE.replace("<head>", f'<head><link rel="canonical" href="{CANONICAL}">')


@pytest.mark.parametrize(
    ("name", "data", "url"),
    [
        ("a.html", OWN, CANONICAL),
        ("a.html", PAGE, None),
        ("a.txt", f"见{OWN}", None),
        ("a.jsonl", json.dumps({"text": OWN, "url": "http://x.gov.cn/7"}), "http://x.gov.cn/7"),
        ("a.jsonl", json.dumps({"text": OWN}), CANONICAL),
        ("a.jsonl", json.dumps({"text": TEXT}), None),
    ],
)
def test_an_address_is_known_before_the_page_is_read(
    tmp_path: Path, name: str, data: str, url: str | None
) -> None:
    path = tmp_path / name
    path.write_text(data, encoding="utf-8")
    [found] = iter_archived([path])
    assert isinstance(found, ArchivedArticle)
    assert (found.url, found.read().meta.url) == (url, url)


def test_a_web_archive_names_the_address_unless_the_page_does(tmp_path: Path) -> None:
    pytest.importorskip("fastwarc")
    path = tmp_path / "a.warc"
    addresses = [f"http://x.gov.cn/{number}" for number in range(2)]
    pages = zip(addresses, (OWN, PAGE), strict=True)
    path.write_bytes(b"".join(warc_record(url, page.encode("gbk")) for url, page in pages))
    found = [page for page in iter_archived([path]) if isinstance(page, ArchivedArticle)]
    assert [page.url for page in found] == [CANONICAL, addresses[1]]
    assert [page.read().meta.url for page in found] == [CANONICAL, addresses[1]]


def test_a_web_archive_cut_in_half_gives_its_whole_records(tmp_path: Path) -> None:
    pytest.importorskip("fastwarc")
    one = warc_record("http://x.gov.cn/1.html", PAGE.encode("gbk"))
    path = tmp_path / "half.warc"
    for cut in (len(one) + 100, len(one) + 330, len(one) * 2 - 30):
        path.write_bytes((one * 2)[:cut])
        article, failure = read(path)
        assert article.path == "http://x.gov.cn/1.html"
        assert "cut short or damaged behind record" in failure.reason
    path.write_bytes(b"no archive at all" * 100)
    assert "cut short or damaged" in only_failure(read(path)).reason


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (TEXT.encode("utf-16"), ""),
        (gzip.compress(TEXT.encode()), ""),
        (json.dumps({"text": TEXT}).encode(), "#1"),
        (PAGE.encode(), ""),
    ],
)
def test_standard_input(data: bytes, suffix: str) -> None:
    article = only_article(read("-", stdin=data))
    assert article.path == f"-{suffix}"
    assert "总投资3亿元" in article.repaired.text


def test_one_bad_input_never_stops_the_rest(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(TEXT, encoding="utf-8")
    bad = {
        "missing.txt": (None, "No such file"),
        "empty.txt": (b" \n", "is empty"),
        "image.txt": (b"\x89PNG\r\n\x1a\n" + bytes(100), "is a PNG image"),
        "noise.txt": (os.urandom(4000), "is binary"),
        "long.txt": (b"a" * 10_000, "holds more than 4,096 bytes"),
        "cut.txt.gz": (gzip.compress(os.urandom(3000))[:1500], "is cut short or damaged"),
        "cut.zip": (b"PK\x03\x04" + bytes(50), "is no whole ZIP archive"),
        "cut.tar": (b"x" * 700, "is no whole TAR archive"),
        "bad.json": (b'[{"text": "a"', "is no JSON"),
        "scripts.html": (b"<script>var a = 1;</script>", "holds no text besides markup"),
    }
    for name, (data, _) in bad.items():
        if data is not None:
            (tmp_path / name).write_bytes(data)
    inputs = [path for name in bad for path in (tmp_path / name, good)]
    results = read(*inputs, "nothing*.here", "a\0b", good, options=SMALL)
    assert names(results) == [str(good)] * (len(bad) + 1)
    failures = [result for result in results if isinstance(result, ReadFailure)]
    assert len(failures) == len(bad) + 2
    for (name, (_, says)), failure in zip(bad.items(), failures, strict=False):
        assert failure.path == str(tmp_path / name), str(failure)
        assert says in failure.reason


def test_a_line_beyond_the_limit_is_named_and_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    line = json.dumps({"text": TEXT}).encode()
    path.write_bytes(line + b"\n" + b"a" * 50_000 + b"\n" + line)
    first, failure, last = read(path, options=SMALL)
    assert (first.path, last.path) == (f"{path}#1", f"{path}#3")
    assert (failure.line, failure.path) == (2, f"{path}#2")
    assert "50,001 bytes" in failure.reason
    table = tmp_path / "a.csv"
    table.write_bytes(b"text\n" + b"a" * 50_000)
    assert only_failure(read(table, options=SMALL)).line == 2
    text = tmp_path / "a.txt"
    text.write_bytes(b"short\n" + b"a" * 50_000)
    assert only_failure(read(text, options=SMALL)).line == 2


def test_bombs_are_refused_and_their_neighbours_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", bytes(8 << 20))
        archive.writestr("good.txt", TEXT)
    failure, good = read(path)
    assert failure.path == f"{path}!/bomb.txt"
    assert "times its size" in failure.reason
    assert good.path == f"{path}!/good.txt"
    packed = tmp_path / "a.jsonl.gz"
    packed.write_bytes(gzip.compress(b'{"text": "a"}\n' + b"\n" * (4 << 20)))
    first, last = read(packed)
    assert first.path == f"{packed}#1"
    assert "times its size" in last.reason


def test_archives_nested_too_deep(tmp_path: Path) -> None:
    data, name = TEXT.encode(), "a.txt"
    for depth in range(5):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr(name, data)
        data, name = buffer.getvalue(), f"{depth}.zip"
    path = tmp_path / "deep.zip"
    path.write_bytes(data)
    assert "nested more than 3 deep" in only_failure(read(path)).reason


def test_control_characters_are_taken_off_by_edits(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "全县\0\0开工项目\x0812个，总投资3亿元，惠及群众6500户，计划明年底前建成。" * 3,
        encoding="utf-8",
    )
    article = only_article(read(path))
    assert article.repaired.text.startswith("全县开工项目12个")
    assert {edit.kind for edit in article.repaired.edits} == {"control_character"}
    assert "\0" in article.repaired.raw


def test_lone_surrogates_of_json_cannot_break_what_follows(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"text": "\\ud800县\\ud842\\udfb7"}\n{"text": ' + "[" * 100_000, encoding="utf-8"
    )
    article, failure = read(path)
    assert article.repaired.text == "\ufffd县\U00020bb7"
    assert "nested too deeply" in failure.reason


def test_options_are_checked() -> None:
    with pytest.raises(ConfigError, match="'nonsense'"):
        ReadOptions(encoding="nonsense")
    with pytest.raises(ConfigError, match="max_article_bytes"):
        ReadOptions(max_article_bytes=0)


def test_a_single_file_raises_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="No such file") as caught:
        read_text_file(tmp_path / "none.txt")
    assert caught.value.path == str(tmp_path / "none.txt")


def test_reading_is_lazy(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text((json.dumps({"text": TEXT}) + "\n") * 3, encoding="utf-8")
    results = iter_articles([path, tmp_path / "none.txt"])
    assert isinstance(next(results), SourceArticle)
    path.unlink()
    assert isinstance(next(results), SourceArticle)


@pytest.mark.parametrize("suffix", [".jsonl", ".json", ".csv", ".tar"])
def test_memory_does_not_grow_with_the_file(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    text = TEXT * 40
    if suffix == ".tar":
        with tarfile.open(path, "w") as tar:
            for number in range(400):
                info = tarfile.TarInfo(f"{number}.txt")
                info.size = len(text.encode())
                tar.addfile(info, io.BytesIO(text.encode()))
    elif suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["text"], *[[text]] * 400])
    else:
        lines = [json.dumps({"text": text}, ensure_ascii=False)] * 400
        joined = "\n".join(lines) if suffix == ".jsonl" else f"[{','.join(lines)}]"
        path.write_text(joined, encoding="utf-8")
    list(iter_articles([path]))
    tracemalloc.start()
    found = sum(isinstance(result, SourceArticle) for result in iter_articles([path]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == 400
    # The files hold 1.7 MB and more; buffers take up to half of that.
    assert peak < path.stat().st_size * 0.7
