"""Other bodies: schools, hospitals, institutes, associations, media, exchanges."""

from __future__ import annotations

from collections.abc import Iterable

from govnews_extract.datatypes import Label
from govnews_extract.tag.heads import Head
from govnews_extract.tag.scene import Draft, Scene
from govnews_extract.tag.wording import word_classes

MAX_NAME_CHARS = 24

# Words that say what sort of school or hospital, not which one.
GENERIC = frozenset(
    "所 该 本 某 各 全国 国内 国外 当地 乡镇 基层 公立 民办 私立 综合 专科 定点 三甲 重点 高等 中等 "
    "职业 中小 中 小 大 高 初 名牌 知名 农村 城市 县级 市级 省级 社区 村 乡 镇 县 市 公办 普通 相关 行业 "
    "产业 企业 新闻 网络 移动 手机 现代 国际 专业 新 老 有关 科研 医疗 合作 家".split()
)


class OrgRule:
    """Reads organisations by their last word out of one article."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def read(self, hits: Iterable[tuple[int, int, Head]]) -> list[Draft]:
        """Drafts of every organisation among `hits`, sorted by start."""
        found: list[Draft] = []
        for start, end, head in hits:
            whole = found[-1] if found and found[-1].end == start else None
            if whole is not None:
                found[-1] = Draft(whole.start, end, Label.ORG, "org.part", 6)
                continue
            begin = self._begin(start)
            if begin < start and self._specific(begin, start):
                found.append(Draft(begin, end, Label.ORG, f"org.{head.kind}", 6))
        return found

    def _begin(self, start: int) -> int:
        scene = self._scene
        reach = scene.run_left(start, MAX_NAME_CHARS)
        for at in reach:
            if at in scene.place_by_start:
                return scene.joined_places(at)
            if scene.text.startswith(("中国", "中华", "全国"), at):
                return at
        begin = reach[-1] if reach else start
        anchor = scene.anchor_before(start)
        return min(begin, anchor) if anchor is not None else begin

    def _specific(self, begin: int, start: int) -> bool:
        scene = self._scene
        classes = word_classes()
        at = start
        while at > begin:
            left, word = scene.word_before(at)
            left = max(left, begin)
            word = scene.text[left:at]
            at = left
            if left in scene.place_by_start or word in ("中国", "中华", "国家", "省", "市", "县"):
                return True
            if word not in GENERIC and classes.get(word, "nz") in ("nz", "nr", "nt", "j", "ns"):
                return True
        return False
