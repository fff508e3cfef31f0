"""The numbers that a lesson's text states, and where in the lesson they come from.

A *claim* is a number in the text of a cell that is

- a decimal or a number in scientific notation, wherever it stands (also in LaTeX, where
  `2.2 \\cdot 10^{-16}` and `10^{-7}` count as scientific), or
- a whole number above 12 in plain text. Whole numbers in a formula or in code, the
  number of a lab, of bits and of points are names or choices, and no claims.

The reasons that a prediction gives with its answer, `why=`, are text as well. Headings,
the opening cell's time and points and the cell on marking are left out: other
tests hold them. A number in code is a claim if it is no whole number.

A claim has a source if, *rounded as it is written*, it stands in an output above it, in
code above it that students see, or in text above it (where it was a claim itself). The
sign is not looked at: "falls by 0.3" may stand for -0.3. With a percent sign it may
also stand for a hundredth of itself. All others are listed in `numbers_listed/LAB.toml`
under the cell's id, with arithmetic that gives them or with a sentence that says where
they come from:

    [sigmoid_table_read]
    "0.27" = "= 1 - 0.73105858"
    "2.2e-16" = "the distance from 1 to its neighbour among the 64-bit numbers"
"""

import ast
import math
import operator
import re
from dataclasses import dataclass, replace

SMALL = 12
POWER = re.compile(
    r"(?:(\d+(?:\.\d+)?)\s*\\(?:cdot|times)\s*)?"
    r"(?<![\d.])10\^(?:\{\s*([-−]?\d+)\s*\}|(\d))"
)
NUMBER = re.compile(
    r"(?<![\w.])(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?(?:e[-+]?\d+)?)(?![\w]|\.\d)"
)
MATHS = re.compile(r"\$\$.*?\$\$|\$[^$]*\$", re.DOTALL)
CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
NAMES = re.compile(
    r"\b[Ll]abs? \d\d(?:(?:,| to| and| or|, and|–) \d\d)*"
    r"|\b(?:\d+ of the )?\d+(?:-bit| bits?| points?)\b|^#.*$|^\*\*Time\*\*.*$",
    re.MULTILINE,
)
HIDDEN = re.compile(
    r"### BEGIN (SOLUTION|HIDDEN TESTS).*?### END (SOLUTION|HIDDEN TESTS)", re.DOTALL
)


@dataclass(frozen=True)
class Written:
    """A number as it is written.

    Attributes
    ----------
    text
        How it stands in the cell.
    value
        Its size, without a sign.
    unit
        What its last digit counts: 0.01 for 2.93, 1 for 37.
    percent
        Whether a percent sign follows it.
    """

    text: str
    value: float
    unit: float
    percent: bool = False

    def fits(self, value):
        """Tell whether a value, rounded as this number is written, is this number."""
        return any(
            abs(abs(value) - self.value / part) <= self.unit / part * 0.5000001
            for part in ([1, 100] if self.percent else [1])
        )

    def loosely_fits(self, value):
        """Tell the same, where zeros at the end may come from rounding: 5,500."""
        digits = self.text.replace(",", "")
        zeros = len(digits) - len(digits.rstrip("0")) if _is_whole(self) else 0
        return replace(self, unit=self.unit * 10**zeros).fits(value)


def written(text):
    """Return the numbers of a text as they are written, names of things left out."""
    text = re.sub(r"(?<=\d)_(?=\d)", "", NAMES.sub(" ", text))
    text = POWER.sub(_as_scientific, text)
    return [_number(found, text) for found in NUMBER.finditer(text)]


def claims(text):
    """Return the numbers of a text that need a source."""
    plain = CODE.sub(" ", MATHS.sub(" ", text))
    whole = [n for n in written(plain) if _is_whole(n) and n.value > SMALL]
    return whole + [n for n in written(text) if not _is_whole(n)]


def in_code(cell):
    """Return the numbers of a code cell's outputs and of the source students see."""
    source = HIDDEN.sub(" ", cell["source"])
    for reason in reasons(cell):
        source = source.replace(reason, " ")
    shown = [source]
    for output in cell.get("outputs", []):
        shown += [output.get("text", ""), output.get("data", {}).get("text/plain", "")]
    return [n.value for part in shown for n in written(part)]


def reasons(cell):
    """Return the pieces of text in a code cell's arguments `why=`, as they stand."""
    if "why=" not in cell["source"]:
        return []
    keywords = [
        keyword.value
        for call in ast.walk(ast.parse(cell["source"]))
        if isinstance(call, ast.Call)
        for keyword in call.keywords
        if keyword.arg == "why"
    ]
    return [ast.get_source_segment(cell["source"], value) for value in keywords]


def text_of(cell):
    """Return the text of a cell that has to have a source for its numbers."""
    if cell["cell_type"] == "code":
        said = " ".join(ast.literal_eval(f"({reason})") for reason in reasons(cell))
        return re.sub(r"{answer[^}]*}", " ", said)
    return "" if cell["id"] == "marking" else cell["source"]


def without_source(cells, listed):
    """Return the claims of a lesson that stand nowhere above.

    Parameters
    ----------
    cells
        The cells of a notebook in the form of nbformat.
    listed
        By id of a cell, the entries of the lab's list.

    Returns
    -------
    list of (cell id, Written)
    """
    known, missing = [], []
    for cell in cells:
        if cell["cell_type"] == "code":
            known += in_code(cell)
        for claim in claims(text_of(cell)):
            entries = listed.get(cell["id"], {})
            if not any(map(claim.fits, known)) and claim.text not in entries:
                missing.append((cell["id"], claim))
        known += [n.value for n in written(text_of(cell))]
    return missing


OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
}
FUNCTIONS = {"log": math.log, "exp": math.exp, "sqrt": math.sqrt, "tanh": math.tanh}


def evaluated(expression):
    """Return the value of arithmetic with +, -, *, /, **, log, exp, sqrt and tanh."""
    return _value(ast.parse(expression.strip(), mode="eval").body)


def _value(step):
    if isinstance(step, ast.Constant) and isinstance(step.value, int | float):
        return step.value
    if isinstance(step, ast.BinOp):
        return OPERATORS[type(step.op)](_value(step.left), _value(step.right))
    if isinstance(step, ast.UnaryOp):
        return OPERATORS[type(step.op)](_value(step.operand))
    if isinstance(step, ast.Call) and isinstance(step.func, ast.Name):
        return FUNCTIONS[step.func.id](*map(_value, step.args))
    raise ValueError(f"arithmetic was expected, not {ast.unparse(step)}")


def _as_scientific(found):
    exponent = (found[2] or found[3]).replace("−", "-")
    return f" {found[1] or '1'}e{exponent} "


def _number(found, text):
    digits = found[1].replace(",", "")
    mantissa, _, exponent = digits.partition("e")
    _, _, decimals = mantissa.partition(".")
    unit = 10.0 ** (int(exponent or 0) - len(decimals))
    percent = bool(re.match(r"\s?\\?%", text[found.end() :]))
    return Written(found[1], float(digits), unit, percent)


def _is_whole(number):
    return not re.search(r"[.e]", number.text)
