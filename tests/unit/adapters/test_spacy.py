"""The pipe in real spaCy pipelines, before and behind other pipes."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loading import ROOT

spacy = pytest.importorskip("spacy")

from spacy import displacy  # noqa: E402
from spacy.language import Language  # noqa: E402
from spacy.tokens import Doc, DocBin  # noqa: E402

from govnews_extract import Extractor  # noqa: E402
from govnews_extract.adapters.spacy_component import GovnewsPipe  # noqa: E402
from govnews_extract.errors import ConfigError, LexiconError  # noqa: E402

TEXT = "江山市發(fā)改局完成工業(yè)投資36.4億元，青禾云谷投資2億元。"
OTHER = "张掖市招商局签订框架协议31项，签约金额234.48亿元。"


@pytest.fixture(scope="module")
def nlp() -> Language:
    made = spacy.blank("zh")
    made.add_pipe("govnews")
    return made


def spans(doc: Doc, key: str) -> list[tuple[str, str, str]]:
    return [(span.text, span.label_, span.kb_id_) for span in doc.spans[key]]


def test_spans_stand_in_the_text_as_given_and_the_record_beside(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert doc.text == TEXT
    assert doc._.govnews == Extractor().extract(TEXT).to_dict()
    assert spans(doc, "quantities") == [
        ("36.4億元", "CNY", "3640000000"),
        ("2億元", "CNY", "200000000"),
    ]
    assert ("江山市發(fā)改局", "AGENCY", "330881") in spans(doc, "govnews")
    assert ("江山市", "PLACE", "330881") in spans(doc, "govnews")
    assert "江山市發(fā)改局" in [ent.text for ent in doc.ents]
    assert "江山市" not in [ent.text for ent in doc.ents]
    assert doc._.govnews_unaligned == []


def test_a_span_knows_its_row(nlp: Language) -> None:
    doc = nlp(TEXT)
    (agency,) = [ent for ent in doc.ents if ent.label_ == "AGENCY"]
    assert agency._.govnews["norm"] == "江山市发改局"
    assert [span._.govnews["text"] for span in doc.spans["quantities"]] == ["36.4億元", "2億元"]
    assert doc[0:2]._.govnews is None
    assert spacy.blank("zh")(TEXT)[0:2]._.govnews is None


def as_json(record: Any) -> str:
    return json.dumps(record, ensure_ascii=False)


def test_docs_survive_being_stored(nlp: Language) -> None:
    docs = [nlp(TEXT), nlp(OTHER), nlp("")]
    stored = DocBin(docs=docs, store_user_data=True).to_bytes()
    back = list(DocBin().from_bytes(stored).get_docs(spacy.blank("zh").vocab))
    # spaCy's msgpack brings lists back as tuples; the JSON is the same.
    assert [as_json(doc._.govnews) for doc in back] == [as_json(doc._.govnews) for doc in docs]
    for doc, kept in zip(docs, back, strict=True):
        assert kept.text == doc.text
        for key in ("govnews", "quantities"):
            assert spans(kept, key) == spans(doc, key)
        rows = [ent._.govnews["text"] for ent in doc.ents]
        assert [ent._.govnews["text"] for ent in kept.ents] == rows


def test_several_processes_find_the_same(nlp: Language) -> None:
    texts = [TEXT, OTHER] * 3
    one, two = ([d._.govnews for d in nlp.pipe(texts, n_process=n, batch_size=2)] for n in (1, 2))
    assert one == two
    assert len(one) == len(texts)


def test_a_pipeline_can_be_saved_and_pickled(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "model")
    loaded = spacy.load(tmp_path / "model")
    assert loaded(OTHER)._.govnews == nlp(OTHER)._.govnews
    pipe = pickle.loads(pickle.dumps(nlp.get_pipe("govnews")))  # noqa: S301 - our own bytes
    assert pipe(spacy.blank("zh")(OTHER))._.govnews == nlp(OTHER)._.govnews


def test_displacy_shows_names_and_amounts(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert "AGENCY" in displacy.render(doc, style="ent", jupyter=False)
    shown = displacy.render(doc, style="span", options={"spans_key": "quantities"}, jupyter=False)
    assert "CNY" in shown


def with_ruler(label: str, **config: Any) -> Language:
    made = spacy.blank("zh")
    ruler = made.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": list_of("青禾云谷")}])
    made.add_pipe("govnews", config=config)
    return made


def list_of(text: str) -> list[dict[str, str]]:
    """A pattern over the tokens of a blank Chinese pipeline: its characters."""
    return [{"ORTH": char} for char in text]


def test_entities_of_a_pipe_before_it_are_kept_and_facts_hang_on_them() -> None:
    doc = with_ruler("COMPANY")(TEXT)
    assert ("青禾云谷", "COMPANY") in [(ent.text, ent.label_) for ent in doc.ents]
    (name,) = [row for row in doc._.govnews["mentions"] if row["text"] == "青禾云谷"]
    assert name["rule"] == "outside"
    facts = {row["quantity"]: row["subject"] for row in doc._.govnews["facts"]}
    assert facts[1] == "青禾云谷"


def test_labels_of_other_schemes_are_taken_as_said() -> None:
    doc = with_ruler("FIRM", labels={"FIRM": "COMPANY"})(TEXT)
    assert ("青禾云谷", "FIRM") in [(ent.text, ent.label_) for ent in doc.ents]
    assert ("青禾云谷", "COMPANY", "") in spans(doc, "govnews")
    unused = with_ruler("MONEY")(TEXT)
    assert ("青禾云谷", "MONEY") in [(ent.text, ent.label_) for ent in unused.ents]
    assert "outside" not in [row["rule"] for row in unused._.govnews["mentions"]]


def test_entities_are_replaced_where_asked() -> None:
    doc = with_ruler("FIRM", labels={"FIRM": "COMPANY"}, overwrite_ents=True)(TEXT)
    assert ("青禾云谷", "COMPANY") in [(ent.text, ent.label_) for ent in doc.ents]


WORDS = ["江山", "市完成", "投资", "36.4", "亿", "元，增长", "12%。"]


@pytest.mark.parametrize(
    ("alignment", "names", "amounts", "left_out"),
    [
        ("expand", ["江山市完成"], ["36.4亿元，增长", "12%。"], []),
        ("contract", ["江山"], ["36.4亿"], ["quantities:1"]),
        ("strict", [], [], ["mentions:0", "quantities:0", "quantities:1"]),
    ],
)
def test_spans_meet_tokens_as_asked_and_none_is_lost(
    nlp: Language, alignment: Any, names: list[str], amounts: list[str], left_out: list[str]
) -> None:
    doc = GovnewsPipe(alignment=alignment)(Doc(nlp.vocab, WORDS, spaces=[False] * len(WORDS)))
    assert [span.text for span in doc.spans["govnews"]] == names
    assert [span.text for span in doc.spans["quantities"]] == amounts
    assert [row["id"] for row in doc._.govnews_unaligned] == left_out
    assert all(row["reason"] == "no token boundaries there" for row in doc._.govnews_unaligned)


RULES = GovnewsPipe(extractor={"tagger": None})


@given(st.text(st.sampled_from("张掖市委投资3.6亿元、(fā)發\u3000 \n??h2年，“”"), max_size=40))
def test_every_row_has_its_span_or_is_told_of(text: str) -> None:
    doc = RULES(spacy.blank("zh")(text))
    assert doc.text == text
    placed = {span.id_: span for key in ("govnews", "quantities") for span in doc.spans[key]}
    for table in ("mentions", "quantities"):
        for row in doc._.govnews[table]:
            name = f"{table}:{row['index']}"
            if name in placed:
                assert placed[name].start_char <= row["raw_start"]
                assert row["raw_end"] <= placed[name].end_char
            else:
                assert name in {left["id"] for left in doc._.govnews_unaligned}


def test_what_is_known_of_an_article_counts(nlp: Language) -> None:
    doc = nlp.make_doc("去年全县完成投资3亿元。")
    doc._.govnews_meta = {"published": "2011-05-12", "place_code": "330881"}
    record = nlp(doc)._.govnews
    assert record["published"] == "2011-05-12"
    assert record["place"]["code"] == "330881"
    wrong = nlp.make_doc("投资3亿元。")
    wrong._.govnews_meta = {"date": "2011"}
    with pytest.raises(ConfigError, match="no field 'date'; use title,"):
        nlp.get_pipe("govnews")(wrong)


@pytest.mark.parametrize(
    ("config", "error", "says"),
    [
        ({"alignment": "loose"}, Exception, "alignment"),
        ({"labels": {"ORG": "FIRM"}}, ConfigError, "'FIRM' is no label of names"),
        ({"labels": {"DATE": "DATE"}}, ConfigError, "'DATE' is no label of names"),
        ({"segmenter": "thulac"}, ConfigError, "'thulac' is unknown"),
        ({"names": "nowhere.tsv"}, LexiconError, "nowhere.tsv: cannot be read"),
    ],
)
def test_a_wrong_option_is_told_of(
    config: dict[str, Any], error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        spacy.blank("zh").add_pipe("govnews", config=config)


def test_names_of_a_user_and_rules_alone(tmp_path: Path) -> None:
    path = tmp_path / "names.tsv"
    rows = "id\tlabel\tsurface\tcanonical\tcode\n1\tCOMPANY\t青禾云谷\t青禾云谷公司\t\n"
    path.write_text(rows, encoding="utf-8")
    nlp = spacy.blank("zh")
    nlp.add_pipe("govnews", config={"names": str(path), "fast": True})
    assert "青禾云谷公司" in [row["norm"] for row in nlp(TEXT)._.govnews["mentions"]]


def test_the_entry_point_is_enough(tmp_path: Path) -> None:
    """A distribution that declares what pyproject.toml does; nothing of ours is imported."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    points = project["entry-points"]["spacy_factories"]
    folder = tmp_path / "govnews_extract-0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Name: govnews-extract\nVersion: 0\n", encoding="utf-8")
    lines = ["[spacy_factories]", *(f"{name} = {target}" for name, target in points.items())]
    (folder / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")
    code = (
        "import spacy; nlp = spacy.blank('zh'); nlp.add_pipe('govnews');"
        "doc = nlp('投资3亿元。'); print(doc.spans['quantities'][0].kb_id_)"
    )
    paths = os.pathsep.join((str(tmp_path), str(ROOT / "src")))
    environment = {**os.environ, "PYTHONPATH": paths}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env=environment, check=False, text=True
    )
    assert done.stdout == "300000000\n", done.stderr
