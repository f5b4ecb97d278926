"""Short forms of the names of divisions."""

from __future__ import annotations

import re

# The peoples in names of autonomous divisions, longest first where one begins another.
PEOPLES = (
    "柯尔克孜|乌孜别克|维吾尔|哈萨克|达斡尔|塔吉克|俄罗斯|鄂温克|塔塔尔|鄂伦春|蒙古|布依|朝鲜|土家|哈尼|傈僳|高山|拉祜|"
    "东乡|纳西|景颇|仫佬|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|德昂|保安|裕固|独龙|赫哲|门巴|珞巴|基诺|"
    "[汉回藏苗彝壮满侗瑶白傣黎佤畲水土羌怒京各]"
)
PEOPLES_RE = re.compile(f"(?:(?:{PEOPLES})族|蒙古|哈萨克|柯尔克孜|锡伯|塔吉克|维吾尔)+$")
AUTONOMOUS_RE = re.compile("(.+)自治([区州县旗])")
# The half of a banner is never named without its last word: 苏尼特左旗.
BANNER_PART_RE = re.compile("[左右前后中]旗$")
HEADS = ("特别行政区", "地区", "林区", "特区", "矿区", "省", "市", "县", "区", "旗", "盟")


def short_names(name: str) -> tuple[str, ...]:
    """What news call the division `name` for short.

    Example:
        >>> short_names("肃南裕固族自治县"), short_names("张掖市"), short_names("郊区")
        (('肃南', '肃南县', '肃南自治县'), ('张掖',), ())
    """
    match = AUTONOMOUS_RE.fullmatch(name)
    if match is not None:
        stem = PEOPLES_RE.sub("", match[1])
        # 内蒙古 and 东乡族 would leave nothing but a syllable.
        stem = stem if len(stem) > 1 else match[1].removesuffix("族")
        return (stem,) if match[2] == "区" else (stem, stem + match[2], f"{stem}自治{match[2]}")
    if BANNER_PART_RE.search(name):
        return ()
    for head in HEADS:
        stem = name.removesuffix(head)
        if stem != name and len(stem) > 1:
            short = PEOPLES_RE.sub("", stem)
            return (short if len(short) > 1 else stem,)
    return ()
