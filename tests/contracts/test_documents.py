"""What the READMEs and the documentation show is what happens.

The blocks of a document run in their order in one folder, which holds `samples/` and the inputs
that documents name. PostgreSQL is a server of the tests' own, and queries are put to both kinds of
database. A block that needs more – a cluster – stands behind a comment `<!-- run by tests/… -->`,
and the test that it names takes it from the document. What cannot run inside a test, as it makes
environments or runs the tests, is listed in `tests/cases/documents.toml` with who runs it instead.
"""

from __future__ import annotations

import doctest
import gzip
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from contextlib import closing
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import psycopg
import pytest
from loading import ROOT, cases
from postgres import PASSWORD, URL_PASSWORD, Server
from web_archive import warc_record

from govnews_extract import Extractor

# The Chinese README shows the same blocks as the English one, which a test below sees to.
DOCUMENTS = ["README.md", "CONTRIBUTING.md"]
DOCUMENTS += sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs").glob("**/*.md"))
BLOCK_RE = re.compile(
    r"(?:<!-- run by (?P<by>\S+) -->\n+)?^```(?P<kind>[^\n]*)\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
ELSEWHERE = {row.values[0]["command"]: row.values[0] for row in cases("documents", "elsewhere")}
"""Commands that something else than a test runs: what, and why."""

Govnews = Callable[..., Any]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with every input that a document names."""
    samples = ROOT / "samples"
    for name in ("samples", "examples"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "out").mkdir()
    (tmp_path / "pages").mkdir()
    for path in samples.glob("*.html"):
        shutil.copy(path, tmp_path / "pages")
        shutil.copy(path, tmp_path / "page.html")
        shutil.copy(path, tmp_path / "pages" / "1.html")
    briefs = samples / "county-briefs.jsonl"
    shutil.copy(briefs, tmp_path / "dump.jsonl")
    for name in ("dump.jsonl.gz", "dumps/2011.jsonl.gz"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(gzip.compress(briefs.read_bytes()))
    texts = [path.read_text(encoding="utf-8") for path in sorted(samples.glob("*.txt"))[:2]]
    with zipfile.ZipFile(tmp_path / "news.zip", "w") as archive:
        for number, text in enumerate(texts):
            archive.writestr(f"{number}.txt", text)
    (tmp_path / "archive").mkdir()
    shutil.copy(samples / "suide-2011.txt", tmp_path / "archive")
    page = (samples / "badong-2016.html").read_bytes()
    (tmp_path / "crawl.warc.gz").write_bytes(
        gzip.compress(warc_record("http://example.org/a.html", page))
    )
    cells = [f'"{text.splitlines()[0]}","{text.replace(chr(34), chr(34) * 2)}"' for text in texts]
    (tmp_path / "dump.csv").write_text("\n".join(["headline,body", *cells]), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Runner:
    """Runs the blocks of one document; each method takes a body and gives the true one."""

    def __init__(self, name: str, govnews: Govnews, server: Callable[[], Server]) -> None:
        self.text = (ROOT / name).read_text(encoding="utf-8")
        self.name = name
        self.govnews = govnews
        self.server = server
        self.databases: dict[str, str] = {}
        self.names: dict[str, Any] = {}

    def block(self, match: re.Match[str]) -> str:
        if match["by"]:
            above = re.findall(r"^#+ .+$", self.text[: match.start()], re.MULTILINE)[-1]
            taken = f'code_block("{self.name}", "{above}"'
            assert taken in (ROOT / match["by"]).read_text(encoding="utf-8"), taken
            return match[0]
        kind = match["kind"].split()[0] if match["kind"] else "none"
        run = getattr(self, f"run_{kind}", None)
        assert run, f"a block of {kind!r}: say in tests/contracts/test_documents.py how to run it"
        return f"```{match['kind']}\n{run(match['body'])}```"

    def run_console(self, body: str) -> str:
        command = body.partition("\n")[0]
        assert command.startswith("$ govnews "), command
        done = self.govnews(*shlex.split(command.removeprefix("$ govnews ")), COLUMNS="120")
        said = done.stdout + (done.stderr if done.returncode else b"")
        lines = [line.rstrip() for line in said.decode().strip("\n").split("\n")]
        return "\n".join([command, *lines]) + "\n"

    def run_sh(self, body: str) -> str:
        for line in body.replace("\\\n", "").splitlines():
            words = shlex.split(line, comments=True)
            if words[:1] == ["govnews"]:
                arguments = words[1 : (*words, ">").index(">")]
                self.run_govnews(arguments)
            elif words:
                assert shlex.join(words) in ELSEWHERE, f"{line}: say in documents.toml who runs it"
        return body

    def run_govnews(self, arguments: list[str]) -> None:
        """Run it with the server of the tests, and in one process beside the test's."""
        known = dict(self.databases)
        here = [self.database(word) for word in arguments]
        if "--workers" in here:
            here[here.index("--workers") + 1] = "1"
        done = self.govnews(*here, PGPASSWORD=PASSWORD)
        assert done.returncode == 0, shlex.join(arguments) + done.stderr.decode()
        for url in self.databases.keys() - known.keys():
            assert self.asked(self.databases[url], "SELECT count(*) FROM articles") > [(0,)]

    def database(self, word: str) -> str:
        """The address of a new database in place of a PostgreSQL address; other words as they are."""
        if not word.startswith("postgresql://"):
            return word
        if word not in self.databases:
            self.databases[word] = self.server().new_database()
        return self.databases[word].replace(f":{URL_PASSWORD}@", "@")

    @staticmethod
    def asked(url: str, query: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(url) as connection:
            return connection.execute(query.encode()).fetchall()

    def run_python(self, body: str) -> str:
        if not body.startswith(">>>"):
            exec(compile(body, "document", "exec"), self.names)  # noqa: S102
            return body
        if "spacy" in body:  # a checkout that is not installed has no entry points
            import_module("govnews_extract.adapters.spacy_component")
        test = doctest.DocTestParser().get_doctest(body, self.names, "document", None, 0)
        result = doctest.DocTestRunner().run(test, clear_globs=False)
        assert result.failed == 0
        self.names = test.globs
        return body

    def run_sql(self, body: str) -> str:
        """Both kinds of database answer it, with as many rows."""
        url = "postgresql://samples"
        if not Path("samples.sqlite").exists():
            self.run_govnews(["batch", "samples", "--into", "samples.sqlite", "--workers", "0"])
            self.run_govnews(["batch", "samples", "--into", url, "--workers", "0"])
        with closing(sqlite3.connect("samples.sqlite")) as connection:
            found = connection.execute(body).fetchall()
        assert found, body
        assert len(self.asked(self.databases[url], body)) == len(found)
        return body

    def run_toml(self, body: str) -> str:
        """Cases as tests have them: each text holds the amount that is expected."""
        for row in tomllib.loads(body)["amount"]:
            found = Extractor().extract(row["text"]).quantities
            assert row["expect"] in {amount.text for amount in found}
        return body


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_block_of_a_document_runs(
    name: str, govnews: Govnews, folder: Path, request: pytest.FixtureRequest
) -> None:
    runner = Runner(name, govnews, partial(request.getfixturevalue, "postgres"))
    text = runner.text
    shown = BLOCK_RE.sub(runner.block, text)
    if request.config.getoption("--update-golden"):
        (ROOT / name).write_text(shown, encoding="utf-8")
    else:
        assert text == shown
    assert text.count("\n```") == 2 * len(BLOCK_RE.findall(text))


@pytest.mark.parametrize("row", cases("documents", "elsewhere"))
def test_what_runs_elsewhere_can_be_run(row: dict[str, str]) -> None:
    assert (ROOT / row["by"]).is_file()
    if row["by"] == ".ci/run":
        steps = (ROOT / row["by"]).read_text(encoding="utf-8").splitlines()
        assert row["command"] in {*steps, "bash .ci/run"}
    command, *arguments = shlex.split(row["check"])
    beside = Path(sys.executable).parent / command
    done = subprocess.run(
        [str(beside) if beside.is_file() else command, *arguments],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()


def test_make_run_prints_the_facts_of_the_samples(govnews: Govnews, folder: Path) -> None:
    # As if the environment were there already: the lines that are left are its own.
    dry = ["make", "--dry-run", "--old-file=.venv/.run", "--directory", str(ROOT), "run"]
    lines = subprocess.run(dry, capture_output=True, check=True, text=True).stdout.splitlines()
    own = [shlex.split(line) for line in lines if line.startswith(".venv/bin/govnews ")]
    done = [govnews(*words[1:]) for words in own]
    assert [one.returncode for one in done] == [0, 0, 0]
    assert Path("out/records.jsonl").stat().st_size
    assert (
        f"facts of {len(Path('out/records.jsonl').read_text('utf-8').splitlines())} articles"
        in (done[-1].stdout.decode())
    )


@pytest.mark.parametrize("name", DOCUMENTS)
def test_commands_between_the_lines_can_be_run(name: str) -> None:
    text = BLOCK_RE.sub("", (ROOT / name).read_text(encoding="utf-8"))
    for command in re.findall(r"`((?:make|bash|pip|spark-submit|\S+/pre-commit) [^`]+)`", text):
        words = shlex.split(command)
        if words[:2] == ["pip", "install"]:
            here = [re.sub(r"^(govnews-extract|\.)(?=\[|$)", str(ROOT), word) for word in words[2:]]
            assert here != words[2:], command
            _install(here)
        elif words[0] == "make":  # several targets may stand in one line
            assert {f"make {target}" for target in words[1:]} <= ELSEWHERE.keys(), command
        else:
            assert command in ELSEWHERE, command


def _install(what: list[str]) -> None:
    """As far as one gets without an index: the package is built, and knows its extras."""
    alone = ["--dry-run", "--no-index", "--no-deps", "--no-build-isolation"]
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", *alone, *what], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert "does not provide" not in done.stdout.decode() + done.stderr.decode()


def test_both_readmes_show_the_same_blocks(request: pytest.FixtureRequest) -> None:
    first, second = (
        (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md")
    )
    if request.config.getoption("--update-golden"):
        blocks = iter([match[0] for match in BLOCK_RE.finditer(first)])
        second = BLOCK_RE.sub(lambda old: _with_remarks_of(old[0], next(blocks)), second)
        (ROOT / "README.zh-CN.md").write_text(second, encoding="utf-8")
    plain = [[_plain(match[0]) for match in BLOCK_RE.finditer(text)] for text in (first, second)]
    assert plain[0] == plain[1]


def _plain(block: str) -> str:
    """`block` without remarks, which each language has its own of."""
    return re.sub(r" +# .*", "", block)


def _with_remarks_of(old: str, new: str) -> str:
    return old if _plain(old) == _plain(new) else new


def test_the_query_of_the_readmes_answers(govnews: Govnews, folder: Path) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (query,) = re.findall(r"```sql\n(.*?)```", text, re.DOTALL)
    govnews("extract", "samples/suide-2011.txt", "-o", "out.sqlite")
    with closing(sqlite3.connect("out.sqlite")) as connection:
        rows = connection.execute(query).fetchall()
    assert [row[-2:] for row in rows] == [
        ("524000000", "CNY"),
        ("297000000", "CNY"),
        ("42000000", "CNY"),
    ]
