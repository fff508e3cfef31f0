"""What both sides know of each other's objects, and what has changed since.

Arrays, lists, dictionaries, sets and generators that crossed have a *key*, the same on
both sides, as long as somebody holds them on each. A message carries the content of
those that are new or changed. One that only the table still holds is dropped, and the
other side is told: ten thousand callbacks leave nothing behind.

Functions, classes and instances stay where they are. They have a key for the side that
owns them and a proxy on the other.
"""

import sys
from collections.abc import Callable
from itertools import count
from typing import Any
from weakref import ref

import msgspec

from autograder.errors import WireError
from autograder.execution.boundary import contents
from autograder.execution.boundary.contents import Content
from autograder.execution.boundary.decoding import decode
from autograder.execution.boundary.encoding import encode
from autograder.execution.boundary.proxies import KINDS, OPAQUE
from autograder.execution.boundary.tags import HANDLE, OWN, Node
from autograder.execution.boundary.wire import Blob, packed

MAX_SHARED = 200_000  # objects kept alike
MAX_EXPANDED = 20_000_000  # values in a result, each place counted
MAX_WEIGHT = 256 << 20  # bytes of their contents

Make = Callable[[int, object, object], Any]
Describe = Callable[[Any], tuple[int, str]]


class Entry:
    """One object that both sides keep alike, and its content when last exchanged."""

    __slots__ = ("content", "key", "kind", "thing", "weight")

    def __init__(self, key: int, thing: object, kind: int) -> None:
        self.key, self.thing, self.kind = key, thing, kind
        self.content: Content | None = None
        self.weight = 0  # bytes


def _holders(entry: Entry) -> int:
    return sys.getrefcount(entry.thing)


