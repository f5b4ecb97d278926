"""Choose the verb that says what happened to an amount, by trained weights.

Rules read the verb off the clause; which of several verbs around speaks of the amount, and whether
any does, is weighed here. The rules' own choice is one of the signs.
"""

from __future__ import annotations

from govnews_extract.link.action_candidates import ActionFinder
from govnews_extract.link.action_evidence import ActionEvidence
from govnews_extract.link.measures import REACHING
from govnews_extract.link.phrases import PhraseReader
from govnews_extract.link.state import Linked, Point
from govnews_extract.link.weighing import shipped_scale

MODEL = "actions.npz"
NONE_MARGIN = 2.0
"""Log-odds by which no verb at all must lead before an amount stays without one.

Tuned on folds of tagged passages and on whole articles: more amounts than by rules have their verb,
and some have one that a reader would not give them. Words that only bound an amount (超过) get none
of it.
"""

RULES_MARGIN = 0.7
"""Log-odds by which another verb must lead before it replaces what the rules took."""

SURE = frozenset(
    (
        "change.above",
        "change.carried",
        "change.share",
        "change.stated",
        "noun_verb",
        "rate",
        "share.bare",
        "share.whole",
        "verb",
    )
)
"""Rules that read the verb right beside the amount; none around it is ever likelier."""

CHOSEN = "action is the likeliest verb around"
LEFT_OUT = "no verb around is likely its action"


class ActionRanker:
    """Chooses actions in one article."""

    def __init__(self, reader: PhraseReader) -> None:
        self._finder = ActionFinder(reader)
        self._evidence = ActionEvidence(shipped_scale(MODEL))

    def revise(self, point: Point, linked: Linked) -> None:
        """Give `linked` another action where one is likelier than what the rules took."""
        if linked.action and linked.rule in SURE:
            return
        action = self._likeliest(point, linked) or None
        if action != linked.action:
            linked.action = action
            linked.chosen += (CHOSEN if action else LEFT_OUT,)

    def _likeliest(self, point: Point, linked: Linked) -> str:
        found = self._finder.find(point, linked)
        scores = self._evidence.of_all(found, point, linked)
        scores[""] -= NONE_MARGIN
        for bound in REACHING.intersection(scores):
            scores[bound] -= NONE_MARGIN
        scores[linked.action or ""] += RULES_MARGIN
        return max(scores, key=scores.__getitem__)
