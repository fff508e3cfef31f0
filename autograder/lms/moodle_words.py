"""The columns of Moodle's grading worksheet, in the languages in which it is read.

Moodle writes them in the language of who downloads it, and imports no other.
"""

from collections.abc import Sequence

from autograder.tables import column_name

_GERMAN = {
    "id": "Identifier",
    "vollständiger name": "Full name",
    "e-mail-adresse": "Email address",
    "id-nummer": "ID number",
    "bewertung": "Grade",
    "bestwertung": "Maximum grade",
    "zuletzt geändert (abgabe)": "Last modified (submission)",
    "zuletzt geändert (bewertung)": "Last modified (grade)",
}
_FRENCH = {
    "identifiant": "Identifier",
    "nom complet": "Full name",
    "adresse de courriel": "Email address",
    "numéro d’identification": "ID number",
    "numéro d'identification": "ID number",
    "note": "Grade",
    "note maximale": "Maximum grade",
    "dernière modification (travail remis)": "Last modified (submission)",
    "dernière modification (note)": "Last modified (grade)",
}
# A column that only the worksheet has, in each of the languages.
_BY_GRADED = {
    "zuletzt geändert (bewertung)": _GERMAN,
    "dernière modification (note)": _FRENCH,
}


def in_english(columns: Sequence[str]) -> tuple[str, ...]:
    """Return column names as an English Moodle writes them, and others as they are."""
    names = tuple(map(column_name, columns))
    words = next((_BY_GRADED[name] for name in names if name in _BY_GRADED), {})
    known = zip(names, columns, strict=True)
    return tuple(words.get(name, column) for name, column in known)
