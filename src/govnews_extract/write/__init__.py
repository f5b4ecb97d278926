"""Finished records to lines of JSON, a database, or a table on the terminal."""

from govnews_extract.write.jsonl import JsonlWriter, json_line
from govnews_extract.write.rows import record_rows

__all__ = ["JsonlWriter", "json_line", "record_rows"]
