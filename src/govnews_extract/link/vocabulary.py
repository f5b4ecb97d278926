"""What each word does in a clause, as one letter, and what verbs say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from govnews_extract.lexicon import load_table, words_of

LETTERS = {
    "verb": "V",
    "verb_noun": "W",
    "noun": "N",
    "head": "H",
    "modifier": "M",
    "adverb": "A",
    "preposition": "P",
    "conjunction": "K",
    "copula": "C",
    "change": "I",
    "share": "S",
    "base": "T",
    "respectively": "F",
    "among": "B",
    "of": "X",
    "particle": "Z",
    "localizer": "L",
    "pronoun": "R",
    "speech": "Y",
    "time": "D",
    "transitive": "W",
}
"""Letter of each kind of word; the rules are patterns over strings of these letters.

Names and amounts have letters of their own: Q an amount, E a place, O a body, company or person,
J a project, G a programme or work, D a date, U a generic place (全县), u another generic subject
(该公司); `,` any stop of a clause, `(` and `)` brackets that hold an amount.
"""

VERBS = frozenset("VvW")
"""Letters of verbs, and of nouns that may be verbs."""

MEASURE_ENDINGS = frozenset("额量率值价费税款产")
"""A noun of two or more characters that ends so measures something (签约额, 发送量, 通村率)."""

NOT_MEASURES = frozenset(
    ("生产", "财产", "国产", "水产", "特产", "土特产", "资产", "质量", "力量", "物价")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What a verb says: status of a fact, state of a project, metric of the bare verb."""

    status: str | None
    canonical: str | None
    metric: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Generic:
    """What a generic subject stands for: its role, and the level of a place."""

    role: str
    level: str | None


@cache
def word_letters() -> dict[str, str]:
    """Letter of every known word; what the package's own table says wins."""
    rows = load_table("word_kinds").rows
    letters = {word: LETTERS[kind] for _, kind, words in rows for word in words.split(";")}
    letters = {word: "v" if letter == "V" else letter for word, letter in letters.items()}
    own = {row[1]: LETTERS[row[2]] for row in load_table("clause_words").rows}
    # 发放贷款 is one word of the dictionary and a verb with its object here.
    letters = {
        word: letter
        for word, letter in letters.items()
        if not (len(word) == 4 and own.get(word[:2]) in ("V", "W") and word[2:] in own)
    }
    letters.update(own)
    letters = dict.fromkeys((word for word in actions() if len(word) > 1), "W") | letters
    for word, generic in generic_subjects().items():
        if generic.level == "bare":
            letters[word] = "b"
        else:
            letters[word] = {"place": "U", "pronoun": "R"}.get(generic.role, "u")
    return letters


@cache
def transitive_verbs() -> frozenset[str]:
    """Verbs that also stand as nouns, and take what follows them as their object."""
    return frozenset(words_of("clause_words", "transitive"))


@cache
def nouns_with_role(role: str) -> frozenset[str]:
    """Common nouns that play `role` beside an amount; see the header of the table."""
    rows = load_table("noun_roles").rows
    return frozenset(row[1] for row in rows if role in row[2].split(";"))


@cache
def short_words(use: str) -> frozenset[str]:
    """Verbs of one character, words that compare, or ends of verbs; see the table's header."""
    return frozenset(words_of("short_verbs", use))


@cache
def spoken_verbs() -> frozenset[str]:
    """Verbs of one character, and these with what they end with.

    Example:
        >>> {"卖", "卖到"} <= spoken_verbs(), "卖高" in spoken_verbs()
        (True, False)
    """
    verbs = short_words("verb")
    return verbs | {verb + end for verb in verbs for end in short_words("ending")}


@cache
def actions() -> dict[str, Action]:
    """What each listed verb says."""
    return {
        row[1]: Action(status=row[2] or None, canonical=row[3] or None, metric=row[4] or None)
        for row in load_table("actions").rows
    }


@cache
def generic_subjects() -> dict[str, Generic]:
    """Words such as 全县 and 该公司, and what they stand for."""
    return {
        row[1]: Generic(role=row[2], level=row[3] or None)
        for row in load_table("generic_subjects").rows
    }


def status_of(action: str | None) -> str | None:
    """Status of `action`: of its longest listed ending, else of its longest listed part.

    Example:
        >>> status_of("精心策划开展"), status_of("闲谈")
        ('under_way', None)
    """
    found = listed_action(action)
    return found.status if found else None


def listed_action(action: str | None) -> Action | None:
    """The listed verb that `action` ends with or else holds, longest first."""
    if not action:
        return None
    known = actions()
    for start in range(len(action)):
        found = known.get(action[start:])
        if found:
            return found
    for length in range(len(action) - 1, 1, -1):
        for start in range(len(action) - length):
            found = known.get(action[start : start + length])
            if found:
                return found
    return None
