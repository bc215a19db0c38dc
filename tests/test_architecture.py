"""The house: imports run downward only, files stay small, and nothing tells where it was written."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "mkdocs_plugins" / "biaochi"

# Each part of the core may import those above it, and nothing else of the product.
CORE = (
    "slotted", "regex", "location", "diagnostics", "vocabulary", "plain_text", "quantity", "sampling", "frontmatter", "headings", "clauses", "attachments", "read", "sentences", "anchors", "meant", "scale", "written", "shape",
    "values", "reference", "model", "concern", "addressed", "parting", "build", "links", "traced", "wording", "measured", "agreement", "suspect", "diff", "rules", "waivers", "memory",
    "judging", "check", "again", "receipt", "narrow",
)  # fmt: skip
LAYERS = {
    "core": set(),
    "demo": set(),
    "reports": {"core"},
    "history": {"core"},
    "pages": {"core"},
    "search": {"core"},
    "handbook": {"core", "history", "pages"},
    "authoring": {"core"},
    "commands": {"core", "handbook", "history", "pages", "reports"},
    "site": {"core", "handbook", "history", "pages", "reports", "search"},
    "cli": {"authoring", "commands", "core", "site"},
    "__main__": {"cli"},
}
"""Package or module → what it may import."""

ONLY_HERE = {
    "mkdocs": ("site/",),
    "material": ("site/",),
    "weasyprint": ("handbook/typesetter.py", "handbook/subset.py"),
    "markdown": ("pages/converter.py",),
    "nh3": ("pages/sanitise.py",),
    "jinja2": ("pages/compiled.py", "pages/render.py", "site/"),
    "yaml": ("core/frontmatter/", "demo/__init__.py", "site/written_settings.py"),
    "subprocess": ("history/", "handbook/"),
}
"""Library → the only files or folders that import it."""

LONGEST = 320
"""Lines of code a file, without blank lines, comments and docstrings: beyond, it asks to be two."""


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def imports(path: Path) -> Iterator[str]:
    """Every module imported, also inside functions; relative imports are not used here."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)}:{node.lineno} imports relatively"
            assert node.module is not None
            if node.module in ("biaochi", "biaochi.core"):
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
            else:
                yield node.module


def part(dotted: str) -> tuple[str, str]:
    """``biaochi.core.rules.lnk`` → (core, rules); ``biaochi.pages.entry`` → (pages, entry)."""
    words = [*dotted.split("."), "", ""]
    return words[1], words[2]


def own(path: Path) -> tuple[str, str]:
    words = [*path.relative_to(PACKAGE).with_suffix("").parts, ""]
    return words[0], words[1]


def test_every_package_has_its_place() -> None:
    assert {own(path)[0] for path in modules()} - {"__init__", "templates"} <= set(LAYERS)
    assert {own(path)[1] for path in modules() if own(path)[0] == "core"} - {"__init__"} <= set(CORE), (
        "a new part of the core: say in CORE what it stands on"
    )


@pytest.mark.parametrize("path", modules(), ids=name)
def test_imports_run_downward(path: Path) -> None:
    layer, inner = own(path)
    for dotted in imports(path):
        if not dotted.startswith("biaochi") or dotted == "biaochi.__version__":
            continue
        target, target_inner = part(dotted)
        if target == layer == "core":
            if inner != target_inner and inner != "__init__":
                assert CORE.index(target_inner) < CORE.index(inner), (
                    f"core.{inner} imports core.{target_inner}"
                )
        elif target != layer:
            assert target in LAYERS[layer], f"{layer} imports {target}"


