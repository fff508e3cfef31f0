"""The name that may be meant where Python or NumPy knows none of that spelling."""

import builtins
from collections.abc import Iterable
from difflib import get_close_matches
from types import FrameType, ModuleType

_ALIKE = 0.7  # of the letters, at least
_PARTS = ("linalg", "random")  # of NumPy, where newcomers look one level too high


def meant(error: BaseException, frame: FrameType) -> str:
    """Return the known name that is nearly the unknown one, empty without one.

    Parameters
    ----------
    error
        A NameError, or an AttributeError of a module; of others nothing is said.
    frame
        Where it was raised; its names are those that can be meant.
    """
    name, module = getattr(error, "name", None), getattr(error, "obj", None)
    if not name or isinstance(error, UnboundLocalError):
        return ""
    if isinstance(error, NameError):
        return _told(_unprefixed(name, frame) or _nearest(name, _names(frame)), name)
    if not isinstance(error, AttributeError) or not isinstance(module, ModuleType):
        return ""
    inner = (part for part in _PARTS if hasattr(getattr(module, part, None), name))
    part = next(inner, "")
    found = f"{part}.{name}" if part else _nearest(name, dir(module))
    short = "np" if module.__name__ == "numpy" else module.__name__
    return _told(f"{short}.{found}" if found else "", f"{short}.{name}")


def _unprefixed(name: str, frame: FrameType) -> str:
    """Return the name with what was left out in front of it, if it is there."""
    if name in getattr(frame.f_locals.get("self"), "__dict__", {}):
        return f"self.{name}"
    numpy = frame.f_globals.get("np")
    return f"np.{name}" if numpy and name in vars(numpy) else ""


def _told(known: str, name: str) -> str:
    return f"{known}, if that is meant, not {name}" if known else ""


def _names(frame: FrameType) -> list[str]:
    return [*frame.f_locals, *frame.f_globals, *dir(builtins)]


def _nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that is most alike, whatever its capitals."""
    names = {one.casefold(): one for one in known if not one.startswith("_")}
    close = get_close_matches(name.casefold(), names, 1, _ALIKE)
    return names[close[0]] if close else ""
