"""What archives did to texts, as functions from a clean text to the damaged one."""

from __future__ import annotations

import opencc

READINGS = {
    "發": "fā",
    "業": "yè",
    "網": "wǎng",
    "區": "qū",
    "現": "xiàn",
    "設": "shè",
    "務": "wù",
    "結": "jié",
    "調": "diào",
    "協": "xié",
    "術": "shù",
    "產": "chǎn",
    "農": "nóng",
    "鄉": "xiāng",
    "鎮": "zhèn",
    "經": "jīng",
    "節": "jié",
    "備": "bèi",
    "動": "dòng",
    "劃": "huà",
    "層": "céng",
}
"""One site's fixed set of characters that get a reading, and the readings."""

HALF_MARKS = str.maketrans("，：；（）！？", ",:;()!?")
FULL_DIGITS = str.maketrans("0123456789.", "０１２３４５６７８９．")

# The marks of GBK row A3 that the converter turned into ASCII: ！ ， ？.
HALVED = {0xA1: b"!", 0xAC: b",", 0xBF: b"?"}


def convert_script(text: str) -> str:
    """`text` in Traditional Chinese, as a converter writes it."""
    return str(opencc.OpenCC("s2t").convert(text))


def convert_too_much(text: str) -> str:
    """The same by a converter that reads 发展 as hair and writes every 个 as 箇."""
    return convert_script(text).replace("不斷發展", "不斷髮展").replace("個", "箇")


def halve_marks(text: str) -> str:
    """`text` with half-width marks for the Chinese ones."""
    return text.translate(HALF_MARKS)


def add_readings(text: str) -> str:
    """`text` with the reading in brackets behind each character of `READINGS`."""
    return "".join(f"{char}({READINGS[char]})" if char in READINGS else char for char in text)


def shift_gbk(text: str) -> str:
    """`text` after a full-width to half-width pass over its GBK bytes.

    The pass looks for A3 and a mark's byte without asking where a character begins. Where A3 is
    the second byte of a character, that character's first byte is left alone, and everything up
    to the next ASCII byte pairs one byte late.
    """
    data = text.encode("gbk")
    out = bytearray()
    at = 0
    while at < len(data):
        if data[at] == 0xA3 and data[at + 1 : at + 2] and data[at + 1] in HALVED:
            out += HALVED[data[at + 1]]
            at += 2
        else:
            out.append(data[at])
            at += 1
    return _read_gbk(bytes(out))


def _read_gbk(data: bytes) -> str:
    """Decode as the site did: a lone byte shows as `?`, an unassigned pair as nothing."""
    pieces: list[str] = []
    at = 0
    while at < len(data):
        if data[at] < 0x80:
            pieces.append(chr(data[at]))
            at += 1
        elif at + 1 < len(data) and data[at + 1] >= 0x40:
            pieces.append(data[at : at + 2].decode("gbk", "ignore")[:1])
            at += 2
        else:
            pieces.append("?")
            at += 1
    return "".join(pieces)


def misread(text: str, *, written: str, read: str) -> str:
    """`text` as it looks when bytes of encoding `written` are read as `read`."""
    return text.encode(written).decode(read)


def break_lines(text: str, *, width: int) -> str:
    """`text` with a line break after every `width` characters of a line, wherever that falls."""
    lines = (line for line in text.split("\n"))
    return "\n".join(
        "\n".join(line[at : at + width] for at in range(0, max(len(line), 1), width))
        for line in lines
    )
