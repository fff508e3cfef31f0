"""From a figure to small files and to HTML."""

import base64
import html
import io
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from PIL import Image

from gradlab.explore import style


def raster(figure: Figure, sharpness: float = 1.0) -> Image.Image:
    """Draw a figure with the palette's few colours, which keeps its files small.

    Parameters
    ----------
    figure
        Its resolution is changed.
    sharpness
        Device pixels per CSS pixel.

    Returns
    -------
    PIL.Image.Image
        In mode "P".
    """
    figure.set_dpi(style.DPI * sharpness)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]  # matplotlib publishes no types here
    rgba = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    image = Image.fromarray(np.ascontiguousarray(rgba[..., :3]))
    return image.quantize(palette=_palette(), dither=Image.Dither.NONE)


def encode(image: Image.Image, kind: str, **options: Any) -> str:
    """Return the image in base64, in a file format of Pillow with its options."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return base64.b64encode(file.getvalue()).decode()


def image_tag(data: str, kind: str, alt: str) -> str:
    """Return an `<img>` that holds its own data and shrinks to the width it gets."""
    return (
        f'<img src="data:image/{kind};base64,{data}" alt="{html.escape(alt)}" '
        f'width="{style.WIDTH}" style="max-width:100%;height:auto">'
    )


def _palette() -> Image.Image:
    """Return the palette in the form that Pillow takes."""
    colours = np.array([to_rgb(colour) for colour in style.PALETTE])
    image = Image.new("P", (1, 1))
    image.putpalette((255 * colours).round().astype(np.uint8).tobytes())
    return image
