"""Data that comes with the course: `from gradlab.data import load_digits`."""

from gradlab.data.digit_network import load_digit_network
from gradlab.data.digits import Digits, load_digits, load_trained

__all__ = ["Digits", "load_digit_network", "load_digits", "load_trained"]
