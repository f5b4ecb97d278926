"""What each table of `lexicons/` must look like, and a user's own table of names."""

from __future__ import annotations

from govnews_extract.lexicon.schema import Column, TableSchema


def _closed(*values: str) -> frozenset[str]:
    return frozenset(values)


def _words(
    *columns: Column, unique: tuple[str, ...] = ("surface",), references: tuple[str, ...] = ()
) -> TableSchema:
    """A list of words, and what `columns` say of each."""
    return TableSchema(
        columns=(Column("id"), Column("surface"), *columns), unique=unique, references=references
    )


_QUANTITY_TABLES: dict[str, TableSchema] = {
    "bounds": _words(
        Column(
            "canonical",
            values=_closed("approx", "near", "reach", "at_least", "at_most", "order"),
        ),
        Column("side", values=_closed("before", "after")),
        unique=("surface", "side"),
    ),
    "classifiers": _words(
        Column("canonical"),
        Column(
            "kind",
            values=_closed(
                *("measure", "sparse", "noun", "group", "ordinal", "medal", "tally"),
                *("edition", "summed"),
            ),
        ),
    ),
    "fixed_numerals": _words(Column("canonical", values=_closed("idiom", "series"))),
    "money_words": _words(
        Column("role", values=_closed("counted", "crowd", "money", "sum")),
        unique=("surface", "role"),
    ),
    "numerals": TableSchema(
        columns=(
            Column("id"),
            Column("surface", "char"),
            Column("canonical", "char"),
            Column("kind", values=_closed("digit", "tens", "power", "group")),
            Column("value", "int"),
        ),
        unique=("surface",),
    ),
    "units": _words(
        Column("canonical"),
        Column("factor", "fraction"),
        Column("dimension"),
        Column("aliases", "list", optional=True),
        Column(
            "use",
            optional=True,
            values=_closed(
                *(
                    "broadband",
                    "chain",
                    "computing",
                    "day",
                    "decade",
                    "degree",
                    "discount",
                    "doubling",
                ),
                *(
                    "electric",
                    "far",
                    "gross",
                    "latin",
                    "litre",
                    "measure",
                    "month",
                    "pocket",
                    "points",
                    "race",
                    "scaled",
                    "screen",
                    "span",
                    "storage",
                    "strength",
                    "tenth",
                    "tonne",
                    "year",
                ),
            ),
        ),
        Column("pint", optional=True),
    ),
}

ACTION_STATUSES = _closed(
    *("planned", "negotiating", "approved", "signed", "settled", "started", "under_way"),
    *("completed", "in_operation", "closed", "increased", "decreased", "held"),
)
"""How far a thing has come, or how an indicator moved."""

WORD_KINDS = _closed(
    *("verb", "verb_noun", "noun", "head", "modifier", "adverb", "preposition", "conjunction"),
    *("copula", "change", "share", "base", "respectively", "among", "of", "particle"),
    *("localizer", "pronoun", "speech", "time", "transitive"),
)
"""What a word does in a clause around an amount."""

_LINK_TABLES: dict[str, TableSchema] = {
    "actions": _words(
        Column("status", optional=True, values=ACTION_STATUSES),
        Column("canonical", optional=True),
        Column("metric", optional=True),
    ),
    "clause_words": _words(Column("kind", values=WORD_KINDS)),
    "generic_subjects": _words(
        Column("role", values=_closed("place", "company", "project", "agency", "party", "pronoun")),
        Column("level", optional=True),
    ),
    "noun_roles": _words(Column("roles", "list")),
    "short_verbs": TableSchema(
        columns=(
            Column("id"),
            Column("surface", "char"),
            Column("use", values=_closed("verb", "degree", "ending")),
        ),
        unique=("surface", "use"),
    ),
    "understood_measures": TableSchema(
        columns=(Column("id"), Column("dimension"), Column("measures", "list")),
        unique=("dimension",),
    ),
    "word_kinds": TableSchema(
        columns=(Column("id"), Column("kind", values=WORD_KINDS), Column("words", "list")),
        unique=("id",),
    ),
}

