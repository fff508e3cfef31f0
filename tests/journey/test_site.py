"""The course as static files, opened from the disk by a browser without a network."""

import re

import pytest

pytest.importorskip("playwright.sync_api", reason="pip install playwright")

from accessible import findings
from lab_server import ROOT
from playwright.sync_api import expect

from autograder.course.course import Course
from autograder.site.build import build

pytestmark = [pytest.mark.browser, pytest.mark.kernel]
LABS = ["02_softmax", "09_gradient_descent"]


@pytest.fixture(scope="module")
def site(browser, tmp_path_factory):
    """The pages of two labs."""
    folder = tmp_path_factory.mktemp("site")
    build(Course.find(ROOT), folder, LABS)
    return folder


@pytest.fixture
def visit(site, open_file):
    """A function that opens a page of the site."""

    def open_(name, *, width=900, theme="light"):
        return open_file(site / name, width=width, height=900, theme=theme)

    return open_


def explorer(page, number):
    """An explorer of a page, when it shows its picture."""
    place = page.locator(".explorer").nth(number)
    place.scroll_into_view_if_needed()
    root = place.locator(".gradlab-live")
    expect(root.locator(".gradlab-readout")).not_to_be_empty()
    return root


def test_without_a_network_the_picture_follows_the_mouse(visit, artefacts):
    page = visit("02_softmax.html")
    root = explorer(page, 1)
    box = root.get_by_role("slider", name="score 0").bounding_box()
    seen = set()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    for step in range(11):
        page.mouse.move(box["x"] + box["width"] * step / 10, box["y"] + 5)
        seen.add(root.locator(".gradlab-frame").inner_html())
    page.mouse.up()
    root.screenshot(path=artefacts / "site-explorer.png")
    assert len(seen) >= 6


def test_the_keyboard_moves_a_slider_and_reset_brings_it_back(visit):
    root = explorer(visit("02_softmax.html"), 1)
    slider = root.get_by_role("slider", name="score 0")
    slider.press("ArrowRight")
    expect(root.locator(".gradlab-readout")).to_contain_text("scores [2.1,")
    expect(slider).to_have_attribute("aria-valuetext", "2.1")
    expect(root.locator("code")).to_have_text("explore.softmax(softmax, x0=2.1)")
    root.get_by_role("button", name="Reset").click()
    expect(root.locator(".gradlab-readout")).to_contain_text("scores [2.0,")


def test_a_slider_stays_where_pictures_are_while_another_one_moves(visit):
    root = explorer(visit("02_softmax.html"), 1)
    root.get_by_role("slider", name="score 0").press("End")
    root.get_by_role("slider", name="score 1").press("ArrowRight")
    expect(root.locator(".gradlab-readout")).to_contain_text("scores [5.0, 1.1,")
    root.get_by_role("slider", name="score 1").press("ArrowRight")
    expect(root.locator(".gradlab-readout")).to_contain_text("scores [5.0, 1.2,")


def test_a_slider_between_pictures_goes_to_the_nearest(visit):
    root = explorer(visit("02_softmax.html"), 1)
    slider = root.get_by_role("slider", name="score 0")
    slider.press("End")
    slider.press("ArrowLeft")
    expect(root.locator(".gradlab-readout")).to_contain_text("scores [4.9, 1.0,")
    root.get_by_role("slider", name="score 1").press("ArrowRight")
    expect(root.locator(".gradlab-readout")).to_contain_text("scores [5.0, 1.1,")
    expect(slider).to_have_attribute("aria-valuetext", "5.0")


def test_a_mark_is_dragged_without_a_network_and_its_slider_goes_along(visit):
    page = visit("02_softmax.html")
    root = explorer(page, 1)
    grip = root.get_by_role("slider", name="score of class 0")
    box = grip.locator(".gradlab-reach").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 1000, steps=5)
    page.mouse.up()
    expect(root.locator(".gradlab-readout")).to_contain_text("scores [5.0, 1.0,")
    slider = root.get_by_role("slider", name="score 0", exact=True)
    expect(slider).to_have_attribute("aria-valuetext", "5.0")
    expect(grip).to_have_attribute("aria-valuetext", "score 0 5.0")


