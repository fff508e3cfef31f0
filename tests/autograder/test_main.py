"""How the command starts: with what it needs, the rest when it is called."""

import subprocess
import sys

COURSE = "from autograder.gradebook import database, late, totals; import sys"
HEAVY = ("jupyter_server", "jupyter_client", "matplotlib", "nbclient", "nbconvert")
SELDOM = ("arrow.arrow", "requests.sessions", "urllib3")  # by nbgrader, by jsonschema


def run(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_the_gradebook_comes_without_servers_kernels_and_pages():
    start = "from autograder import __main__ as m; m.put_off()"

    loaded = run(f"{start}\n{COURSE}\nprint(*sys.modules)")

    assert "nbgrader.api" in loaded
    assert [name for name in (*HEAVY, *SELDOM) if name in loaded] == []


def test_what_was_put_off_comes_when_it_is_called(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"PK\x05\x06" + bytes(18))

    said = run(
        "import sys; from autograder import __main__ as m\n"
        "m.put_off()\n"
        "from nbgrader.utils import unpack_archive\n"
        f"unpack_archive({str(tmp_path / 'a.zip')!r}, {str(tmp_path)!r})\n"
        "import setuptools.archive_util as real, requests\n"
        "print(real.unpack_archive.__module__, requests.Session.__name__)"
    )

    assert said == ["setuptools.archive_util", "Session"]


def test_a_module_put_off_whole_has_its_parts():
    said = run(
        "from autograder import __main__ as m; m.put_off()\n"
        "import requests, requests.exceptions as parts, nbgrader.auth.jupyterhub as n\n"
        "print(parts.Timeout is requests.Timeout, n.requests.get is requests.get)"
    )

    assert said == ["True", "True"]


def test_formats_of_schemas_are_checked_though_put_off():
    said = run(
        "from autograder import __main__ as m; m.put_off()\n"
        "from jsonschema import FormatChecker as F\n"
        "print(F().conforms('https://a.org', 'uri'), F().conforms('a b', 'uri'),"
        "F().conforms('P1D', 'duration'), F().conforms('red', 'color'))"
    )

    assert said == ["True", "False", "True", "True"]
