"""A report open in a browser, as a person uses it."""

from __future__ import annotations

from typing import Any

from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait


class Page:
    """One report in a window of a given width."""

    def __init__(self, driver: Chrome, address: str, width: int) -> None:
        self.driver = driver
        self._address = address
        metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        driver.get("about:blank")
        driver.get_log("browser")
        self.view("overview")

    def view(self, name: str) -> None:
        """Go to a view, as a link to it does."""
        self.driver.get(f"{self._address}#{name}")
        self.wait_for(name)

    def wait_for(self, name: str) -> None:
        """Wait until the view that a link led to is there."""
        shown = "return document.body.dataset.view"
        WebDriverWait(self.driver, 20).until(lambda _: self.script(shown) == name)

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def script(self, code: str, *arguments: Any) -> Any:
        return self.driver.execute_script(code, *arguments)

    def press(self, *keys: str) -> None:
        for key in keys:
            ActionChains(self.driver).send_keys(key).perform()

    def hover(self, element: WebElement) -> None:
        ActionChains(self.driver).move_to_element(element).perform()

    def tab_to(self, element: WebElement, most: int = 60) -> None:
        """Press Tab until `element` has the focus."""
        for _ in range(most):
            if self.active() == element:
                return
            self.press(Keys.TAB)
        raise AssertionError(f"Tab does not reach {element.get_attribute('outerHTML')}")

    def active(self) -> WebElement:
        return self.driver.switch_to.active_element

    def complaints(self) -> list[str]:
        """What the browser logged: errors of scripts, and what the policy refused."""
        return [row["message"] for row in self.driver.get_log("browser")]