def within(path: Path) -> Iterator[Path]:
    """The modules of the product that one imports: of names that are modules themselves those, else the package they come from."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module is not None and node.module.split(".")[0] == "biaochi":
            folder = PACKAGE.parent.joinpath(*node.module.split("."))
            for alias in node.names:
                found = (folder / f"{alias.name}.py", folder.with_suffix(".py"), folder / alias.name / "__init__.py", folder / "__init__.py")
                yield next(one for one in found if one.is_file())


def test_no_import_runs_in_a_circle() -> None:
    """Not even one that waits inside a function, or is there for types only: whoever reads one file needs not read the other."""
    TopologicalSorter({path: set(within(path)) for path in modules()}).prepare()


@pytest.mark.parametrize("library", ONLY_HERE)
def test_a_library_is_imported_in_its_place_only(library: str) -> None:
    found = [name(path) for path in modules() for dotted in imports(path) if dotted.split(".")[0] == library]
    assert [file for file in found if not file.startswith(ONLY_HERE[library])] == []


def test_the_core_neither_logs_nor_prints_nor_reads_clocks() -> None:
    for path in modules():
        if own(path)[0] != "core":
            continue
        assert not {"logging", "subprocess", "time", "argparse"} & set(imports(path)), name(path)
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called not in ("print", "dt.date.today", "dt.datetime.now"), (
                    f"{name(path)}:{node.lineno} {called}"
                )
                if called == "open":
                    assert name(path) == "core/read.py", f"{name(path)}:{node.lineno} opens files"


def lines_of_code(path: Path) -> int:
    source = path.read_text(encoding="utf-8").split("\n")
    prose: set[int] = set()
    for node in ast.walk(tree(path)):
        if (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        ):
            prose.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return sum(
        bool(line.strip()) and not line.strip().startswith("#") and number not in prose
        for number, line in enumerate(source, 1)
    )


def test_no_file_asks_to_be_two() -> None:
    assert {name(path): lines_of_code(path) for path in modules() if lines_of_code(path) > LONGEST} == {}


def test_no_name_says_nothing() -> None:
    empty = re.compile(r"^(?:Base[A-Z]\w*|\w*(?:Manager|Helper|Mixin|Util|Utils))$")
    for path in modules():
        assert path.stem not in ("utils", "helpers", "common", "misc"), name(path)
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                assert not empty.match(node.name), f"{name(path)}:{node.lineno} {node.name}"


def committed() -> list[Path]:
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, text=True, timeout=60
    )
    if listed.returncode:
        # A source archive without history.
        return [path for folder in ("mkdocs_plugins", "tests") for path in (ROOT / folder).rglob("*.*")]
    return [ROOT / path for path in listed.stdout.split("\0") if path]


def test_nothing_committed_tells_where_it_was_written() -> None:
    hosts = ("pypi" + r"\.org", "python" + "hosted", "npm" + r"js\.(?:org|com)", "deb" + r"\.debian\.org")
    folders = (r"(?<![\w.])/" + r"(?:work|home/\w+|root)/", "/" + "tmp/")
    told = re.compile("|".join((*hosts, *folders)))
    found = []
    for path in committed():
        if not path.is_file() or path.stat().st_size > 4_000_000:
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {match.group()}" for match in told.finditer(text)]
    assert found == []


BY_THEMSELVES = ("core/slotted.py", "core/regex.py", "demo/__init__.py", "handbook/fonts.py")
"""Modules that make the two things below, or may import nothing of ours."""


def begun(path: Path) -> Iterator[ast.AST]:
    """What a module does when it is imported, but for what stands in its functions and classes."""
    for node in tree(path).body:
        if not isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield from ast.walk(node)


@pytest.mark.parametrize("path", [path for path in modules() if name(path) not in BY_THEMSELVES], ids=name)
def test_a_module_is_imported_quickly(path: Path) -> None:
    """Every command begins with importing: expressions wait until they are used, classes with slots are made by our own hand, and data is
    read by its path: ``importlib.resources`` brings archives, temporary files and chance with it."""
    for node in begun(path):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile":
            of_bytes = isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, bytes)
            assert of_bytes, f"{name(path)}:{node.lineno}: regex(…) of biaochi.core.regex"
    made = {ast.unparse(each) for node in tree(path).body if isinstance(node, ast.ClassDef) for each in node.decorator_list}
    if made & {"dataclass(slots=True)", "dataclass(frozen=True, slots=True)", "dataclass(frozen=True, kw_only=True, slots=True)"}:
        assert "biaochi.core.slotted" in imports(path), f"{name(path)}: dataclass of biaochi.core.slotted"
    if name(path).startswith(("core/", "search/", "pages/", "site/", "history/")):
        assert "importlib.resources" not in imports(path), f"{name(path)}: Path(__file__)"
