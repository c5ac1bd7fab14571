"""The documentation as pages: built without a warning, whole, and with nothing from elsewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest

from tests.docs import DOCS, ROOT

if TYPE_CHECKING:
    from pathlib import Path

#: What a browser would fetch: elements and the attribute that names it.
FETCHED = {
    "link": "href",
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "object": "data",
    "embed": "src",
}

#: Links of the head that are read by machines, and fetch nothing.
UNFETCHED = {"canonical", "prev", "next", "alternate"}


class Page(HTMLParser):
    """What a page links to, fetches, and can be linked to; its language and texts of pictures."""

    def __init__(self, text):
        super().__init__()
        self.links, self.fetched, self.ids, self.unsaid = [], [], set(), []
        self.language = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Note one element."""
        given = dict(attrs)
        self.ids |= {given[name] for name in ("id", "name") if given.get(name)}
        if tag == "html":
            self.language = given.get("lang", "")
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        if tag == "img" and not given.get("alt"):
            self.unsaid.append(given.get("src"))
        if tag in FETCHED and given.get(FETCHED[tag]) and given.get("rel") not in UNFETCHED:
            self.fetched.append(given[FETCHED[tag]])


@dataclass(frozen=True)
class Site:
    """The folder of the pages, and what was read of each."""

    folder: Path
    pages: dict[str, Page]


def build(folder):
    """Build the pages into a folder, and read them."""
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", folder],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    pages = {
        path.relative_to(folder).as_posix(): Page(path.read_text(encoding="utf-8"))
        for path in folder.rglob("*.html")
    }
    return Site(folder, pages)


def no_link_leads_nowhere(site):
    dead = []
    for name, page in site.pages.items():
        for link in [*page.links, *page.fetched]:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or name == "404.html":
                continue
            path = site.folder / name
            path = path.parent / unquote(parts.path) if parts.path else path
            goal = site.pages.get(os.path.relpath(path, site.folder).replace(os.sep, "/"))
            place = unquote(parts.fragment)
            if not path.is_file() or (goal and place and place not in goal.ids):
                dead.append((name, link))
    assert not dead


def no_page_fetches_anything_from_elsewhere(site):
    outside = [
        (name, fetched)
        for name, page in site.pages.items()
        for fetched in page.fetched
        if urlsplit(fetched).scheme not in ("", "data") or urlsplit(fetched).netloc
    ]
    assert not outside
    for path in site.folder.rglob("*.css"):
        styles = path.read_text(encoding="utf-8")
        assert not re.search(r"(?:url\(|@import)\s*[\"']?https?:", styles), path


def pages_say_their_language_and_what_pictures_show(site):
    for name, page in site.pages.items():
        french = name.startswith("fr/") or ".fr." in name
        assert page.language == ("fr" if french else "en"), name
        assert not page.unsaid, name


def every_guide_leads_to_its_other_language(site):
    for name, page in site.pages.items():
        folder, _, file = name.rpartition("/")
        if folder == "guide":
            assert f"../fr/{file}" in page.links, name
            assert f"../guide/{file}" in site.pages[f"fr/{file}"].links, name


def references_have_every_command_option_and_name(site):
    import diasporamap as dm
    from diasporamap.commands import COMMANDS

    commands = site.pages["reference/commands.html"]
    assert {f"diasporamap-{name}" for name in COMMANDS} <= commands.ids
    assert {"diasporamap-db-load", "diasporamap-districts-show"} <= commands.ids
    text = (site.folder / "reference" / "commands.html").read_text(encoding="utf-8")
    assert "--caption-file" in text
    library = site.pages["reference/library.html"]
    for name in dm.__all__:
        assert any(found.endswith(f".{name}") for found in library.ids), name


def troubleshooting_explains_frequent_messages_in_both_languages(site):
    for name in ("guide/troubleshooting.html", "fr/troubleshooting.html"):
        assert {"code_among_names", "same_cell", "formula", "too_fine"} <= site.pages[name].ids
        assert len([found for found in site.pages[name].ids if "_" in found]) >= 25


CHECKS = (
    no_link_leads_nowhere,
    no_page_fetches_anything_from_elsewhere,
    pages_say_their_language_and_what_pictures_show,
    every_guide_leads_to_its_other_language,
    references_have_every_command_option_and_name,
    troubleshooting_explains_frequent_messages_in_both_languages,
)


@pytest.mark.slow
def test_pages_are_built_without_a_warning_and_whole(tmp_path):
    site = build(tmp_path)
    assert len(site.pages) > 60
    for check in CHECKS:
        check(site)


def test_links_of_texts_outside_of_the_pages_lead_to_files():
    dead = []
    for path in [*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *ROOT.glob("*/README.md")]:
        text = re.sub(r"(?ms)^```.*?^```|`[^`\n]*`", "", path.read_text(encoding="utf-8"))
        for link in re.findall(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"", text):
            goal = unquote(next(filter(None, link)).partition("#")[0])
            made = re.search(r"(?:^|/)(?:commands|library|about/\w+|troubleshooting)\.md$", goal)
            if goal and not re.match(r"[a-z]+:", goal) and not made:
                dead += [] if (path.parent / goal).exists() else [(path.name, goal)]
    assert not dead
