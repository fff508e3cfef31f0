"""What a page fetches when it is looked at: pictures, and the data of explorers."""

import base64
import io
import json
import re
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any

from PIL import Image

_EXPLORER = re.compile(
    r'<div class="explorer"><script type="application/json">(.*?)</script>'
    r"<noscript>.*?</noscript></div>",
    re.DOTALL,
)
_PICTURE = re.compile(r'<img src="data:image/png;base64,([^"]+)" alt="([^"]*)">')


@dataclass(frozen=True)
class ShownExplorer:
    """An explorer of a page.

    Attributes
    ----------
    key
        Its id on the page, and the name of its files.
    name, about
        Which it is, and what it shows, in words.
    place
        HTML of its place: a picture, until somebody looks.
    """

    key: str
    name: str
    about: str
    place: str


@dataclass
class Later:
    """Takes out of a lab's HTML what can be fetched later.

    Parameters
    ----------
    lab
        The lab's name, with which the files begin.

    Attributes
    ----------
    files
        By name.
    explorers
        In their order.
    """

    lab: str
    files: dict[str, bytes] = field(default_factory=dict)
    explorers: list[ShownExplorer] = field(default_factory=list)

    def left(self, html: str) -> str:
        """Return the HTML of a cell without what is fetched later."""
        return _PICTURE.sub(self._picture, _EXPLORER.sub(self._explorer, html))

    def _explorer(self, match: re.Match[str]) -> str:
        data = json.loads(match[1].replace("<\\/", "</"))
        key = f"{self.lab}-{len(self.explorers) + 1}"
        picture = data.pop("picture").encode()
        self.files |= {f"{key}.svg": picture, f"{key}.js": _script(key, data)}
        name = data["name"].removeprefix("explore.").partition("(")[0]
        place = _place(key, data)
        shown = ShownExplorer(key, name.replace("_", " "), data["about"], place)
        self.explorers.append(shown)
        return place

    def _picture(self, match: re.Match[str]) -> str:
        content = base64.b64decode(match[1])
        name = f"{self.lab}-picture-{len(self.files) + 1}.webp"
        self.files[name] = _webp(content)
        width, height = Image.open(io.BytesIO(content)).size
        alt = escape(unescape(match[2]))
        return f'<img src="{name}" alt="{alt}" {_sized(width, height)}>'


def _webp(png: bytes) -> bytes:
    """Return a picture in a smaller format, pixel by pixel the same."""
    file = io.BytesIO()
    with Image.open(io.BytesIO(png)) as image:
        image.convert("RGB").save(file, "WEBP", lossless=True, quality=100)
    return file.getvalue()


def _script(key: str, data: dict[str, Any]) -> bytes:
    """Return a classic script: of a file, browsers refuse to load anything else."""
    return f"gradlabArrived({json.dumps(key)}, {json.dumps(data)});\n".encode()


def _place(key: str, data: dict[str, Any]) -> str:
    width, height = data["size"]
    image = (
        f'<img src="{key}.svg" alt="{escape(data["about"])}" {_sized(width, height)}>'
    )
    return f'<div class="explorer" id="{key}">{image}</div>'


def _sized(width: float, height: float) -> str:
    """Return the attributes that keep a picture's room until it is there."""
    return f'width="{width:.0f}" height="{height:.0f}" loading="lazy"'
