"""Bringing HTML into a form that costs no more than its length to clean.

A parser of HTML5, as nh3's, does what browsers do: at each tag it looks through all
open elements, and in each paragraph it opens anew what an earlier one left open. So
20 kB become 30 MB, and time grows with the square of the depth. Here tags are paired
and nested at most `_DEEPEST` deep, and what formats words holds no block, so that
neither can happen. Nothing here makes HTML safe; `clean` does that, with nh3.
"""

import re

_DEEPEST = 60


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What HTML5 opens anew, what it does not, and what ends a paragraph.
_FORMATS = _words("a b code em i s small strong tt u")
_PLAIN = _words("abbr br del img ins kbd mark q samp span sub sup")
_BLOCKS = _words("""
    blockquote caption center col colgroup dd details div dl dt figcaption figure
    h1 h2 h3 h4 h5 h6 hr li ol p pre summary table tbody td tfoot th thead tr ul
""")
TAGS = _FORMATS | _PLAIN | _BLOCKS
ATTRIBUTES = _words("""
    align alt border colspan height href rowspan scope span src start style title width
""")
_EMPTY = _words("br col hr img")
_ENDS = {  # what else ends where one of these begins
    "dd": {"dd", "dt"},
    "dt": {"dd", "dt"},
    "li": {"li"},
    "td": {"td", "th"},
    "th": {"td", "th"},
    "tr": {"td", "th", "tr"},
}
# A search ends at the next "<" outside quotes. As each quote moves all searches on,
# no more than two can be inside quotes at once: together they stay linear.
_TOKEN = re.compile(
    r"""
      <!--.*?(?:-->|\Z)
    | <(?P<unseen>script|style)\b.*?(?:</(?P=unseen)\s*>|\Z)
    | <[!?][^<>]*>
    | <(?P<end>/?)(?P<tag>[a-z][a-z0-9]*)
      (?P<about>[^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*)>
    | <
    """,
    re.ASCII | re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_ATTRIBUTE = re.compile(
    r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>=`]+))?""", re.ASCII
)
_NOTHING = (
    "<!---->"  # a parser's text grows in the square of its "&", up to the next tag
)


def paired(html: str) -> str:
    """Return HTML with the tags and attributes that pages may show, all tags paired.

    Comments, scripts and style sheets are left out; what is not a whole tag is text.
    """
    opened: list[str] = []
    parts, last = [], 0
    for token in _TOKEN.finditer(html):
        text = html[last : token.start()].replace("&", f"{_NOTHING}&")
        parts += [text, _rewritten(token, opened)]
        last = token.end()
    rest = html[last:].replace("&", f"{_NOTHING}&")
    return "".join([*parts, rest, _closing(opened, 0)])


def _rewritten(token: re.Match[str], opened: list[str]) -> str:
    """Return what stands in place of a token; `opened` holds the tags around it."""
    if token["tag"] is None:
        return "&lt;" if token[0] == "<" else ""
    name = token["tag"].lower()
    if name not in TAGS:
        return ""
    if token["end"]:
        return _ended(name, opened)
    return _begun(name, token["about"], opened)


def _ended(name: str, opened: list[str]) -> str:
    """Close a tag with all in it, if it is open; what formats words, in its block."""
    for place in reversed(range(len(opened))):
        if opened[place] == name:
            return _closing(opened, place)
        if opened[place] in _BLOCKS and name not in _BLOCKS:
            break
    return ""


def _begun(name: str, about: str, opened: list[str]) -> str:
    """Open a tag, after closing what cannot hold it."""
    closed = ""
    if name in _BLOCKS:
        first = next((n for n, tag in enumerate(opened) if _holds_words(tag)), None)
        closed = "" if first is None else _closing(opened, first)
        while opened and opened[-1] in _ENDS.get(name, ()):
            closed += _closing(opened, len(opened) - 1)
    if name not in _EMPTY:
        if len(opened) >= _DEEPEST or (name == "a" and "a" in opened):
            return closed
        opened.append(name)
    return f"{closed}<{name}{_attributes(about)}>"


def _holds_words(tag: str) -> bool:
    return tag == "p" or tag in _FORMATS


def _closing(opened: list[str], place: int) -> str:
    """Forget the tags from `place` on, and return what closes them."""
    closed = "".join(f"</{tag}>" for tag in reversed(opened[place:]))
    del opened[place:]
    return closed


def _attributes(about: str) -> str:
    """Return the attributes that may stay, each once, as they were written."""
    kept: dict[str, str] = {}
    for found in _ATTRIBUTE.finditer(about) if about else ():
        if found[1].lower() in ATTRIBUTES:
            kept.setdefault(found[1].lower(), found[0])
    return "".join(f" {text}" for text in kept.values())
