"""Nothing that an article holds runs, loads or steers anything on the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from report_pages import Page

from govnews_extract import Extractor

OpenPage = Callable[..., Page]
HOSTILE = [
    "<script>window.ran = 1</script>",
    "</script><script>window.ran = 1</script>",
    "<!--<script>",
    "--></script><img src=x onerror='window.ran = 1'>",
    '"><svg onload="window.ran = 1">',
    "' autofocus onfocus='window.ran = 1",
    "javascript:window.ran=1",
    "{{ 7 * 7 }}{% raw %}",
    "</title></style><base href='https://example.org/'>",
    "\u2028\u2029\\u003cscript\\u003e",
    "]]>&lt;b&gt;\\",
]
STATED = "江山市投资3亿元。"


def poisoned(value: Any, poison: str) -> Any:
    """A record with `poison` behind each text in it that no offset counts in."""
    if isinstance(value, dict):
        whole = ("id", "value", "high", "published", "rule", "confidence")
        return {k: v if k in whole else poisoned(v, poison) for k, v in value.items()}
    if isinstance(value, list):
        return [poisoned(one, poison) for one in value]
    return value + poison if isinstance(value, str) else value


def look_everywhere(page: Page) -> None:
    for language in ("zh", "en"):
        for view in ("overview", "projects", "articles", "article-0"):
            page.view(view)
            page.one(f"[data-language={language}]").click()
        for amount in page.all("#article-body button.amount"):
            page.hover(amount)
            amount.click()


@pytest.mark.parametrize("poison", HOSTILE)
def test_no_text_of_a_record_runs(open_page: OpenPage, extractor: Extractor, poison: str) -> None:
    text = f"{poison}\n{STATED}江山市建设{poison}30万千瓦光伏发电项目。{poison}"
    record = extractor.extract(text, path=poison).to_dict()
    record |= {"title": poison, "source": poison, "url": poison}
    page = open_page([record])
    look_everywhere(page)
    assert page.one(".text").get_property("textContent") == record["text"]
    assert page.one("#head-article").get_property("textContent") == poison
    changed = poisoned(extractor.extract(STATED).to_dict(), poison)
    look_everywhere(open_page([changed]))
    assert page.complaints() == []
    assert page.script("return window.ran === undefined")
    assert page.script("return document.querySelectorAll('img, base, iframe, form').length") == 0
    assert page.script("return performance.getEntriesByType('resource').length") == 0
    scripts = page.script("return [...document.scripts].map(s => s.type)")
    assert scripts == ["application/json", "application/json", ""]


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org/a?b=1&c=<d>", True),
        ("javascript:window.ran=1", False),
        ("JaVaScRiPt:window.ran=1", False),
        ("data:text/html,<script>window.ran=1</script>", False),
        ("//example.org/", False),
        (" https://example.org/", False),
    ],
)
def test_only_addresses_of_the_web_are_links(
    open_page: OpenPage, extractor: Extractor, url: str, linked: bool
) -> None:
    page = open_page([{**extractor.extract(STATED).to_dict(), "url": url}])
    page.view("article-0")
    links = [one.get_dom_attribute("href") for one in page.all("#article-body a")]
    assert links == ([url] if linked else [])


def test_what_turns_the_direction_of_reading_is_shown(
    open_page: OpenPage, extractor: Extractor
) -> None:
    page = open_page([extractor.extract("江山市投资\u202e3亿元\u202c。\u2067完\x07").to_dict()])
    page.view("article-0")
    shown = page.one(".text").get_property("textContent")
    assert shown == "江山市投资‹U+202E›3亿元‹U+202C›。‹U+2067›完‹U+0007›"


def test_the_policy_refuses_every_other_script_and_every_address(
    open_page: OpenPage, extractor: Extractor
) -> None:
    page = open_page([extractor.extract(STATED).to_dict()])
    page.script(
        "const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
        "document.body.append(s);"
        "document.body.insertAdjacentHTML('beforeend', '<p onclick=\"window.ran = 1\" id=p>p</p>');"
        "document.getElementById('p').click();"
        "const i = document.createElement('img'); i.src = 'https://example.org/x.png';"
        "document.body.append(i);"
    )
    assert page.script("return window.ran === undefined")
    refused = " ".join(page.complaints())
    assert "inline script" in refused
    assert "inline event handler" in refused
    assert "example.org/x.png" in refused
