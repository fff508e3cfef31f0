"""What is read as a time, and what is not because it could be another."""

import time
from datetime import datetime

import pytest

from autograder.lms.times import in_words, parse_time


@pytest.fixture(autouse=True)
def berlin(monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    "text",
    [
        *("2026-11-20 23:59", "2026-11-20T23:59:00+01:00", "2026-11-20T22:59Z"),
        *("2026-11-20 22:59 UTC", "2026-11-20 23:59 Europe/Berlin"),
        *("Friday, 20 November 2026, 11:59 PM", "20 Nov 2026, 23:59"),
        *("Nov 20 2026 11:59pm", "Friday, 20 November 2026, 10:59 PM +0000"),
        *("Freitag, 20. November 2026, 23:59", "vendredi 20 novembre 2026, 23:59"),
        *("viernes, 20 de noviembre de 2026, 23:59", "пятница, 20 ноября 2026, 23:59"),
        *("perjantaina 20. marraskuuta 2026 klo 23:59", "2026年11月20日 星期五 23:59"),
        "pátek, 20. listopadu 2026, 23:59",
    ],
)
def test_a_time_that_can_be_read_in_one_way_is_read(text):
    assert parse_time(text) == datetime(2026, 11, 20, 22, 59)


@pytest.mark.parametrize(
    "text",
    [
        *("05.11.2026", "05.11.2026 23:59", "11/05/2026 10:00", "25/11/2026 10:00"),
        *("tomorrow 5pm", "week 7", "EST", "next Friday", "-", "", "23:59", "2026"),
        *("2026-11-20", "20261120", "2026-11-20 23:59 EST", "2026-11-20 25:00"),
        *("Thursday, 20 November 2026, 11:59 PM", "31 November 2026, 10:00"),
        *("20 November 2026 23:59 EST", "20 November 2026", "1 2 November 2026 10:00"),
        *("20 November 2026, 13:00 PM", "20 November 2026 or 2027 10:00"),
        *("2026-11-20 23:59+01:00 UTC", "2026-11-20 23:59 Mars/Olympus"),
        *("0001-01-01 00:00", "20/11 November 2026 10:00"),
        *(
            "05.11.2026 14:00",
            "5/11/2026",
            "2026-W45-4 14:00",
            "46331.58",
            "11/5/26 2pm",
        ),
        *(
            "2026-11-20 11:59 PM",
            "2026-11-20 24:00",
            "Freitag, 21. Nov. 2026, 10:00",
        ),
        *("2026-10-25 02:30", "2026-10-25 02:30 Europe/Berlin"),  # twice that night
        *("2026-03-29 02:30", "29 March 2026, 02:30"),  # never
        "listopad 20 2026 23:59",  # October in Croatian, November in Czech
    ],
)
def test_a_time_that_would_have_to_be_guessed_is_not(text):
    assert parse_time(text) is None


@pytest.mark.parametrize("hour", [0, 1])
def test_an_offset_tells_which_of_two_equal_hours_is_meant(hour):
    when = parse_time(f"2026-10-25 02:30+0{2 - hour}:00")

    assert when == datetime(2026, 10, 25, hour, 30)


def test_a_time_is_said_with_its_zone():
    said = in_words(datetime(2026, 11, 20, 22, 59))

    assert said == "Friday, 20 November 2026, 23:59 CET (UTC+0100)"
