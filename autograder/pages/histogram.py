"""The distribution of a class's scores, as SVG inside a page.

Drawn here: a dozen bars are no reason for a library that takes half a second to come.
"""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from autograder.analysis.summary import Bar

_WIDTH, _HEIGHT = 520, 250  # on a phone, letters keep their size
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 14, 22, 204  # of the area of the bars
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_MOST_LINES = 4


def histogram(bars: Sequence[Bar]) -> Markup:
    """Return the bars as an SVG element with a text alternative, in the page's colours.

    Drawn from numbers alone: nothing in it was written by a student.
    """
    opening = (
        f'<svg class="plot" role="img" aria-label="{{}}" viewBox="0 0 {_WIDTH} '
        f'{_HEIGHT}" fill="currentColor" font-size="14" text-anchor="middle">'
    )
    inner = "".join([*_lines(bars), *_columns(bars), *_axes(bars)])
    # Escaped is the one text in it that has words.
    return Markup(opening).format(in_words(bars)) + Markup(f"{inner}</svg>")  # noqa: S704


def in_words(bars: Sequence[Bar]) -> str:
    """Return what the bars show, as one sentence."""
    full = [bar for bar in bars if bar.students]
    told = (f"{_range(bar, bars)} points: {bar.students}" for bar in full)
    return "Students by points. " + ("; ".join(told) or "None.")


def _range(bar: Bar, bars: Sequence[Bar]) -> str:
    last = bar is bars[-1]
    return f"{bar.low:g} to {bar.high:g}" if last else f"{bar.low:g} to <{bar.high:g}"


def _most(bars: Sequence[Bar]) -> int:
    return max(1, *(bar.students for bar in bars))


def _x(points: float, bars: Sequence[Bar]) -> float:
    share = (points - bars[0].low) / (bars[-1].high - bars[0].low)
    return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)


def _y(students: float, bars: Sequence[Bar]) -> float:
    return _BOTTOM - students / _most(bars) * (_BOTTOM - _TOP)


def _lines(bars: Sequence[Bar]) -> Iterator[str]:
    """Yield the lines of the scale, each with its number of students."""
    most = _most(bars)
    step = next((s for s in _STEPS if most / s <= _MOST_LINES), most)
    for students in range(0, most + 1, step):
        y = _y(students, bars)
        yield (
            f'<path d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}" stroke="var(--line)"/>'
            f'<text x="{_LEFT - 6}" y="{y + 5:.1f}" text-anchor="end">{students}</text>'
        )


def _columns(bars: Sequence[Bar]) -> Iterator[str]:
    for bar in bars:
        left, right = _x(bar.low, bars), _x(bar.high, bars)
        top = _y(bar.students, bars)
        if bar.students:
            yield (
                f'<rect x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" '
                f'height="{_BOTTOM - top:.1f}" fill="var(--bar)" '
                'stroke="currentColor"/>'
                f'<text x="{(left + right) / 2:.1f}" y="{top - 5:.1f}">'
                f"{bar.students}</text>"
            )
        yield f'<text x="{left:.1f}" y="{_BOTTOM + 18}">{bar.low:g}</text>'


def _axes(bars: Sequence[Bar]) -> Iterator[str]:
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    last = bars[-1].high
    yield f'<text x="{_x(last, bars):.1f}" y="{_BOTTOM + 18}">{last:g}</text>'
    yield f'<text x="{middle:g}" y="{_HEIGHT - 6}">points that tests gave</text>'
    height = (_TOP + _BOTTOM) / 2
    turned = f'transform="rotate(-90 13 {height:g})"'
    yield f'<text x="13" y="{height:g}" {turned}>students</text>'
