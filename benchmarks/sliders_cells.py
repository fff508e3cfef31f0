"""The contestants of `benchmarks.sliders`: the same picture in each known way.

Each is a notebook cell, and a line of JavaScript that says which position the picture
shows: the slider's value as a string, or null while there is no picture.
"""

from dataclasses import dataclass

FUNCTIONS = """
import numpy as np, ipywidgets, matplotlib.pyplot as plt
from IPython.display import display
x = np.linspace(-6, 6, 241)
def logistic(x):
    return 1 / (1 + np.exp(-x))
def logistic_slope(x):
    return logistic(x) * (1 - logistic(x))
def slider():
    return ipywidgets.FloatSlider(min=-6, max=6, step=0.1, value=-6,
                                  layout={"width": "520px"})
def figure():
    fig, (above, below) = plt.subplots(2, 1, figsize=(4.8, 4.3), dpi=100)
    above.plot(x, logistic(x)); below.plot(x, logistic_slope(x))
    above.set(xlim=(-6.3, 6.3), ylim=(-.3, 1.3))
    below.set(xlim=(-6.3, 6.3), ylim=(-.12, .52), xlabel="x")
    above.grid(True); below.grid(True)
    return fig, above, below
def tangent(x0):
    ends = x0 + np.array([-2.5, 2.5])
    return ends, logistic(x0) + logistic_slope(x0) * (ends - x0)
"""

INTERACT = """
def show(x0):
    fig, above, below = figure()
    above.plot(x0, logistic(x0), "o"); above.plot(*tangent(x0), "--")
    below.plot(x0, logistic_slope(x0), "o")
    print("at", round(x0, 1))
    plt.show()
ipywidgets.interact(show, x0=slider());
"""

IPYMPL = """
%matplotlib widget
with plt.ioff():
    fig, above, below = figure()
dot, = above.plot(-6, 0, "o", animated=True)
line, = above.plot(*tangent(-6.), "--", animated=True)
lower, = below.plot(-6, 0, "o", animated=True)
code = fig.add_artist(plt.Rectangle((0, 0), .02, .02, animated=True))
canvas, control, kept = fig.canvas, slider(), []
def move(change):
    x0 = control.value
    if not kept:
        canvas.draw()
        kept.append(canvas.copy_from_bbox(fig.bbox))
    behind, = kept
    canvas.restore_region(behind)
    dot.set_data([x0], [logistic(x0)]); line.set_data(*tangent(x0))
    lower.set_data([x0], [logistic_slope(x0)])
    code.set(facecolor=(round(10 * x0 + 60) / 255, 0, 0), edgecolor="none")
    for artist in (dot, line, lower):
        artist.axes.draw_artist(artist)
    fig.draw_artist(code)
    canvas.blit(fig.bbox)
control.observe(move, "value")
ipywidgets.VBox([canvas, control])
"""

PLOTLY_IMPORTS = """
import plotly.graph_objects as go
from plotly.subplots import make_subplots
"""

PLOTLY = """
fig = go.FigureWidget(make_subplots(rows=2, cols=1))
fig.add_scatter(x=x, y=logistic(x), row=1, col=1)
fig.add_scatter(x=x, y=logistic_slope(x), row=2, col=1)
fig.add_scatter(x=[-6], y=[0], row=1, col=1, mode="markers")
fig.add_scatter(x=[-6], y=[0], row=1, col=1, mode="lines")
fig.add_scatter(x=[-6], y=[0], row=2, col=1, mode="markers")
fig.update_layout(width=480, height=430, title="at -6.0", showlegend=False)
control = slider()
def move(change):
    x0 = control.value
    ends, ys = tangent(x0)
    with fig.batch_update():
        fig.data[2].x, fig.data[2].y = [x0], [logistic(x0)]
        fig.data[3].x, fig.data[3].y = ends, ys
        fig.data[4].x, fig.data[4].y = [x0], [logistic_slope(x0)]
        fig.layout.title.text = f"at {x0:.1f}"
control.observe(move, "value")
ipywidgets.VBox([fig, control])
"""

