/* Search: the box, its keys, its results, and the marks on the page that a result led to. */
(() => {
  "use strict";
  if (!window.biaochi) return;
  const { ROOT, opened, mine: ownRole, answer, fold, zone, part, lines } = window.biaochi;
  const dialog = document.querySelector(".bc-search");
  const TITLE = 0, NAME = 2, CLAUSE = 3;
  const QUOTED = 3, MOST = 6; // lines of a result, and those among which they are chosen
  const WHOLLY = 1.5; // by how much a line says more that is the word itself: a term, a name
  const BESIDE = 0.5; // of what the best line says, so that another is shown beside it
  const TELLING = 0.4; // of the weight of what tells most, so that it is marked
  const SHOWN = 20;
  const IN_VIEW = 8; // results that are seen before anybody scrolls
  const PATIENCE = 15; // milliseconds that a result waits for its text before its title is shown
  const ASIDE = "\u2063";
  const NUMBERED = /^\u2064((?:<mark>)?[^ <]+)/; // a clause that begins with its number
  const WHOLE = /[。？！”]/, SENTENCE = /[。；？！…”]|\d/; // what a sentence has, and a line that tells something
  const LABELLED = /^[^：，。]+：[^。]*( · [^：，。]+：[^。]*){2}/; // «岗位：… · 场景：… · 渠道：…»

  // --- quotes --------------------------------------------------------------------------------------------------

  /** Of several words, how much of them each line of a page holds, by weight; of one, nothing. */
  function gained({ hits, weighed }, lineAt) {
    const counted = weighed ?? hits.map((hit) => ({ ...hit, weight: 1, own: true }));
    if (!weighed && new Set(hits.map(({ unit }) => unit)).size < 2) return null;
    const by = new Map();
    for (const hit of counted) {
      const line = lineAt(hit.at);
      if (!line) continue;
      if (!by.has(line)) by.set(line, new Map());
      if (!(by.get(line).get(hit.unit)?.weight > hit.weight)) by.get(line).set(hit.unit, hit);
    }
    return new Map([...by].map(([line, units]) => {
      const held = [...units.values()], whole = held.some(({ own, text }) => own && text === line.folded.text);
      return [line, held.reduce((sum, { weight }) => sum + weight, 0) * (whole ? WHOLLY : 1)];
    }));
  }

  /** Up to three lines of a result, each with where it leads; what is only a label if there is nothing else. */
  async function quotes(result, head) {
    const { page } = result;
    const hits = result.hits.slice().sort((a, b) => a.at - b.at);
    const first = hits.length ? part(page, (hits.find(({ at }) => zone(page, at) !== TITLE) ?? hits[0]).at) : 0;
    const list = await lines(page, first, head);
    const lineAt = (at) => {
      let low = 0, high = list.length;
      while (low < high) { const middle = (low + high) >> 1; if (list[middle].at <= at) low = middle + 1; else high = middle; }
      const line = list[low - 1];
      return line && at <= line.at + line.folded.text.length ? line : null;
    };
    const gains = gained(result, lineAt);
    const likely = gains ? [...gains.keys()].sort((a, b) => gains.get(b) - gains.get(a) || a.at - b.at) : hits.map(({ at }) => lineAt(at));
    const found = [];
    const least = gains ? BESIDE * Math.max(...gains.values()) : 0;
    for (const line of likely) {
      if (!line || gains?.get(line) < least || zone(page, line.at) === TITLE || line.text === page.entry || found.some(({ text }) => text === line.text)) continue;
      found.push(line);
      if (found.length === MOST) break;
    }
    // «退款» in a metric's name is less than what a clause says of it; a name of which most is asked for is not.
    const meant = ({ folded }) => hits.some(({ text }) => folded.text.startsWith(text) && text.length > folded.text.length / 2);
    const turn = (line) => zone(page, line.at) > CLAUSE ? 2 : +(line.anchor?.startsWith("metric-") && !meant(line));
    found.sort((a, b) => (gains ? (turn(a) > 1) - (turn(b) > 1) || gains.get(b) - gains.get(a) : 0) || turn(a) - turn(b));
    const says = ({ at, text }) => SENTENCE.test(text) && !LABELLED.test(text) && zone(page, at) >= NAME;
    // A heading, or a term of a table, by itself says little: what stands under or beside it does.
    const told = found.filter(({ text }) => !LABELLED.test(text)).map((line) => says(line) || zone(page, line.at) > CLAUSE || !line.anchor ? line
      : { ...line, under: list.find((other) => other.anchor === line.anchor && zone(page, other.at) > NAME && says(other) && !found.includes(other)) });
    const telling = told.filter((line, place) => line.under ? !told.slice(0, place).some(({ under }) => under === line.under) : says(line));
    if (telling.length || !found.length) return telling.slice(0, QUOTED);
    const lead = list.find((line) => zone(page, line.at) > NAME && WHOLE.test(line.text) && !LABELLED.test(line.text));
    return lead ? [...told.slice(0, 1), lead] : found.slice(0, QUOTED);
  }

  const escaped = (text) => text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);

  /** The ranges of `original` that the texts cover. */
  function ranges(folded, sought) {
    const found = [];
    for (const text of sought) {
      for (let at = folded.text.indexOf(text); at >= 0; at = folded.text.indexOf(text, at + text.length)) {
        found.push([folded.at[at], folded.at[at + text.length - 1] + 1]);
      }
    }
    found.sort(([a], [b]) => a - b);
    return found.filter(([start], at) => at === 0 || start >= found[at - 1][1]);
  }

  /** Text as HTML with the sought words marked, cut to about `length` characters around the first. */
  function marked(original, folded, sought, length = Infinity) {
    const found = ranges(folded, sought);
    let from = 0, to = original.length;
    const aside = original.indexOf(ASIDE);
    if (aside >= 0) { if (found.length && found[0][0] > aside) from = aside + 1; else to = aside; }
    if (to - from > length) {
      const first = found.length ? found[0][0] : 0;
      from = Math.max(from, Math.min(first - length / 3 | 0, to - length));
      to = Math.min(to, from + length);
    }
    let html = from > 0 && original[from - 1] !== ASIDE ? "…" : "", at = from;
    for (const [start, stop] of found) {
      if (start < at || stop > to) continue;
      html += `${escaped(original.slice(at, start))}<mark>${escaped(original.slice(start, stop))}</mark>`;
      at = stop;
    }
    html += escaped(original.slice(at, to)) + (to < original.length && original[to] !== ASIDE ? "…" : "");
    return html.replace(NUMBERED, "$1.");
  }

  // --- the box -------------------------------------------------------------------------------------------------

  const input = dialog.querySelector(".md-search__input");
  const meta = dialog.querySelector(".md-search-result__meta");
  const list = dialog.querySelector(".md-search-result__list");
  const more = dialog.querySelector(".bc-search__more");
  const filters = dialog.querySelector(".bc-search__filters");
  const toggle = document.getElementById("__search");
  const greeting = meta.textContent;
  const otherwise = document.createElement("p"); // the way on for whoever found nothing
  otherwise.className = "bc-search__otherwise";
  otherwise.hidden = true;
  otherwise.innerHTML = `<button type="button">不筛选，再找</button> 换个说法，或者少打几个字；也可以从<a href="${new URL("index.html", ROOT).href}">首页</a>按岗位、行业和触点找。`;
  const unfiltered = otherwise.querySelector("button");
  meta.after(otherwise);
  const KEYS = ["kind", "sector", "roles", "status", "tier"];
  const LABELS = { kind: "类别", sector: "行业", roles: "岗位", status: "状态", tier: "层级" };
  let turn = 0; // of the question asked last
  let answered = 0; // of the one whose answer is shown: on a slow line it may be one asked some keys ago
  let shown = { results: [], head: null, count: 0, query: "" };

  function offer(head) {
    if (filters.childElementCount) return;
    for (const key of KEYS) {
      const used = new Set(head.pages.flatMap((page) => page[key]).filter(Boolean));
      const order = Object.keys(head.labels[key] ?? {});
      const values = [...order.filter((value) => used.has(value)), ...[...used].filter((value) => !order.includes(value)).sort()];
      if (values.length < 2) continue;
      const select = document.createElement("select");
      select.name = key;
      select.setAttribute("aria-label", `按${LABELS[key]}筛选`);
      select.append(new Option(`全部${LABELS[key]}`, ""), ...values.map((value) => new Option(head.labels[key]?.[value] ?? value, value)));
      select.addEventListener("change", () => ask());
      filters.append(select);
    }
    filters.hidden = !filters.childElementCount;
  }

  const chosen = () => [...filters.querySelectorAll("select")].filter(({ value }) => value).map(({ name, value }) => [name, value]);
  const passes = (page, choice) => choice.every(([key, value]) => key === "roles" ? page.roles.includes(value) : page[key] === value);

  async function ask() {
    const mine = ++turn, query = input.value.trim();
    const head = await opened().catch(() => null);
    if (mine !== turn) return;
    if (!head) { meta.textContent = "搜索用的文件读不到，请刷新本页再试"; return; }
    offer(head);
    const choice = chosen();
    if (!query && !choice.length) { show([], head, query, greeting); return; }
    let reply;
    try {
      reply = query
        ? await answer(query, head)
        : { found: new Map(head.pages.filter((page) => page.entry).map((page) => [page.number, { page, hits: [], score: 0 }])), note: "" };
    } catch { reply = null; }
    if (mine < answered) return;
    if (!reply) { meta.textContent = "搜索用的文件读不到，请刷新本页再试"; return; }
    const results = [...reply.found.values()].filter(({ page }) => passes(page, choice));
    const hidden = reply.found.size - results.length;
    const other = results.filter(({ via }) => via).length, exact = results.length - other;
    const count = results.length ? `找到 ${exact} 页${other ? `，另有同义、相近或别的行业的 ${other} 页` : ""}` : `没有找到“${query}”`;
    const role = ownRole(head), own = results.filter(({ page }) => page.roles.includes(role)).length;
    const note = (results.length && reply.note ? `${reply.note}：${results.length} 页` : count) + (own && own < results.length ? "，本岗的靠前" : "");
    await show(results, head, query, note + (hidden ? `（筛选隐去 ${hidden} 页）` : ""), mine);
  }

  async function show(results, head, query, note, mine = turn) {
    const rows = await items(results.slice(0, SHOWN), head);
    if (mine < answered) return;
    answered = mine;
    list.replaceChildren(...rows);
    meta.textContent = note;
    otherwise.hidden = results.length > 0 || !query;
    unfiltered.hidden = !chosen().length;
    shown = { results, head, query, count: Math.min(SHOWN, results.length) };
    more.hidden = shown.count >= results.length;
    dialog.dataset.query = query; // which query the list answers
  }

  unfiltered.addEventListener("click", () => {
    for (const select of filters.querySelectorAll("select")) select.value = "";
    input.focus();
    ask();
  });

  const waiting = new WeakMap();

  // A result that is chosen before its text has come still leads to the clause.
  list.addEventListener("click", async (event) => {
    const row = event.target.closest("li");
    if (!waiting.has(row) || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    await waiting.get(row);
    location.href = row.querySelector("a").href;
  });

  /** When a row comes into sight. */
  const seen = (row) => new Promise((resolve) => {
    new IntersectionObserver((entries, observer) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      resolve();
    }).observe(row);
  });

  /** The results' rows. Those in view wait a little for their text, the others get it when they come into sight; a row
      without it begins with the title alone. */
  async function items(results, head) {
    const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE); });
    return Promise.all(results.map(async (result, at) => {
      const row = document.createElement("li");
      row.className = "md-search-result__item";
      if (result.hits.length) {
        const filled = fill(row, result, head, at < IN_VIEW ? quotes(result, head) : seen(row).then(() => quotes(result, head)));
        waiting.set(row, filled);
        if (at < IN_VIEW) {
          row.setAttribute("aria-busy", "true");
          await Promise.race([filled, late]);
        }
      }
      if (!row.childElementCount) row.innerHTML = item(result, head, []);
      return row;
    }));
  }

  async function fill(row, result, head, text) {
    try {
      const html = item(result, head, await text), focused = row.contains(document.activeElement);
      row.innerHTML = html;
      if (focused) row.querySelector("a").focus();
    } catch {
      // The title alone then leads to the page.
    }
    waiting.delete(row);
    row.removeAttribute("aria-busy");
  }

  /** What is marked: longer words before their parts. Of a question what its shown lines hold, and of that what tells something. */
  function markable({ hits, weighed }, found) {
    const best = new Map(hits.map(({ text, weight }) => [text, weighed ? weight : 1]));
    for (const { at, text, weight } of weighed ?? []) {
      if (found.some((line) => at >= line.at && at <= line.at + line.folded.text.length)) best.set(text, weight);
    }
    const least = Math.max(0, ...best.values()) * TELLING;
    return [...best].filter(([, weight]) => weight >= least).map(([text]) => text).sort((a, b) => b.length - a.length);
  }

  function item(result, head, found) {
    const { page } = result, sought = markable(result, found);
    const mark = sought.length ? `?h=${encodeURIComponent(sought.slice(0, 6).join(" "))}` : "";
    const link = (anchor) => escaped(new URL(page.url + mark + (anchor ? `#${encodeURIComponent(anchor)}` : ""), ROOT).href);
    const titled = result.weighed ? result.meant : result.hits.some(({ at }) => zone(page, at) === TITLE);
    const about = [page.entry, page.kind && head.labels.kind?.[page.kind], page.sector && (head.labels.sector?.[page.sector] ?? page.sector),
      page.status && page.status !== "in-force" && (head.labels.status?.[page.status] ?? page.status), result.via].filter(Boolean).join(" · ");
    const line = ({ text, folded, under: other }) => `<p>${marked(text, folded, sought, other ? 40 : 110)}${other ? `：${marked(other.text, other.folded, sought, 80)}` : ""}</p>`;
    const [first, ...rest] = titled ? [null, ...found] : [found[0] ?? null, ...found.slice(1)];
    return `<a href="${link(result.anchor ?? first?.anchor)}" class="md-search-result__link">`
      + `<article class="md-search-result__article md-typeset"><h1>${marked(page.title, fold(page.title, head), sought)}</h1>`
      + (about ? `<p class="bc-search__about">${escaped(about)}</p>` : "") + (first ? line(first) : "") + `</article></a>`
      + rest.slice(0, 2).map((other) => `<a href="${link(other.anchor)}" class="md-search-result__link bc-search__clause">`
        + `<article class="md-search-result__article md-typeset">${line(other)}</article></a>`).join("");
  }

  async function further() {
    const { results, head, count } = shown, mine = answered;
    const rows = await items(results.slice(count, count + SHOWN), head);
    if (mine !== answered) return;
    const last = list.lastElementChild;
    list.append(...rows);
    shown.count = Math.min(results.length, count + SHOWN);
    more.hidden = shown.count >= results.length;
    last?.nextElementSibling?.querySelector("a")?.focus();
  }

  more.addEventListener("click", further);

  // --- keys: as in Material's own box --------------------------------------------------------------------------

  const open = (on) => { if (toggle.checked !== on) { toggle.checked = on; toggle.dispatchEvent(new Event("change")); } };
  const links = () => [...list.querySelectorAll("a")];

  // Whoever leaves the search is back where the keyboard was; whoever goes past its end, at what comes next on the page.
  let before = null;
  dialog.addEventListener("focusin", ({ relatedTarget }) => { if (!dialog.contains(relatedTarget)) before = relatedTarget; });
  const leave = () => {
    if (!dialog.contains(document.activeElement)) return;
    document.activeElement.blur();
    before?.focus({ preventScroll: true });
  };
  const beyond = (back) => {
    const stops = [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
      .filter((stop) => !dialog.contains(stop) && stop.tabIndex >= 0 && stop.checkVisibility({ visibilityProperty: true }));
    const after = stops.findIndex((stop) => dialog.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING);
    return stops.at((after < 0 ? stops.length : after) - (back ? 1 : 0));
  };

  input.addEventListener("focus", () => { open(true); opened().then(offer, () => {}); });
  input.addEventListener("input", () => ask());
  toggle.addEventListener("change", () => { if (toggle.checked) input.focus(); else leave(); });
  dialog.querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); });
  dialog.querySelector("form").addEventListener("reset", () => { setTimeout(() => { input.focus(); ask(); }); });

  dialog.addEventListener("keydown", (event) => {
    if (event.isComposing || event.target.tagName === "SELECT" && event.key !== "Escape" && event.key !== "Tab") return;
    if (event.key === "Escape") { open(false); leave(); }
    else if (event.key === "Enter" && event.target === input) { event.preventDefault(); links()[0]?.click(); }
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const stops = [input, ...links()], at = Math.max(0, stops.indexOf(document.activeElement));
      stops[(at + (event.key === "ArrowDown" ? 1 : stops.length - 1)) % stops.length].focus();
      event.preventDefault();
    } else if (event.key === "Tab" && toggle.checked) {
      const stops = [...dialog.querySelectorAll("input, select, a, button:not([hidden])")].filter((stop) => stop.tabIndex >= 0 && stop.offsetParent);
      const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
      if (document.activeElement === edge) {
        event.preventDefault();
        open(false);
        edge.blur();
        beyond(event.shiftKey)?.focus();
      }
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || toggle.checked) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    if (["f", "s", "/"].includes(event.key)) { event.preventDefault(); open(true); input.focus(); input.select(); }
  });

  // --- back from a result: the search is as it was left ---------------------------------------------------------

  // Kept in the entry of the history that is left: a page that is opened afresh has none.
  const keep = (search) => { history.replaceState({ ...history.state, search }, ""); };
  list.addEventListener("click", (event) => {
    const row = event.target.closest("li");
    if (row) keep({ query: input.value, choice: chosen(), at: [...list.children].indexOf(row), count: shown.count });
  }, true);
  toggle.addEventListener("change", () => { if (!toggle.checked && history.state?.search) keep(); });

  async function again({ query, choice, at, count }) {
    input.value = query;
    open(true);
    offer(await opened());
    for (const select of filters.querySelectorAll("select")) select.value = new Map(choice).get(select.name) ?? "";
    await ask();
    while (shown.count < count && !more.hidden && toggle.checked) await further();
    if (toggle.checked && input.value === query) list.children[at]?.querySelector("a")?.focus();
  }

  if (history.state?.search) again(history.state.search).catch(() => {});

  // --- marks on the page that a result led to ------------------------------------------------------------------

  const BLOCK = "address,article,blockquote,caption,dd,details,div,dl,dt,figcaption,figure,h1,h2,h3,h4,h5,h6,li,ol,p,pre,section,summary,table,tbody,td,th,thead,tr,ul,text,svg";

  async function mark(sought) {
    const article = document.querySelector("article.md-content__inner");
    if (!article || !sought.length) return;
    const head = await opened();
    const wanted = sought.map((text) => fold(text, head).text).filter(Boolean);
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT), groups = new Map();
    while (walker.nextNode()) {
      const node = walker.currentNode, block = node.parentElement.closest(BLOCK);
      if (node.parentElement.closest("script,style,svg")) continue;
      if (!groups.has(block)) groups.set(block, []);
      groups.get(block).push(node);
    }
    let left = 300;
    for (const nodes of groups.values()) {
      const found = ranges(fold(nodes.map(({ data }) => data).join(""), head), wanted);
      let at = nodes.reduce((sum, { data }) => sum + data.length, 0);
      for (const node of nodes.reverse()) {
        at -= node.data.length;
        for (const [start, stop] of found.slice().reverse()) {
          const from = Math.max(0, start - at), to = Math.min(node.data.length, stop - at);
          if (from >= to || left-- <= 0) continue;
          const range = document.createRange(), made = document.createElement("mark");
          made.className = "bc-found";
          range.setStart(node, from);
          range.setEnd(node, to);
          range.surroundContents(made);
        }
      }
    }
  }

  /** Where the place that a result led to begins a long section, what is marked in it comes into sight. */
  function reveal() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || Math.abs(target.getBoundingClientRect().top) > innerHeight) return; // whoever has gone on is left alone
    const after = (made) => target.contains(made) || target.compareDocumentPosition(made) & Node.DOCUMENT_POSITION_FOLLOWING;
    const first = [...document.querySelectorAll("mark.bc-found")].find(after);
    if (first && first.getBoundingClientRect().bottom > innerHeight) first.scrollIntoView({ block: "center" });
  }

  const sought = new URLSearchParams(location.search).get("h");
  if (sought) mark(sought.split(" ").filter(Boolean)).then(reveal).catch(() => {});
})();
