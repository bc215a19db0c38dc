"""``biaochi print`` and ``biaochi sheet``: single books and sheets, without building the site. MkDocs is not loaded."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from biaochi.core.check import Outcome, check
from biaochi.core.diagnostics import Severity, did_you_mean
from biaochi.core.frontmatter import Map, Scalar, Sequence, compose
from biaochi.core.read import Sources, read
from biaochi.core.receipt import receipt
from biaochi.handbook import cache, native, pool
from biaochi.handbook.archive import archive_path, archived, sources_of
from biaochi.handbook.compose import Declaration, prints
from biaochi.handbook.further_fonts import FontRefused, further_fonts
from biaochi.handbook.press import jobs
from biaochi.history.commit import head
from biaochi.pages import Settings
from biaochi.site.versions import coming, current_texts, read_versions


@dataclass(frozen=True, slots=True)
class Order:
    """A checked handbook, ready to be printed from: ``checked`` as it stands in the files, ``outcome`` as it holds today,
    where a version that is only announced has the one before in its place."""

    root: Path
    sources: Sources
    checked: Outcome
    outcome: Outcome
    settings: Settings
    declared: tuple[Declaration, ...]
    fonts: dict[str, Path] = field(default_factory=dict)

    @property
    def assets(self) -> dict[str, Path]:
        return {path: self.root / path for path in self.sources.assets} | self.fonts


def run(
    config: Path, chosen: list[str], target: Path, *, as_of: dt.date | None = None, sheets_only: bool = False,
    archive: bool = False,
) -> int:
    """Print the chosen files below ``target``. 0: printed; 1: the content or a file has errors; 2: could not run.

    A choice is a path in the site (``handbooks/all.pdf``), the start of one (``handbooks/sector-``) or, for sheets, the
    id of a checklist. None: everything. ``archive``: each file once more as PDF/A-3a, with its sources attached.
    """
    unable = pool.unable()
    if unable is not None:
        print(unable.reason, file=sys.stderr)
        return 2
    root = config.resolve().parent
    sources = read(root)
    try:
        further = fonts_of(config, root)
    except FontRefused as refused:
        print(refused, file=sys.stderr)
        return 2
    assets = {path: root / path for path in sources.assets} | further
    # The child loads its libraries while the handbook is being checked.
    pool.warm(assets)
    order = replace(order_of(config, root, sources, as_of), fonts=further)
    if order.outcome.failed:
        tell(order.outcome)
        return 1
    known = [made.path for made in prints(order.outcome, order.settings, order.declared)]
    wanted = _wanted(chosen, [path for path in known if not sheets_only or path.startswith("sheets/")])
    if isinstance(wanted, str):
        print(wanted, file=sys.stderr)
        return 2
    return _press(order, wanted, target, archive)


def order_of(config: Path, root: Path, sources: Sources, as_of: dt.date | None) -> Order:
    """The handbook, checked as of a day, with its settings."""
    checked = check(sources.texts, as_of=as_of or dt.date.today(), findings=sources.findings)
    settings, declared = settings_of(config, root, checked.as_of)
    if checked.failed:
        return Order(root, sources, checked, checked, settings, declared)
    history = read_versions(root)
    today = current_texts(history, sources.texts, checked.as_of)
    outcome = checked if today == sources.texts else check(today, as_of=checked.as_of)
    return Order(root, sources, checked, outcome, replace(settings, coming=coming(history, checked.as_of)), declared)


def _press(order: Order, wanted: frozenset[str], target: Path, archive: bool) -> int:
    stamp = receipt(order.checked, order.sources.texts, order.settings.edition, native.versions()).short
    todo = jobs(
        order.outcome, order.settings, frozenset(order.assets), stamp,
        declared=order.declared, wanted=wanted.__contains__,
    )
    failed = False
    entries = {job.path: job.entries for job in todo}
    for made in pool.make(todo, order.assets, kept=cache.folder(order.root)):
        for fault in made.faults:
            failed = True
            print(f"错误 {made.path}：{fault}", file=sys.stderr)
        if not made.content:
            continue
        _write(target / made.path, made.content, made.pages)
        if archive:
            files = tuple(sources_of(entries[made.path], order.outcome, order.sources.texts))
            content = archived(made.content, files, order.outcome.as_of)
            _write(target / archive_path(made.path), content, made.pages)
    return int(failed)


def _write(path: Path, content: bytes, pages: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    print(f"{path}（{pages} 页）")


def tell(outcome: Outcome) -> None:
    """Say why nothing is printed."""
    errors = [d for d in outcome.diagnostics if d.severity is Severity.ERROR]
    for diagnostic in errors[:10]:
        print(f"{diagnostic.place}: {diagnostic.code} {diagnostic.message}", file=sys.stderr)
    print(f"手册有 {len(errors)} 处错误，没有印刷。先运行“biaochi check”。", file=sys.stderr)


def _wanted(chosen: Iterable[str], known: list[str]) -> frozenset[str] | str:
    """The paths chosen, or what is wrong with the choice."""
    found: set[str] = set()
    matches: Callable[[str, str], bool] = lambda word, path: path == word or path.startswith(word)  # noqa: E731
    for word in chosen:
        fit = [f"sheets/{word}.pdf"] if f"sheets/{word}.pdf" in known else [path for path in known if matches(word, path)]
        if not fit:
            return f"没有可印的“{word}”。{did_you_mean(word, [*known, *(Path(path).stem for path in known)])}"
        found.update(fit)
    return frozenset(found) if found else frozenset(known)


def settings_of(config: Path, root: Path, as_of: dt.date) -> tuple[Settings, tuple[Declaration, ...]]:
    """The settings that printing needs, read from ``mkdocs.yml`` without MkDocs; defaults for what is not there."""
    top, options = _options(config)
    own = options.get("biaochi/standards", {})
    commit = head(root)
    settings = Settings(
        organisation=str(own.get("organisation") or ""),
        title=str(top.get("site_name") or "服务标准手册"),
        edition=str(own.get("edition") or commit or as_of.isoformat()),
        site_url=str(top.get("site_url") or ""),
        drafts=own.get("drafts") is True or str(own.get("drafts")) == "true",
    )
    return settings, tuple(_declaration(book) for book in options.get("biaochi/handbooks", {}).get("books") or ())


def fonts_of(config: Path, root: Path) -> dict[str, Path]:
    """The further fonts of the settings. Raises ``FontRefused``."""
    named = _options(config)[1].get("biaochi/handbooks", {}).get("fonts") or ()
    return further_fonts(root, [(str(one.get("file")), str(one.get("sha256"))) for one in named if isinstance(one, dict)])


def _options(config: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The settings, and those of each plugin by its name."""
    front: Map | None = None
    if config.is_file():
        front, _ = compose(config.name, config.read_text(encoding="utf-8-sig"))
    top = _plain(front) if front is not None else {}
    options: dict[str, Any] = {}
    for plugin in top.get("plugins") or ():
        if isinstance(plugin, dict):
            options.update({name: value for name, value in plugin.items() if isinstance(value, dict)})
    return top, options


def _declaration(book: dict[str, Any]) -> Declaration:
    select = book.get("select") or {}

    def chosen(key: str) -> tuple[str, ...]:
        value = select.get(key) or ()
        return (value,) if isinstance(value, str) else tuple(map(str, value))

    return Declaration(
        str(book.get("name")), str(book.get("title")), kinds=chosen("kind"), sectors=chosen("sector"),
        roles=chosen("role"), tags=chosen("tag"), ids=chosen("id"),
        paper=str(book.get("paper") or "A4"), audience=str(book.get("audience") or ""),
    )


def _plain(node: Any) -> Any:
    if isinstance(node, Map):
        return {key: _plain(value) for key, value in node.entries.items()}
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return node.value if isinstance(node, Scalar) else node
