"""Understand one mail: from any bytes to a frozen :class:`~router.message.parts.Message`."""
