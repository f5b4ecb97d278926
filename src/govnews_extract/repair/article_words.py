"""What one article itself says of its damaged stretches: its words, and its text one byte late."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from govnews_extract.lexicon.script import simplify
from govnews_extract.repair.gbk_bytes import pair_of, pair_table
from govnews_extract.repair.word_pairs import FIGURE, FIGURES_LOG, word_pairs
from govnews_extract.repair.words import MARK_TAGS, MAX_WORD_CHARS, tag_odds_behind, word_counts

# What one sighting in the article is worth: its share of the article's characters, halved.
ARTICLE_WEIGHT = 0.5
MIN_ARTICLE_CHARS = 400
# Words of an article are looked for in this many characters of it.
MAX_ARTICLE_CHARS = 20_000
# So many sightings of a stretch are looked at for what stands about it.
MAX_SIGHTINGS = 4
_NO_WORD = frozenset("\n\r\t ?,!，。、；：！？;:")
_UNSET = 1.0
# A pair of words that was hardly seen is counted as so much of a sighting, and its log odds are at
# least so high.
UNSEEN_LOG = 0.9
MIN_UNSEEN_LOG = -5.0


class Before(NamedTuple):
    """What the odds of a word depend on: what stands before it.

    Attributes:
        tag: Part of speech of the word before.
        ending: The longest ending of it of which it is known what follows it.
    """

    tag: str
    ending: str


class Entry(NamedTuple):
    """A word by itself.

    Attributes:
        log: Natural log of its share of all words; None where it is not known as one word.
        before: What it is to the word behind it.
        head: A word that it begins with and of which it is known what it follows; may be empty.
        head_log: Log share of that.
        pair_log: Log share of the word, or of its head, where pairs were counted.
    """

    log: float | None
    before: Before
    head: str
    head_log: float
    pair_log: float


class Behind(NamedTuple):
    """What is likelier or less likely behind some word.

    Attributes:
        tags: Log odds by part of speech, against anywhere.
        words: Log share of the words seen there.
        count_log: Log of how often the word before was seen.
        is_mark: Whether that is a mark; marks have rules among themselves.
    """

    tags: Mapping[str, float]
    words: Mapping[str, float]
    count_log: float
    is_mark: bool

    def odds(self, word: str, entry: Entry) -> float:
        """Log odds of `word` against anywhere."""
        by_tag = self.tags.get(entry.before.tag, 0.0)
        if not self.words:
            return by_tag
        seen, log = self.words.get(word), entry.log
        if seen is None or log is None:
            seen, log = self.words.get(entry.head), entry.head_log
        if seen is not None:
            return max(by_tag, seen - log)
        if self.is_mark:
            return by_tag
        return min(by_tag, max(MIN_UNSEEN_LOG, UNSEEN_LOG - self.count_log - entry.pair_log))


class Repeat(NamedTuple):
    """A stretch of the article that shows like a damaged one; offsets are code points."""

    start: int
    size: int


@lru_cache(maxsize=1 << 6)
def _behind_mark(mark: str) -> Mapping[str, float]:
    """Log share of each word seen behind a mark, but for other marks.

    Kept from one article to the next: there are few marks, and thousands of words follow each.
    """
    logs, counts = word_pairs().followers(mark), word_counts()
    return {word: log for word, log in logs.items() if counts.tag(word) not in MARK_TAGS}


@lru_cache(maxsize=1 << 13)
def _by_itself(word: str) -> tuple[Before, str, float]:
    """What of an `Entry` is the same in every article: `before`, `head` and `pair_log`."""
    pairs = word_pairs()
    head = pairs.beginning(word)
    before = Before(word_counts().tag(word), pairs.ending(word))
    return before, head, max(pairs.log_share(word), pairs.log_share(head))


class ArticleWords:
    """Scores of words in one article: the dictionary's, and those of what the article repeats.

    Args:
        text: The article, damaged stretches left out.
    """

    def __init__(self, text: str) -> None:
        self.text = text[:MAX_ARTICLE_CHARS]
        self._simple = simplify(self.text)
        self._counts = word_counts()
        self._log_length = math.log(max(len(self.text), MIN_ARTICLE_CHARS) / ARTICLE_WEIGHT)
        self._pairs = word_pairs()
        self._logs: dict[str, float | None] = {}
        self._entries: dict[str, Entry] = {}
        self._behind: dict[Before, Behind] = {}
        self._next: dict[str, frozenset[str]] = {}
        self._late: _LateView | None = None

    def log_share(self, word: str) -> float | None:
        """Natural log of a word's share; None where neither knows it as one word."""
        known = self._logs.get(word, _UNSET)
        if known == _UNSET:
            known = self._logs[word] = self._log_share(word)
        return known

    def _log_share(self, word: str) -> float | None:
        best = self._counts.log_share(word)
        own = 0
        if len(word) > 1 and _NO_WORD.isdisjoint(word) and self._stands_apart(word):
            own = self._simple.count(word)
        if own:
            share = math.log(own) - self._log_length
            best = share if best is None else max(best, share)
        return best

    def _stands_apart(self, word: str) -> bool:
        """Whether the article holds `word` where neither end of it is part of another word."""
        text = self._simple
        at = text.find(word)
        for _ in range(MAX_SIGHTINGS):
            if at < 0:
                break
            end = at + len(word)
            left, right = text[max(at - 1, 0) : at + 1], text[end - 1 : end + 1]
            if not (self._binds(left, word[:2]) or self._binds(right, word[-2:])):
                return True
            at = text.find(word, at + 1)
        return False

    def _binds(self, across: str, within: str) -> bool:
        """Whether two characters across an edge make a commoner word than those within."""
        outer, inner = self._counts.log_share(across), self._counts.log_share(within)
        return outer is not None and len(across) == 2 and (inner is None or inner < outer)

    def entry(self, word: str) -> Entry:
        """All that is known of `word` by itself."""
        known = self._entries.get(word)
        if known is None:
            before, head, pair_log = _by_itself(word)
            known = self._entries[word] = Entry(
                log=self.log_share(word),
                before=before,
                head=head,
                head_log=FIGURES_LOG if head == FIGURE else (head and self.log_share(head)) or 0.0,
                pair_log=pair_log,
            )
        return known

    def last_of(self, stretch: str) -> Before:
        """What the last word of a stretch of text is to the word behind it."""
        last = self._pairs.ending(stretch[-MAX_WORD_CHARS:]) or stretch[-1]
        return Before(self._counts.tag(last), self._pairs.ending(last))

    def behind(self, before: Before) -> Behind:
        """What `before` makes more or less likely."""
        known = self._behind.get(before)
        if known is None:
            is_mark = before.tag in MARK_TAGS
            logs: Mapping[str, float] = {}
            if before.ending:
                followers = _behind_mark if is_mark else self._pairs.followers
                logs = followers(before.ending)
            count_log = self._pairs.log_count(before.ending)
            known = Behind(tag_odds_behind(before.tag), logs, count_log, is_mark)
            self._behind[before] = known
        return known

    def next_chars(self, prefix: str) -> frozenset[str]:
        """The characters that continue `prefix` towards a word of either."""
        known = self._next.get(prefix)
        if known is None:
            known = self._counts.next_chars(prefix)
            if prefix[-1] not in _NO_WORD:
                known |= self._own_next(prefix)
            self._next[prefix] = known
        return known

    def _own_next(self, prefix: str) -> frozenset[str]:
        found = set()
        size = len(prefix)
        at = self._simple.find(prefix)
        while at >= 0:
            found.add(self._simple[at + size : at + size + 1])
            at = self._simple.find(prefix, at + 1)
        return frozenset(found - _NO_WORD - {""})

    @property
    def repeated_log(self) -> float:
        """What a stretch is worth that the article holds elsewhere as a whole."""
        return -self._log_length

    def late_match(self, shown: str, lead: int) -> Repeat | None:
        """Where the article, read one byte late, shows as `shown` does, for as long as may be.

        Its first character there begins with `lead`. None where fewer than two characters match.
        """
        if self._late is None:
            self._late = _LateView(self.text)
        return self._late.longest(shown, lead)


class _LateView:
    """A text as a decoder shows it that starts one byte late, and where each character is from."""

    def __init__(self, text: str) -> None:
        char = pair_table().char
        self._pairs = [pair_of(one) for one in text]
        shown: list[str] = []
        self._origins: list[int] = []
        for at, (here, after) in enumerate(pairwise(self._pairs)):
            late = char.get((here[1], after[0])) if here and after else "\n"
            if late:
                shown.append(late)
                self._origins.append(at)
        self._shown = "".join(shown)

    def longest(self, shown: str, lead: int) -> Repeat | None:
        """The place that shows like the longest beginning of `shown`, the first behind `lead`."""
        best = None
        for size in range(2, len(shown) + 1):
            found = self._find(shown[:size], lead)
            if found is None:
                break
            best = found
        return best

    def _find(self, shown: str, lead: int) -> Repeat | None:
        at = self._shown.find(shown)
        while at >= 0:
            first, last = self._origins[at], self._origins[at + len(shown) - 1]
            pair = self._pairs[first]
            if pair is not None and pair[0] == lead:
                return Repeat(first, last + 1 - first)
            at = self._shown.find(shown, at + 1)
        return None
