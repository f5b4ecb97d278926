"""The work of `govnews explain`: how a fact came to be."""

from __future__ import annotations

import sys
from itertools import islice

from govnews_extract.cli.messages import counted, localised_head
from govnews_extract.cli.records import RecordReader
from govnews_extract.cli.terminal import complain, console_for
from govnews_extract.errors import ConfigError
from govnews_extract.write.address import shown_address
from govnews_extract.write.explanation import fact_explanation, quantities_table
from govnews_extract.write.terminal import heading


def explain_file(
    given: str, *, article: int | None, number: int | None, reader: RecordReader
) -> int:
    """Print how the fact of an amount came to be, or the numbered amounts.

    Args:
        given: An article, or records that were written before.
        article: Which of the articles of `given`, from 1; the first where None, and where there are
            more, that is said.
        number: Index of the amount; None lists them all.
        reader: Reads the records.

    Returns:
        The exit code: 1 where there is no such article.

    Raises:
        ConfigError: where the article has no such amount.
    """
    wanted = article or 1
    records = islice(reader.iter_records([given]), wanted - 1, None)
    record = next(records, None)
    if record is None:
        if not reader.failed:
            raise ConfigError(f"holds no article {wanted}", shown_address(given))
        return 1
    if article is None and next(records, None) is not None:
        complain("this is the first of several articles; --article NUMBER takes another")
    count = len(record["quantities"])
    if number is not None and number >= count:
        known = f"they are 0–{count - 1}" if count else "it has none"
        raise ConfigError(f"the article has no amount {number}; {known}", shown_address(given))
    console = console_for(sys.stdout)
    console.print(heading(record), style="bold", soft_wrap=True)
    if number is None:
        console.print(quantities_table(record))
        told = "{count:amount/amounts}; --quantity NUMBER explains one"
        console.print(counted(told, count=count), soft_wrap=True)
    else:
        console.print("", fact_explanation(record, number, say=localised_head))
    sys.stdout.flush()
    return 0
