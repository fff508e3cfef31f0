"""Draw every explorer for docs/explorers.md.

Run from the course folder: ``python tests/gradlab/explore/draw_gallery.py``. It writes
docs/explorers/NAME.png and the table of the page, between the two shapes there.
"""

import re
from pathlib import Path

from gallery import GALLERY

from gradlab import explore
from gradlab.explore.core.images import raster

DOCS = Path(__file__).parents[3] / "docs"
MARKS = re.compile(r"(<!-- gallery -->\n).*(<!-- end of gallery -->)", re.DOTALL)


def main():
    """Write the pictures and the table."""
    (DOCS / "explorers").mkdir(exist_ok=True)
    blocks = []
    for shown in GALLERY:
        widget = getattr(explore, shown.name)(*shown.functions)
        image = raster(widget.scene.picture(widget.values), widget.scene.tints)
        image.save(DOCS / "explorers" / f"{shown.name}.png", bits=4, compress_level=9)
        about = widget.scene.about
        picture = f"![{about}](explorers/{shown.name}.png)"
        blocks.append(f"### {shown.name}\n\n{picture}\n\n{about}\n")
        widget.close()
    page = DOCS / "explorers.md"
    text = "\n".join(blocks)
    page.write_text(MARKS.sub(lambda m: f"{m[1]}\n{text}\n{m[2]}", page.read_text()))


if __name__ == "__main__":
    main()
