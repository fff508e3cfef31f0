"""What students do to a notebook, its bytes or its file.

Each function takes the answered notebook and the path at which it will lie, and returns
a notebook, the bytes of the file, or None where it has made the file itself.
"""

import json
import os
from copy import deepcopy

import nbformat

from tests.cells import cell
from tests.probes import lab

_NAMES = {"tests": [name for name in lab.outcomes() if name != "why"]}


def _data(made):
    return made.metadata.get("nbgrader", {})


def _is_test(made):
    return _data(made).get("grade_id") in _NAMES["tests"]


def _tests(notebook):
    return [made for made in notebook.cells if _is_test(made)]


def _named(notebook, name):
    return next(made for made in notebook.cells if _data(made).get("grade_id") == name)


# Altered tests


def delete_tests(notebook, path):
    notebook.cells = [made for made in notebook.cells if not _is_test(made)]
    return notebook


def empty_tests(notebook, path):
    for made in _tests(notebook):
        made.source = "pass"
    return notebook


def double_tests(notebook, path):
    copies = deepcopy(_tests(notebook))
    for copy in copies:
        copy.source = "pass"
    notebook.cells += copies
    return notebook


def reverse(notebook, path):
    notebook.cells.reverse()
    return notebook


def tests_to_markdown(notebook, path):
    for made in _tests(notebook):
        made.cell_type = "markdown"
        made.pop("outputs"), made.pop("execution_count")
    return notebook


def raise_points(notebook, path):
    for made in notebook.cells:
        if _data(made):
            _data(made)["points"] = 1000
    return notebook


def swap_flags(notebook, path):
    for made in notebook.cells:
        data = _data(made)
        if data:
            data.update({key: not data[key] for key in ("grade", "solution", "locked")})
    return notebook


def swap_names(notebook, path):
    one, other = (_named(notebook, name) for name in ("double_values", "twice_values"))
    one.metadata, other.metadata = other.metadata, one.metadata
    return notebook


def old_schema(notebook, path):
    for number, made in enumerate(notebook.cells):
        if _data(made):
            version = (1, 99, "3", None)[number % 4]
            _data(made).update(schema_version=version, checksum="0" * 32)
    return notebook


def odd_metadata(notebook, path):
    odd = ([], 7, "grade", None, {"grade_id": ["x"]}, {"grade_id": None, "points": {}})
    for number, made in enumerate(_tests(notebook)):
        made.metadata["nbgrader"] = odd[number % len(odd)]
    return notebook


def impostor(notebook, path):
    test = _named(notebook, "double_values")
    fake = deepcopy(test)
    fake.source = "def double(x): return 0"
    fake.id = _named(notebook, "double_types").id
    notebook.cells.insert(0, fake)
    return notebook


# Cells that say they are what only the lab can say


def own_cell_as_test(notebook, path):
    fake = deepcopy(_named(notebook, "double_values"))
    fake.source = "# BEGIN HIDDEN TESTS\ndef double(x): return Exception"
    fake.metadata.nbgrader.update(grade_id="double_extra", points=50)
    fake.metadata.tags = ["hidden", "test"]
    fake.id = "extra"
    notebook.cells.append(fake)
    return notebook


def own_cells_with_test_ids(notebook, path):
    for number, test in enumerate(_tests(notebook)):
        fake = cell("def double(x): return 2 * x  # BEGIN HIDDEN TESTS")
        fake.id = test.id
        notebook.cells.insert(number, fake)
    return notebook


def tag_everything(notebook, path):
    tags = ["hidden", "skip-execution", "remove-cell", "nbval-skip", "together"]
    for made in notebook.cells:
        made.metadata.update(tags=tags, editable=False, deletable=False)
    return notebook


def own_settings(notebook, path):
    notebook.metadata["gradlab"] = {"seed": 1, "classes": ["double"], "tests": []}
    notebook.metadata["limits"] = {"cell_cpu": 1e9}
    return notebook


def answer_as_test(notebook, path):
    answer, test = (_named(notebook, name) for name in ("double", "double_values"))
    answer.metadata, test.metadata = test.metadata, answer.metadata
    return notebook


# Honest notebooks with a history


