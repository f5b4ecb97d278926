"""Finished records to one HTML page that people look at; nothing is extracted here."""

from govnews_extract.report.page import ReportSize, write_report

__all__ = ["ReportSize", "write_report"]