class ObjectTable:
    """One side's knowledge.

    Parameters
    ----------
    first
        The first key this side gives: 1 or 2. The other side has the other one.
    make
        Makes the proxy for a key, kind and name.
    describe
        Returns kind and name of what may be exported, or raises `TypeError`.
    proxy_key
        Returns the key of a proxy that `make` made, None for anything else.
    gives_classes
        Whether `describe` takes classes.

    Attributes
    ----------
    opaque
        Whether an instance that is read now may give data alone.
    """

    def __init__(
        self,
        first: int,
        make: Make,
        describe: Describe,
        proxy_key: Callable[[object], int | None],
        *,
        gives_classes: bool = False,
    ) -> None:
        self._make, self._describe, self._proxy_key = make, describe, proxy_key
        self.gives_classes, self.opaque = gives_classes, False
        self._keys, self._parity = count(first, 2), first % 2
        self._entries: dict[int, Entry] = {}
        self._known: dict[int, Entry] = {}  # by identity
        self._turn: list[Entry] = []  # to be compared in this message
        self._weight = 0
        self._exported: dict[int, object] = {}
        self._export_keys: dict[int, int] = {}  # by identity
        self._proxies: dict[tuple[int, bool], ref[Any]] = {}  # by key, and opaque
        self._kinds: dict[int, object] = {}
        self._dead: list[int] = []
        self._alone = _holders(Entry(0, object(), 0))

    def __len__(self) -> int:
        """Return how many objects are kept alike or exported."""
        return len(self._entries) + len(self._exported)

    # What `encoding` and `decoding` ask for, see `tags.Sharing`

    def share(self, thing: object, kind: int) -> int:
        """Return the key of an object, a new one if it never crossed."""
        entry = self._known.get(id(thing))
        if entry is None:
            entry = self._add(next(self._keys), thing, kind)
            self._turn.append(entry)
        return entry.key

    def shared(self, key: Any) -> object:
        """Return the object with that key; `KeyError` if there is none."""
        return self._entries[key].thing

    def export(self, thing: object) -> Node:
        """Return a node for a function, class or instance of this side, or a proxy."""
        theirs = self._proxy_key(thing)
        if theirs is not None:
            return [OWN, theirs]
        kind, name = self._describe(thing)
        key = self._export_keys.get(id(thing))
        if key is None:
            key = self._export_keys[id(thing)] = next(self._keys)
            self._exported[key] = thing
        return [HANDLE, key, kind, name]

    def proxy(self, key: Any, kind: Any, name: object) -> object:
        """Return the proxy for a key of the other side: one, and an opaque one."""
        self._check_key(key)
        if kind not in KINDS:
            raise WireError("a handle of a kind that does not exist")
        place = (key, self.opaque and kind in OPAQUE)
        known = self._proxies.get(place)
        proxy = known() if known else None
        if proxy is None:
            proxy = self._make(key, OPAQUE[kind] if place[1] else kind, name)
            self._proxies[place] = ref(proxy, lambda gone: self._buried(place, gone))
            self._kinds.setdefault(key, kind)
        if self._kinds[key] != kind:
            raise WireError("a handle became one of another kind")
        return proxy

    def exports(self, thing: object) -> bool:
        """Return whether this side handed that very object over."""
        return id(thing) in self._export_keys

    def own(self, key: Any) -> object:
        """Return what this side exported under that key; `KeyError` if nothing."""
        return self._exported[key]

    def node(self, value: object) -> Node:
        """Return the node of a value that does not change."""
        return encode(value, self)

    def value(self, node: Node) -> Any:
        """Return the value of a node of that kind."""
        return decode(node, self)

    # Writing

    def write(self, roots: list[Any]) -> tuple[list[Node], list[Blob]]:
        """Return the nodes of `roots`, and all that the other side must know for them.

        The memory of large arrays is apart, in the order in which it is to be read.

        `roots` is emptied, so that nothing but its owner holds what it held.

        Raises
        ------
        GraderLimit
            If a value cannot cross. Nothing counts as exchanged then.
        """
        known = len(self._entries)
        self._turn = list(self._entries.values())
        changes: list[tuple[Entry, Content]] = []
        try:
            nodes = [encode(root, self) for root in roots]
            for entry in self._turn:  # grows as contents name further objects
                content = contents.changed(entry.thing, entry.kind, entry.content, self)
                if content is not None:
                    changes.append((entry, content))
            body = packed(nodes)
            contents.check_size([body, *(content for _, content in changes)])
        except BaseException:
            for entry in self._turn[known:]:
                self._drop(entry)
            raise
        finally:
            self._turn = []
        roots.clear()
        blobs: list[Blob] = []
        sent = [[e.key, e.kind, contents.sendable(new, blobs)] for e, new in changes]
        for entry, content in changes:
            self._keep(entry, content)
        changes.clear()
        del nodes
        gone, dead = self._sweep(), self._buried_keys()
        return [msgspec.Raw(body), sent, gone, dead], blobs

    def _sweep(self) -> list[int]:
        """Forget the objects that nobody else holds, and what only they held."""
        gone: list[int] = []
        while True:
            entries = self._entries.values()
            alone = [entry for entry in entries if _holders(entry) <= self._alone]
            for entry in alone:
                self._drop(entry)
                gone.append(entry.key)
            if not alone:
                return gone
            del entry
            alone.clear()

    def _buried_keys(self) -> list[int]:
        dead = set(self._dead) - {key for key, _ in self._proxies}
        self._dead.clear()
        return list(dead)

    def _buried(self, place: tuple[int, bool], gone: Any) -> None:
        key, opaque = place
        if self._proxies.get(place) is gone:
            del self._proxies[place]
        if (key, not opaque) not in self._proxies and place not in self._proxies:
            self._kinds.pop(key, None)
        self._dead.append(key)

    # Reading

    def read(
        self, nodes: Node, sent: Node, gone: Node, dead: Node, blobs: list[Blob]
    ) -> list[Any]:
        """Return the values that `write` of the other side was given.

        Raises
        ------
        Exception
            Of any type, if the other side does not keep to the rules.
        """
        sent = [[key, k, contents.received(k, f, blobs)] for key, k, f in sent]
        entries = [self._received(*each) for each in sent]
        for entry, (_, _, fields) in zip(entries, sent, strict=True):
            handling = contents.KINDS[entry.kind]
            if handling.container or entry.content is not None:
                handling.fill(entry.thing, fields, self)
        values = [decode(node, self) for node in nodes]
        nested = any(contents.KINDS[entry.kind].container for entry in entries)
        if nested and contents.expanded_size(values) > MAX_EXPANDED:
            raise WireError(f"lists of lists stand for more than {MAX_EXPANDED} values")
        lost = set(gone)
        for entry, (_, _, fields) in zip(entries, sent, strict=True):
            if entry.key not in lost:
                self._settle(entry, fields)
        for key in gone:
            self._drop(self._entries[key])
        for key in dead:
            del self._export_keys[id(self._exported.pop(key))]
        return values

    def _received(self, key: Any, kind: Any, fields: Node) -> Entry:
        """Return the entry that a content is for, a new one if need be."""
        if type(fields) is not list:
            raise WireError("the content of an object is a list")
        entry = self._entries.get(key)
        if entry is None:
            self._check_key(key)
            return self._add(key, contents.KINDS[kind].make(fields), kind)
        if entry.kind != kind or entry.content is None:
            raise WireError("an object became one of another kind, or came twice")
        return entry

    def _settle(self, entry: Entry, fields: list[Node]) -> None:
        """Note the content that both sides have now, as this side would write it."""
        if contents.KINDS[entry.kind].container:
            self._keep(entry, contents.snapshot(entry.thing, entry.kind, self))
        else:
            self._keep(entry, fields)

    def _check_key(self, key: object) -> None:
        if type(key) is not int or key < 1 or key % 2 == self._parity:
            raise WireError("a key that the other side cannot give")

    # Entries

    def _add(self, key: int, thing: object, kind: int) -> Entry:
        if len(self._entries) >= MAX_SHARED:
            raise WireError(f"more than {MAX_SHARED} objects at once")
        entry = self._entries[key] = self._known[id(thing)] = Entry(key, thing, kind)
        return entry

    def _keep(self, entry: Entry, content: Content) -> None:
        old, entry.weight = entry.weight, contents.weight(content)
        self._weight += entry.weight - old
        entry.content = content
        if self._weight > MAX_WEIGHT:
            raise WireError(f"objects of more than {MAX_WEIGHT >> 20} MB at once")

    def _drop(self, entry: Entry) -> None:
        del self._entries[entry.key], self._known[id(entry.thing)]
        self._weight -= entry.weight
