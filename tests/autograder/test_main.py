"""How the command starts: with what it needs, the rest when it is called."""

import subprocess
import sys

COURSE = "from autograder.gradebook import database, late, totals; import sys"
HEAVY = ("jupyter_server", "jupyter_client", "matplotlib", "nbclient", "nbconvert")


def run(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_the_gradebook_comes_without_servers_kernels_and_pages():
    start = "from autograder import __main__ as m; m.put_off(m._FOR_SERVERS)"

    loaded = run(f"{start}\n{COURSE}\nprint(*sys.modules)")

    assert "nbgrader.api" in loaded
    assert [name for name in HEAVY if name in loaded] == []


def test_what_was_put_off_comes_when_it_is_called(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"PK\x05\x06" + bytes(18))

    said = run(
        "import sys; from autograder import __main__ as m\n"
        "m.put_off(m._FOR_SERVERS); m._put_off_whole('requests')\n"
        "from nbgrader.utils import unpack_archive\n"
        f"unpack_archive({str(tmp_path / 'a.zip')!r}, {str(tmp_path)!r})\n"
        "import setuptools.archive_util as real, requests\n"
        "print(real.unpack_archive.__module__, requests.Session.__name__)"
    )

    assert said == ["setuptools.archive_util", "Session"]
