"""Write samples/: articles of our own making, clean and as archives have them.

Every article is invented; only the places exist. Run: python scripts/samples/compose.py
"""

from __future__ import annotations

import json
from pathlib import Path

import archive_damage as damage

HERE = Path(__file__).parent
TARGET = HERE.parents[1] / "samples"

ADVERT = "——金鼎在线娱乐注册即送八百元——"


def main() -> None:
    """Write every sample."""
    TARGET.mkdir(exist_ok=True)
    for name, data in compose().items():
        (TARGET / name).write_bytes(data)


def compose() -> dict[str, bytes]:
    """All samples by file name."""
    texts = {name: data.encode() for name, data in plain_texts().items()}
    return {
        **texts,
        "anding-2023.txt": damage.shift_gbk(damage.add_readings(mended("anding-2023"))).encode(),
        "suide-2011.txt": damage.shift_gbk(mended("suide-2011")).encode(),
        "youxi-2006.txt": damage.misread(
            mended("youxi-2006"), written="gbk", read="latin-1"
        ).encode(),
        "siziwang-2021.html": _page("government.html", "siziwang-2021").encode(),
        "badong-2016.html": _page("news.html", "badong-2016").encode("gbk"),
        "county-briefs.jsonl": _records(),
        "zhenyuan-2013.txt": _with_losses(mended("zhenyuan-2013")).encode(),
    }


def mended(name: str) -> str:
    """What repair must make of the damaged sample `name`, to the last character."""
    text = _clean(name)
    if name == "anding-2023":
        title, source, body = text.split("\n", 2)
        head = f"您当前的位置 : 定西新闻网 >> 县区 >> 安定 {title} {source} 字体 大 中 小 打印"
        return damage.halve_marks(damage.convert_script(f"{head}\n{body}"))
    if name == "suide-2011":
        return damage.halve_marks(damage.convert_script(text))
    if name == "zhenyuan-2013":
        return damage.halve_marks(damage.convert_too_much(text))
    return text


def plain_texts() -> dict[str, str]:
    """The samples that are text files in UTF-8 and whose text repair leaves as it is, or nearly."""
    doubled = _clean("cangxi-2010").replace("修建园区道路", f"{ADVERT}修建园区道路")
    passage = doubled.split("\n")[2]
    return {
        "jiangshan-2019.txt": _clean("jiangshan-2019"),
        "kaiping-2020.txt": _clean("kaiping-2020"),
        "huachuan-2008.txt": damage.halve_marks(_clean("huachuan-2008")),
        "yizhou-2012.txt": damage.break_lines(_clean("yizhou-2012"), width=35),
        "cangxi-2010.txt": doubled.replace(passage, f"{passage}\n{passage}"),
        "qitai-2014.txt": _spliced(_clean("qitai-2014")),
    }


def _with_losses(text: str) -> str:
    """`text` with a wrong character that can be mended, and losses that cannot."""
    return (
        text.replace("市", "巿")
        .replace("1560", "锟斤拷")
        .replace("2011", "")
        .replace("到2013", "到")
    )


def _spliced(text: str) -> str:
    title, source, *body = text.rstrip("\n").split("\n")
    lines = [title, source.replace(" ", "\u00a0")]
    lines += [f"????{line.translate(damage.FULL_DIGITS)}&nbsp;" for line in body]
    return "\n".join(lines).replace("江布拉克景区", "江布拉克[图库]景区") + "\n"


def _page(template: str, name: str) -> str:
    title, _, *body = _clean(name).rstrip("\n").split("\n")
    paragraphs = "\n".join(f"<p>\u3000\u3000{line}</p>" for line in body)
    page = (HERE / "pages" / template).read_text(encoding="utf-8")
    return page.replace("{title}", title).replace("{paragraphs}", paragraphs)


def _records() -> bytes:
    lines = []
    for name, source, date in (
        ("wuyuan-2004", "上饶日报", "2004-12-03"),
        ("zhengan-2018", "遵义日报", "2019-01-15"),
        ("xihua-2024", "周口日报", "2024-09-20"),
    ):
        title, _, text = (HERE / "records" / f"{name}.txt").read_text("utf-8").partition("\n")
        row = {"id": name, "title": title, "source": source, "date": date, "content": text}
        lines.append(json.dumps(row, ensure_ascii=False))
    return ("\n".join(lines) + "\n").encode()


def _clean(name: str) -> str:
    return (HERE / "clean" / f"{name}.txt").read_text(encoding="utf-8")


if __name__ == "__main__":
    main()
