"""How many frames a page asks for at a time while a hand moves in two directions."""

import pytest

pytest.importorskip("playwright.sync_api", reason="pip install playwright")

from gradlab.explore.core.script import HERE, joined

pytestmark = pytest.mark.browser
ASKED = "asked = [1, 2, 3, 4, 5, 6, 7, 8].map((p) => singles.ask([p, 0]))"
AGAIN = "[singles.ask([1, 0]), singles.ask([9, 0])]"


@pytest.fixture
def page(browser):
    """An empty page that has the questions for single frames."""
    page = browser.new_page()
    module = joined((HERE / "plane.js").read_text("utf-8"))
    page.add_script_tag(content=f"{module}\nconst singles = new Singles(60_000);")
    yield page
    page.close()


def test_a_few_questions_are_on_their_way_and_none_is_put_twice(page):
    assert page.evaluate(ASKED) == [True] * 6 + [False] * 2
    page.evaluate("singles.answered([2, 0], 0)")
    assert page.evaluate("singles.open.length") == 4
    assert page.evaluate("singles.ask([3, 0])") is False
    assert page.evaluate(AGAIN) == [True, True]


def test_a_slow_function_is_asked_for_one_position_at_a_time(page):
    assert page.evaluate("singles.ask([1, 0])") is True
    page.evaluate("singles.answered([1, 0], 100_000)")
    assert page.evaluate(ASKED) == [True] + [False] * 7


def test_a_plane_remembers_the_latest_single_frames_and_finds_the_nearest(page):
    page.evaluate("plane = new Plane([0, 1], [0, 0, 5])")
    page.evaluate(
        "for (let p = 0; p < 400; p++) plane.remember([p, 0, 5], [`frame ${p}`])"
    )
    page.evaluate("plane.remember([7, 0, 6], ['of another plane'])")
    assert page.evaluate("plane.recent.size") == 300
    assert page.evaluate("plane.find([401, 0, 5], 8)") == ["frame 399"]
    assert page.evaluate("plane.find([7, 0, 5], 8)") is None
