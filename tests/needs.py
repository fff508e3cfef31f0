"""What some tests need of a machine; where it is missing they are skipped and say so.

GRADLAB_MUST_HAVE names what may not be missing, and turns those skips into failures: CI
names there what it has installed.
"""

import os
from importlib.util import find_spec

import pytest

MODULES = {
    "axe": "playwright",  # axe-core, which npm brings
    "browser": "playwright",  # and a Chromium
    "dask": "distributed",
    "hub": "jupyterhub",  # and npm, and root, who makes two users
    "landlock": "landlock",  # and a system that has it; or namespaces
    "namespaces": "pyseccomp",  # and bubblewrap, and a system that lets it make them
    "postgres": "psycopg",  # and a server
    "torch": "torch",
}


def demanded():
    """Return what may not be missing here; refuse what nobody knows or can have."""
    named = sorted(os.environ.get("GRADLAB_MUST_HAVE", "").split())
    for name in named:
        if name not in MODULES:
            known = ", ".join(MODULES)
            raise pytest.UsageError(f"GRADLAB_MUST_HAVE: {name} is not one of {known}")
        if find_spec(MODULES[name]) is None:
            raise pytest.UsageError(
                f"GRADLAB_MUST_HAVE: {name} needs the package {MODULES[name]}"
            )
    return named


def missing(what, reason):
    """Skip the test that needs `what`; fail it where that is demanded."""
    assert what in MODULES
    if what in demanded():
        pytest.fail(f"{what} is demanded here, but: {reason}", pytrace=False)
    pytest.skip(reason)
