"""A stretch of working time in the words of the list."""

from datetime import timedelta


def clock_words(left: timedelta) -> str:
    """ "3 h 05 m"; always positive, whether it is late is said beside it."""
    minutes = int(abs(left).total_seconds() // 60)
    return f"{minutes // 60} h {minutes % 60:02} m"
