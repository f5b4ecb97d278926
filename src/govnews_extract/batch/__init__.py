"""Whole archives into a sink: exactly once, with workers, bounds and dead letters."""

from govnews_extract.batch.options import BatchOptions, ExtractorSettings
from govnews_extract.batch.reporting import Reporter, Tally
from govnews_extract.batch.run import run_batch

__all__ = ["BatchOptions", "ExtractorSettings", "Reporter", "Tally", "run_batch"]
