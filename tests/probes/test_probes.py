"""Every probe of the table, in each tier: what it does to its own marks, and to others.

See `table` for what a probe says, docs/isolation.md for what holds it.
"""

import csv
import json
import re
from collections import Counter

import pytest

from autograder.gradebook.results import export_results

from . import claims, lab
from .table import THREATS, Probe, load

PROBES = load()
HONEST = Probe("T10", "honest", "right answers and nothing else")
MOST_OUTPUT = 1_100_000  # characters of one cell's outputs


def outputs(graded):
    """Return what each of the student's own cells put out, as text."""
    cells = json.loads(graded.copy)["cells"] if graded.copy else []
    own = [made for made in cells if not _data(made).get("grade")]
    return [json.dumps(made.get("outputs", [])) for made in own]


def _data(made):
    return made["metadata"].get("nbgrader", {})


def outcomes(graded):
    return {made.grade_id: str(made.outcome) for made in graded.result.cells}


def expected(probe):
    if probe.refused:
        return lab.outcomes(**dict.fromkeys(lab.RIGHT, "refused"))
    return lab.outcomes(**probe.loses)


def assert_outcomes(graded, wanted):
    found = outcomes(graded)
    other = {name for name in wanted if found[name] not in wanted[name].split("|")}
    assert {name: found[name] for name in other} == {n: wanted[n] for n in other}, [
        (made.grade_id, made.message) for made in graded.result.cells
    ]


def assert_nothing_came_out(graded, page):
    told = [made.message for made in graded.result.cells]
    assert not [text for text in (*outputs(graded), *told) if "did it" in text]
    assert not [text for text in (*outputs(graded), *told, page) if lab.CANARY in text]
    shown = [_characters(json.loads(text)) for text in outputs(graded)]
    assert max(shown, default=0) <= MOST_OUTPUT


def _characters(value):
    """Return how many characters all texts of a value hold, as they are read."""
    if isinstance(value, str):
        return len(value)
    inner = [*value, *value.values()] if isinstance(value, dict) else value
    return sum(map(_characters, inner)) if isinstance(inner, list) else 0


def assert_no_formula(graded, folder):
    """Nothing in the table of results begins like one, whatever separates its cells."""
    export_results(folder, lab.NAME, [graded.result])
    with (folder / f"{lab.NAME}.csv").open(encoding="utf-8", newline="") as file:
        values = [value for row in csv.reader(file) for value in row]
    cells = [cell for value in values for cell in re.split("[;\t\r\n]", value)]
    assert not [cell for cell in cells if re.match(r"[\s\"]*[=+@＝-]\s*[^\d\s]", cell)]


def assert_next_is_untouched(probe, executor, bench):
    own = {"double": [probe.next]} if probe.next else {}
    graded = bench.grade(Probe("", "", "", cells=own), executor)

    assert outcomes(graded) == lab.outcomes()
    assert not [text for text in outputs(graded) if "did it" in text]
    assert not probe.next or "held" in "".join(outputs(graded))


@pytest.mark.parametrize("probe", PROBES, ids=str)
def test_a_probe_gets_what_it_earned_and_hurts_nobody(probe, executor, bench, tmp_path):
    graded = bench.grade(probe, executor)
    result = graded.result

    assert_outcomes(graded, expected(probe))
    assert probe.refused in " ".join(result.notes)
    assert probe.notes in " ".join(result.notes)
    assert probe.says in "".join(outputs(graded))
    page = bench.feedback(result)
    assert_nothing_came_out(graded, page)
    assert_no_formula(graded, tmp_path)
    if probe.claim:
        getattr(claims, probe.claim)(page, bench)
    assert_next_is_untouched(probe, executor, bench)
    assert bench.leftovers() == []


@pytest.mark.parametrize("threat", THREATS[:-1])
def test_every_threat_has_a_probe(threat):
    most = 10 if threat in ("T1", "T5", "T6") else 1

    assert Counter(probe.threat for probe in PROBES)[threat] >= most


def test_probes_have_names_of_their_own():
    assert len({str(probe) for probe in PROBES}) == len(PROBES)
