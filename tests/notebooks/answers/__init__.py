"""Answers that students write, each with the tests that must notice it.

One module per graded function, named after it. `LAB` says where its hidden tests are.
Each answer is a function named after its mistake, or after what is unusual about it::

    @loses("types", "quiet")
    def returns_a_list(x): ...

    @loses()                      # right: it keeps all points
    def written_as_a_loop(x): ...
"""


def loses(*behaviours):
    """Mark a function as an answer under trial, and say which test cells it fails."""

    def mark(answer):
        answer.loses = set(behaviours)
        return answer

    return mark


#: What a function without a usable result loses.
EVERYTHING = ("values", "types", "properties", "extremes", "unchanged", "quiet")
