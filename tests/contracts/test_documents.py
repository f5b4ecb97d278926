"""What the READMEs and the documentation show is what happens.

The blocks of a document run in their order in one folder, which holds `samples/` and the inputs
that documents name. A block that needs more than that – a server, a cluster – stands behind a
comment `<!-- run by tests/… -->`, and the test that it names must be there.
"""

from __future__ import annotations

import doctest
import gzip
import json
import re
import shlex
import shutil
import sqlite3
import tomllib
import zipfile
from collections.abc import Callable
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from loading import ROOT
from web_archive import warc_record

# The Chinese README shows the same blocks as the English one, which a test below sees to.
DOCUMENTS = ["README.md", "CONTRIBUTING.md"]
DOCUMENTS += sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs").glob("**/*.md"))
BLOCK_RE = re.compile(
    r"(?:<!-- run by (?P<by>\S+) -->\n+)?^```(?P<kind>[^\n]*)\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
ELSEWHERE = {"make", "bash", ".venv/bin/pre-commit", "pip", "spark-submit"}
"""Commands that CI runs, or that change the machine; what they name must exist."""

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

    def __init__(self, govnews: Govnews, folder: Path) -> None:
        self.govnews = govnews
        self.folder = folder
        self.names: dict[str, Any] = {}

    def block(self, match: re.Match[str]) -> str:
        if match["by"]:
            assert (ROOT / match["by"]).is_file(), match["by"]
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
                done = self.govnews(*map(self.here, words[1 : (*words, ">").index(">")]))
                assert done.returncode == 0, line + done.stderr.decode()
            elif words:
                self.exists(*words)
        return body

    def here(self, word: str) -> str:
        """A database and a number of processes that a test may have."""
        if word.startswith("postgresql://"):
            return "in-place-of-a-server.sqlite"
        return "1" if word.isdecimal() and len(word) == 1 else word

    def exists(self, command: str, *words: str) -> None:
        assert command in ELSEWHERE, f"{command}: say in ELSEWHERE how to tell that it works"
        if command == "make":
            text = (ROOT / "Makefile").read_text(encoding="utf-8")
            assert all(re.search(rf"^{word}:", text, re.MULTILINE) for word in words), words
        elif command == "pip":
            project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
            extras = re.findall(r"govnews-extract\[([a-z,]+)\]", " ".join(words))
            named = [name for extra in extras for name in extra.split(",")]
            assert set(named) <= set(project["optional-dependencies"])
        elif command in {"bash", "spark-submit"}:
            named = [word for word in words if word.endswith((".py", ".sh", "/run"))]
            assert named
            assert all((ROOT / name).is_file() for name in named), named

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
        if not Path("samples.sqlite").exists():
            self.govnews("extract", "samples", "-o", "samples.sqlite")
        with closing(sqlite3.connect("samples.sqlite")) as connection:
            assert connection.execute(body).fetchall(), body
        return body

    def run_toml(self, body: str) -> str:
        assert tomllib.loads(body)
        return body

    def run_json(self, body: str) -> str:
        assert json.loads(body)
        return body


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_block_of_a_document_runs(
    name: str, govnews: Govnews, folder: Path, request: pytest.FixtureRequest
) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    shown = BLOCK_RE.sub(Runner(govnews, folder).block, text)
    if request.config.getoption("--update-golden"):
        (ROOT / name).write_text(shown, encoding="utf-8")
    else:
        assert text == shown
    assert text.count("\n```") == 2 * len(BLOCK_RE.findall(text))


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
