"""Moments as the forge tells them (RFC 3339, UTC), and the days in Shanghai that they fall on."""

from datetime import UTC, date, datetime, time, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8))
"""Without summer time since 1992."""


def day_of(moment: str) -> str:
    """Give the day in Shanghai (YYYY-MM-DD) of a moment."""
    return datetime.fromisoformat(moment).astimezone(SHANGHAI).date().isoformat()


def seconds_of(moment: str) -> int:
    """Give the seconds of a moment since 1970, as a commit counts them."""
    return int(datetime.fromisoformat(moment).timestamp())


def end_of(day: str) -> str:
    """Give the last second of a day in Shanghai, as a moment: a deadline holds to its end."""
    last = datetime.combine(date.fromisoformat(day), time(23, 59, 59), SHANGHAI)
    return spelled(last)


def spelled(moment: datetime) -> str:
    """Spell a moment with a time zone as the forge does, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
