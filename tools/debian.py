"""Debian's packages: installed where that is allowed, unpacked into a folder where it is not."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from pathlib import Path

from running import run, say, succeeds


def install(*packages: str) -> bool:
    """Install packages as root or by password-free sudo; True when done, False when not allowed or failed."""
    if shutil.which("apt-get") is None:
        return False
    if os.geteuid() == 0:
        before = []
    elif shutil.which("sudo") is not None and succeeds(["sudo", "-n", "true"]):
        before = ["sudo", "-n"]
    else:
        return False
    say(f"安装系统包 {' '.join(packages)}")
    # `env`, as sudo does not hand variables on; the time-out is for another apt at work.
    apt = [
        *before,
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-qq",
        "-o",
        "DPkg::Lock::Timeout=300",
    ]
    succeeds([*apt, "update"])
    return succeeds([*apt, "install", "-y", "--no-install-recommends", *packages], say_why=True)


def unpack(target: Path, *packages: str, libraries: bool = False) -> bool:
    """Unpack packages into a folder, with package lists of our own: no step needs root. True when done.

    With `libraries`, also every library package that they need and that the system lacks.
    """
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        return False
    say(f"取系统包 {' '.join(packages)}，放进 .venv（不需要管理员权限）")
    with tempfile.TemporaryDirectory(prefix="biaochi-apt-") as scratch:
        own = Path(scratch)
        for folder in ("state/lists/partial", "cache/archives/partial", "debs"):
            (own / folder).mkdir(parents=True)
        settings = (
            f"Dir::State={own / 'state'}",
            f"Dir::Cache={own / 'cache'}",
            "Dir::State::status=/var/lib/dpkg/status",
            "Debug::NoLocking=1",
        )
        apt = ["apt-get", "-q", *(part for setting in settings for part in ("-o", setting))]
        if not succeeds([*apt, "update"], say_why=True):
            return False
        wanted = list(packages)
        if libraries:
            plan = run([*apt, "--simulate", "--no-install-recommends", "install", *packages], say_why=True)
            if plan is None:
                return False
            wanted = re.findall(r"^Inst (lib\S+)", plan, re.MULTILINE)
        if not succeeds([*apt, "download", *wanted], folder=own / "debs", say_why=True):
            return False
        return all(
            succeeds(["dpkg-deb", "-x", str(deb), str(target)]) for deb in (own / "debs").glob("*.deb")
        )
