"""Choose the phrase that says what an amount measures, by trained weights.

Rules read the noun phrase beside the amount; how far it reaches, and whether another phrase, or a
measure said before, is meant, is weighed here. The rules' own choice is one of the signs.
"""

from __future__ import annotations

from govnews_extract.link.metric_candidates import MetricFinder
from govnews_extract.link.metric_evidence import MetricEvidence
from govnews_extract.link.phrases import PhraseReader
from govnews_extract.link.state import Linked, Point
from govnews_extract.link.weighing import shipped_scale

MODEL = "metrics.npz"
RULES_MARGIN = 0.5
"""Log-odds by which another phrase must lead before it replaces what the rules took."""

SURE = ("share.", "size", "plant")
"""Rules whose metric is made of a share and its whole; no phrase of the text says it."""

CHOSEN = "metric is the likeliest phrase around"


class MetricRanker:
    """Chooses metrics in one article."""

    def __init__(self, reader: PhraseReader) -> None:
        self._finder = MetricFinder(reader)
        self._evidence = MetricEvidence(shipped_scale(MODEL))

    def revise(self, point: Point, linked: Linked) -> None:
        """Give `linked` another metric where one is likelier than what the rules took."""
        if linked.rule.startswith(SURE):
            return
        found = self._finder.find(point, linked)
        if not found:
            return
        scores = self._evidence.of_all(found, point, linked)
        if linked.metric:
            scores[linked.metric] += RULES_MARGIN
        metric = max(scores, key=scores.__getitem__)
        if metric != linked.metric:
            linked.metric = metric
            linked.chosen += (CHOSEN,)
