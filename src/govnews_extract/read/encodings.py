"""Bytes to text: which encoding they are in, whatever their container declares.

UTF-8 proves itself: Chinese text in another encoding is all but never valid UTF-8. For the rest
each candidate decodes a sample, and the reading whose characters are those that Chinese is
written with wins. A declaration only decides between readings that are equally good, since pages
saved from archives often declare the encoding of the archive's own frame, or none. What no
candidate reads as Chinese goes to charset-normalizer.

What it could get wrong: a few characters of GBK that happen to be valid UTF-8, and short texts
of rare names, where a true declaration helps.
"""

from __future__ import annotations

import codecs
import math
import re
from dataclasses import dataclass
from functools import cache

from govnews_extract.datatypes import Issue
from govnews_extract.errors import ReadError
from govnews_extract.lexicon import load_table
from govnews_extract.lexicon.script import simplify

SAMPLE_BYTES = 4096
# In a sample of text, control characters are accidents; more than so many tell of binary data.
MAX_CONTROL_SHARE = 0.02
# Mean score of a character from which a reading is taken for Chinese: correct readings of news
# score 1.5 to 3, wrong ones below 0.3 (over generated texts of 40 characters and more).
CHINESE_SCORE = 0.6
# A reading of this score needs no other to be tried.
SURE_SCORE = 1.3
SURE_BYTES = 400
# A declared encoding wins over one that reads better by less than this.
DECLARED_BONUS = 0.25

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Names that pages declare, to the codec that reads all that browsers read under that name.
_ALIASES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "cp936": "gb18030",
    "x-gbk": "gb18030",
    "gb18030": "gb18030",
    "gb-2312": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "big5hkscs": "big5hkscs",
    "cp950": "big5hkscs",
    "x-big5": "big5hkscs",
    "utf8": "utf-8",
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "utf-16": "utf-16-le",
    "unicode": "utf-16-le",
}
# The likeliest first: a reading that is sure ends the search.
_CANDIDATES = ("gb18030", "utf-8", "big5hkscs", "utf-16-le", "utf-16-be")
_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"PK\x03\x04", "a ZIP archive or Office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ", "xz data"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a SQLite database"),
    (b"PAR1", "a Parquet file"),
)
_CONTROL_RE = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
_CONTROL_BYTES_RE = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_PLAIN_RE = re.compile("[\t\n\r\x20-\x7e]+")
_SURROGATE_RE = re.compile("[\ud800-\udfff]")
_META_CHARSET_RE = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,20})""",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A decoded text, the codec that read it, and what was wrong with the bytes."""

    text: str
    encoding: str
    issues: tuple[Issue, ...] = ()


def decode_bytes(
    data: bytes, *, path: str | None = None, declared: str | None = None, forced: str | None = None
) -> Decoded:
    """Text from the bytes of one article.

    Args:
        data: All bytes of the article.
        path: Name of the input, for errors.
        declared: Encoding that its container or the page itself declares, however spelt.
        forced: Encoding that the caller is sure of.

    Returns:
        The text with bytes that fit no character as U+FFFD, and an `encoding_mismatch` issue
        where the declaration was wrong.

    Raises:
        ReadError: where the bytes are no text, or `forced` cannot read them.

    Example:
        >>> decode_bytes("全县开工项目12个，总投资3亿元。".encode("gbk"), declared="utf-8").encoding
        'gb18030'
    """
    _refuse_binary(data, path)
    if forced is not None:
        return Decoded(text=_decode_forced(data, forced, path), encoding=forced)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = data.decode(encoding, "replace")
            return Decoded(text=well_formed(text), encoding=encoding)
    wanted = _ALIASES.get((declared or "").strip().lower())
    found = _find_encoding(data, wanted)
    if found is None:
        raise ReadError("is binary, or text in no known encoding; name it with --encoding", path)
    wrong = declared and found != wanted and not data.isascii()
    return Decoded(
        text=well_formed(data.decode(found, "replace")),
        encoding=found,
        issues=(_mismatch(declared, found),) if declared and wrong else (),
    )


def declared_in_html(data: bytes) -> str | None:
    """The charset that the head of an HTML page declares for itself.

    Example:
        >>> declared_in_html(b'<meta http-equiv="Content-Type" content="text/html; charset=gbk">')
        'gbk'
    """
    match = _META_CHARSET_RE.search(data, 0, 4096)
    return match[1].decode("ascii") if match else None


def well_formed(text: str) -> str:
    """`text` with surrogate pairs joined and lone surrogates as U+FFFD, fit to be stored."""
    if not _SURROGATE_RE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _mismatch(declared: str, encoding: str) -> Issue:
    return Issue(
        kind="encoding_mismatch",
        span=None,
        message=f"declared as {declared.strip()}, read as {encoding}",
        rule_id="read.encoding",
    )


