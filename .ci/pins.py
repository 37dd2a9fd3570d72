"""How old the locked versions are: `python .ci/pins.py [--strict] [--write] [--today YYYY-MM-DD] [--folder F]`.

Beside the locks stands since when each version is locked here, and when somebody last looked for newer ones;
`make lock` writes both. Time alone must not break an unchanged checkout: without --strict, which the weekly job gives,
age is only said.
"""

import argparse
import re
import sys
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "deploy" / "requirements"
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)", re.MULTILINE)
DAYS_WITHOUT_A_LOOK = 30
DAYS_OF_A_VERSION = 400

Pins = dict[str, dict[str, date]]


def locked(folder: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for lock in sorted(folder.glob("*.lock")):
        for name, version in LOCKED.findall(lock.read_text(encoding="utf-8")):
            found.setdefault(name, set()).add(version)
    return found


def kept(folder: Path) -> tuple[date | None, Pins]:
    file = folder / "pins.toml"
    read = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return read.get("looked"), read.get("since", {})


def write(folder: Path, today: date) -> None:
    _, since = kept(folder)
    lines = ["# Written by `make lock`: when newer versions were last looked for, and since when each is locked.", ""]
    lines += [f"looked = {today}", "", "[since]"]
    for name, versions in sorted(locked(folder).items()):
        days = ", ".join(f'"{each}" = {since.get(name, {}).get(each, today)}' for each in sorted(versions))
        lines.append(f"{name} = {{ {days} }}")
    (folder / "pins.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def out_of_step(folder: Path) -> list[str]:
    """Where locks and pins.toml say different things."""
    _, since = kept(folder)
    written = {name: set(days) for name, days in since.items()}
    now = locked(folder)
    return [
        f"{name}: locked is {_and(now.get(name))}, pins.toml knows {_and(written.get(name))}"
        for name in sorted(now.keys() | written.keys())
        if now.get(name) != written.get(name)
    ]


def _and(versions: set[str] | None) -> str:
    return " and ".join(sorted(versions or {"nothing"}))


def aged(folder: Path, today: date) -> list[str]:
    looked, since = kept(folder)
    said = []
    if looked is None or (today - looked).days > DAYS_WITHOUT_A_LOOK:
        said.append(f"Nobody looked for newer versions since {looked} (more than {DAYS_WITHOUT_A_LOOK} days).")
    said += [
        f"{name} {version} is locked since {day}: look whether it is still cared for, or find another."
        for name, days in since.items()
        for version, day in days.items()
        if (today - day).days > DAYS_OF_A_VERSION
    ]
    return said


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--strict", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--today", type=date.fromisoformat, default=datetime.now(UTC).date())
    parser.add_argument("--folder", type=Path, default=FOLDER)
    asked = parser.parse_args()
    if asked.write:
        write(asked.folder, asked.today)
    if wrong := out_of_step(asked.folder):
        print(*wrong, sep="\n")
        sys.exit("The locks were changed without pins.toml: run `make lock`, or `python .ci/pins.py --write`.")
    for sentence in (old := aged(asked.folder, asked.today)):
        print(f"warning: {sentence} `make lock UPGRADE=--upgrade` takes newer ones.")
    if old and asked.strict:
        sys.exit("Pins are too old.")


if __name__ == "__main__":
    main()
