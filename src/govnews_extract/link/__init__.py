"""Each quantity to whose it is, what it measures and what happened; projects to their facts."""

from govnews_extract.link.linker import Linker

__all__ = ["Linker"]
