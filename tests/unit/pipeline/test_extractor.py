from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from govnews_extract import ArticleMeta, Extractor, UserName, load_user_names
from govnews_extract.datatypes import Label, Place
from govnews_extract.errors import ConfigError, LexiconError

TEXT = "晨曜新材料在江山市完成投资36.4亿元。"


def test_a_users_own_names_are_found_and_win() -> None:
    name = UserName(label=Label.COMPANY, surface="晨曜新材料", canonical="晨曜新材料有限公司")
    mentions = Extractor(names=[name]).extract(TEXT).mentions
    assert ("COMPANY", "晨曜新材料", "晨曜新材料有限公司") in [
        (m.label.value, m.text, m.norm) for m in mentions
    ]


def test_a_table_of_names_is_read_and_a_broken_one_refused(tmp_path: Path) -> None:
    path = tmp_path / "names.tsv"
    header = "id\tlabel\tsurface\tcanonical\tcode\n"
    path.write_text(header + "n1\tCOMPANY\t晨曜新材料\t\t330881\n", encoding="utf-8")
    assert load_user_names(path)[0].code == "330881"
    path.write_text(header + "n1\tFIRM\t晨曜新材料\t\t\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"names\.tsv:2 \[label\]: 'FIRM'"):
        load_user_names(path)


@pytest.mark.parametrize("tagger", ["crf", None])
def test_amounts_do_not_hang_on_the_tagger(tagger: str | None) -> None:
    record = Extractor(tagger=tagger).extract(TEXT)
    assert [found.value for found in record.quantities] == [Decimal(3_640_000_000)]


def test_an_unknown_tagger_is_refused() -> None:
    with pytest.raises(ConfigError, match="'hmm' is unknown"):
        Extractor(tagger="hmm")


def test_what_the_caller_knows_wins_over_the_text() -> None:
    known = ArticleMeta(published="2011-05-12", place_code="330881")
    record = Extractor().extract("发布时间：2020-01-02\n" + TEXT, meta=known)
    assert record.meta.published == "2011-05-12"
    assert record.place == Place(code="330881", name="江山市")


def test_the_same_text_gives_the_same_record_by_either_segmenter() -> None:
    by_default, by_jieba = (Extractor(segmenter=name).extract(TEXT) for name in ("rjieba", "jieba"))
    assert by_default == by_jieba
