"""Rules of the house that no linter knows."""

import ast
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
