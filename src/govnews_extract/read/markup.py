"""A text cut out of its source, with the edits that lead back."""

from __future__ import annotations

from govnews_extract.datatypes import Edit, RepairedText, Span


class TextCutter:
    """Collects stretches of a source, and what is printed between them, into a `RepairedText`.

    Stretches must come in the order of the source. Whatever lies between two of them becomes one
    edit that replaces it by what was printed there.

    Args:
        source: The decoded page.
        rule_id: Rule that the edits name.

    Example:
        >>> cutter = TextCutter("<p>全县</p><p>12个</p>", rule_id="read.html")
        >>> cutter.keep(3, 5); cutter.put("，"); cutter.keep(12, 15)
        >>> repaired = cutter.finish()
        >>> repaired.text, repaired.to_raw(Span(3, 6))
        ('全县，12个', Span(start=12, end=15))
    """

    def __init__(self, source: str, *, rule_id: str) -> None:
        self._source = source
        self._rule_id = rule_id
        self._pieces: list[str] = []
        self._edits: list[Edit] = []
        self._raw_at = 0
        self._at = 0
        self._pending = ""

    @property
    def last(self) -> str:
        """The last character of the text so far; empty where there is none."""
        if self._pending:
            return self._pending[-1]
        return self._pieces[-1][-1] if self._pieces else ""

    @property
    def position(self) -> int:
        """Where in the source the last stretch ended."""
        return self._raw_at

    def put(self, words: str) -> None:
        """Print `words`, which do not stand in the source."""
        self._pending += words

    def keep(self, start: int, end: int) -> None:
        """Take over `source[start:end]` as it stands."""
        if start >= end:
            return
        self._flush(start)
        self._pieces.append(self._source[start:end])
        self._at += end - start
        self._raw_at = end

    def finish(self) -> RepairedText:
        """The text with all edits; what follows the last stretch in the source is taken off."""
        self._flush(len(self._source))
        return RepairedText(raw=self._source, text="".join(self._pieces), edits=tuple(self._edits))

    def _flush(self, raw_end: int) -> None:
        before = self._source[self._raw_at : raw_end]
        after, self._pending = self._pending, ""
        if before != after:
            self._edits.append(
                Edit(
                    kind="markup",
                    span=Span(self._at, self._at + len(after)),
                    raw_span=Span(self._raw_at, raw_end),
                    before=before,
                    after=after,
                    rule_id=self._rule_id,
                )
            )
        if after:
            self._pieces.append(after)
        self._at += len(after)
        self._raw_at = raw_end
