"""What a person sees, in a real browser."""

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from db.site.serve import site

pytestmark = pytest.mark.slow

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
TELEPHONE, SCREEN = 390, 1280


@pytest.fixture(scope="module")
def address(sample: SimpleNamespace) -> Iterator[str]:
    """Serve the sample on a free port of this machine, in a thread."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    config = uvicorn.Config(
        site(sample.path).app(), host="127.0.0.1", port=port, log_level="error", lifespan="on"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start the Chromium of this machine."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        )  # fmt: skip
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[SimpleNamespace]:
    """Return a page and what its console complained of."""
    complaints: list[str] = []
    opened = browser.new_page(viewport={"width": TELEPHONE, "height": 844})
    opened.on(
        "console",
        lambda message: complaints.append(message.text) if message.type == "error" else None,
    )
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("dialog", lambda dialog: complaints.append(dialog.message))
    yield SimpleNamespace(tab=opened, complaints=complaints)
    opened.close()


def _paths(sample: SimpleNamespace) -> list[str]:
    return [
        "/", "/search?q=human&kind=direct_quote", "/company/norvant", "/company/klarna",
        "/person/mara-ellison", *(f"/article/{id_}" for id_ in sample.articles.values()),
        f"/reversal/{sample.reversals['klarna']}", f"/claim/{sample.claim}", "/outlets", "/method",
    ]  # fmt: skip


def _wider_than_the_screen(tab: Page) -> bool:
    return bool(tab.evaluate("document.documentElement.scrollWidth > innerWidth"))


def test_pages_fit_a_telephone_and_a_screen_and_the_console_is_silent(
    page: SimpleNamespace, address: str, sample: SimpleNamespace
) -> None:
    for width in (TELEPHONE, SCREEN):
        page.tab.set_viewport_size({"width": width, "height": 844})
        for path in _paths(sample):
            page.tab.goto(address + path)
            assert not _wider_than_the_screen(page.tab), (path, width)
            assert page.complaints == [], path


def test_marks_stand_in_the_text_and_lead_to_their_notes(
    page: SimpleNamespace, address: str, sample: SimpleNamespace
) -> None:
    article = sample.articles["Norvant : l’IA répond désormais aux clients"]
    page.tab.goto(f"{address}/article/{article}")
    marks = page.tab.locator(".text mark.said")
    assert marks.first.text_content() == "Norvant confie son service client à l’IA"
    page.tab.locator(".text a.ref").nth(1).click()
    note = page.tab.locator(".note:target")
    assert "Mara Ellison" in note.text_content()
    assert note.is_visible()


def test_drawing_fits_its_screen_and_its_points_lead_to_the_words(
    page: SimpleNamespace, address: str
) -> None:
    page.tab.goto(f"{address}/company/norvant")
    assert page.tab.locator(".timeline.narrow").is_visible()
    assert not page.tab.locator(".timeline.wide").is_visible()
    size = page.tab.locator(".timeline.narrow text").first.evaluate(
        "text => text.getBoundingClientRect().height"
    )
    assert size >= 11
    page.tab.locator(".timeline.narrow .point").first.click()
    assert "/article/" in page.tab.url


def test_keyboard_reaches_the_content_first_and_shows_where_it_is(
    page: SimpleNamespace, address: str
) -> None:
    page.tab.goto(f"{address}/")
    page.tab.keyboard.press("Tab")
    assert page.tab.evaluate("document.activeElement.textContent") == "Skip to the content"
    assert page.tab.locator(".skip").bounding_box()["y"] >= 0
    page.tab.keyboard.press("Enter")
    page.tab.keyboard.press("Tab")
    assert page.tab.evaluate("document.activeElement.id") == "q"
    assert page.tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


CONTRASTS = """
() => {
  const parts = (css) => css.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => {
      v /= 255;
      return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parts(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0.99) return colour;
    }
    return [255, 255, 255];
  };
  const found = [];
  for (const element of document.querySelectorAll("main *, header *, footer *")) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!own || !element.checkVisibility() || element.namespaceURI.endsWith("svg")) continue;
    const a = light(parts(getComputedStyle(element).color));
    const b = light(ground(element));
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) found.push([element.outerHTML.slice(0, 80), contrast]);
  }
  return found;
}
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(
    page: SimpleNamespace, address: str, sample: SimpleNamespace, scheme: str
) -> None:
    page.tab.emulate_media(color_scheme=scheme)
    for path in _paths(sample):
        page.tab.goto(address + path)
        assert page.tab.evaluate(CONTRASTS) == [], path


def test_archived_copy_shows_its_words_and_runs_nothing(
    page: SimpleNamespace, address: str, sample: SimpleNamespace
) -> None:
    version = sample.versions["Klarna wants a human to be there"]
    page.tab.goto(f"{address}/archive/{version}")
    assert page.tab.locator("h1").text_content() == "Klarna wants a human"
    assert page.tab.title() == "Klarna"


def test_datasettes_table_and_sql_editor_work_under_our_policy(
    page: SimpleNamespace, address: str, sample: SimpleNamespace
) -> None:
    page.tab.set_viewport_size({"width": SCREEN, "height": 844})
    name = sample.path.stem
    page.tab.goto(f"{address}/{name}/quotes")
    page.tab.locator("th[data-column=kind] svg").click()
    page.tab.get_by_text("Facet by this").click()
    assert "_facet=kind" in page.tab.url
    page.tab.goto(f"{address}/{name}?sql=select+1+as+one")
    assert page.tab.locator(".CodeMirror").is_visible()
    page.tab.locator("#sql-format").click()
    page.tab.locator("input[type=submit]").click()
    assert page.tab.locator("td.col-one").text_content() == "1"
    assert page.complaints == []


def test_printed_page_leaves_out_the_controls(page: SimpleNamespace, address: str) -> None:
    page.tab.goto(f"{address}/company/klarna")
    page.tab.emulate_media(media="print")
    assert not page.tab.locator("header nav").is_visible()
    assert page.tab.locator(".permalink").is_visible()
    assert page.tab.locator(".timeline.wide").is_visible()
