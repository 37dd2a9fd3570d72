"""A checkout with one planted file in it."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Plant = Callable[[str, str], Path]


@pytest.fixture
def plant(tmp_path: Path) -> Plant:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)

    def _plant(name: str, text: str) -> Path:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
        return tmp_path

    return _plant