def _refuse_binary(data: bytes, path: str | None) -> None:
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise ReadError(f"is {what}, not text; convert it to text or HTML first", path)


def _decode_forced(data: bytes, encoding: str, path: str | None) -> str:
    try:
        return well_formed(
            data.decode(_ALIASES.get(encoding.lower(), encoding)).removeprefix("\ufeff")
        )
    except UnicodeDecodeError as error:
        message = f"is not {encoding} at byte {error.start}; leave the encoding out to find it"
        raise ReadError(message, path) from error


def _find_encoding(data: bytes, wanted: str | None) -> str | None:
    """The codec whose reading looks most like Chinese, or the one that charset-normalizer names."""
    sample = _sample(data)
    if _is_plain_utf8(data, sample):
        return "utf-8"
    wide = _wide_ascii(sample)
    if wide:
        return wide
    best, best_score = None, -math.inf
    for encoding in sorted(_CANDIDATES, key=lambda name: name != wanted):
        score = _score(_decode_sample(sample, encoding))
        if encoding == wanted:
            score += DECLARED_BONUS
        if score > best_score:
            best, best_score = encoding, score
        if score >= SURE_SCORE and len(sample) >= SURE_BYTES:
            break
    if best_score >= CHINESE_SCORE:
        return best
    if len(_CONTROL_BYTES_RE.findall(sample)) > MAX_CONTROL_SHARE * len(sample):
        return None
    from charset_normalizer import from_bytes  # noqa: PLC0415 - loads logging, seldom needed

    found = from_bytes(sample).best()
    return str(found.encoding) if found else None


def _is_plain_utf8(data: bytes, sample: bytes) -> bool:
    if len(_CONTROL_BYTES_RE.findall(sample)) > MAX_CONTROL_SHARE * len(sample):
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    # Below three characters outside ASCII, GBK may be valid UTF-8 by chance.
    if data.isascii() or len(data) - len(data.decode("utf-8", "ignore")) > 8:
        return True
    return _score(sample.decode("utf-8", "ignore")) >= _score(sample.decode("gb18030", "replace"))


def _wide_ascii(sample: bytes) -> str | None:
    """The UTF-16 codec of a text in which every other byte is NUL, as ASCII in UTF-16 has it."""
    half = len(sample) // 2
    if half >= 2 and sample[1::2].count(0) > 0.7 * half > sample[::2].count(0):
        return "utf-16-le"
    if half >= 2 and sample[::2].count(0) > 0.7 * half > sample[1::2].count(0):
        return "utf-16-be"
    return None


def _sample(data: bytes) -> bytes:
    """The first bytes that hold something beside ASCII, so that long markup does not hide them."""
    if len(data) <= SAMPLE_BYTES:
        return data
    first = next(re.finditer(rb"[\x80-\xff]", data), None)
    start = max(0, first.start() - 64) if first else 0
    start -= start % 4
    return data[start : start + SAMPLE_BYTES]


def _decode_sample(sample: bytes, encoding: str) -> str:
    return codecs.getincrementaldecoder(encoding)("replace").decode(sample)


class _Weights(dict[str, float]):
    """Score of each character for or against Chinese, worked out when it is first met."""

    def __missing__(self, char: str) -> float:
        weight = self[char] = _unknown_weight(ord(char))
        return weight


@cache
def _weights() -> _Weights:
    weights = _Weights({"\ufffd": -8.0})
    # Full-width marks have been made plain; plain ones do not reach the score.
    weights.update(dict.fromkeys(",:;()!?。、“”‘’《》—…「」『』【】", 2.0))
    for _, char, per_million in load_table("common_characters").rows:
        weights[char] = max(0.5, math.log10(int(per_million) / 30) + 0.5)
    return weights


def _score(text: str) -> float:
    """Mean score of the characters of `text` outside ASCII, control characters counted in."""
    telling = _PLAIN_RE.sub("", text)
    weights = _weights()
    total = sum(map(weights.__getitem__, simplify(telling) if telling else ""))
    return total / len(telling) if telling else 0.0


def _unknown_weight(code: int) -> float:
    if 0x4E00 <= code <= 0x9FFF:
        return -1.0
    if code < 0x20 or 0x7F <= code < 0xA0 or 0xE000 <= code <= 0xF8FF:
        return -6.0
    if code < 0x7F or 0x2000 <= code <= 0x33FF or 0xFF00 <= code <= 0xFF5E:
        return 0.0
    return -3.0
