"""Undo the damage that archives do to a text, edit by edit."""

from govnews_extract.repair.repairer import Repairer

__all__ = ["Repairer"]
