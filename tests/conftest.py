"""What all tests share."""

from tests import needs


def pytest_configure():
    """Refuse a demand that cannot be met before any test runs."""
    needs.demanded()


def pytest_report_header():
    """Say what may not be missing."""
    return f"must have: {', '.join(needs.demanded()) or 'nothing more'}"
