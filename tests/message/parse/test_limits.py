"""What a mail may cost: time and memory of large and of absurd ones."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from router.message import understand
from router.message.parse.headers import MAX_FIELDS
from router.message.parse.tree import MAX_DEPTH, MAX_PARTS, read_tree
from tests.mails import File, header_lines, make_mail, multipart, text_part

PEAK_OF_A_CHILD = """
import re, sys
from pathlib import Path
from router.message import understand
message = understand(Path(sys.argv[1]).read_bytes())
peak = re.search(r"VmHWM:\\s*(\\d+) kB", Path("/proc/self/status").read_text())
print(int(peak[1]) // 1024, len(message.attachments))
"""
"""Not getrusage: its ru_maxrss counts what the parent had when it made the child."""

MEGABYTES = 18_000_000


def _large() -> dict[str, bytes]:
    whole = make_mail(text="Vi har en feil", attachments=[File("logg.zip", os.urandom(MEGABYTES))])
    several = [File(f"{number}.zip", os.urandom(MEGABYTES // 10)) for number in range(10)]
    forwarded = header_lines([("Content-Type", "message/rfc822")]) + b"\r\n" + whole
    return {
        "one file": whole,
        "ten files": make_mail(text="Vi har en feil", attachments=several),
        "a forwarded mail": multipart("mixed", [text_part("Se under"), forwarded]),
    }


@pytest.mark.skipif(sys.platform != "linux", reason="counts memory as Linux does")
@pytest.mark.parametrize("name", ["one file", "ten files", "a forwarded mail"])
def test_25_megabytes_are_understood_within_200_megabytes_of_memory(name: str, tmp_path: Path) -> None:
    path = tmp_path / "mail.eml"
    path.write_bytes(_large()[name])
    told = subprocess.run(
        [sys.executable, "-c", PEAK_OF_A_CHILD, str(path)], capture_output=True, text=True, check=True
    )
    peak, attachments = map(int, told.stdout.split())
    assert attachments >= 1
    assert peak < 200


def test_what_a_mail_declares_and_does_not_send_costs_nothing() -> None:
    raw = make_mail(text="Vi har en feil", headers=[("Content-Length", "1073741824")])
    assert understand(raw).text.new_text == "Vi har en feil"


def test_parts_headers_and_depth_have_limits_and_a_warning_says_so() -> None:
    parts = multipart("mixed", [text_part("x")] * (MAX_PARTS + 500))
    assert len(list(read_tree(parts).walk())) <= MAX_PARTS + 2
    assert any(f"more than {MAX_PARTS} parts" in warning for warning in understand(parts).warnings)
    headers = b"".join(b"X-%d: a\n" % number for number in range(MAX_FIELDS + 7)) + b"\nhei"
    message = understand(headers)
    assert message.text.new_text == "hei"
    assert any("7 header fields" in warning for warning in message.warnings)
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(10_000))
    assert len(list(read_tree(deep + b"\nhei").walk())) == MAX_DEPTH + 1
