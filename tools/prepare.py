"""Set this project up on a machine that has Python and nothing else: `python3 tools/prepare.py [--test]`.

Makes .venv, installs the locked dependencies and the project into it, and gets the Chinese fonts and the
native libraries that printing needs; with --test also the test tools and a browser. Each step remembers what
it was done for, so a second run does only what has changed: nothing, in a fraction of a second.

What only printing or the browser tests need (fonts, native libraries, browser) does not stop the set-up: one
line says what is missing and how to get it. Without the dependencies nothing works: the exit status is 1.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import ModuleType

import debian
import environment
from running import say

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STATE = VENV / "biaochi-setup.json"
LOG = VENV / "biaochi-setup.log"
LOCKS = ROOT / "requirements"
HANDBOOK = ROOT / "mkdocs_plugins" / "biaochi" / "handbook"
FONTS = VENV / "share" / "biaochi" / "fonts"
# The first is Chromium without its windows: the same pages, letters and scripts in a third of the processor's time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# What Playwright's driver loads; a minimal Debian lacks it.
DRIVERS_LIBRARY = "libatomic1"
BROWSER_PACKAGES = ("chromium", DRIVERS_LIBRARY)
SECONDS_BETWEEN_LINES = 5.0

State = dict[str, str]


class SetupError(Exception):
    """Set-up cannot go on; the message is one line that says what to do."""


def main() -> int:
    """Bring this folder to the wanted level; return the exit status."""
    parser = argparse.ArgumentParser(description="准备虚拟环境、依赖、字体和印刷用的系统库")
    parser.add_argument("--test", action="store_true", help="连同测试工具和浏览器")
    testing = parser.parse_args().test
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that has no Chinese stops nothing
    if sys.version_info < (3, 11):  # noqa: UP036 - run with whatever python3 the machine has
        found = ".".join(map(str, sys.version_info[:3]))
        say(f"标尺需要 Python 3.11 或更新，这里的 python3 是 {found}；可用 make PYTHON=… 指定另一个")
        return 1
    try:
        bring_up(read_state(), testing)
    except SetupError as error:
        say(str(error))
        return 1
    return 0


def bring_up(done: State, testing: bool) -> None:
    """Do each step that has not been done for the present files."""
    started = time.monotonic()
    # The folder counts as well: an environment that was moved with its checkout does not work.
    python = digest(os.path.realpath(sys.executable).encode(), bytes(ROOT))
    worked = False
    if done.get("python") != python or not PYTHON.exists():
        done.clear()
        say("建虚拟环境 .venv")
        if not environment.make(VENV, LOCKS / "setup.txt"):
            install = f"apt-get install {environment.package_of_venv()}"
            raise SetupError(f"建不了虚拟环境：这里的 Python 没有 venv，也没有 pip。请管理员运行 {install}")
        note(done, "python", python)
        worked = True
    level = "test" if testing else done.get("level", "build")
    locked = digest_of_files(LOCKS / "setup.txt", LOCKS / f"{level}.txt")
    if done.get("locked") != locked:
        install_locked("setup", "打包工具")
        install_locked(level, "依赖" if level == "build" else "依赖和测试工具")
        done["level"] = level
        note(done, "locked", locked)
        worked = True
    project = digest_of_files(ROOT / "pyproject.toml")
    if done.get("project") != project:
        say("装入本项目")
        pip("install", "--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT))
        note(done, "project", project)
        worked = True
    worked |= prepare_fonts(done)
    worked |= prepare_native_libraries()
    if testing:
        worked |= prepare_browser(done)
    if worked:
        say(f"准备完毕，用时 {time.monotonic() - started:.0f} 秒")


def install_locked(name: str, what: str) -> None:
    """Install one lock file; every file is checked against its hash, and nothing else is fetched."""
    lock = LOCKS / f"{name}.txt"
    wanted = sum("==" in line for line in lock.read_text(encoding="utf-8").splitlines())
    say(f"安装{what}（{lock.relative_to(ROOT)}，{wanted} 个包）")
    pip("install", "--no-build-isolation", "--require-hashes", "-r", str(lock), wanted=wanted)


def pip(*arguments: str, wanted: int = 0) -> None:
    """Run the environment's pip and show how far it is; raise SetupError with its last words if it fails."""
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments]
    seen = 0
    spoken = time.monotonic()
    last: list[str] = []
    with (
        LOG.open("a", encoding="utf-8") as log,
        subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        ) as process,
    ):
        for line in process.stdout or ():
            log.write(line)
            last = [*last[-30:], line.strip()]
            seen += line.startswith(("Collecting ", "Requirement already satisfied"))
            if wanted and line.startswith("Installing collected"):
                say("  都已取到，正在写入 .venv")
                seen = wanted
            elif seen < wanted - 1 and time.monotonic() - spoken > SECONDS_BETWEEN_LINES:
                spoken = time.monotonic()
                say(f"  已取 {seen}/{wanted}")
    if process.returncode != 0:
        errors = [line for line in last if line.startswith("ERROR")] or last[-3:]
        raise SetupError(f"pip 没有装成：{'；'.join(errors)}（全部输出见 {LOG.relative_to(ROOT)}）")


