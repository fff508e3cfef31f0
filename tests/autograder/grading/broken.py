"""Breaking real notebooks at any place of their JSON, as hypothesis draws it."""

import json
from copy import deepcopy

import hypothesis.strategies as st

_ODD_TEXTS = [
    *("", "\0", "\ud83d", "\udc00x", "😀", "\u202e", "\r\n", "é\u0301", "\x85\u2028"),
    *("code", "markdown", "raw", "heading", "None", "null", "4"),
    *("# BEGIN SOLUTION", "### BEGIN HIDDEN TESTS", "%%bash", "\\", '"', "../../x"),
]
_ODD_NUMBERS = [0, -1, 3, 4, 5, 1 << 31, -(1 << 63), 1 << 64, 10**400, 1e308, -0.0]
_NO_JSON = [float("nan"), float("inf"), -float("inf")]
# What a mark stands for in the file: so the examples, which are printed, stay short.
_LARGE = {
    "@long text@": '"' + "x" * 300_000 + '"',
    "@many objects@": json.dumps([{}] * 50_000),
    "@many lists@": json.dumps([[0]] * 50_000),
    "@many keys@": json.dumps({str(n): [] for n in range(20_000)}),
    **{f"@{n} deep@": "[" * n + "]" * n for n in (30, 900, 1100, 100_000)},
}
_PLAIN = (
    st.none()
    | st.booleans()
    | st.sampled_from(_ODD_NUMBERS + _NO_JSON)
    | st.sampled_from(_ODD_TEXTS)
    | st.text(max_size=20)
)
_VALUES = st.recursive(
    _PLAIN,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(_ODD_TEXTS[:16]), inner, max_size=3)
    ),
    max_leaves=6,
) | st.sampled_from(sorted(_LARGE))
_VERBS = ["replace", "delete", "double", "swap", "wrap", "name", "rename", "sink"]
EDITS = st.lists(
    st.tuples(
        st.sampled_from(_VERBS),
        st.booleans(),
        *(st.integers(0, 1 << 20), st.integers(0, 1 << 20)),
        _VALUES,
    ),
    min_size=1,
    max_size=4,
)
# Where the bytes of the file are cut, and what comes in between; mostly nothing.
CUTS = st.one_of(
    st.none(),
    st.none(),
    st.none(),
    st.tuples(st.floats(0, 1), st.floats(0, 0.2), st.binary(max_size=4)),
)


def broken(tree, edits, cut, *, ascii_only):
    """Return the bytes of a copy of `tree`, edited and then cut."""
    tree = {"file": deepcopy(tree)}
    for verb, shallow, first, second, value in edits:
        places = list(_places(tree, 6 if shallow else 99)) or [({"x": 0}, "x")]
        _edit(verb, places[first % len(places)], places[second % len(places)], value)
    text = json.dumps(tree.get("file"), ensure_ascii=ascii_only)
    for mark, large in _LARGE.items():
        text = text.replace(f'"{mark}"', large)
    return _cut(text.encode("utf-8", "surrogatepass"), cut)


def _cut(data, cut):
    if cut is None:
        return data
    at, share, inserted = cut
    start = int(at * len(data))
    return data[:start] + inserted + data[start + int(share * len(data)) :]


def _places(node, deepest):
    """Yield each place in a tree: what holds it, and its key or index there."""
    if isinstance(node, dict | list) and deepest:
        pairs = node.items() if isinstance(node, dict) else enumerate(node)
        for key, inner in list(pairs)[:500]:
            yield node, key
            yield from _places(inner, deepest - 1)


def _edit(verb, place, other, value):
    holder, key = place
    if verb == "delete":
        del holder[key]
    elif verb == "double" and isinstance(holder, list):
        holder.insert(key, deepcopy(holder[key]))
    elif verb in ("name", "rename") and isinstance(holder, dict):
        name = value if isinstance(value, str) else str(other[1])
        holder[name] = holder.pop(key) if verb == "rename" else deepcopy(holder[key])
    elif verb == "swap":
        elsewhere = deepcopy(other[0][other[1]])
        other[0][other[1]] = deepcopy(holder[key])
        holder[key] = elsewhere
    else:
        holder[key] = _changed(verb, holder[key], value)


def _changed(verb, old, value):
    if verb == "wrap":
        return {"metadata": old, "source": old} if value else [old]
    if verb == "sink":
        return _nested(old, 50)
    return deepcopy(value)


def _nested(value, depth):
    for _ in range(depth):
        value = [value]
    return value
