/* Search in the browser over the files of `search/`. Everything loads as scripts, so it works without a server.
   How the files are made, and what is promised of the results: docs/search.md. */
(() => {
  "use strict";
  const dialog = document.querySelector(".bc-search");
  if (!dialog) return;
  const ROOT = new URL(`${dialog.dataset.base || "."}/`, location.href);
  const PAGE = 2 ** 21; // a place in the handbook: the page's number times this, plus the position in its text
  const SHOWN = 20;
  const PATIENCE = 15; // milliseconds that a result waits for its text before its title is shown
  const ASIDE = "\u2063";
  const LETTER = /[\p{L}\p{N}]/u;
  const INVISIBLE = /[\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]/;
  const [TITLE, ID, NAME, CLAUSE] = [0, 1, 2, 3];

  // --- files ---------------------------------------------------------------------------------------------------

  const files = new Map();
  const arrived = new Map();
  let version = "";

  window.biaochiSearch = (key, packed) => arrived.get(key)?.(packed);

  /** The bytes of a file of the index; each is loaded once. */
  function load(key) {
    if (!files.has(key)) {
      const file = new Promise((resolve, reject) => {
        arrived.set(key, resolve);
        const script = document.createElement("script");
        script.src = new URL(`search/${key}.js${version && `?${version}`}`, ROOT);
        script.onload = () => script.remove();
        script.onerror = () => { script.remove(); files.delete(key); reject(new Error(`search/${key}.js`)); };
        document.head.append(script);
      }).then(inflate);
      files.set(key, file);
    }
    return files.get(key);
  }

  async function inflate(packed) {
    const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  const json = async (key) => JSON.parse(new TextDecoder().decode(await load(key)));
  const once = (make) => { let made; return () => (made ??= make().catch((error) => { made = undefined; throw error; })); };

  const opened = once(async () => {
    const head = await json("head");
    version = head.version;
    head.shard = new Map();
    head.shards.forEach((characters, number) => { for (const c of characters.split("")) head.shard.set(c, number); });
    const [before, after] = head.folding;
    head.fold = new Map(before.split("").map((character, at) => [character, after[at]]));
    head.pages = head.pages.map(([url, title, entry, kind, sector, roles, status, tier, aside, starts, cuts], number) =>
      ({ number, url, title, entry, kind, sector, roles: roles.split(" "), status, tier, aside, starts, cuts: [0, ...(cuts ?? [])] }));
    head.synonyms = head.synonyms.map((group) => group.map((word) => fold(word, head).text));
    for (const page of head.pages) page.folded = fold(page.title, head).text;
    return head;
  });

  const names = once(() => json("names"));
  const neighbours = once(() => json("pairs"));

  // --- text ----------------------------------------------------------------------------------------------------

  const wide = (character) => character < "!" || character > "~";

  /** As `folding.py`: the text in one spelling, and for each of its characters where it stands in the original. */
  function fold(original, head) {
    const text = [], at = [];
    let gap = -1;
    for (let i = 0; i < original.length; i++) {
      let c = original[i];
      if (INVISIBLE.test(c)) continue;
      c = head.fold.get(c) ?? c;
      if (c >= "A" && c <= "Z") c = c.toLowerCase();
      if (/\s/.test(c)) { if (gap < 0) gap = i; continue; }
      if (gap >= 0 && text.length && wide(text[text.length - 1]) === wide(c)) { text.push(" "); at.push(gap); }
      gap = -1;
      text.push(c);
      at.push(i);
    }
    at.push(original.length);
    return { text: text.join(""), at };
  }

  // --- postings ------------------------------------------------------------------------------------------------

  const shards = new Map();
  const decoded = new Map();

  async function shard(number) {
    if (!shards.has(number)) shards.set(number, await load(`g${number}`).then(directory));
    return shards.get(number);
  }

  function reader(bytes, at = 0) {
    return {
      get at() { return at; },
      next() {
        let value = 0, shift = 1, byte;
        do { byte = bytes[at++]; value += (byte & 127) * shift; shift *= 128; } while (byte > 127);
        return value;
      },
      pair() { at += 4; return String.fromCharCode(bytes[at - 4] | bytes[at - 3] << 8, bytes[at - 2] | bytes[at - 1] << 8); },
    };
  }

  function directory(bytes) {
    const read = reader(bytes), found = new Map(), sizes = [];
    for (let left = read.next(); left > 0; left--) sizes.push([read.pair(), read.next()]);
    let at = read.at;
    for (const [pair, size] of sizes) { found.set(pair, [at, at + size]); at += size; }
    return { bytes, found };
  }

  const NOWHERE = new Float64Array(0);

  function places(from, pair) {
    if (decoded.has(pair)) return decoded.get(pair);
    const range = from.found.get(pair);
    let made = NOWHERE;
    if (range) {
      const [start, stop] = range, list = [], read = reader(from.bytes, start);
      let page = 0;
      while (read.at < stop) {
        page += read.next();
        let position = 0;
        for (let left = read.next(); left > 0; left--) { position += read.next(); list.push(page * PAGE + position); }
      }
      made = Float64Array.from(list);
    }
    if (decoded.size > 4000) decoded.clear();
    decoded.set(pair, made);
    return made;
  }

  /** Where a folded text stands, in order: exact, whatever its length. */
  async function find(text, head) {
    const needed = [];
    for (let i = 0; i < text.length; i++) {
      if (!LETTER.test(text[i])) continue;
      let end = i;
      while (end < text.length && LETTER.test(text[end])) end++;
      if (end - i === 1) needed.push([text[i], i]);
      for (let k = i; k < end - 1; k += 2) needed.push([text.slice(k, k + 2), k]);
      if ((end - i) % 2 && end - i > 1) needed.push([text.slice(end - 2, end), end - 2]);
      i = end;
    }
    if (!needed.length || needed.some(([pair]) => !head.shard.has(pair[0]))) return NOWHERE;
    const lists = await Promise.all(needed.map(async ([pair, offset]) => {
      const from = await shard(head.shard.get(pair[0]));
      return [pair.length === 2 ? places(from, pair) : beginning(from, pair), offset];
    }));
    lists.sort(([a], [b]) => a.length - b.length);
    let [found, shift] = lists[0];
    found = shift ? found.map((place) => place - shift) : found;
    for (const [list, offset] of lists.slice(1)) {
      if (!found.length) break;
      found = common(found, list, offset);
    }
    return found;
  }

  function beginning(from, character) {
    const all = [];
    for (const pair of from.found.keys()) if (pair[0] === character) all.push(...places(from, pair));
    return Float64Array.from(all).sort();
  }

  function common(few, many, offset) {
    const kept = [];
    let low = 0;
    for (const place of few) {
      const wanted = place + offset;
      let step = 1;
      while (low + step < many.length && many[low + step] < wanted) { low += step; step *= 2; }
      let high = Math.min(many.length, low + step + 1);
      while (low < high) { const middle = (low + high) >> 1; if (many[middle] < wanted) low = middle + 1; else high = middle; }
      if (low >= many.length) break;
      if (many[low] === wanted) kept.push(place);
    }
    return Float64Array.from(kept);
  }

  // --- results -------------------------------------------------------------------------------------------------

  const zone = (page, position) => { let at = 0; while (at < 4 && position >= page.starts[at]) at++; return at; };

  /** One text's results by page: a score, and the positions, best first. */
  async function matches(text, head) {
    const found = await find(text, head), by = new Map();
    for (const place of found) {
      const number = Math.floor(place / PAGE);
      if (!by.has(number)) by.set(number, { page: head.pages[number], hits: [] });
      by.get(number).hits.push({ at: place % PAGE, text });
    }
    for (const result of by.values()) result.score = score(result.page, result.hits, text);
    for (const page of head.pages) {
      if (page.entry && fold(page.entry, head).text === text) {
        const own = by.get(page.number) ?? { page, hits: [] };
        own.score = 2000;
        by.set(page.number, own);
      }
    }
    return by;
  }

  function score(page, hits, text) {
    const best = zone(page, hits[0].at);
    let points = [800, 750, 600, 400, 200][best];
    if (best === TITLE) {
      if (page.folded === text) points += 400;
      else if (page.folded.startsWith(text)) points += 60;
      points += 100 * Math.min(1, text.length / page.folded.length);
    }
    if (best === NAME && hits[0].at === (page.starts[NAME - 1] ?? 0)) points += 5;
    if (page.entry) points += 80;
    if (page.status === "retired") points -= 150;
    if (page.aside) points -= 300;
    return points + Math.min(hits.length, 12) * 3 + Math.min(12, hits.filter(({ at }) => zone(page, at) <= CLAUSE).length) * 3;
  }

  /** Results of either: the better score, all hits; `cost` is taken from the second. */
  function either(one, other, cost, via) {
    for (const [number, result] of other) {
      const known = one.get(number);
      if (known) known.hits.push(...result.hits);
      else one.set(number, { ...result, score: result.score * cost, via });
    }
    return one;
  }

  function both(one, other) {
    const kept = new Map();
    for (const [number, result] of one) {
      const more = other.get(number);
      if (!more) continue;
      const hits = [...result.hits, ...more.hits].sort((a, b) => a.at - b.at);
      let near = Infinity;
      for (let i = 1; i < hits.length; i++) if (hits[i].text !== hits[i - 1].text) near = Math.min(near, hits[i].at - hits[i - 1].at);
      const close = near < 60 ? 150 : 0;
      kept.set(number, { page: result.page, hits, score: (result.score + more.score) / 2 + close, via: result.via ?? more.via });
    }
    return kept;
  }

  /** The words of a query; a lone figure goes with the word behind it, as in «5 分钟». */
  function words(query) {
    const parts = query.split(" ").filter((part) => LETTER.test(part));
    return parts.length ? parts : [];
  }

  async function word(text, head) {
    const found = await matches(text, head);
    for (const group of head.synonyms) {
      const member = group.filter((synonym) => text.includes(synonym)).sort((a, b) => b.length - a.length)[0];
      if (!member || (member !== text && member.length < 2)) continue;
      for (const synonym of group) {
        if (synonym === member || text.includes(synonym)) continue;
        const other = text.replace(member, synonym);
        either(found, await matches(other, head), 0.4, `同义词“${other}”`);
      }
    }
    return found;
  }

  async function all(texts, head) {
    const lists = await Promise.all(texts.map((text) => word(text, head)));
    return lists.reduce(both);
  }

  async function answer(query, head) {
    const text = fold(query, head).text.replaceAll("'", "");
    const texts = words(text);
    if (!texts.length) return { found: new Map(), note: "" };
    let found = await all(texts, head);
    if (texts.length > 1 && /^[ -~]+$/.test(text)) {
      // English reads as a phrase first.
      for (const [number, result] of await matches(text, head)) {
        const known = found.get(number);
        if (known) known.score += 200; else found.set(number, result);
      }
    }
    let note = "";
    if (/^[a-z ]{2,}$/.test(text)) {
      if (found.size < 5) for (const [spoken, cost] of await byPinyin(text.replaceAll(" ", ""), head)) {
        either(found, await matches(spoken, head), cost, `拼音“${spoken}”`);
      }
      if (!found.size) {
        for (const near of await misspelt(texts)) either(found, await all(near, head), 0.9, `相近的词“${near.join(" ")}”`);
        if (found.size) note = `没有“${query}”，以下是拼写相近的结果`;
      }
    }
    if (!found.size) {
      found = await similar(texts, head);
      if (found.size) note = `没有哪一页写着“${query}”，以下是相似的结果`;
    } else if (!note && [...found.values()].every(({ via }) => via)) {
      const vias = [...new Set([...found.values()].map(({ via }) => via))];
      note = `按${vias.slice(0, 3).join("、")}找到`;
    }
    return { found, note };
  }

  // --- pinyin, spelling, similar -------------------------------------------------------------------------------

  const syllables = new Map();

  /** Readings of a character and their short forms: chu, ch, c. */
  function spoken(character, readings) {
    if (!syllables.has(character)) {
      const forms = { whole: (readings[character] ?? "").split(",").filter(Boolean), short: new Set() };
      for (const reading of forms.whole) {
        forms.short.add(reading[0]);
        if (reading[1] === "h") forms.short.add(reading.slice(0, 2));
      }
      syllables.set(character, forms);
    }
    return syllables.get(character);
  }

  /** How many characters of `name` from `start` are spelt by `letters`, and how many of them in full; null if none. */
  function spelt(letters, name, start, readings) {
    const walk = (at, from, whole) => {
      if (at === letters.length) return { end: from, whole };
      if (from >= name.length) return null;
      const c = name[from];
      if (c >= "a" && c <= "z") return letters[at] === c ? walk(at + 1, from + 1, whole) : null;
      const { whole: readingsOf, short } = spoken(c, readings);
      for (const reading of readingsOf) {
        if (letters.startsWith(reading, at)) { const more = walk(at + reading.length, from + 1, whole + 1); if (more) return more; }
        else if (letters.length - at > 1 && reading.startsWith(letters.slice(at))) return { end: from + 1, whole: whole + 0.5 };
      }
      for (const form of short) {
        if (letters.startsWith(form, at)) { const more = walk(at + form.length, from + 1, whole); if (more) return more; }
      }
      return null;
    };
    return walk(0, start, 0);
  }

  async function byPinyin(letters, head) {
    const { names: known, readings } = await names();
    const found = new Map();
    for (const name of known) {
      for (let start = 0; start < name.length; start++) {
        if (name[start] < "\u2e80") continue;
        const match = spelt(letters, name, start, readings);
        if (!match || match.end - start < 2) continue;
        const text = name.slice(start, match.end);
        const entry = found.get(text) ?? { weight: match.whole / text.length, times: 0 };
        entry.times += text.length === name.length ? 3 : start === 0 ? 1.5 : 1;
        found.set(text, entry);
      }
    }
    const ranked = [...found].sort(([, a], [, b]) => b.weight - a.weight || b.times - a.times).slice(0, 6);
    if (ranked.length < 3) {
      for (const text of await phrases(letters, readings, head)) if (!found.has(text)) ranked.push([text]);
    }
    return ranked.slice(0, 8).map(([text], place) => [text, 0.9 - 0.04 * place]);
  }

  /** Any two to four characters that stand together somewhere and are spelt so. */
  async function phrases(letters, readings, head) {
    const after = await neighbours(), made = [];
    const walk = async (at, text, whole) => {
      if (made.length >= 40) return;
      if (at === letters.length) { if (text.length > 1) made.push([text, whole]); return; }
      if (text.length >= 4) return;
      const next = text ? after[text[text.length - 1]] ?? "" : Object.keys(after);
      for (const c of next) {
        const { whole: full, short } = spoken(c, readings);
        const reading = full.find((form) => letters.startsWith(form, at));
        if (reading) await walk(at + reading.length, text + c, whole + 1);
        else {
          const form = [...short].sort((a, b) => b.length - a.length).find((initial) => letters.startsWith(initial, at));
          if (form) await walk(at + form.length, text + c, whole);
        }
      }
    };
    await walk(0, "", 0);
    made.sort(([a, i], [b, j]) => j / b.length - i / a.length);
    const stands = [];
    for (const [text] of made.slice(0, 16)) if ((await find(text, head)).length) stands.push(text);
    return stands.slice(0, 5);
  }

  /** The queries that one letter's change in one word would make, of words that exist. */
  async function misspelt(texts) {
    const { words: known } = await names(), variants = [];
    texts.forEach((text, place) => {
      if (text.length < 4) return;
      for (const candidate of known) {
        if (candidate !== text && oneAway(text, candidate)) variants.push(texts.map((other, at) => at === place ? candidate : other));
      }
    });
    return variants.slice(0, 5);
  }

  /** One letter put in, left out, exchanged, or two neighbours swapped. */
  function oneAway(a, b) {
    if (Math.abs(a.length - b.length) > 1) return false;
    let i = 0;
    while (i < a.length && a[i] === b[i]) i++;
    const rest = (x, y) => a.slice(i + x) === b.slice(i + y);
    return rest(1, 1) || rest(1, 0) || rest(0, 1) || (a[i] === b[i + 1] && a[i + 1] === b[i] && rest(2, 2));
  }

  const ASKING = /怎么样|多长时间|多长|怎么|怎样|如何|什么|多久|多少|几天|可以|能不能|是不是|有没有|为什么|哪里|哪些|应该|需要|吗|呢/g;

  /** Pages with the longest parts of the query; only such as hold six tenths of it. */
  async function similar(texts, head) {
    const parts = [];
    let whole = 0;
    const needed = new Set(texts.join("").split("").map((c) => head.shard.get(c)).filter((number) => number !== undefined));
    await Promise.all([...needed].map(shard));
    for (const text of texts.flatMap((each) => each.replace(ASKING, " ").split(" "))) {
      whole += text.length;
      for (let i = 0; i < text.length - 1;) {
        let end = i + 1, found = null;
        while (end < text.length && text[end] >= "\u2e80") {
          const list = await matches(text.slice(i, end + 1), head);
          if (!list.size) break;
          found = list;
          end++;
        }
        if (found) { parts.push([text.slice(i, end), found]); i = end; } else i++;
      }
    }
    const sum = new Map();
    for (const [text, found] of parts) {
      const rare = Math.log2(1 + head.pages.length / found.size);
      for (const [number, result] of found) {
        const known = sum.get(number) ?? { page: result.page, hits: [], score: 0, covered: 0, via: "相似" };
        known.hits.push(...result.hits);
        known.score += text.length * rare * (0.5 + result.score / 800);
        known.covered += text.length;
        sum.set(number, known);
      }
    }
    for (const [number, result] of sum) if (result.covered < 0.6 * whole) sum.delete(number);
    return sum;
  }

  // --- a page's text -------------------------------------------------------------------------------------------

  const texts = new Map();

  function part(page, position) {
    let number = 0;
    while (number + 1 < page.cuts.length && page.cuts[number + 1] <= position) number++;
    return number;
  }

  async function lines(page, number, head) {
    const key = number ? `t${page.number}-${number}` : `t${page.number}`;
    if (!texts.has(key)) {
      const [anchors, written] = await json(key), made = [];
      let at = page.cuts[number], anchor = "";
      written.forEach((text, row) => {
        const folded = fold(text, head);
        if (anchors[row]) anchor = anchors[row] === "#" ? "" : anchors[row];
        made.push({ text, folded, anchor, at });
        at += folded.text.length + 1;
      });
      texts.set(key, made);
    }
    return texts.get(key);
  }

  /** Up to three lines of a result, each with where it leads. */
  async function quotes(result, head) {
    const { page } = result;
    const hits = result.hits.slice().sort((a, b) => a.at - b.at);
    const found = [];
    const first = hits.length ? part(page, (hits.find(({ at }) => zone(page, at) !== TITLE) ?? hits[0]).at) : 0;
    const list = await lines(page, first, head);
    for (const { at } of hits) {
      let low = 0, high = list.length;
      while (low < high) { const middle = (low + high) >> 1; if (list[middle].at <= at) low = middle + 1; else high = middle; }
      const line = list[low - 1];
      if (!line || at > line.at + line.folded.text.length || zone(page, at) === TITLE && found.length) continue;
      if (zone(page, at) !== TITLE && !found.includes(line) && !found.some(({ text }) => text === line.text)) found.push(line);
      if (found.length === 3) break;
    }
    return found;
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
    return html + escaped(original.slice(at, to)) + (to < original.length && original[to] !== ASIDE ? "…" : "");
  }

  // --- the box -------------------------------------------------------------------------------------------------

  const input = dialog.querySelector(".md-search__input");
  const meta = dialog.querySelector(".md-search-result__meta");
  const list = dialog.querySelector(".md-search-result__list");
  const more = dialog.querySelector(".bc-search__more");
  const filters = dialog.querySelector(".bc-search__filters");
  const toggle = document.getElementById("__search");
  const greeting = meta.textContent;
  const KEYS = ["kind", "sector", "roles", "status", "tier"];
  const LABELS = { kind: "类别", sector: "行业", roles: "岗位", status: "状态", tier: "层级" };
  let turn = 0;
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
    if (mine !== turn) return;
    if (!reply) { meta.textContent = "搜索用的文件读不到，请刷新本页再试"; return; }
    const results = [...reply.found.values()].filter(({ page }) => passes(page, choice))
      .sort((a, b) => b.score - a.score || a.page.number - b.page.number);
    const hidden = reply.found.size - results.length;
    const other = results.filter(({ via }) => via).length, exact = results.length - other;
    const count = results.length ? `找到 ${exact} 页${other ? `，另有同义或同音的 ${other} 页` : ""}` : `没有找到“${query}”`;
    const note = results.length && reply.note ? `${reply.note}：${results.length} 页` : count;
    await show(results, head, query, note + (hidden ? `（筛选隐去 ${hidden} 页）` : ""), mine);
  }

  async function show(results, head, query, note, mine = turn) {
    const rows = await items(results.slice(0, SHOWN), head);
    if (mine !== turn) return;
    list.replaceChildren(...rows);
    meta.textContent = note;
    shown = { results, head, query, count: Math.min(SHOWN, results.length) };
    more.hidden = shown.count >= results.length;
    dialog.dataset.query = query; // which query the list answers
  }

  /** The results' rows. Those whose text is not there in time begin with the title alone and are filled in. */
  async function items(results, head) {
    const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE); });
    return Promise.all(results.map(async (result) => {
      const row = document.createElement("li");
      row.className = "md-search-result__item";
      const filled = result.hits.length
        ? quotes(result, head).then((found) => { if (!row.contains(document.activeElement)) row.innerHTML = item(result, head, found); }, () => {})
        : null;
      await Promise.race([filled, late]);
      if (!row.childElementCount) row.innerHTML = item(result, head, []);
      return row;
    }));
  }

  function item(result, head, found) {
    const { page } = result, sought = [...new Set(result.hits.map(({ text }) => text))].sort((a, b) => b.length - a.length);
    const mark = sought.length ? `?h=${encodeURIComponent(sought.slice(0, 6).join(" "))}` : "";
    const link = (anchor) => escaped(new URL(page.url + mark + (anchor ? `#${encodeURIComponent(anchor)}` : ""), ROOT).href);
    const titled = result.hits.some(({ at }) => zone(page, at) === TITLE);
    const about = [page.entry, page.kind && head.labels.kind?.[page.kind], page.sector && (head.labels.sector?.[page.sector] ?? page.sector),
      page.status && page.status !== "in-force" && (head.labels.status?.[page.status] ?? page.status), result.via].filter(Boolean).join(" · ");
    const line = ({ text, folded }) => `<p>${marked(text, folded, sought, 110)}</p>`;
    const [first, ...rest] = titled ? [null, ...found] : [found[0] ?? null, ...found.slice(1)];
    return `<a href="${link(first?.anchor)}" class="md-search-result__link">`
      + `<article class="md-search-result__article md-typeset"><h1>${marked(page.title, fold(page.title, head), sought)}</h1>`
      + (about ? `<p class="bc-search__about">${escaped(about)}</p>` : "") + (first ? line(first) : "") + `</article></a>`
      + rest.slice(0, 2).map((other) => `<a href="${link(other.anchor)}" class="md-search-result__link bc-search__clause">`
        + `<article class="md-search-result__article md-typeset">${line(other)}</article></a>`).join("");
  }

  more.addEventListener("click", async () => {
    const { results, head, count } = shown, mine = turn;
    const rows = await items(results.slice(count, count + SHOWN), head);
    if (mine !== turn) return;
    const last = list.lastElementChild;
    list.append(...rows);
    shown.count = Math.min(results.length, count + SHOWN);
    more.hidden = shown.count >= results.length;
    last?.nextElementSibling?.querySelector("a")?.focus();
  });

  // --- keys: as in Material's own box --------------------------------------------------------------------------

  const open = (on) => { if (toggle.checked !== on) { toggle.checked = on; toggle.dispatchEvent(new Event("change")); } };
  const links = () => [...list.querySelectorAll("a")];

  input.addEventListener("focus", () => { open(true); opened().then(offer, () => {}); });
  input.addEventListener("input", () => ask());
  toggle.addEventListener("change", () => { if (toggle.checked) input.focus(); else if (dialog.contains(document.activeElement)) document.activeElement.blur(); });
  dialog.querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); });
  dialog.querySelector("form").addEventListener("reset", () => { setTimeout(() => { input.focus(); ask(); }); });

  dialog.addEventListener("keydown", (event) => {
    if (event.isComposing || event.target.tagName === "SELECT" && event.key !== "Escape") return;
    if (event.key === "Escape") { open(false); input.blur(); }
    else if (event.key === "Enter" && event.target === input) { event.preventDefault(); links()[0]?.click(); }
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const stops = [input, ...links()], at = Math.max(0, stops.indexOf(document.activeElement));
      stops[(at + (event.key === "ArrowDown" ? 1 : stops.length - 1)) % stops.length].focus();
      event.preventDefault();
    } else if (event.key === "Tab" && toggle.checked) {
      const stops = [...dialog.querySelectorAll("input, select, a, button:not([hidden])")].filter((stop) => stop.tabIndex >= 0 && stop.offsetParent);
      const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
      if (document.activeElement === edge) { event.preventDefault(); open(false); edge.blur(); }
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || toggle.checked) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    if (["f", "s", "/"].includes(event.key)) { event.preventDefault(); open(true); input.focus(); input.select(); }
  });

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

  const sought = new URLSearchParams(location.search).get("h");
  if (sought) mark(sought.split(" ").filter(Boolean)).catch(() => {});
})();
