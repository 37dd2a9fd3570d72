"""Papers as PDF, set by typst in a process apart from data that is never read as markup.

Apart, because setting a page holds a hundred megabytes that a web process would keep.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from clinics.kit.refusal import Refusal

SECONDS = 20
_PROGRAM = Path(__file__).with_name("program.py")


class NotPrinted(Refusal):
    code = "paper_not_printed"
    sentence = _("The PDF could not be made just now. Try again; if it stays so, tell whoever runs this installation.")
    status = 503


def printed(paper: dict[str, Any], *, logo: bytes = b"", at: datetime) -> bytes:
    """The PDF of a paper; same data, logo and `at`, same bytes. Raises NotPrinted.

    The other process has no environment and no network of ours, and is stopped after 20 s.
    """
    sent = {"paper": paper, "logo": list(logo), "at": int(at.timestamp())}
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_PROGRAM)],
            input=json.dumps(sent).encode(),
            capture_output=True,
            env={},
            timeout=SECONDS,
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError) as failure:
        raise NotPrinted from failure
    if done.returncode != 0 or not done.stdout.startswith(b"%PDF-"):
        raise NotPrinted
    return done.stdout