def prepare_fonts(done: State) -> bool:
    """Fetch the fonts, with npm from a wheel where the machine has none. Without them set-up goes on."""
    fetch = HANDBOOK / "fonts.py"
    wanted = digest_of_files(fetch)
    if done.get("fonts") == wanted and any(FONTS.glob("*.ttf")):
        return False
    with tempfile.TemporaryDirectory(prefix="biaochi-node-") as scratch:
        variables = dict(os.environ)
        if shutil.which("npm") is None or shutil.which("node") is None:
            say("取 Node（约 60 MB，只为取字体，用后即删）")
            try:
                pip("install", "--require-hashes", "--target", scratch, "-r", str(LOCKS / "node.txt"))
            except SetupError as error:
                say(f"没有 npm，字体取不到，网站照常，PDF 会缺：{error}")
                return True
            variables["PYTHONPATH"] = scratch
        command = [str(PYTHON), str(fetch), "--to", str(FONTS)]
        if subprocess.run(command, stdin=subprocess.DEVNULL, env=variables, check=False).returncode != 0:
            say("字体没有取到（原因见上），网站照常，PDF 会缺；再运行一次 make setup 会重试")
            return True
    note(done, "fonts", wanted)
    return True


def prepare_native_libraries() -> bool:
    """Have the libraries that WeasyPrint loads: the system's, else installed, else unpacked into .venv."""
    native = module_at(HANDBOOK / "native.py")
    folder = native.own_copy(str(VENV))
    if not native.load(folder):
        return False
    if sys.platform == "linux" and not debian.install(*native.PACKAGES):
        with tempfile.TemporaryDirectory(prefix="biaochi-native-") as scratch:
            if debian.unpack(Path(scratch), *native.PACKAGES, libraries=True):
                folder.mkdir(parents=True, exist_ok=True)
                for library in Path(scratch).rglob("lib*.so.*"):
                    shutil.copy(library, folder / library.name, follow_symlinks=False)
    if missing := native.load(folder):
        say(f"印刷缺系统库 {'、'.join(missing)}：请管理员运行 {native.how_to_get()}；网站照常，PDF 会缺")
    return True


def prepare_browser(done: State) -> bool:
    """Have a Chromium for the browser tests; where none can be had, the tests count what they leave out.

    For the one without windows it is asked once: not every distribution has it.
    """
    found = browser()
    if found is not None and (BROWSERS[0] in found or "BIAOCHI_CHROMIUM" in os.environ or "browser" in done):
        return False
    if not debian.install(BROWSERS[0], DRIVERS_LIBRARY) and found is None:
        debian.install(*BROWSER_PACKAGES)
    if browser() is None:
        install = f"apt-get install {' '.join(BROWSER_PACKAGES)}"
        say(f"没有可用的 Chromium，这里也装不了：请管理员运行 {install}；浏览器测试会报告为未运行")
    else:
        note(done, "browser", "asked for")
    return True


def browser() -> str | None:
    """The path of a Chromium that can be driven: the one that BIAOCHI_CHROMIUM names, else one on the path.

    None where there is none, or where Playwright's driver would not start for want of a library.
    """
    if sys.platform == "linux":
        try:
            ctypes.CDLL("libatomic.so.1")
        except OSError:
            return None
    named = os.environ.get("BIAOCHI_CHROMIUM")
    return named or next(filter(None, map(shutil.which, BROWSERS)), None)


def module_at(path: Path) -> ModuleType:
    """A module of the product, loaded by itself: its package needs the dependencies."""
    spec = importlib.util.spec_from_file_location(f"biaochi_{path.stem}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def digest(*parts: bytes) -> str:
    """A hash of the parts and of where each ends."""
    return hashlib.sha256(b"".join(b"%d:%s" % (len(part), part) for part in parts)).hexdigest()


def digest_of_files(*paths: Path) -> str:
    """A hash of the contents of files."""
    return digest(*(path.read_bytes() for path in paths))


def read_state() -> State:
    """What earlier runs have done; nothing when that cannot be read."""
    try:
        state = json.loads(STATE.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def note(done: State, step: str, value: str) -> None:
    """Remember that a step is done, so that a set-up that was broken off goes on where it was."""
    done[step] = value
    whole = STATE.with_suffix(".part")
    whole.write_text(json.dumps(done, indent=1), encoding="utf-8")
    whole.replace(STATE)


if __name__ == "__main__":
    sys.exit(main())
