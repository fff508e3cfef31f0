"""The contents pages list every lab with what it is."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LABS = sorted(path.stem for path in (ROOT / "solutions").glob("*/*.ipynb"))
ROW = r"\| \[(\d\d) (.*?)\]\((.*?)\) \| .* \| (\d+) \| (\d+) \| .* \|"


def rows(page):
    """Return the table of a contents page: title, minutes and points by lab."""
    found = re.findall(ROW, (ROOT / page).read_text("utf-8"))
    return {
        Path(link).stem: (title, minutes, points)
        for _, title, link, *rest in found
        for minutes, points in [rest]
    }


@pytest.mark.parametrize("page", ["README.md", "notebooks/README.md"])
@pytest.mark.parametrize("lab", LABS)
def test_a_contents_page_says_of_a_lab_what_the_lab_says(page, lab):
    cells = json.loads((ROOT / f"solutions/{lab}/{lab}.ipynb").read_text())["cells"]
    opening = "".join(cells[0]["source"])
    graded = [cell["metadata"].get("nbgrader", {}) for cell in cells]
    points = sum(cell.get("points", 0) for cell in graded)

    title, minutes, listed = rows(page)[lab]

    assert opening.startswith(f"# {title}\n")
    assert f"{minutes} minutes" in opening
    assert int(listed) == points


@pytest.mark.parametrize("page", ["README.md", "notebooks/README.md"])
def test_a_contents_page_links_to_notebooks_that_exist(page):
    links = re.findall(r"\]\((\S+\.ipynb)\)", (ROOT / page).read_text("utf-8"))

    assert len(links) == len(LABS)
    assert all(((ROOT / page).parent / link).is_file() for link in links)
