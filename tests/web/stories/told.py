"""How a story is told: what a person presses, reads and writes on the pages, by the words that stand there."""

import os
import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

SHOTS = os.environ.get("STORY_SHOTS", "")
COLOURS = 64


@dataclass
class Teller:
    """One person at one browser. `clicks` counts links and buttons pressed since the desk."""

    page: Page
    base: str
    phone: bool = False
    clicks: int = 0

    def open(self, address: str) -> None:
        """Type an address."""
        answer = self.page.goto(f"{self.base}{address}")
        assert answer, address
        assert answer.status < 400, f"{address} answers {answer.status}"

    def desk(self) -> None:
        """Go to the desk and count from there."""
        self.open("/desk/")
        self.clicks = 0

    def press(self, words: str, within: Locator | None = None, *, stays: bool = False) -> None:
        """Press the link or button that is called so. `stays`: no other page is expected."""
        self.press_at(self.called(words, within), stays=stays)

    def goes(self, words: str) -> None:
        """Go to a page of the menu: at once where it stands there, else by the section it stands in."""
        sections = self.page.locator(".top nav a")
        names = [one.strip() for one in sections.all_text_contents()]
        for section in (None, *names):
            if section is not None:
                self.press(section, self.page.locator(".top nav"))
            if self.called(words, self.page.locator("nav")).count():
                return self.press(words, self.page.locator("nav"))
        raise AssertionError(f"{words} is nowhere in the menu: {names}")

    def press_at(self, one: Locator, *, stays: bool = False) -> None:
        """Press this link or button: with a finger where there is a touch screen."""
        self.clicks += 1
        press = one.tap if self.phone else one.click
        if stays or one.evaluate("one => one.tagName") == "SUMMARY":
            press()
            return
        with self.page.expect_navigation(wait_until="load"):
            press()

    def called(self, words: str, within: Locator | None = None) -> Locator:
        """The first visible link, button or opener of that name."""
        place = within or self.page.locator("body")
        name = re.compile(rf"^\s*{re.escape(words)}\s*$")
        found = place.get_by_role("link", name=name).or_(place.get_by_role("button", name=name))
        return (
            found.or_(place.locator("summary").filter(has_text=name)).locator("visible=true").first
        )

    def writes(self, label: str, said: str) -> None:
        """Fill in a field by its label."""
        self.page.get_by_label(label, exact=False).first.fill(said)

    def chooses(self, group: str, *options: str) -> None:
        """Tick options of a group, or choose from a drop-down."""
        fields = self.page.get_by_role("group", name=group)
        for option in options:
            if fields.count():
                fields.get_by_label(option, exact=True).check()
            else:
                field = self.page.get_by_label(group).first
                texts = field.locator("option").all_text_contents()
                field.select_option(label=next(text for text in texts if option in text))

    def reads(self, *words: str) -> None:
        """All of it stands on the page, visibly."""
        for said in words:
            expect(
                self.page.locator("main").get_by_text(said).locator("visible=true").first
            ).to_be_visible()

    def misses(self, words: str) -> None:
        """Nothing of the kind can be pressed."""
        expect(self.called(words)).to_have_count(0)

    def waits(self, act: str) -> Locator:
        """The matters of the desk that wait for this act."""
        heading = re.compile(rf"^\s*{re.escape(act)}(\s|$)")
        groups = self.page.locator("section.group").filter(
            has=self.page.get_by_role("heading", name=heading)
        )
        return groups.locator(".todo a")

    def sideways(self) -> int:
        """Pixels by which the page is wider than the screen."""
        return int(
            self.page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
        )

    def links(self, html: str) -> set[str]:
        """Addresses of our own pages to which a page leads."""
        return {link for link in re.findall(r'href="(/[^"]*)"', html) if "/static/" not in link}

    def shot(self, name: str) -> None:
        """Keep a picture of the page, in few colours, where pictures are wanted."""
        if not SHOTS:
            return
        from PIL import Image

        picture = Image.open(BytesIO(self.page.screenshot(full_page=True))).convert("RGB")
        tall = min(picture.height, 2 * picture.width if picture.width > 400 else 1800)
        few = picture.crop((0, 0, picture.width, tall)).quantize(COLOURS, dither=Image.Dither.NONE)
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        few.save(Path(SHOTS) / f"{name}.png", optimize=True)
