"""The whole site: nothing from elsewhere, no answer, no hidden test."""

import base64
import json
import re
import zlib
from functools import cache
from html import unescape
from pathlib import Path

import nbformat
import pytest

from autograder.course.course import Course
from autograder.site.build import build

pytestmark = pytest.mark.kernel
ROOT = Path(__file__).parents[3]
COURSE = Course.find(ROOT)
SECRET = re.compile(r"### BEGIN (SOLUTION|HIDDEN TESTS)\n(.*?)### END \1", re.DOTALL)
# What any program holds: too short, an import, a bare name.
COMMON = re.compile(r".{0,11}|(import|from).*|return[\w,]+")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    build(COURSE, folder)
    return {path.name: path.read_text("utf-8") for path in folder.iterdir()}


@cache
def normal(text):
    lines = ("".join(line.split()) for line in text.splitlines())
    return {line for line in lines if not COMMON.fullmatch(line)}


@cache
def secrets(lab):
    """Every telling line of a lab's answers and hidden tests."""
    found = set()
    for cell in nbformat.read(COURSE.source(lab), 4).cells:
        data = cell.metadata.get("nbgrader", {})
        parts = [match[2] for match in SECRET.finditer(cell.source)]
        written = data.get("solution") and data.get("grade")
        found |= normal("\n".join([*parts, cell.source if written else ""]))
    return found


@cache
def released(name):
    """Every line that a page's lab gives students anyway."""
    path = COURSE.notebooks / Path(name).stem / f"{Path(name).stem}.ipynb"
    if not path.is_file():
        return set()
    return normal("\n".join(c.source for c in nbformat.read(path, 4).cells))


def texts(page):
    """What a file says: its text without tags, and what its explorers hold."""
    yield page
    yield unescape(re.sub(r"<[^>]*>", "", page))
    for data in re.findall(r'<script type="application/json">(.*?)</script>', page):
        for line in json.loads(data.replace("<\\/", "</"))["lines"]:
            for frame in json.loads(zlib.decompress(base64.b64decode(line["frames"]))):
                yield unescape("\n".join(re.sub(r"<[^>]*>", "\n", p) for p in frame))


@cache
def said(page):
    return set().union(*map(normal, texts(page)))


def leaked(name, page, lab):
    """The secret lines of a lab that a file shows."""
    return said(page) & secrets(lab) - released(name)


def test_no_file_holds_an_answer_or_a_hidden_test(site):
    found = {(f, lab): leaked(f, site[f], lab) for f in site for lab in COURSE.labs()}
    assert {place: lines for place, lines in found.items() if lines} == {}


def test_a_planted_answer_is_found(site):
    line = "    z = np.exp(-np.abs(x))  # the exponent is never above 0, so"
    line += " nothing overflows"
    planted = site["02_softmax.html"].replace("</main>", f"<pre>{line}</pre></main>")
    assert leaked("02_softmax.html", planted, "01_sigmoid")


def test_every_lab_has_a_page_that_the_index_names(site):
    pages = [f"{lab}.html" for lab in COURSE.labs()]
    assert sorted(site) == sorted([*pages, "index.html", "explorers.js", "site.css"])
    assert all(f'href="{page}"' in site["index.html"] for page in pages)


def test_every_explorer_of_a_released_lab_is_on_its_page(site):
    for lab in COURSE.labs():
        text = (COURSE.notebooks / lab / f"{lab}.ipynb").read_text("utf-8")
        asked = len(re.findall(r'"explore\.\w+\(', text))
        assert site[f"{lab}.html"].count('<div class="explorer">') == asked


def test_no_file_needs_another_place(site):
    for page in site.values():
        asked = re.findall(r'(?:src|href)="([^"]*)"|url\(([^)]*)\)', page)
        places = {place for pair in asked for place in pair if place}
        assert all(place in site or place.startswith("data:") for place in places)