_READ_TABLES: dict[str, TableSchema] = {
    "common_characters": TableSchema(
        columns=(Column("id"), Column("surface", "char"), Column("per_million", "int")),
        unique=("surface",),
    ),
    "field_names": _words(
        Column("kind", values=_closed("text", "title", "source", "date", "author", "url", "site"))
    ),
    "page_bodies": _words(Column("canonical")),
    "page_labels": _words(
        Column(
            "kind",
            values=_closed(
                "source",
                "publisher",
                "published",
                "updated",
                "person",
                "staff",
                "title",
                "url",
                "other",
                "owner",
                "phrase",
                "related",
                "articles",
            ),
        ),
        unique=("surface", "kind"),
    ),
    "page_words": _words(
        Column(
            "role",
            values=_closed(
                *("use", "party", "notice", "appeal", "rank", "reporter", "credit", "nobody"),
                *("body", "surname", "dateline", "link", "site", "medium", "paper", "channel"),
                *("section", "unsourced", "legal", "licence", "contact", "event"),
                *("ratio", "ordinal"),
            ),
        ),
        unique=("surface", "role"),
    ),
}

TABLES: dict[str, TableSchema] = {
    "advert_words": _words(Column("strength", values=_closed("strong", "weak"))),
    **_QUANTITY_TABLES,
    **_LINK_TABLES,
    **_READ_TABLES,
    "body_heads": _words(
        Column("label", values=_closed("AGENCY", "ORG")),
        Column("kind"),
        Column("bare", optional=True, values=_closed("1")),
    ),
    "boundary_words": _words(),
    "date_words": _words(
        Column("canonical"),
        Column(
            "kind",
            values=_closed(
                *("year", "years", "year_same", "month", "month_same", "day", "day_same"),
                *("day_part", "part", "festival", "festival_weak", "plan", "season"),
            ),
        ),
        Column("value", optional=True),
    ),
    "genre_phrases": TableSchema(columns=(Column("id"),), unique=("id",)),
    "following_words": TableSchema(columns=(Column("id"),), unique=("id",)),
    "unit_signs": _words(
        Column(
            "sense",
            values=_closed(
                *("age", "angle", "broadband", "computing", "current", "discount"),
                *(
                    "electricity",
                    "engine",
                    "era",
                    "index",
                    "memory",
                    "one_stretch",
                    "per_one",
                    "price",
                    "race",
                ),
                *(
                    "score",
                    "screen",
                    "signed",
                    "stairs",
                    "stretch",
                    "temperature",
                    "told",
                    "traffic",
                ),
                "way",
            ),
        ),
        Column("where", values=_closed("near", "before", "after")),
        unique=("surface", "sense", "where"),
    ),
    "word_edges": _words(
        Column("characters"),
        Column("where", values=_closed("measure", "digits", "bound", "front")),
        unique=("surface", "where"),
    ),
    "inner_words": _words(),
    "known_companies": _words(
        Column("canonical"), Column("risk", optional=True, values=_closed("1"))
    ),
    "countries": _words(),
    "known_programs": _words(),
    "other_heads": _words(Column("family", values=_closed("built", "plan", "site"))),
    "geographic_heads": _words(Column("kind", values=_closed("nature", "plain", "road"))),
    "landmark_heads": _words(
        Column(
            "kind",
            values=_closed("border", "nature", "plain", "proper", "site", "town", "work", "zone"),
        )
    ),
    "locative_words": _words(
        *(Column(use, optional=True, values=_closed("1")) for use in ("landmark", "nature", "work"))
    ),
    "place_ends": _words(
        Column("meant", optional=True, values=_closed("place", "work")),
        Column("carries", optional=True, values=_closed("1")),
    ),
    "org_words": _words(
        Column(
            "role",
            values=_closed("between", "firm_behind", "firm_before", "founder", "media", "vague"),
        ),
        unique=("surface", "role"),
    ),
    "place_words": _words(
        Column(
            "role",
            values=_closed(
                *("building", "finished", "no_name", "town_before", "town_compound"),
                *("station_before", "station_behind", "village_before", "village_behind"),
                "zone_kind",
            ),
        ),
        unique=("surface", "role"),
    ),
    "list_words": _words(
        Column("role", values=_closed("building", "capacity", "end", "size", "sort")),
        unique=("surface", "role"),
    ),
    "program_words": _words(
        Column(
            "role",
            values=_closed(
                *("any_strategy", "carried", "done", "event", "goes_on", "last", "people"),
                *("quoted", "year"),
            ),
        ),
        unique=("surface", "role"),
    ),
    "saying_words": _words(),
    "known_persons": _words(),
    "listed_companies": _words(Column("risk", optional=True, values=_closed("1"))),
    "generic_words": _words(),
    "known_orgs": _words(Column("canonical")),
    "known_projects": _words(Column("canonical")),
    "national_bodies": _words(Column("canonical")),
    "org_suffixes": _words(
        Column("label", values=_closed("COMPANY", "ORG")),
        Column("kind"),
        Column("strength", values=_closed("strong", "weak", "trade")),
    ),
    "person_titles": _words(Column("position", values=_closed("before", "after", "both"))),
    "project_heads": _words(Column("strength", values=_closed("strong", "weak", "phase"))),
    "news_phrases": TableSchema(columns=(Column("id"), Column("count", "int")), unique=("id",)),
    "news_words": TableSchema(
        columns=(Column("id"), Column("count", "int"), Column("tag")), unique=("id",)
    ),
    "readings": TableSchema(
        columns=(Column("id"), Column("surface", "char"), Column("canonical", "list")),
        unique=("surface",),
    ),
    "project_words": _words(
        Column(
            "role",
            values=_closed(
                "campaigns",
                "follows",
                "governs",
                "inside",
                "makes",
                "named_head",
                "papers",
                "quality",
            ),
        ),
        unique=("surface", "role"),
    ),
    "regions": _words(Column("risk", optional=True, values=_closed("1"))),
    "script_variants": TableSchema(
        columns=(Column("id"), Column("surface", "char"), Column("canonical", "char")),
        unique=("surface",),
    ),
    "surnames": _words(),
    "unsurnamed_names": _words(),
    "tag_pairs": TableSchema(
        columns=(Column("id"), Column("first"), Column("second"), Column("count", "int")),
        unique=("first", "second"),
    ),
    "word_pairs": TableSchema(
        columns=(Column("id"), Column("count", "int"), Column("followers")), unique=("id",)
    ),
    "word_classes": TableSchema(
        columns=(Column("id"), Column("class"), Column("words", "list")), unique=("id",)
    ),
    "divisions": _words(
        Column("canonical", "code"),
        Column("short", "list", optional=True),
        Column("level", values=_closed("province", "prefecture", "county")),
        Column("parent", "code", optional=True),
        Column("valid_from", "year"),
        Column("valid_to", "year", optional=True),
        Column("successors", "list", optional=True),
        unique=("id", "surface"),
    ),
    "townships": TableSchema(
        columns=(Column("canonical", "code"), Column("surfaces", "list")),
        unique=("canonical",),
    ),
    "zones": TableSchema(
        columns=(
            Column("surface"),
            Column("canonical", "code"),
        ),
        unique=("surface",),
    ),
    "place_aliases": _words(Column("canonical", "code"), unique=("id",)),
    "foreign_places": TableSchema(columns=(Column("surface"),), unique=("surface",)),
    "place_abbreviations": TableSchema(
        columns=(
            Column("surface", "char"),
            Column("canonical", "code"),
            Column("use", values=_closed("any", "pair")),
        ),
        unique=("surface",),
    ),
    "place_risks": TableSchema(
        columns=(Column("surface"), Column("sense", values=_closed("common", "word", "landmark"))),
        unique=("surface",),
    ),
}
"""Schema of every table, by file name without `.tsv`."""

USER_NAMES = TableSchema(
    columns=(
        Column("id"),
        Column(
            "label",
            values=_closed(
                "PLACE", "LOC", "AGENCY", "COMPANY", "ORG", "PROJECT", "PERSON", "PROGRAM", "WORK"
            ),
        ),
        Column("surface"),
        Column("canonical", optional=True),
        Column("code", "code", optional=True),
    ),
    unique=("surface",),
)
"""Schema of a user's own table of names."""
