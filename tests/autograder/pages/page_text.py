"""Reading the words of a page."""

import re


def text(page):
    """Return the words of a page, without markup."""
    body = re.sub(r"<(style|svg).*?</\1>", "", page, flags=re.DOTALL)
    return " ".join(re.sub("<[^>]+>", " ", body).split())
