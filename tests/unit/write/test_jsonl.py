from __future__ import annotations

import io
import json

from govnews_extract import Extractor
from govnews_extract.write import JsonlWriter, json_line

HOSTILE = "江山市\x00\n完成\u2028投资36.4亿元\ud800。"


def test_a_record_is_one_line_that_reads_back(extractor: Extractor) -> None:
    record = extractor.extract(HOSTILE)
    line = json_line(record)
    assert line.count(b"\n") == 1
    assert json.loads(line) == record.to_dict()


def test_the_writer_leaves_the_stream_open(extractor: Extractor) -> None:
    stream = io.BytesIO()
    with JsonlWriter(stream) as writer:
        writer.write(extractor.extract("签约31项。"))
        writer.fail("b.txt", "read", "is empty")
        writer.write(extractor.extract("签约32项。"))
    texts = [json.loads(line)["text"] for line in stream.getvalue().splitlines()]
    assert texts == ["签约31项。", "签约32项。"]


def test_numbers_are_decimal_strings(extractor: Extractor) -> None:
    (found,) = json.loads(json_line(extractor.extract("增长18.70%。")))["quantities"]
    assert (found["value"], found["surface_value"]) == ("0.187", "18.70")
