"""A real browser that looks at a page: Debian's Chromium without a window."""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from selenium.webdriver import Chrome, ChromeOptions, Keys
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.wait import WebDriverWait

from tests.lab.host import apt_get

PROGRAMS: Final = {"chromium": "chromium", "chromedriver": "chromium-driver"}
"""Program and the Debian package that has it."""
_QUIET: Final = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
_TEXTS: Final = """
const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
const behind = (element) => {
  for (let each = element; each; each = each.parentElement) {
    const colour = parts(getComputedStyle(each).backgroundColor);
    if (colour.length === 3 || colour[3] === 1) return colour.slice(0, 3);
  }
  return [255, 255, 255];
};
return [...document.querySelectorAll("body :not(svg, svg *, script)")]
  .filter((each) => each.checkVisibility()
    && [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
  .map((each) => [each.textContent.trim().slice(0, 30), parts(getComputedStyle(each).color),
    behind(each)]);
"""
_FOCUSED: Final = """
const found = document.activeElement, style = getComputedStyle(found);
const box = found.getBoundingClientRect();
return {
  name: found === document.body ? "" : found.getAttribute("aria-label") || found.id
    || document.getElementById(found.getAttribute("aria-labelledby"))?.textContent
    || found.textContent.trim(),
  outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
  seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
};
"""


def install() -> None:
    """Install what is missing, as the lab does; fail where that can't be."""
    missing = [package for program, package in PROGRAMS.items() if not shutil.which(program)]
    if missing:
        assert os.geteuid() == 0, f"apt-get install {' '.join(missing)}: these tests need them"
        apt_get("install", "--yes", "--no-install-recommends", *missing)


class Browser:
    """One window."""

    def __init__(self, driver: Chrome) -> None:
        self.driver = driver

    def show(self, file: Path, *, width: int = 1280, height: int = 900, dark: bool = False) -> None:
        """Open a page in a window of that size, in pixels; what was logged before is forgotten."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.tell("Emulation.setDeviceMetricsOverride", metrics)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.tell("Emulation.setEmulatedMedia", {"features": [scheme]})
        self.go(file.as_uri())

    def go(self, url: str) -> None:
        """Open a page as the window is; what was logged before is forgotten."""
        self.requests()
        self.console()
        self.driver.get(url)

    def tell(self, command: str, arguments: dict[str, Any]) -> None:
        """A command of the DevTools protocol."""
        self.driver.execute_cdp_cmd(command, arguments)

    def run(self, script: str, *arguments: Any) -> Any:
        """What a script returns."""
        return self.driver.execute_script(script, *arguments)

    def press(self, *keys: str) -> None:
        """Keys, wherever the focus is."""
        self.driver.switch_to.active_element.send_keys(*keys)

    def focused(self) -> dict[str, Any]:
        """What has the focus: its `name`, pixels of its `outline`, whether it is `seen`."""
        found: dict[str, Any] = self.run(_FOCUSED)
        return found

    def texts(self) -> list[tuple[str, str, str]]:
        """Each text that shows, with its colour and the one behind it, as `#rrggbb`."""
        found: list[tuple[str, Sequence[int], Sequence[int]]] = self.run(_TEXTS)
        return [(text, _colour(ink), _colour(paper)) for text, ink, paper in found]

    def tab(self) -> list[dict[str, Any]]:
        """All that Tab comes by, until it leaves the page."""
        stops: list[dict[str, Any]] = []
        while len(stops) < 100:
            self.press(Keys.TAB)
            stop = self.focused()
            if not stop["name"]:
                break
            stops.append(stop)
        return stops

    def tab_to(self, name: str) -> None:
        """Press Tab until that has the focus."""
        for _ in range(100):
            if self.focused()["name"] == name:
                return
            self.press(Keys.TAB)
        raise AssertionError(f"Tab never comes by {name}")

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait for what a script does in its own time."""
        WebDriverWait(self.driver, 10, 0.05).until(lambda _: condition())

    def requests(self) -> list[str]:
        """The URLs that were asked for since the last call."""
        log: Sequence[Any] = self.driver.get_log("performance")  # type: ignore[no-untyped-call]
        events = [json.loads(each["message"])["message"] for each in log]
        return [
            event["params"]["request"]["url"]
            for event in events
            if event["method"] == "Network.requestWillBeSent"
        ]

    def console(self) -> list[str]:
        """What the console says since the last call."""
        log: Sequence[Any] = self.driver.get_log("browser")  # type: ignore[no-untyped-call]
        return [each["message"] for each in log]


def _colour(parts: Sequence[int]) -> str:
    return "#" + "".join(f"{part:02x}" for part in parts[:3])


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """Start one, with a profile in that folder."""
    install()
    options = ChromeOptions()
    options.binary_location = str(shutil.which("chromium"))
    for argument in (*_QUIET, f"--user-data-dir={folder}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    driver = Chrome(options, Service(str(shutil.which("chromedriver"))))
    try:
        # The first page that it shows by itself asks for more than the log tells at once.
        driver.get("about:blank")
        yield Browser(driver)
    finally:
        driver.quit()
