"""What the benchmarks of explorers measure."""

import pytest

pytest.importorskip("playwright.sync_api", reason="pip install playwright")
pytest.importorskip("psutil", reason="pip install psutil")

from gradlab import explore


@pytest.fixture
def ways():
    from benchmarks.explorers import explorers  # it needs both of them

    return explorers()


def test_the_benchmarks_measure_every_explorer_once(ways):
    assert sorted(way.name for way in ways) == sorted(explore.__all__)


def test_a_benchmark_shows_an_explorer_of_the_gallerys_functions(ways):
    shown = {way.name: way.cell for way in ways}
    assert shown["tape"] == "explore.tape(Number)"
    assert shown["slope"] == "explore.slope(logistic, logistic_slope)"
