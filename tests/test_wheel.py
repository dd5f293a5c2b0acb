"""A wheel built from this tree carries its data files and works where nothing else of the project lies."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DATA = (".toml", ".npz", ".html", ".css")
COMPARE = "import sys; sys.argv[1:] = ['compare', sys.argv[1], '--out', sys.argv[2], '--workers', '1']; from flows.cli import main; main()"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tree, out = tmp_path_factory.mktemp("tree"), tmp_path_factory.mktemp("dist")
    for part in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / part, tree)
    for package in ("extractors", "flows", "models"):
        shutil.copytree(ROOT / package, tree / package, ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(tree)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return next(out.glob("covergap-*.whl"))


def test_the_wheel_holds_every_data_file(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    for package in ("extractors", "flows", "models"):
        needed = {path.relative_to(ROOT).as_posix() for path in (ROOT / package).rglob("*") if path.suffix in DATA}
        assert needed and needed <= packed, needed - packed
    assert not any(name.startswith(("tests/", "sample_docs/", "outputs/")) for name in packed)


def test_the_wheel_compares_a_folder_by_itself(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    client = ROOT / "sample_docs" / "portfolio" / "fernhollow-helpdesk"
    command = [sys.executable, "-c", COMPARE, str(client), str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment)
    assert done.returncode == 0, done.stderr[-2000:]
    assert (tmp_path / "out" / "fernhollow-helpdesk" / "report.html").is_file()
    where = subprocess.run(
        [sys.executable, "-c", "import models; print(models.__file__)"],
        capture_output=True, text=True, check=True, cwd=tmp_path, env=environment,
    )  # fmt: skip
    assert str(tmp_path) in where.stdout
