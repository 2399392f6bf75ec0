"""format=flowed undone (RFC 3676): the lines of a paragraph joined again, as the reader's client does it."""

_MAX_DEPTH = 50
"""How deep a quotation is believed to be; a hostile line of ">" is text."""


def unflowed(text: str, *, delete_space: bool) -> str:
    """A line that ends in a blank goes on in the next of the same depth; with DelSp=yes without the blank."""
    done: list[str] = []
    pending: list[str] = []
    pending_depth = 0
    for line in text.split("\n"):
        stripped = line.lstrip(">")
        depth = min(len(line) - len(stripped), _MAX_DEPTH)
        content = stripped.removeprefix(" ")
        is_delimiter = content == "-- "
        if pending and (pending_depth != depth or is_delimiter):
            done.append("".join(pending))
            pending.clear()
        if not pending and depth:
            pending.append(">" * depth + " ")
        pending_depth = depth
        flows_on = content.endswith(" ") and not is_delimiter
        pending.append(content[:-1] if flows_on and delete_space else content)
        if not flows_on:
            done.append("".join(pending))
            pending.clear()
    if pending:
        done.append("".join(pending))
    return "\n".join(done)
