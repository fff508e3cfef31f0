"""The browser's side of an explorer: its modules as one text, and their style."""

import re
from pathlib import Path

from gradlab.explore.core import theme

HERE = Path(__file__).parent
PARTS = (
    "handles.js",
    "goals.js",
    "player.js",
    "sheet.js",
    "plane.js",
    "picture.js",
)  # each stands on those before it
_MODULE_LINE = re.compile(r"^(?:import|export \{).*;\n", re.MULTILINE)


def joined(*texts: str) -> str:
    """Return modules one after the other, without the lines that tie them."""
    return "".join(_MODULE_LINE.sub("", text) for text in texts)


def parts() -> list[str]:
    """Return the modules that every page with a live picture needs, in their order."""
    return [(HERE / name).read_text("utf-8") for name in PARTS]


def view() -> str:
    """Return the module of JupyterLab's view as one text, which `loader.js` loads."""
    return joined(*parts(), (HERE / "view.js").read_text("utf-8"))


def style() -> str:
    """Return the rules of every page with a live picture."""
    rules = (HERE / "view.css").read_text("utf-8")
    return f".gradlab-stage {{ {theme.declared()} }}\n{rules}"