OUR_IMPORTS = """
from gradlab import explore
from gradlab.explore.slope import Slope
from gradlab.explore.core.frames import Frames
from gradlab.explore.core.draw_svg import overlay
"""

OURS = """
shown = explore.slope(logistic, logistic_slope, x0=-6.0)
shown.controls["x0"].step = 0.1
shown.controls["x0"].layout = {"width": "520px"}
shown
"""

STACK = """
scene = Slope(logistic, logistic_slope)
frames = Frames(scene).around([0, 1, 1], 10)[0][::2]
values = scene.controls["x0"].positions[::2]
behind = overlay(scene.backdrop({"x0": -6.0, "tangent": True, "measured": True}))
layer = ('<svg class="layer" data-at="{:.1f}" width="480" height="430" font-size="130" '
         'viewBox="0 0 4800 4300">{}</svg>')
layers = [ipywidgets.HTML(layer.format(x0, frame[0]))
          for x0, frame in zip(values, frames)]
stack = ipywidgets.Stack(layers, selected_index=0)
stack.layout.margin = "-440px 0 0 0"
control = ipywidgets.SelectionSlider(options=[(f"{v:.1f}", v) for v in values],
                                     layout={"width": "520px"})
ipywidgets.jslink((control, "index"), (stack, "selected_index"))
picture = ipywidgets.HTML(layer.replace("layer", "behind").format(0, behind))
ipywidgets.VBox([picture, stack, control])
"""

BUSY = """
import time
end = time.monotonic() + 30
while time.monotonic() < end:
    np.tanh(x).sum()
"""

OURS_SHOWS = (
    'c.querySelector(".gradlab-frame text") && '
    'c.querySelector(".gradlab-readout").textContent.match(/x0 = ([^,]+),/)?.[1]'
)


@dataclass(frozen=True)
class Contestant:
    """One way to draw under a slider.

    Parameters
    ----------
    name
        As the table says it.
    cell
        What the notebook runs after `FUNCTIONS`.
    shows
        JavaScript: the position that the picture shows, as a string or null.
    package
        What must be installed for it.
    imports
        What the notebook runs with `FUNCTIONS`.
    busy
        Whether another cell computes while the mouse drags.
    """

    name: str
    cell: str
    shows: str
    package: str = "ipywidgets"
    imports: str = ""
    busy: bool = False


CONTESTANTS = (
    Contestant(
        "interact, inline plots",
        INTERACT,
        'c.querySelector("img") && '
        'c.querySelector("pre")?.textContent.match(/at (\\S+)/)?.[1]',
    ),
    Contestant(
        "ipympl, blitting",
        IPYMPL,
        "(() => { const k = c.querySelector('canvas'); "
        "if (!(k?.width > 400)) return null; "
        "const p = k.getContext('2d').getImageData(2, k.height - 3, 1, 1).data; "
        "return p[1] ? '-6.0' : ((p[0] - 60) / 10).toFixed(1); })()",
        "ipympl",
    ),
    Contestant(
        "plotly FigureWidget",
        PLOTLY,
        'c.querySelector(".gtitle")?.textContent.match(/at (\\S+)/)?.[1]',
        "plotly",
        PLOTLY_IMPORTS,
    ),
    Contestant(
        "Stack of SVG layers, jslink",
        STACK,
        '[...c.querySelectorAll(".layer")]'
        ".find((l) => l.parentElement.offsetParent)?.dataset.at",
        imports=OUR_IMPORTS,
    ),
    Contestant("gradlab explorer", OURS, OURS_SHOWS, "anywidget", OUR_IMPORTS),
    Contestant(
        "the same while a cell computes",
        OURS,
        OURS_SHOWS,
        "anywidget",
        OUR_IMPORTS,
        busy=True,
    ),
)
