"""The date of a mail, in every way that clients write it."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message.parse.dates import date


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        (
            b"Mon, 03 Mar 2025 09:12:00 +0100",
            datetime(2025, 3, 3, 9, 12, tzinfo=timezone(timedelta(hours=1))),
        ),
        (b"3 Mar 2025 09:12 +0100 (CET)", datetime(2025, 3, 3, 9, 12, tzinfo=timezone(timedelta(hours=1)))),
        (b"Mon, 03 Mar 2025 09:12:00 -0000", datetime(2025, 3, 3, 9, 12, tzinfo=UTC)),
        (b"2025-03-03T09:12:00+00:00", datetime(2025, 3, 3, 9, 12, tzinfo=UTC)),
        (b"Mon, 03 Mar 2025 09:12:00 CET", datetime(2025, 3, 3, 9, 12, tzinfo=timezone(timedelta(hours=1)))),
        (b"3 Jul 25 09:12 CEST (Oslo)", datetime(2025, 7, 3, 9, 12, tzinfo=timezone(timedelta(hours=2)))),
        (
            b"ti., 13 okt. 2026 09:15:00 +0200",
            datetime(2026, 10, 13, 9, 15, tzinfo=timezone(timedelta(hours=2))),
        ),
        (
            "lør., 3. mai 2025 09:12:00 +0200".encode(),
            datetime(2025, 5, 3, 9, 12, tzinfo=timezone(timedelta(hours=2))),
        ),
        (
            b"3 desember 2025 09:12:00 +0100",
            datetime(2025, 12, 3, 9, 12, tzinfo=timezone(timedelta(hours=1))),
        ),
    ],
)
def test_a_date_always_has_a_time_zone(value: bytes, moment: datetime) -> None:
    read = date(value)
    assert read == moment
    assert read is not None
    assert read.tzinfo is not None


@pytest.mark.parametrize(
    "value", [b"", b"i gar", b"Mon, 99 Foo 2025", b"31 Dec 9999 23:59:00 -2300", b"1 " * 90]
)
def test_a_date_that_cannot_be_read_is_none(value: bytes) -> None:
    assert date(value) is None


@given(st.binary(max_size=60))
def test_any_bytes_give_a_date_with_a_zone_or_none(value: bytes) -> None:
    for field in (value, b"3 okt 2025 " + value, value + b" CET"):
        read = date(field)
        assert read is None or read.tzinfo is not None
