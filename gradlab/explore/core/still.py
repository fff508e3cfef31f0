"""The picture for places without a kernel, and the style that hides it elsewhere."""

from gradlab.explore.core.draw_svg import overlay
from gradlab.explore.core.images import encode, image_tag, raster
from gradlab.explore.core.panel import WIDTH
from gradlab.explore.core.scene import Scene, Values
from gradlab.explore.core.script import HERE
from gradlab.explore.core.svg_text import whole

Bundle = dict[str, str]

# A cell shows the live widget and, as the next output, the still. Where the widget is
# alive, its own copy of these rules hides the still. Where it is not, the still's copy
# hides the widget's "model not found". The picture is drawn for both themes: JupyterLab
# has its own, other pages follow the system.
STILL_CSS = (HERE / "still.css").read_text("utf-8")


def bundle(scene: Scene, values: Values) -> tuple[Bundle, dict[str, Bundle]]:
    """Return a display bundle of the scene at some values, and its metadata.

    Parameters
    ----------
    scene
        What to show.
    values
        Where its controls stand.

    Returns
    -------
    dict, dict
        By mime type: numbers as plain text, HTML with alternative text, PNG; and the
        alternative text of the PNG.
    """
    alt = scene.describe(values)
    # JupyterLab shows a PNG without its alternative text, hence the HTML; a PNG is what
    # GitHub and PDF exports show.
    tag = image_tag(drawn(scene, values), alt)
    image = raster(scene.picture(values), scene.tints)
    style = f"<style>{STILL_CSS}</style>"
    data = {
        "text/plain": plain(scene, values),
        "text/html": f'{style}<div class="gradlab-still">{tag}</div>',
        "image/png": encode(image, "PNG", compress_level=9, bits=4),
    }
    return data, {"image/png": {"alt": alt}}


def drawn(scene: Scene, values: Values) -> str:
    """Return the picture as an SVG file that is light or dark as the page around it."""
    shapes = [*scene.backdrop(values), *scene.frame(values).shapes]
    return whole(overlay(shapes), (WIDTH, scene.height))


def plain(scene: Scene, values: Values) -> str:
    """Return the line of numbers that a replay of the notebook compares."""
    return f"{scene.name}: {scene.readout(values)}"
