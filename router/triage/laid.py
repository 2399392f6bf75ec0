"""Where the segments of many mails stand when they are laid end to end, and the joints between them.

What is noticed of joints is worked out for all mails at once, since small arrays cost by the call and not by
their length. No run of segments reaches from one mail into the next, so what is found of a mail is what would
be found of it alone.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]
Numbers = NDArray[np.float64]

NEIGHBOURS = 3
"""Segments on either side of a joint that are read together as its surroundings."""


class Laid:
    """The places of mails with so many segments; each has one or more.

    A place is the number of a segment, counted through all mails. A joint is the place of the segment on its
    right: every place but each mail's first.
    """

    def __init__(self, sizes: Sequence[int]) -> None:
        lengths = np.array(sizes, dtype=np.int64)
        self.mails = len(lengths)
        self.end: Places = np.cumsum(lengths)
        """The place after each mail's last (mails)."""
        self.start: Places = self.end - lengths
        """Each mail's first place (mails)."""
        self.count = int(self.end[-1]) if self.mails else 0
        """Segments of all mails."""
        self.mail: Places = np.repeat(np.arange(self.mails), lengths)
        """The number of the mail of each place (places)."""
        self.places: Places = np.arange(self.count)
        is_joint = np.ones(self.count, dtype=bool)
        is_joint[self.start] = False
        self.at: Places = np.flatnonzero(is_joint)
        """The joints (joints)."""
        self.mail_of_joint: Places = self.mail[self.at]
        self.first: Places = self.start[self.mail_of_joint]
        """The first place of each joint's mail (joints)."""
        self.last: Places = self.end[self.mail_of_joint]
        """The place after the last one of each joint's mail (joints)."""
        self.near = np.maximum(self.first, self.at - NEIGHBOURS), np.minimum(self.last, self.at + NEIGHBOURS)
        """The first place of each joint's neighbours, and the place after their last (joints)."""
        self._joints: list[slice] = [
            slice(start - at, end - at - 1)
            for at, (start, end) in enumerate(zip(self.start.tolist(), self.end.tolist(), strict=True))
        ]

    @property
    def segments(self) -> list[slice]:
        """The places of each mail."""
        return list(map(slice, self.start.tolist(), self.end.tolist()))

    @property
    def joints(self) -> list[slice]:
        """The joints of each mail, counted through all mails."""
        return self._joints

    def totals(self, values: Numbers | NDArray[np.bool_]) -> Numbers:
        """The sum over each mail (mails) of what is said of its segments (places)."""
        found: Numbers = np.bincount(self.mail, values, self.mails).astype(np.float64, copy=False)
        return found

    def spread(self, values: Numbers) -> Numbers:
        """What is said of each mail (mails), of each of its joints (joints)."""
        found: Numbers = values[self.mail_of_joint]
        return found
