"""Names of attachments that are safe as file names, on every system that a consultant may use."""

import re

MAX_NAME_BYTES = 200

_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*]+')
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
"""Among them the marks that let "cod.exe" read as "exe.doc"."""

_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9]|conin\$|conout\$)(?:\.|\Z)", re.IGNORECASE)


def safe_name(name: str) -> str:
    """The name without folders, control characters and what a file system refuses; never empty or hidden."""
    last = _INVISIBLE.sub("", name).replace("\\", "/").rstrip("/").rpartition("/")[2]
    safe = _UNSAFE.sub("_", last).strip(" .")
    if _RESERVED.match(safe):
        safe = f"_{safe}"
    if len(safe.encode()) > MAX_NAME_BYTES:
        stem, dot, extension = safe.rpartition(".")
        ending = (dot + extension)[:12] if stem else ""
        cut = (stem or safe).encode()[: MAX_NAME_BYTES - len(ending.encode())].decode("utf-8", "ignore")
        safe = cut + ending
    return safe or "unnamed"
