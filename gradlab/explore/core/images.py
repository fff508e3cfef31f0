"""From a figure to small files and to HTML."""

import base64
import html
import io
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from PIL import Image, WebPImagePlugin  # noqa: F401  (else Pillow loads all formats)

from gradlab.explore.core import ink
from gradlab.explore.core.panel import WIDTH

# All that a picture holds unless a scene has more: eight colours halve a file's size.
PALETTE = (
    *(ink.PAPER, ink.INK, ink.SOFT_INK, ink.FAINT),
    *(ink.BLUE, ink.GREEN, ink.VERMILION, ink.ALARM_PAPER),
)


def raster(figure: Figure, colours: Sequence[str] = ()) -> Image.Image:
    """Draw a figure with the palette's few colours, which keeps its files small.

    Parameters
    ----------
    figure
        With the size that the picture is to have.
    colours
        Those beyond the usual ones.

    Returns
    -------
    PIL.Image.Image
        In mode "P".
    """
    palette = _palette((*PALETTE, *colours))
    return _draw(figure).quantize(palette=palette, dither=Image.Dither.NONE)


def encode(image: Image.Image, kind: str, **options: Any) -> str:
    """Return the image in base64, in a file format of Pillow with its options."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return base64.b64encode(file.getvalue()).decode()


def image_tag(svg: str, alt: str) -> str:
    """Return an `<img>` that holds its own data and shrinks to the width it gets."""
    data = quote(svg, safe=" !*'()/:;=,&@+?$<>")  # short, and without a double quote
    return (
        f'<img src="data:image/svg+xml,{html.escape(data, quote=False)}" '
        f'alt="{html.escape(alt)}" width="{WIDTH}" style="max-width:100%;height:auto">'
    )


@np.errstate(all="ignore")  # matplotlib adds infinite numbers
def _draw(figure: Figure) -> Image.Image:
    """Return a figure's pixels."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]  # matplotlib publishes no types here
    rgba = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    return Image.fromarray(np.ascontiguousarray(rgba[..., :3]))


def _palette(hexes: Sequence[str]) -> Image.Image:
    """Return colours in the form that Pillow takes."""
    colours = np.array([to_rgb(colour) for colour in hexes])
    image = Image.new("P", (1, 1))
    image.putpalette((255 * colours).round().astype(np.uint8).tobytes())
    return image
