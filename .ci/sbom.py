"""Write what is shipped as a CycloneDX list: `python .ci/sbom.py [lock] [list]`. Needs no network.

Names, versions and hashes come from the lock of the image, licences from the installed packages, which are of the same
versions. Every package of the lock must be in the list with its version, its hashes and its licence.
"""

import json
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "deploy" / "requirements" / "runtime.lock"
LIST = ROOT / "build" / "sbom.cdx.json"
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)(?:\s*;\s*([^\\]+?))?\s*\\?$", re.MULTILINE)
READ_BY_HAND = {
    "async-timeout": "Apache-2.0",  # for Python before 3.11.3
    "colorama": "BSD-3-Clause",  # for Windows
}
"""Licences of packages whose metadata is silent, or which are not installed everywhere."""


def licence(name: str, version: str) -> str:
    """The licence a package declares, as short as it says it; empty when it says nothing."""
    try:
        declared = metadata(name)
    except PackageNotFoundError:
        return READ_BY_HAND.get(name, "")
    if declared["Version"] != version:
        sys.exit(f"{name} is installed as {declared['Version']}, the lock has {version}.")
    said = declared.get("License-Expression") or declared.get("License") or ""
    classified = [
        each.rsplit(" :: ", 1)[1] for each in declared.get_all("Classifier", []) if each.startswith("License ::")
    ]
    short = said if said and "\n" not in said and len(said) < 80 else ""
    return short or " AND ".join(each for each in classified if each != "OSI Approved") or READ_BY_HAND.get(name, "")


def listed(lock: Path) -> dict:
    """The list of a lock, with the licences put in."""
    command = [
        str(Path(sys.executable).with_name("cyclonedx-py")),
        "requirements",
        "--pyproject",
        str(ROOT / "pyproject.toml"),
    ]
    done = subprocess.run(
        [*command, "--output-reproducible", "--no-validate", "--spec-version", "1.6", "--of", "JSON", str(lock)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    bom = json.loads(done.stdout)
    for component in bom["components"]:
        component.pop("description", None)  # the line of the lock
        if found := licence(component["name"].lower(), component.get("version", "")):
            component["licenses"] = [{"license": {"name": found}}]
    return bom


def complaints(lock: Path, bom: dict) -> list[str]:
    components = {(each["name"], each.get("version")): each for each in bom["components"]}
    wrong = []
    for name, version, _marker in LOCKED.findall(lock.read_text(encoding="utf-8")):
        component = components.get((name, version), {})
        lacking = [what for what in ("version", "purl", "licenses") if not component.get(what)]
        if not any(each.get("hashes") for each in component.get("externalReferences", [])):
            lacking.append("hashes")
        if lacking:
            wrong.append(f"{name} {version} stands in the list without {', '.join(lacking)}")
    invalid = JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(bom))
    return [*wrong, *([f"It is no CycloneDX 1.6: {invalid}"] if invalid else [])]


def main() -> None:
    lock = Path(sys.argv[1]) if len(sys.argv) > 1 else LOCK
    target = Path(sys.argv[2]) if len(sys.argv) > 2 else LIST
    bom = listed(lock)
    if wrong := complaints(lock, bom):
        print(*wrong, sep="\n")
        sys.exit("Read the licence of a silent package and put it into READ_BY_HAND of .ci/sbom.py.")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(bom, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{len(bom['components'])} packages are listed in {target}")


if __name__ == "__main__":
    main()
