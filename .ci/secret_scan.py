"""Search every committed file for keys and tokens and passwords, by `python .ci/secret_scan.py`. Needs no network.

What was looked at and is no secret stands in reviewed_secrets.toml with its reason, by the hash that detect-secrets
gives it: moving a line is free, changing the value is looked at anew. In tests the word "password" beside a value says
nothing, since every person there has one; keys, tokens and random letters are found there too.
"""

import subprocess
import sys
import tomllib
from pathlib import Path

from detect_secrets import SecretsCollection
from detect_secrets.settings import default_settings

ROOT = Path(__file__).resolve().parents[1]
REVIEWED = ROOT / ".ci" / "reviewed_secrets.toml"
NOT_READ = {".lock", ".po", ".svg", ".png", ".ico", ".woff2", ".pdf"}
"""Hashes of packages, and words for people: thousands of lines that look random or hold nothing else."""


def committed(root: Path) -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    names = {name for name in listed.split("\0") if name and (root / name).is_file()}
    return sorted(name for name in names if Path(name).suffix not in NOT_READ and name != ".ci/reviewed_secrets.toml")


def found(root: Path) -> dict[tuple[str, str], tuple[str, int]]:
    """File and hash of each finding, with its kind and its line."""
    everything = {}
    names = committed(root)
    tests = [name for name in names if name.startswith("tests/")]
    for chosen, unread in ((sorted(set(names) - set(tests)), ()), (tests, ("KeywordDetector",))):
        with default_settings() as settings:
            settings.disable_plugins(*unread)
            secrets = SecretsCollection(root=str(root))
            if chosen:
                secrets.scan_files(*chosen, num_processors=2)
            everything |= {(name, each.secret_hash): (each.type, each.line_number) for name, each in secrets}
    return everything


def complaints(root: Path, reviewed: list[dict[str, str]]) -> list[str]:
    known = {(each["file"], each["hash"]) for each in reviewed if each["why"].strip()}
    seen = found(root)
    new = sorted(seen.keys() - known)
    return [
        *(f"{name}:{seen[name, sha][1]} looks like a secret ({seen[name, sha][0]}, {sha})" for name, sha in new),
        *(
            f"{name} no longer holds {sha}, which reviewed_secrets.toml names"
            for name, sha in sorted(known - seen.keys())
        ),
    ]


def main() -> None:
    root = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT
    reviewed = tomllib.loads(REVIEWED.read_text(encoding="utf-8"))["reviewed"] if root == ROOT else []
    if wrong := complaints(root, reviewed):
        print(*wrong, sep="\n")
        sys.exit("A real secret is changed where it works, then removed here. Another goes into reviewed_secrets.toml.")


if __name__ == "__main__":
    main()
