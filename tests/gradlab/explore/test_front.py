"""The pictures at the head of README.md: small, moving, described."""

import re
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parents[3]
README = (ROOT / "README.md").read_text("utf-8")
HEAD = README.partition("\n## ")[0]


def test_the_moving_picture_moves_is_small_and_has_a_still_for_those_who_want_none():
    path = ROOT / "docs/front/slope.webp"
    with Image.open(path) as picture:
        assert picture.n_frames >= 20
        assert picture.size == (480, 430)
    assert path.stat().st_size < 60_000
    still = re.search(r'prefers-reduced-motion: reduce\)" srcset="([^"]+)"', HEAD)
    assert (ROOT / still[1]).is_file()


def test_every_picture_at_the_head_is_there_and_described():
    images = re.findall(r'<img src="([^"]+)" width="\d+" alt="([^"]+)">', HEAD)
    assert [path for path, _ in images] == [
        "docs/front/slope.webp",
        "docs/front/report.webp",
    ]
    assert all((ROOT / path).stat().st_size < 100_000 for path, _ in images)
    assert all(len(alt) > 60 for _, alt in images)
