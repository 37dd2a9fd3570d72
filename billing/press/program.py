"""A program by itself, run by `press`: a paper as JSON on its input, the PDF on its output.

It imports nothing of the product. The template stands in `paper.typ`; what differs from paper to
paper reaches it as one JSON text, so that no word of a person is ever read as typst's markup.
"""

import contextlib
import json
import sys
from pathlib import Path

MEMORY = 2_000_000_000
SECONDS = 15


def main() -> None:
    limit()
    import typst

    sent = json.load(sys.stdin.buffer)
    data = json.dumps({**sent["paper"], "logo": sent["logo"]})
    made = typst.compile(
        Path(__file__).with_name("paper.typ").read_bytes(),
        format="pdf",
        font_paths=typst.Fonts(),
        sys_inputs={"data": data},
        pdf_standards=["ua-1"],
        timestamp=sent["at"],
    )
    sys.stdout.buffer.write(made)


def limit() -> None:
    """Bound memory, time, and writing of files, where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    main()
