"""A headless Chromium for the tests of pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from report_pages import Page
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from govnews_extract.report import write_report

# Nothing but the page: no sandbox because root runs CI, no calls home.
FLAGS = """
--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync
--disable-background-networking --disable-component-update --disable-dev-shm-usage
""".split()


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    paths = {name: shutil.which(name) for name in ("chromium", "chromedriver")}
    if None in paths.values():
        reason = "chromium and chromedriver are absent (Debian: chromium, chromium-driver)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    options = webdriver.ChromeOptions()
    options.binary_location = str(paths["chromium"])
    for flag in [*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(paths["chromedriver"]))
    yield driver
    driver.quit()


@pytest.fixture
def open_page(chromium: webdriver.Chrome, tmp_path: Path) -> Callable[..., Page]:
    """Write the report of records to a file and open it."""

    def open_report(records: list[dict[str, Any]], width: int = 1280, **options: Any) -> Page:
        path = tmp_path / "report.html"
        with path.open("w", encoding="utf-8") as file:
            write_report(records, file, **options)
        return Page(chromium, path.as_uri(), width)

    return open_report
