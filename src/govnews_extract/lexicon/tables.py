"""What each table of `lexicons/` must look like, and a user's own table of names."""

from __future__ import annotations

from govnews_extract.lexicon.schema import Column, TableSchema


def _closed(*values: str) -> frozenset[str]:
    return frozenset(values)


_QUANTITY_TABLES: dict[str, TableSchema] = {
    "bounds": TableSchema(
        columns=(
            Column("id"),
            Column("surface"),
            Column(
                "canonical",
                values=_closed("approx", "near", "reach", "at_least", "at_most", "order"),
            ),
            Column("side", values=_closed("before", "after")),
        ),
        unique=("surface", "side"),
    ),
    "classifiers": TableSchema(
        columns=(
            Column("id"),
            Column("surface"),
            Column("canonical"),
            Column(
                "kind",
                values=_closed(
                    *("measure", "sparse", "noun", "group", "ordinal", "medal", "tally"),
                    *("edition", "summed"),
                ),
            ),
        ),
        unique=("surface",),
    ),
    "fixed_numerals": TableSchema(
        columns=(
            Column("id"),
            Column("surface"),
            Column("canonical", values=_closed("idiom", "series")),
        ),
        unique=("surface",),
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
    "units": TableSchema(
        columns=(
            Column("id"),
            Column("surface"),
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
                        "latin",
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
        unique=("surface",),
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
    "actions": TableSchema(
        columns=(
            Column("id"),
            Column("surface"),
            Column("status", optional=True, values=ACTION_STATUSES),
            Column("canonical", optional=True),
            Column("metric", optional=True),
        ),
        unique=("surface",),
    ),
    "clause_words": TableSchema(
        columns=(Column("id"), Column("surface"), Column("kind", values=WORD_KINDS)),
        unique=("surface",),
    ),
    "generic_subjects": TableSchema(
        columns=(
            Column("id"),
            Column("surface"),
            Column(
                "role", values=_closed("place", "company", "project", "agency", "party", "pronoun")
            ),
            Column("level", optional=True),
        ),
        unique=("surface",),
    ),
    "noun_roles": TableSchema(
        columns=(Column("id"), Column("surface"), Column("roles", "list")), unique=("surface",)
    ),
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
    "field_names": TableSchema(
        columns=(
            Column("id"),
            Column("surface"),
            Column(
                "kind", values=_closed("text", "title", "source", "date", "author", "url", "site")
            ),
        ),
        unique=("surface",),
    ),
    "page_bodies": TableSchema(
        columns=(Column("id"), Column("surface"), Column("canonical")),
        unique=("surface",),
    ),
    "page_labels": TableSchema(
        columns=(
            Column("id"),
            Column("surface"),
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
                ),
            ),
        ),
        unique=("surface", "kind"),
    ),
}

TABLES: dict[str, TableSchema] = {
    "advert_words": TableSchema(
        columns=(
            Column("id"),
            Column("surface"),
            Column("strength", values=_closed("strong", "weak")),
        ),
        unique=("surface",),
    ),
    **_QUANTITY_TABLES,
    **_LINK_TABLES,
    **_READ_TABLES,
    "body_heads": TableSchema(
        columns=(
            Column("id"),
            Column("surface"),
            Column("label", values=_closed("AGENCY", "ORG")),
            Column("kind"),
            Column("bare", optional=True, values=_closed("1")),
        ),
        unique=("surface",),
    ),
    "boundary_words": TableSchema(columns=(Column("id"), Column("surface")), unique=("surface",)),
    "date_words": TableSchema(
        columns=(
            Column("id"),
            Column("surface"),
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
        unique=("surface",),
    ),
    "genre_phrases": TableSchema(columns=(Column("id"),), unique=("id",)),
    "following_words": TableSchema(columns=(Column("id"),), unique=("id",)),
    "word_edges": TableSchema(
        columns=(
            Column("id"),
            Column("surface"),
            Column("characters"),
            Column("where", values=_closed("measure", "digits", "bound", "front")),
        ),
        unique=("surface", "where"),
    ),
    "inner_words": TableSchema(columns=(Column("id"), Column("surface")), unique=("surface",)),
    "known_companies": TableSchema(
        columns=(
            Column("id"),
            Column("surface"),
            Column("canonical"),
            Column("risk", optional=True, values=_closed("1")),
        ),
        unique=("surface",),
    ),
    "countries": TableSchema(columns=(Column("id"), Column("surface")), unique=("surface",)),
    "known_programs": TableSchema(columns=(Column("id"), Column("surface")), unique=("surface",)),
    "other_heads": TableSchema(
        columns=(
            Column("id"),
            Column("surface"),
            Column("family", values=_closed("built", "plan", "site")),
        ),
        unique=("surface",),
    ),
    "geographic_heads": TableSchema(
        columns=(
            Column("id"),
            Column("surface"),
            Column("kind", values=_closed("nature", "plain", "road")),
        ),
        unique=("surface",),
    ),
    "landmark_heads": TableSchema(
        columns=(
            Column("id"),
            Column("surface"),
            Column(
                "kind",
                values=_closed(
                    "border", "nature", "plain", "proper", "site", "town", "work", "zone"
                ),
            ),
        ),
        unique=("surface",),
    ),
    "locative_words": TableSchema(
        columns=(
            Column("id"),
            Column("surface"),
            *(
                Column(use, optional=True, values=_closed("1"))
                for use in ("landmark", "nature", "work")
            ),
        ),
        unique=("surface",),
    ),
    "place_ends": TableSchema(
        columns=(
            Column("id"),
            Column("surface"),
            Column("meant", optional=True, values=_closed("place", "work")),
            Column("carries", optional=True, values=_closed("1")),
        ),
        unique=("surface",),
    ),
    "org_words": TableSchema(
        columns=(Column("id"), Column("surface"), Column("role", values=_closed("media", "vague"))),
        unique=("surface", "role"),
    ),
    "list_words": TableSchema(
        columns=(
            Column("id"),
            Column("surface"),
            Column("role", values=_closed("capacity", "end", "sort")),
        ),
        unique=("surface", "role"),
    ),
    "program_heads": TableSchema(
        columns=(
            Column("id"),
            Column("surface"),
            Column("role", values=_closed("event", "last", "quoted")),
        ),
        unique=("surface", "role"),
    ),
    "saying_words": TableSchema(columns=(Column("id"), Column("surface")), unique=("surface",)),
    "known_persons": TableSchema(columns=(Column("id"), Column("surface")), unique=("surface",)),
    "listed_companies": TableSchema(
        columns=(
            Column("id"),
            Column("surface"),
            Column("risk", optional=True, values=_closed("1")),
        ),
        unique=("surface",),
    ),
    "generic_words": TableSchema(columns=(Column("id"), Column("surface")), unique=("surface",)),
    "known_orgs": TableSchema(
        columns=(Column("id"), Column("surface"), Column("canonical")), unique=("surface",)
    ),
    "known_projects": TableSchema(
        columns=(Column("id"), Column("surface"), Column("canonical")), unique=("surface",)
    ),
    "national_bodies": TableSchema(
        columns=(Column("id"), Column("surface"), Column("canonical")), unique=("surface",)
    ),
    "org_suffixes": TableSchema(
        columns=(
            Column("id"),
            Column("surface"),
            Column("label", values=_closed("COMPANY", "ORG")),
            Column("kind"),
            Column("strength", values=_closed("strong", "weak", "trade")),
        ),
        unique=("surface",),
    ),
    "person_titles": TableSchema(
        columns=(
            Column("id"),
            Column("surface"),
            Column("position", values=_closed("before", "after", "both")),
        ),
        unique=("surface",),
    ),
    "project_heads": TableSchema(
        columns=(
            Column("id"),
            Column("surface"),
            Column("strength", values=_closed("strong", "weak", "phase")),
        ),
        unique=("surface",),
    ),
    "news_phrases": TableSchema(columns=(Column("id"), Column("count", "int")), unique=("id",)),
    "news_words": TableSchema(
        columns=(Column("id"), Column("count", "int"), Column("tag")), unique=("id",)
    ),
    "readings": TableSchema(
        columns=(Column("id"), Column("surface", "char"), Column("canonical", "list")),
        unique=("surface",),
    ),
    "project_words": TableSchema(
        columns=(
            Column("id"),
            Column("surface"),
            Column(
                "role",
                values=_closed(
                    "campaigns", "follows", "governs", "inside", "makes", "named_head", "quality"
                ),
            ),
        ),
        unique=("surface", "role"),
    ),
    "regions": TableSchema(
        columns=(
            Column("id"),
            Column("surface"),
            Column("risk", optional=True, values=_closed("1")),
        ),
        unique=("surface",),
    ),
    "script_variants": TableSchema(
        columns=(Column("id"), Column("surface", "char"), Column("canonical", "char")),
        unique=("surface",),
    ),
    "surnames": TableSchema(columns=(Column("id"), Column("surface")), unique=("surface",)),
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
    "divisions": TableSchema(
        columns=(
            Column("id"),
            Column("surface"),
            Column("canonical", "code"),
            Column("short", "list", optional=True),
            Column("level", values=_closed("province", "prefecture", "county")),
            Column("parent", "code", optional=True),
            Column("valid_from", "year"),
            Column("valid_to", "year", optional=True),
            Column("successors", "list", optional=True),
        ),
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
    "place_aliases": TableSchema(
        columns=(Column("id"), Column("surface"), Column("canonical", "code")),
        unique=("id",),
    ),
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
