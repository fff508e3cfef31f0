"""Rules of the house that no linter knows."""

import ast
import re
from collections import Counter

from tests.repository import REPOSITORY


def modules():
    for package in ("autograder", "gradlab"):
        for path in sorted((REPOSITORY / package).rglob("*.py")):
            yield path, ast.parse(path.read_text("utf-8"))


def test_no_class_name_is_used_twice():
    classes = Counter(
        node.name
        for _, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    )

    assert [name for name, count in classes.items() if count > 1] == []
    assert classes["Lab"] == 1


# Each takes 0.1 s or more to import, and most commands and processes need few of them.
SLOW = {"distributed", "IPython", "matplotlib", "matplotlib_inline", "nbclient"}
SLOW |= {"nbconvert", "nbformat", "nbgrader", "sqlalchemy"}
REASON = re.compile(r"# (?!noqa(: \w+)?$|type:)")


def imported_in_functions(tree):
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    for function in filter(lambda node: isinstance(node, functions), ast.walk(tree)):
        for node in ast.walk(function):
            if isinstance(node, ast.Import):
                yield node.lineno, node.names[0].name.split(".")[0]
            elif isinstance(node, ast.ImportFrom):
                yield node.lineno, node.module.split(".")[0]


def test_an_import_in_a_function_is_of_something_slow_or_says_why():
    unexplained = []

    for path, tree in modules():
        lines = path.read_text("utf-8").splitlines()
        for number, module in imported_in_functions(tree):
            near = lines[number - 2 : number]
            if module not in SLOW and not any(REASON.search(line) for line in near):
                unexplained.append(f"{path.relative_to(REPOSITORY)}:{number}")

    in_commands = [place for place in unexplained if "autograder/cli/" in place]
    assert in_commands != []  # they say why in one place: the package's docstring
    assert [place for place in unexplained if place not in in_commands] == []
