"""sqlmap, run on addresses of a real server: it changes each parameter until the answers tell of an injection."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

OPTIONS = (
    *("--batch", "--disable-coloring", "--flush-session", "--ignore-redirects", "--skip-waf"),
    *("--dbms=PostgreSQL", "--level=1", "--risk=1", "--technique=BE", "--ignore-code=*", "--retries=1"),
)
"""The cheapest look: answers that differ and errors that tell. Waiting for a slow answer would hang on the machine."""
AT_ONCE = 4
SECONDS = 1800  # a busy machine takes its time


def injections(addresses: Sequence[str], *, headers: dict[str, str], place: Path) -> list[str]:
    """Addresses and parameters that sqlmap could inject into; a star marks a place in a path."""
    runs = [
        _start(part, headers, place / str(number)) for number in range(AT_ONCE) if (part := addresses[number::AT_ONCE])
    ]
    found = []
    for process, folder in runs:
        said, _nothing = process.communicate(timeout=SECONDS)
        assert process.returncode == 0, said[-2000:]
        tested = len(re.findall("testing if (?:GET|URI) parameter", said))
        assert tested >= len((folder / "addresses").read_text().splitlines()), said[-2000:]
        found += _written(folder / "found.csv")
    return found


def _start(addresses: Sequence[str], headers: dict[str, str], folder: Path) -> tuple[subprocess.Popen[str], Path]:
    folder.mkdir()
    (folder / "addresses").write_text("\n".join(addresses) + "\n", encoding="utf-8")
    told = [f"--headers={chr(10).join(f'{name}: {value}' for name, value in headers.items())}"]
    command = [str(Path(sys.executable).with_name("sqlmap")), *OPTIONS, *told, "-m", str(folder / "addresses")]
    command += [f"--output-dir={folder / 'out'}", f"--results-file={folder / 'found.csv'}"]
    process = subprocess.Popen(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    return process, folder


def _written(path: Path) -> list[str]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8") as file:
        return [f"{row['Target URL']} {row['Parameter']}" for row in csv.DictReader(file) if row["Parameter"]]
