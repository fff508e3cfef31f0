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
TEXTS = {".html", ".js", ".css"}
DATA = re.compile(r'^gradlabArrived\("[^"]+", (.*)\);$', re.MULTILINE)
MOST = 400_000  # bytes of a page until an explorer is looked at
SECRET = re.compile(r"### BEGIN (SOLUTION|HIDDEN TESTS)\n(.*?)### END \1", re.DOTALL)
# What any program holds: too short, an import, a bare name.
COMMON = re.compile(r".{0,11}|(import|from).*|return[\w,]+")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The files of the site by name."""
    folder = tmp_path_factory.mktemp("site")
    build(COURSE, folder)
    return {path.name: path for path in folder.iterdir()}


@pytest.fixture(scope="module")
def site(folder):
    """The text of each file that is one."""
    texts = {name: path for name, path in folder.items() if path.suffix in TEXTS}
    return {name: path.read_text("utf-8") for name, path in texts.items()}


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
    lab = re.sub(r"-\d+$", "", Path(name).stem)  # of 01_sigmoid-2.js: 01_sigmoid
    path = COURSE.notebooks / lab / f"{lab}.ipynb"
    if not path.is_file():
        return set()
    return normal("\n".join(c.source for c in nbformat.read(path, 4).cells))


def texts(page):
    """What a file says: its text without tags, and what its explorers hold."""
    yield page
    yield unescape(re.sub(r"<[^>]*>", "", page))
    for data in DATA.findall(page):
        for line in json.loads(data)["lines"]:
            for frame in json.loads(zlib.decompress(base64.b64decode(line["frames"]))):
                words = (part for part in frame or () if isinstance(part, str))
                yield unescape("\n".join(re.sub(r"<[^>]*>", "\n", p) for p in words))


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
    fixed = {*pages, "index.html", "explorers.js", "site.css"}
    assert all(re.fullmatch(r".*-\d+\.js", name) for name in set(site) - fixed)
    assert fixed <= set(site)
    assert all(f'href="{page}"' in site["index.html"] for page in pages)


def test_every_explorer_of_a_released_lab_is_on_its_page(site):
    for lab in COURSE.labs():
        text = (COURSE.notebooks / lab / f"{lab}.ipynb").read_text("utf-8")
        asked = len(re.findall(r'"explore\.\w+\(', text))
        assert site[f"{lab}.html"].count('<div class="explorer" id=') == asked
        assert sum(name.startswith(f"{lab}-") for name in site) == asked


def test_the_first_page_has_an_explorer_at_its_head_and_all_in_its_gallery(site):
    before, _, after = site["index.html"].partition("<h2")
    assert before.count('<div class="explorer" id="01_sigmoid-') == 1
    data = {name.removesuffix(".js") for name in site if DATA.match(site[name])}
    linked = re.findall(r'href="([\w]+)\.html#([\w-]+)"', after)
    assert {key for _, key in linked} == data
    assert all(f'id="{key}"' in site[f"{lab}.html"] for lab, key in linked)


def test_the_first_page_has_the_parts_of_the_course(site):
    parts = re.findall("<h3>(.*?)</h3>", site["index.html"])
    assert [part.partition(":")[0] for part in parts] == ["Part 1", "Part 2", "Part 3"]


def test_a_page_weighs_little_until_an_explorer_is_looked_at(folder, site):
    asked = re.compile(r'(?:src|href)="([^"#]*\.(?:png|webp|svg|css|js))"')
    weights = {}
    for name in [name for name in site if name.endswith(".html")]:
        parts = {name, *asked.findall(site[name])}
        weights[name] = sum(folder[part].stat().st_size for part in parts)
    assert {name: size for name, size in weights.items() if size > MOST} == {}


def test_no_file_needs_another_place(site, folder):
    for page in (text for name, text in site.items() if not name.endswith(".js")):
        asked = re.findall(r'(?:src|href)="([^"]*)"|url\(([^)]*)\)', page)
        places = {place for pair in asked for place in pair if place}
        places = {place.partition("#")[0] or "index.html" for place in places}
        assert all(place in folder or place.startswith("data:") for place in places)
