"""Making the virtual environment, by the first way that the machine offers."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import debian
from running import succeeds

# Not the environment's own Python, which may be about to be deleted.
PYTHON: str = getattr(sys, "_base_executable", sys.executable)


def make(folder: Path, seeds: Path) -> bool:
    """Make an environment with pip at `folder`; `seeds` is the lock file that has pip in it. True when made.

    The stock `python3 -m venv` needs ensurepip, which Debian keeps in a package of its own.
    """
    for way in (_stock, _after_apt, _with_other_pip, _virtualenv, _with_pip_of_debian):
        shutil.rmtree(folder, ignore_errors=True)
        if way(folder, seeds) and succeeds([str(folder / "bin" / "python"), "-m", "pip", "--version"]):
            return True
    shutil.rmtree(folder, ignore_errors=True)
    return False


def package_of_venv() -> str:
    """The name of the Debian package that brings venv whole for this Python."""
    return f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"


def _stock(folder: Path, seeds: Path) -> bool:
    has_pip = succeeds([PYTHON, "-c", "import ensurepip"])
    return has_pip and succeeds([PYTHON, "-m", "venv", str(folder)])


def _after_apt(folder: Path, seeds: Path) -> bool:
    of_debian = os.path.realpath(PYTHON).startswith("/usr/bin/")
    return of_debian and debian.install(package_of_venv()) and _stock(folder, seeds)


def _with_other_pip(folder: Path, seeds: Path) -> bool:
    """A pip outside the environment, 22.3 or newer, installs the locked one into it."""
    return _bare(folder) and _seed([PYTHON, "-m", "pip"], folder, seeds)


def _virtualenv(folder: Path, seeds: Path) -> bool:
    return succeeds([PYTHON, "-m", "virtualenv", "--quiet", str(folder)])


def _with_pip_of_debian(folder: Path, seeds: Path) -> bool:
    """Debian's pip, unpacked for the moment, does the same."""
    with tempfile.TemporaryDirectory(prefix="biaochi-pip-") as scratch:
        if not debian.unpack(Path(scratch), "python3-pip-whl"):
            return False
        wheels = sorted(Path(scratch).glob("usr/share/python-wheels/pip-*.whl"))
        return bool(wheels) and _bare(folder) and _seed([PYTHON, str(wheels[-1] / "pip")], folder, seeds)


def _bare(folder: Path) -> bool:
    return succeeds([PYTHON, "-m", "venv", "--without-pip", str(folder)])


def _seed(pip: list[str], folder: Path, seeds: Path) -> bool:
    python = str(folder / "bin" / "python")
    return succeeds([*pip, "--python", python, "install", "--require-hashes", "-r", str(seeds)])
