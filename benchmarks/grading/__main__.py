"""Compare the graders, or show how the engine's cost grows with the class."""

import argparse
import statistics
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from autograder.course.course import Course
from benchmarks.grading import ways
from benchmarks.grading.coordinator import coordinate
from benchmarks.grading.course import mistakes
from benchmarks.grading.measure import Cost
from benchmarks.grading.profile import profile

Way = Callable[[Path, Course, int], Cost]
WAYS: dict[str, Way] = {
    "nbgrader autograde": ways.stock,
    "otter run": ways.otter,
    "two bare processes": ways.floor,
    "autograder, 1 worker": ways.engine,
    "autograder, 2 workers": lambda f, c, n: ways.engine(f, c, n, workers=2),
}


def run(way: Way, course: Course, submissions: int) -> Cost:
    """Measure one way on a fresh copy of the course."""
    with tempfile.TemporaryDirectory() as folder:
        return way(Path(folder).resolve(), course, submissions)


def compare(course: Course, submissions: int, rounds: int) -> None:
    """Print a row for each way: medians for each submission, and ratios to stock."""
    costs: dict[str, list[Cost]] = {}
    ways_left = dict(WAYS)
    for _ in range(rounds):
        for name, way in [*ways_left.items()]:
            try:
                cost = run(way, course, submissions)
            except RuntimeError as error:
                del ways_left[name]
                print(f"left out: {name}: {error}")
            else:
                costs.setdefault(name, []).append(cost)
    print(
        f"| {submissions} submissions | wall ms | CPU ms | peak MB | wall × | CPU × |"
    )
    print("|---|---|---|---|---|---|")
    peer = _median(costs["nbgrader autograde"])
    for name in costs:
        own = _median(costs[name])
        ratios = f"{peer.wall / own.wall:.1f} | {peer.cpu / own.cpu:.1f}"
        memory = "–" if own.memory is None else f"{own.memory:.0f}"
        each = [1000 * own.wall / submissions, 1000 * own.cpu / submissions]
        print(f"| {name} | {each[0]:.0f} | {each[1]:.0f} | {memory} | {ratios} |")


def grow(course: Course, sizes: list[int]) -> None:
    """Print what a submission costs in classes of growing size."""
    print("| submissions | wall s | ms each | marginal ms | CPU ms each | peak MB |")
    print("|---|---|---|---|---|---|")
    last = (0, 0.0)
    for size in sizes:
        cost = run(WAYS["autograder, 2 workers"], course, size)
        marginal = 1000 * (cost.wall - last[1]) / (size - last[0])
        last = (size, cost.wall)
        memory = "–" if cost.memory is None else f"{cost.memory:.0f}"
        each = f"{1000 * cost.wall / size:.1f} | {marginal:.1f}"
        cpu = f"{1000 * cost.cpu / size:.1f}"
        print(f"| {size} | {cost.wall:.1f} | {each} | {cpu} | {memory} |", flush=True)


def spread(course: Course, submissions: int) -> None:
    """Print how much faster a cluster of two workers is than one of one."""
    from benchmarks.grading.cluster import on_cluster

    print("| Dask workers | wall s | ms each | × | CPU ms each: command | scheduler |")
    print("|---|---|---|---|---|---|")
    walls: list[float] = []
    for workers in (1, 2):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder).resolve()
            cost, scheduler = on_cluster(path, course, submissions, workers)
        walls.append(cost.wall)
        each = [1000 * s / submissions for s in (cost.wall, cost.cpu, scheduler)]
        times = f"{cost.wall:.1f} | {each[0]:.0f} | {walls[0] / cost.wall:.2f}"
        print(f"| {workers} | {times} | {each[1]:.1f} | {each[2]:.1f} |", flush=True)


def hold(course: Course, sizes: list[int]) -> None:
    """Print what the coordinating process takes, without what workers do."""
    print("| submissions | CPU ms each | it grew by MB |")
    print("|---|---|---|")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            cpu, grown = coordinate(Path(folder).resolve(), course, size)
        print(f"| {size} | {1000 * cpu / size:.1f} | {grown:.0f} |", flush=True)


def mistake(course: Course, submissions: int) -> None:
    """Print what a class costs in which each student has one function wrong."""
    print(f"| {submissions} submissions | wall s | CPU s | wall × | CPU × |")
    print("|---|---|---|---|---|")
    costs: list[Cost] = []
    classes = {"right": [], "one function wrong": mistakes(course)}
    for name, wrong in classes.items():
        costs.append(
            run(partial(ways.engine, workers=2, wrong=wrong), course, submissions)
        )
        own, peer = costs[-1], costs[0]
        ratios = f"{own.wall / peer.wall:.2f} | {own.cpu / peer.cpu:.2f}"
        print(f"| {name} | {own.wall:.1f} | {own.cpu:.1f} | {ratios} |", flush=True)


def stages(course: Course, submissions: int, *, wrong: bool) -> None:
    """Print what each stage of a submission takes."""
    answers = mistakes(course) if wrong else []
    with tempfile.TemporaryDirectory() as folder:
        taken = profile(Path(folder).resolve(), course, submissions, answers).taken
    print(f"| stage, of {submissions} submissions | wall ms each | CPU ms each |")
    print("|---|---|---|")
    taken["all"] = [sum(seconds) for seconds in zip(*taken.values(), strict=True)]
    for name, (wall, cpu) in taken.items():
        each = f"{1000 * wall / submissions:.1f} | {1000 * cpu / submissions:.1f}"
        print(f"| {name} | {each} |")


def _median(costs: list[Cost]) -> Cost:
    memories = [cost.memory for cost in costs if cost.memory is not None]
    return Cost(
        statistics.median(cost.wall for cost in costs),
        statistics.median(cost.cpu for cost in costs),
        statistics.median(memories) if memories else None,
    )


def main() -> None:
    """Read what is wanted and print its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--dask", action="store_true", help="one worker against two")
    parser.add_argument("--grow", type=int, nargs="*", help="class sizes, ascending")
    parser.add_argument(
        "--coordinator", type=int, nargs="*", help="class sizes, ascending"
    )
    parser.add_argument("--mistakes", action="store_true", help="a class with mistakes")
    parser.add_argument("--profile", action="store_true", help="the stages' shares")
    parser.add_argument(
        "--otter", action="store_true", help="install otter-grader first, apart"
    )
    wanted = parser.parse_args()
    if wanted.otter:
        ways.install_otter()
    course = Course.find(Path.cwd())
    if wanted.grow:
        grow(course, wanted.grow)
    elif wanted.profile:
        stages(course, wanted.submissions, wrong=wanted.mistakes)
    elif wanted.mistakes:
        mistake(course, wanted.submissions)
    elif wanted.coordinator:
        hold(course, wanted.coordinator)
    elif wanted.dask:
        spread(course, wanted.submissions)
    else:
        compare(course, wanted.submissions, wanted.rounds)


if __name__ == "__main__":
    main()
