from __future__ import annotations

import copy
import pickle
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from govnews_extract import ArticleMeta, Extractor, UserName, load_user_names
from govnews_extract.datatypes import Label, Place
from govnews_extract.errors import ConfigError, LexiconError
from govnews_extract.quantity import parse_quantity

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


def test_it_is_made_anew_in_another_process_and_as_a_copy() -> None:
    name = UserName(label=Label.COMPANY, surface="晨曜新材料", canonical="晨曜新材料有限公司")
    extractor = Extractor(tagger=None, names=[name])
    wanted = extractor.extract(TEXT)
    assert "晨曜新材料有限公司" in [mention.norm for mention in wanted.mentions]
    sent = pickle.loads(pickle.dumps(extractor))  # noqa: S301 - our own
    for copied in (sent, copy.deepcopy(extractor)):
        assert copied.extract(TEXT) == wanted
    assert "tagger=None, names=<1 names>" in repr(extractor)


def test_paths_may_be_strings(tmp_path: Path) -> None:
    names, units = tmp_path / "names.tsv", tmp_path / "units.tsv"
    header = "id\tlabel\tsurface\tcanonical\tcode\n"
    names.write_text(header + "n1\tCOMPANY\t晨曜新材料\t\t330881\n", encoding="utf-8")
    header = "id\tsurface\tcanonical\tfactor\tdimension\taliases\tuse\tpint\n"
    units.write_text(header + "mass.筐\t筐\tt\t1/40\tmass\t\t\t\n", encoding="utf-8")
    assert load_user_names(str(names)) == load_user_names(names)
    assert parse_quantity("40筐", units=str(units)).value == 1
    found = Extractor(tagger=None, units=str(units)).extract("江山市销售柚子40筐。").quantities
    assert [(one.value, one.unit) for one in found] == [(1, "t")]


def test_a_table_of_units_that_was_changed_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "units.tsv"
    for factor in ("1/40", "1/20", "1/8"):
        header = "id\tsurface\tcanonical\tfactor\tdimension\taliases\tuse\tpint\n"
        path.write_text(f"{header}mass.筐\t筐\tt\t{factor}\tmass\t\t\t\n", encoding="utf-8")
        (found,) = Extractor(tagger=None, units=path).extract("江山市销售柚子40筐。").quantities
        assert found.value == parse_quantity("40筐", units=path).value == 40 * Fraction(factor)


@pytest.mark.parametrize("text", [None, b"\xd2\xda", 5, float("nan"), ["亿"], Path("a.txt")])
def test_what_is_no_text_is_named(text: Any) -> None:
    with pytest.raises(TypeError, match=f"text must be str, is {type(text).__name__}"):
        Extractor(tagger=None).extract(text)


def test_what_are_no_fields_is_named() -> None:
    meta: Any = {"published": "2011-05-12"}
    with pytest.raises(TypeError, match="meta must be ArticleMeta or None, is dict"):
        Extractor(tagger=None).extract(TEXT, meta=meta)


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
