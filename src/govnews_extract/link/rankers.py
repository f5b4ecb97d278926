"""The rankers that go over what the rules linked, as one set."""

from __future__ import annotations

from dataclasses import dataclass

from govnews_extract.link.action_ranker import ActionRanker
from govnews_extract.link.metric_ranker import MetricRanker
from govnews_extract.link.ranker import SubjectRanker


@dataclass(frozen=True, slots=True, kw_only=True)
class Rankers:
    """What may replace what the rules chose; each is made anew for an article."""

    subject: type[SubjectRanker] = SubjectRanker
    metric: type[MetricRanker] = MetricRanker
    action: type[ActionRanker] = ActionRanker
