"""GBK text after a half-width pass over its bytes took marks that straddle two characters."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

MARKS = {0xA1: "!", 0xBF: "?", 0xAC: ",", 0xBB: ";"}
_WIDE = str.maketrans("!?,;", "！？，；")


@dataclass(frozen=True, slots=True)
class Shifted:
    """A damaged text: what shows, how many places broke, and how many pairs vanished."""

    text: str
    places: int
    vanished: int


def straddles(text: str) -> list[int]:
    """Where in `text` a character ends in A3 and the next begins with A1, BF, AC or BB."""
    found = []
    for at in range(len(text) - 1):
        here, after = _pair(text[at]), _pair(text[at + 1])
        if here and after and here[1] == 0xA3 and after[0] in MARKS:
            found.append(at)
    return found


def break_text(
    text: str,
    places: list[int],
    *,
    lost: str = "?",
    wide: bool = False,
    end_mark: bool = True,
) -> Shifted:
    """`text` with the byte pair taken at each of `places`.

    `lost` is what a byte without a partner shows as; `wide` leaves the marks full-width, `end_mark`
    shows a byte lost at the end of a run like one lost at its beginning.
    """
    items: list[int | str] = []
    taken = set(places)
    skip = False
    for at, char in enumerate(text):
        encoded: list[int | str] = list(char.encode("gb18030"))
        if len(encoded) > 2:
            encoded = [char]
        if skip:
            encoded = encoded[1:]
        skip = at in taken
        if skip:
            after = _pair(text[at + 1])
            assert after is not None
            mark = MARKS[after[0]]
            encoded[-1] = mark.translate(_WIDE) if wide else mark
        items += encoded
    shown, vanished = _decoded(items, lost=lost, end_mark=end_mark)
    return Shifted(shown, len(places), vanished)


def broken_at_random(text: str, rng: Random) -> Shifted | None:
    """`text` broken at one to three of its places, in one of the ways seen; None without any.

    A break that leaves no trace of the lost byte is only made where the text behind it shows what
    happened: a mark in the place of a character is no evidence by itself.
    """
    traceless = rng.random() < 0.2
    places = [at for at in straddles(text) if not traceless or _run_length(text, at) > 2]
    if not places:
        return None
    chosen = rng.sample(places, min(len(places), rng.choice((1, 1, 2, 3))))
    chosen = [at for at in sorted(chosen) if at - 1 not in chosen]
    return break_text(
        text,
        chosen,
        lost="" if traceless else "?",
        wide=rng.random() < 0.1,
        end_mark=rng.random() < 0.5,
    )


def _run_length(text: str, at: int) -> int:
    """How many characters behind the one at `at` pair one byte late."""
    length = 0
    for char in text[at + 1 :]:
        pair = _pair(char)
        if pair is None:
            break
        length += 1
        if pair[1] < 0x80:
            break
    return length


def half_width(text: str) -> str:
    """`text` with its full-width marks made half-width, as pages with this damage have them."""
    return text.translate(str.maketrans("，：；（）！？", ",:;()!?"))


def _pair(char: str) -> tuple[int, int] | None:
    try:
        encoded = char.encode("gbk")
    except UnicodeEncodeError:
        return None
    return (encoded[0], encoded[1]) if len(encoded) == 2 else None


def _decoded(items: list[int | str], *, lost: str, end_mark: bool) -> tuple[str, int]:
    """What a lenient decoder shows: lone bytes as `lost`, unassigned pairs not at all."""
    out: list[str] = []
    at = vanished = 0
    while at < len(items):
        item = items[at]
        after = items[at + 1] if at + 1 < len(items) else 0x0A
        if isinstance(item, str):
            out.append(item)
        elif item < 0x80:
            out.append(chr(item))
        elif item in {0x80, 0xFF}:
            pass
        elif isinstance(after, int) and (0x40 <= after <= 0x7E or 0x80 <= after <= 0xFE):
            shown = bytes((item, after)).decode("gbk", "ignore")
            if len(shown) == 1 and not shown.isascii():
                out.append(shown)
            else:
                vanished += 1
            at += 1
        elif isinstance(after, str) or end_mark:
            out.append(lost)
        at += 1
    return "".join(out), vanished
