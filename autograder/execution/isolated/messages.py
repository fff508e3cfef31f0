"""What the executor and the processes it supervises say to each other.

Each message is one typed structure; `channel` says how it travels.
"""

from typing import Literal

import msgspec

from autograder.execution.interface import Status


class Stream(msgspec.Struct, tag_field="output_type", tag="stream"):
    """Text that a cell wrote."""

    name: Literal["stdout", "stderr"]
    text: str


# Rich data, two levels deep: building it takes no more memory than its text.
Plain = str | float | int | bool | None
Value = Plain | list[Plain] | dict[str, Plain]
Data = dict[str, Value]


class Display(msgspec.Struct, tag_field="output_type", tag="display_data"):
    """Something rich that a cell showed."""

    data: Data
    metadata: Data


class Result(msgspec.Struct, tag_field="output_type", tag="execute_result"):
    """A cell's last value."""

    data: Data
    metadata: Data
    execution_count: int | None


class Error(msgspec.Struct, tag_field="output_type", tag="error"):
    """An exception that a cell raised."""

    ename: str
    evalue: str
    traceback: list[str]


Output = Stream | Display | Result | Error


class Fork(msgspec.Struct, tag="fork"):
    """To a fork server: fork a child that talks over the attached socket.

    Its working folder holds the lab's files of that name, if one is given.
    """

    files: str = ""


class Compile(msgspec.Struct, tag="compile"):
    """To the fork server of tests: compile these, for all children to come.

    And import what they need of what the lab imports.
    """

    sources: list[str]
    imports: dict[str, str]


class Forked(msgspec.Struct, tag="forked"):
    """From a fork server: a pidfd of the child is attached, and its pid as seen there.

    Without either it says that the server is ready.
    """

    pid: int = 0


class End(msgspec.Struct, tag="end"):
    """To a fork server: end the child with that pid, and all that it forked."""

    pid: int


class RunCell(msgspec.Struct, tag="cell"):
    """To a student's process: run this, and return at most so many characters."""

    source: str
    room: int


class Bring(msgspec.Struct, tag="bring"):
    """To a student's process: write a piece of a file; the first one, or one more."""

    name: str
    data: bytes
    more: bool


class Snapshot(msgspec.Struct, tag="snapshot"):
    """To a student's process: fork, and let the fork wait on the attached socket.

    The fork keeps the state of this place in the notebook for the tests of this place,
    which are asked when all cells have ended.
    """


class Taken(msgspec.Struct, tag="taken"):
    """From a snapshot: it is there; the kernel vouches for its pid."""


class ServeCalls(msgspec.Struct, tag="serve"):
    """To a snapshot: fork, and let the fork answer calls over the attached socket."""


class RunTests(msgspec.Struct, tag="tests"):
    """To a snapshot: fork, and let the fork run tests that come over the socket."""


class Earlier(msgspec.Struct):
    """A test that came before, for the names that it defines, but for some.

    Of one that did not pass, only what does not call the answer.
    """

    source: str
    passed: bool
    but: frozenset[str]


class Together(msgspec.Struct, tag="together"):
    """To a fork that runs tests: run this one, after what others defined."""

    source: str
    seed: int
    earlier: list[Earlier]


class Serving(msgspec.Struct, tag="serving"):
    """From a fork for tests: it is there; the kernel vouches for its pid."""


class Test(msgspec.Struct, tag="test"):
    """To a testing process: run this test; calls go over the attached socket.

    Without one they go over that of the test before. `seconds` is how long it may wait
    for the student's code, `number` says which test of the notebook it is; see
    `HiddenTests` for the rest.
    """

    source: str
    number: int
    seed: int
    classes: frozenset[str] | None
    imports: dict[str, str]
    rebound: frozenset[str]
    seconds: float


class Define(msgspec.Struct, tag="define"):
    """To a testing process: these tests came before, in another; no answer is due."""

    sources: list[str]
    imports: dict[str, str]


class Ran(msgspec.Struct, tag="ran"):
    """How a cell or test ended, as a `CellRun` says it, and its outputs."""

    outputs: list[Output]
    status: Status
    exception: str = ""
    message: str = ""
    value: str | None = None


class Guard(msgspec.Struct, tag="guard"):
    """From a new child: it is confined, the listener of its forks attached; or why not.

    In the tier without isolation nothing is attached.
    """

    fault: str = ""
