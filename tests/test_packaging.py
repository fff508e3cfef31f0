"""environment.yml, pyproject.toml and constraints.txt say the same."""

import re
import tomllib
from importlib.metadata import distributions
from itertools import chain
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
ENVIRONMENT = (ROOT / "environment.yml").read_text("utf-8")
EXTRAS = PROJECT["optional-dependencies"]
DEBIAN_12 = "3.11.2"  # the oldest Python on which everything must install


def pins(lines):
    """Return {name: version} of the lines ``name==version``."""
    found = (re.match(r"([\w.\[\]-]+)==(\S+)", line) for line in lines)
    return {canonicalize_name(m[1]): m[2] for m in found if m}


CONSTRAINTS = pins((ROOT / "constraints.txt").read_text("utf-8").splitlines())
STUDENT = pins(yaml.safe_load(ENVIRONMENT)["dependencies"][2]["pip"])


def declared():
    lines = [*PROJECT["dependencies"], *chain.from_iterable(EXTRAS.values())]
    return [r for r in map(Requirement, lines) if r.name != "gradlab"]


@pytest.mark.parametrize("requirement", declared(), ids=str)
def test_every_declared_package_is_pinned_at_a_version_it_admits(requirement):
    assert CONSTRAINTS[canonicalize_name(requirement.name)] in requirement.specifier


def test_every_pin_installs_on_debian_12s_own_python():
    wanted = {
        found.name: found.metadata.get("Requires-Python", "")
        for found in distributions()
        if CONSTRAINTS.get(canonicalize_name(found.name)) == found.version
    }

    refused = {n: w for n, w in wanted.items() if DEBIAN_12 not in SpecifierSet(w)}
    assert len(wanted) > 100
    assert refused == {}


def test_the_students_environment_has_the_pinned_versions():
    assert {name: CONSTRAINTS[name] for name in STUDENT} == STUDENT


def test_the_students_environment_holds_what_the_package_needs():
    needed = {canonicalize_name(Requirement(d).name) for d in PROJECT["dependencies"]}

    assert needed <= set(STUDENT)


def test_every_line_of_the_environment_gives_its_reason():
    lines = ENVIRONMENT.split("dependencies:\n")[1].splitlines()
    packages = [line for line in lines if line.strip() != "- pip:"]

    assert [line for line in packages if " # " not in line] == []


def test_every_declared_package_gives_its_reason():
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    lines = re.findall(r'^  "[\w.\[\]-]+[>=<][^"]*",(.*)$', text, re.MULTILINE)

    assert len(lines) >= 20
    assert [line for line in lines if "# " not in line] == []


def test_the_promised_extras_exist():
    assert {"grading", "dask", "postgres", "torch", "dev"} <= set(EXTRAS)


def test_no_committed_text_names_a_package_registrys_host():
    hosts = re.compile(r"py" r"pi\.org|python" r"hosted|npm" r"js\.(org|com)")
    suffixes = {".py", ".toml", ".txt", ".yml", ".md", ".ipynb", ".cfg", ".j2"}
    skipped = {".venv", "node_modules", "build", "grading", ".git"}
    files = [
        path
        for path in ROOT.rglob("*")
        if path.suffix in suffixes and not skipped & set(path.relative_to(ROOT).parts)
    ]

    assert len(files) > 40
    assert [path for path in files if hosts.search(path.read_text("utf-8"))] == []
