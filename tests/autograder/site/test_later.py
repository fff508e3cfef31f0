"""What is taken out of a page, to be fetched when somebody looks."""

import base64
import io
import json
from types import SimpleNamespace

from PIL import Image

from autograder.site import front, page
from autograder.site.later import Later


def png(size=(4, 3)):
    file = io.BytesIO()
    Image.new("RGB", size, "#0072B2").save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


def explorer(about='What "it" <shows>'):
    data = {
        "name": "explore.why_not_accuracy(f, g)",
        "about": about,
        "size": [480, 430],
        "picture": "<svg/>",
        "lines": ["</script>"],
    }
    return page.explorer(data)


def test_an_explorer_leaves_its_picture_and_takes_its_data_along():
    later = Later("05_losses")
    html = later.left(f"<p>{explorer()}</p>")
    assert html == (
        '<p><div class="explorer" id="05_losses-1"><img src="05_losses-1.svg" '
        'alt="What &quot;it&quot; &lt;shows&gt;" width="480" height="430" '
        'loading="lazy"></div></p>'
    )
    script = later.files["05_losses-1.js"].decode()
    begin = 'gradlabArrived("05_losses-1", '
    assert script.startswith(begin)
    data = json.loads(script.removeprefix(begin).removesuffix(");\n"))
    assert data["lines"] == ["</script>"]
    assert "picture" not in data
    assert later.files["05_losses-1.svg"] == b"<svg/>"
    (shown,) = later.explorers
    assert (shown.key, shown.name) == ("05_losses-1", "why not accuracy")


def test_the_explorers_of_a_lab_are_counted_on():
    later = Later("06_activations")
    later.left(explorer())
    later.left(explorer())
    assert [one.key for one in later.explorers] == [
        "06_activations-1",
        "06_activations-2",
    ]


def test_a_picture_becomes_a_smaller_file_with_its_room_kept():
    later = Later("01_sigmoid")
    html = later.left(f'<img src="data:image/png;base64,{png()}" alt="a &lt; b">')
    ((name, content),) = later.files.items()
    assert f'src="{name}" alt="a &lt; b" width="4" height="3"' in html
    with Image.open(io.BytesIO(content)) as image:
        assert (image.format, image.size) == ("WEBP", (4, 3))


def lab(name, *explorers):
    shown = [SimpleNamespace(name=one, place=f"<{one}>") for one in explorers]
    return SimpleNamespace(lab=name, explorers=shown)


ONE, TWO, THREE = lab("01_a", "neuron", "slope"), lab("02_b", "loss"), lab("03_c")
OVERVIEW = """# The labs

## Part 1: numbers

| [01 A](01_a/01_a.ipynb) | [03 C](03_c/03_c.ipynb) |

## Empty
"""


def test_the_parts_are_those_of_the_overview_and_what_it_leaves_out_comes_last():
    found = front.parts(OVERVIEW, [ONE, TWO, THREE])
    assert [(part.title, part.labs) for part in found] == [
        ("Part 1: numbers", (ONE, THREE)),
        (front.REST, (TWO,)),
    ]


def test_a_course_without_an_overview_has_one_part():
    (part,) = front.parts("", [ONE, TWO])
    assert (part.title, part.labs) == ("The labs", (ONE, TWO))


def test_slope_stands_at_the_head_and_else_what_there_is():
    assert front.head([TWO, ONE]) == "<slope>"
    assert front.head([THREE, TWO]) == "<loss>"
    assert front.head([THREE]) == ""
