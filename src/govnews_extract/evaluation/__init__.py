"""Records against articles that people annotated: how much is found, and how much of it is right."""

from govnews_extract.evaluation.gold import GoldArticle, find_gold_folders, load_gold
from govnews_extract.evaluation.scores import Scores, Tally
from govnews_extract.evaluation.scoring import score_record

__all__ = [
    "GoldArticle",
    "Scores",
    "Tally",
    "find_gold_folders",
    "load_gold",
    "score_record",
]
