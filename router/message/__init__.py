"""Understand one mail: from any bytes to a frozen :class:`~router.message.parts.Message`."""

from router.message.parts import Message, OwnIdentity
from router.message.understand import understand

__all__ = ["Message", "OwnIdentity", "understand"]
