"""The work of `govnews show`: articles and records as text and tables."""

from __future__ import annotations

import sys
from itertools import islice

from govnews_extract.cli.messages import counted, localised_head
from govnews_extract.cli.records import RecordReader, holds_records, is_database
from govnews_extract.cli.terminal import console_for, is_narrow
from govnews_extract.write.address import shown_address
from govnews_extract.write.terminal import article_facts, article_text, facts_table, heading


def show_file(given: str, *, limit: int | None, text: bool | None, reader: RecordReader) -> int:
    """Print the facts of the first `limit` records of `given`, a table an article.

    The text with what was found in it comes before the facts; of records that were written
    before only where `text` is True.

    Returns:
        The exit code: 1 where an article could not be read, or there was none.

    Raises:
        ReadError: where a record that was written before cannot be shown.
    """
    console = console_for(sys.stdout)
    saved = is_database(given) or holds_records(given)
    with_text = not saved if text is None else text
    articles = facts = 0
    records = islice(reader.iter_records([given]), limit)
    # Loads beside the first article, not before it.
    for record in records:
        articles += 1
        facts += len(record["facts"])
        if with_text:
            console.print(heading(record), style="bold", soft_wrap=True)
            console.print(article_text(record, say=localised_head), soft_wrap=True)
            console.print(article_facts(record, narrow=is_narrow(console)), "")
        else:
            console.print(facts_table(record, narrow=is_narrow(console)), "")
    told = "{facts:fact/facts} of {articles:article/articles} in {path}"
    path = shown_address(given)
    console.print(counted(told, facts=facts, articles=articles, path=path), soft_wrap=True)
    sys.stdout.flush()
    return int(reader.failed > 0 or not articles)