def test_a_mark_goes_in_two_directions_where_pictures_are(visit):
    root = explorer(visit("09_gradient_descent.html"), 0)
    grip = root.get_by_role("slider", name="start")
    grip.press("Home")
    expect(root.locator(".gradlab-readout")).to_contain_text("from [-8.0,")
    grip.press("PageUp")
    expect(root.locator(".gradlab-readout")).to_contain_text("from [-8.0, 3.0]")


def test_play_runs_to_the_end_and_step_begins_anew(visit):
    root = explorer(visit("09_gradient_descent.html"), 0)
    root.get_by_role("slider", name="steps", exact=True).press("Home")
    root.get_by_role("button", name="Play steps").click()
    expect(root.get_by_role("button", name="Pause")).to_be_visible()
    expect(root.locator(".gradlab-readout")).to_contain_text("50 steps:")
    expect(root.get_by_role("button", name="Play steps")).to_be_visible()
    root.get_by_role("button", name="Step", exact=True).click()
    expect(root.locator(".gradlab-readout")).to_contain_text(" 0 steps:")


def test_a_choice_stays_while_a_slider_moves(visit):
    root = explorer(visit("09_gradient_descent.html"), 0)
    root.get_by_role("combobox", name="surface").select_option("saddle")
    root.get_by_role("slider", name="steps").press("ArrowLeft")
    expect(root.locator(".gradlab-readout")).to_contain_text("saddle from")
    expect(root.locator(".gradlab-readout")).to_contain_text("19 steps")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_page_has_no_serious_accessibility_finding(visit, axe, theme, artefacts):
    page = visit("09_gradient_descent.html", theme=theme)
    explorer(page, 0)
    page.screenshot(path=artefacts / f"site-{theme}.png")
    assert findings(page, page.locator("body"), axe) == []


@pytest.mark.parametrize("name", ["index.html", "02_softmax.html"])
def test_a_page_fits_400_pixels(visit, name):
    page = visit(name, width=400)
    assert page.evaluate("document.documentElement.scrollWidth") <= 400


def test_a_goal_that_is_reached_is_said_and_remembered(visit):
    page = visit("02_softmax.html")
    root = explorer(page, 1)
    goal = root.locator(".gradlab-goals li").first
    expect(goal).to_have_text(re.compile("^Goal: Bring all shares within 0.02"))
    root.get_by_role("slider", name="T").press("End")
    expect(goal).to_have_text(re.compile("^✓ Reached: Bring all shares"))
    said = root.locator(".gradlab-words > [role=status]").last
    expect(said).to_have_text(re.compile("^Goal reached: Bring all shares"))
    page.reload()
    again = explorer(page, 1).locator(".gradlab-goals li").first
    expect(again).to_have_text(re.compile("^✓ Reached: "))
    expect(
        explorer(page, 1).locator(".gradlab-words > [role=status]").last
    ).to_be_empty()


def test_the_first_page_moves_and_leads_to_each_explorer(visit, artefacts):
    page = visit("index.html")
    root = explorer(page, 0)
    root.get_by_role("slider").first.press("ArrowRight")
    expect(root.locator(".gradlab-readout")).not_to_be_empty()
    page.screenshot(path=artefacts / "site-front.png", full_page=True)
    page.locator(".gallery a").last.click()
    expect(page.locator(".explorer .gradlab-readout").last).not_to_be_empty()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_first_page_has_no_serious_accessibility_finding(visit, axe, theme):
    page = visit("index.html", theme=theme)
    explorer(page, 0)
    assert findings(page, page.locator("body"), axe) == []


def test_the_data_of_an_explorer_are_not_fetched_before_it_is_near(visit):
    page = visit("02_softmax.html")
    fetched = "[...document.scripts].map((s) => s.src.split('/').pop())"
    assert [name for name in page.evaluate(fetched) if "-" in name] == []
    explorer(page, 2)
    assert "02_softmax-3.js" in page.evaluate(fetched)