def move_answers(notebook, path):
    answers = [_named(notebook, name) for name in lab.RIGHT]
    rest = [made for made in notebook.cells if made not in answers]
    notebook.cells = rest[:2] + answers[::-1] + rest[2:]
    return notebook


def split_answer(notebook, path):
    made = _named(notebook, "unit")
    second = deepcopy(made)
    made.source, second.source = "def length(x):\n    return np.sqrt(x @ x)", ""
    second.source = "def unit(x):\n    return x / length(x)"
    notebook.cells.insert(notebook.cells.index(made) + 1, second)
    return notebook


def delete_answer(notebook, path):
    notebook.cells.remove(_named(notebook, "double"))
    return notebook


def other_kernel(notebook, path):
    notebook.metadata = {
        "kernelspec": {"name": "conda-env-x", "display_name": "R", "language": "R"},
        "language_info": {"name": "R", "version": "4"},
    }
    return notebook


def no_metadata(notebook, path):
    notebook.metadata = {}
    return notebook


def windows_newlines(notebook, path):
    for made in notebook.cells:
        made.source = made.source.replace("\n", "\r\n")
    return nbformat.writes(notebook).replace("\n", "\r\n").encode()


def byte_order_mark(notebook, path):
    return b"\xef\xbb\xbf" + nbformat.writes(notebook).encode()


def rename(notebook, path):
    path.with_name("my homework (final) ä.ipynb").write_text(
        nbformat.writes(notebook), "utf-8"
    )


def download(notebook, path):
    kept = path.parent / ".ipynb_checkpoints"
    kept.mkdir()
    (kept / "01_probe-checkpoint.ipynb").write_text("{}")
    path.with_name("01_probe (1).ipynb").write_text(nbformat.writes(notebook), "utf-8")


def _tree(notebook):
    return json.loads(nbformat.writes(notebook))


def _bytes(tree):
    return json.dumps(tree).encode()


def colab(notebook, path):
    tree = _tree(notebook)
    tree["nbformat_minor"] = 0
    tree["metadata"] = {"colab": {"provenance": []}, "accelerator": "GPU"}
    for number, made in enumerate(tree["cells"]):
        del made["id"]
        made["metadata"].update(id=f"aB{number}", outputId="x", colab={"height": 34})
    return _bytes(tree)


def vs_code(notebook, path):
    tree = _tree(notebook)
    tree["metadata"]["vscode"] = {"interpreter": {"hash": "0"}}
    for made in tree["cells"]:
        made["source"] = "".join(made["source"])
        made["metadata"]["vscode"] = {"languageId": "python"}
        made["attachments"] = {}
        if made["cell_type"] == "code":
            del made["attachments"]
    return _bytes(tree)


def cut_the_end(notebook, path):
    notebook.cells = notebook.cells[: notebook.cells.index(_named(notebook, "twice"))]
    notebook.cells.append(cell("I think so.", kind="markdown"))
    why = cell("I think so.", "why", kind="markdown", points=2, solution=True)
    notebook.cells.append(why)
    return notebook


def broken_outputs(notebook, path):
    tree = _tree(notebook)
    odd = [{"output_type": "nonsense"}, {"output_type": "stream", "text": 7}, 3, None]
    for made in tree["cells"]:
        if made["cell_type"] == "code":
            made.update(outputs=odd, execution_count="x")
    return _bytes(tree)


# Corrupt files


def not_json(notebook, path):
    return b"Dear teacher, my notebook got lost."


def other_json(notebook, path):
    return b'{"cells": "none", "nbformat": 4, "nbformat_minor": 5}'


def empty_file(notebook, path):
    return b""


def format_3(notebook, path):
    return b'{"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": []}'


def huge_file(notebook, path):
    with path.open("wb") as file:
        file.truncate(500 << 20)


def link_to_source(notebook, path):
    source = path.parents[4] / "solutions" / lab.NAME / f"{lab.NAME}.ipynb"
    assert source.is_file()
    path.symlink_to(source)


def pipe(notebook, path):
    os.mkfifo(path)


def folder(notebook, path):
    path.mkdir()


def unreadable(notebook, path):
    """Make a file that nobody may read, or for root, whom nothing stops, no file."""
    path.write_bytes(b"{}")
    path.chmod(0)
    if os.access(path, os.R_OK):
        path.unlink()
        path.symlink_to(path.name)


def utf_16(notebook, path):
    return nbformat.writes(notebook).encode("utf-16")


def cut_off(notebook, path):
    data = nbformat.writes(notebook).encode()
    return data[: len(data) // 2]


def deep_json(notebook, path):
    return b"[" * 100_000 + b"]" * 100_000


def odd_cells(notebook, path):
    return _bytes({**_tree(notebook), "cells": [1, None, "x", []]})


def odd_sources(notebook, path):
    tree = _tree(notebook)
    for made in tree["cells"]:
        made["source"] = 7
    return _bytes(tree)


def another_lab(notebook, path):
    for made in notebook.cells:
        if _data(made):
            _data(made)["grade_id"] = "other_" + _data(made)["grade_id"]
    return notebook


def control_characters(notebook, path):
    tree = _tree(notebook)
    odd = "'half \ud83d, nul \0, \x1b[31m, \u202e'"
    tree["cells"].append({**deepcopy(tree["cells"][1]), "id": "x", "source": odd})
    tree["cells"][-1]["metadata"] = {"tags": [odd]}
    return _bytes(tree)


def huge_numbers(notebook, path):
    text = nbformat.writes(notebook).encode()
    odd = b'"metadata": {"n": ' + b"9" * 1000 + b', "x": NaN, "y": -Infinity, '
    head, middle, tail = text.rpartition(b'"metadata": {')
    return head + odd + tail if middle else text


def nothing(notebook, path):
    """Leave the folder empty."""


# Notebooks that cost whoever reads them


def _with(tree, value):
    """Return the bytes of a notebook with a JSON text in place of "@"."""
    return _bytes(tree).replace(b'"@"', value.encode(), 1)


def _first(notebook, **changed):
    """Return the notebook with a plain cell more, one part of which is "@"."""
    made = {"cell_type": "code", "source": "pass", "metadata": {}, "outputs": []}
    tree = _tree(notebook)
    tree["cells"].insert(0, {**made, "execution_count": None, "id": "x", **changed})
    return tree


def _list_of(value, count):
    return "[" + f"{value}," * count + f"{value}]"


def metadata_of_millions(notebook, path):
    return _with(_first(notebook, metadata={"a": "@"}), _list_of("{}", 6_000_000))


def metadata_of_nan(notebook, path):
    return _with(_first(notebook, metadata={"a": "@"}), _list_of("NaN", 900_000))


def names_of_millions(notebook, path):
    pairs = "{" + '"grade_id":[],' * 1_000_000 + '"a":0}'
    return _with(_first(notebook, metadata={"nbgrader": "@"}), pairs)


def outputs_of_millions(notebook, path):
    return _with(_first(notebook, outputs="@"), _list_of('{"data":[]}', 1_500_000))


def source_of_millions(notebook, path):
    return _with(_first(notebook, source="@"), _list_of('""', 6_000_000))


def cells_of_millions(notebook, path):
    return _with({**_tree(notebook), "cells": "@"}, _list_of("{}", 6_000_000))


def many_cells(notebook, path):
    notebook.cells += [cell("pass") for _ in range(20_000)]
    return notebook


def many_texts(notebook, path):
    notebook.cells += [cell("#" * 190_000) for _ in range(100)]
    return notebook


def attached_millions(notebook, path):
    tree = _tree(notebook)
    tree["cells"][-1]["attachments"] = "@"
    return _with(tree, "{" + '"a":{},' * 2_500_000 + '"b":{}}')


def attached_megabytes(notebook, path):
    files = {str(n): {"image/png": "A" * 1_000_000} for n in range(18)}
    _named(notebook, "why").attachments = files
    return notebook


def deep_metadata(notebook, path):
    deep = "[" * 900 + "]" * 900
    return _with(_first(notebook, metadata={"a": "@", "nbgrader": 1}), deep)


def cells_without_types(notebook, path):
    tree = _tree(notebook)
    for made in tree["cells"]:
        del made["cell_type"]
    return _bytes(tree)


def tagged_together(notebook, path):
    """Say of everything that it runs as a test together with the answers."""
    notebook.metadata["gradlab"] = {"tests": "together"}
    for made in notebook.cells:
        made.metadata["tags"] = ["together"]
        made.metadata.setdefault("nbgrader", {})["together"] = True
    return notebook
