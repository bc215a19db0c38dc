/* Search: the files of `search/`, and where a text stands. Everything loads as scripts, so it works without a server.
   How the files are made, and what is promised of the results: docs/search.md. */
(() => {
  "use strict";
  const box = document.querySelector(".bc-search");
  if (!box) return;
  const ROOT = new URL(`${box.dataset.base || "."}/`, location.href);
  const LETTER = /[\p{L}\p{N}]/u;
  const PREFIX = new Set(["metric", "promise", "step", "tier", "item"]); // of ids: what kind of part it is
  const PARTICLE = /一点|一下|有点|已经|一直|突然|老是|总是|经常|[了的着吗呢吧啊呀么就都也还又再很太我你您他她它们这那个些之以是]/;
  const PARTICLES = new RegExp(`(${PARTICLE.source})|[^]`, "g");
  const PARTED = /(?=([\u4e00-\u9fff])(?:[了过完好着掉]|一?[个张条双杯份件把次间本瓶碗趟])([\u4e00-\u9fff]))/g; // «挂了号», «加张床»
  const TELLING = 3; // characters of what is said, so that it is known though particles stand in its midst
  const INVISIBLE = /[\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]/;

  // --- files ---------------------------------------------------------------------------------------------------

  const files = new Map();
  const arrived = new Map();
  let version = "";

  window.biaochiSearch = (key, packed, odd) => arrived.get(key)?.({ packed, odd });

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

  // The first file is fetched while the page is read: on a phone's line that is half of the wait for the first result.
  if (location.protocol !== "file:" && !navigator.connection?.saveData) {
    const ahead = document.createElement("link");
    Object.assign(ahead, { rel: "prefetch", as: "script", href: new URL("search/head.js", ROOT).href });
    addEventListener("load", () => document.head.append(ahead));
  }

  /** Two bytes a sign; behind a stand-in is a sign that may not stand in a text. */
  async function inflate({ packed, odd }) {
    const bytes = new Uint8Array(2 * packed.length);
    let size = 0;
    for (let at = 0; at < packed.length; at++) {
      let sign = packed.charCodeAt(at);
      if (sign === 0xe000) sign = packed.charCodeAt(++at) ^ 0x8000;
      bytes[size++] = sign & 255;
      bytes[size++] = sign >> 8;
    }
    const stream = new Blob([bytes.subarray(0, size - odd)]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  // The commonest signs, each a byte; then rows of 256 signs, a byte for the row and one for the sign; any other four bytes.
  const COMMON = "\", 0erut1a-sin\\o:l2c[]mhd3不4pg5的人6，/.RfO没一TC客、7理E时分N9上Ik到LM员8b与电收了话房PS。+wA门yv单查：来户开用服手接号复打务件店么办个次应在诊回位说经有诉H线工错出钟行日要多机·送问过班改报退告长点条对间子几本评G投小检入卡前F看记级表后口菜知D通岗率生结交天台发（）标证%每项大";
  const ROWS = [...Array(82).keys()].map((row) => 0x4e00 + 256 * row).concat(0, 0x2000, 0x3000, 0xff00);

  function spelt(bytes) {
    const signs = new Uint16Array(bytes.length);
    let size = 0;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte < COMMON.length) signs[size++] = COMMON.charCodeAt(byte);
      else if (byte < 255) signs[size++] = ROWS[byte - COMMON.length] + bytes[++at];
      else {
        for (const unit of String.fromCodePoint(bytes[at + 1] << 16 | bytes[at + 2] << 8 | bytes[at + 3]).split("")) signs[size++] = unit.charCodeAt();
        at += 3;
      }
    }
    return new TextDecoder("utf-16le").decode(signs.subarray(0, size));
  }

  const json = async (key) => JSON.parse(spelt(await load(key)));
  const once = (make) => { let made; return () => (made ??= make().catch((error) => { made = undefined; throw error; })); };

  const opened = once(async () => {
    const head = await json("head");
    version = head.version;
    head.shard = new Map();
    head.shards.forEach((characters, number) => { for (const c of characters.split("")) head.shard.has(c) ? head.shard.get(c).files++ : head.shard.set(c, { first: number, files: 1 }); });
    const [before, after] = head.folding;
    let code = 0; // of each the distance is told
    head.fold = new Map(before.split("").map((far, at) => [String.fromCharCode(code += far.charCodeAt(0)), after[at]]));
    head.pages = head.pages.map(([url, title, entry, kind, sector, roles, status, tier, aside, starts, cuts], number) =>
      ({ number, url, title, entry, kind, sector, roles: roles.split(" "), status, tier, aside, starts, cuts: [0, ...(cuts ?? [])] }));
    head.synonyms = head.synonyms.map((group) => group.map((word) => fold(word, head).text));
    head.alike = alike(head);
    head.known = [...head.alike.keys()];
    head.latin = [];
    head.beginning = new Map();
    head.known.forEach((word, number) => {
      if (/[a-z]/.test(word)) head.latin.push(number);
      else if (head.beginning.has(word[0])) head.beginning.get(word[0]).push(number);
      else head.beginning.set(word[0], [number]);
    });
    head.named = new Set(head.synonyms.flat());
    // What is said may have particles in its midst: «高一点的楼层» is «高楼层».
    head.bare = new Map();
    for (const word of head.known) {
      if (word.length < TELLING || /[a-z]/.test(word) || PARTICLE.test(word)) continue;
      if (!head.bare.has(word[0])) head.bare.set(word[0], []);
      head.bare.get(word[0]).push(word);
    }
    // «late checkout» is also «late check-out», «latecheckout».
    head.joined = new Map(head.synonyms.flat().filter((word) => /^[ -~]+$/.test(word) && /[a-z]/.test(word)).map((word) => [word.replaceAll(/[ -]/g, ""), word]));
    head.light = new Set(head.light);
    head.faint = new Set(head.faint);
    head.firm = new Set(head.firm.split(" "));
    head.slight = new Set(head.slight);
    head.small = new Set(head.small);
    // A place in the handbook: where its page begins, plus the position in its text. Pages take whole blocks.
    head.begins = [];
    head.owners = [];
    head.blocks.forEach((taken, number) => {
      head.begins.push(head.owners.length * head.block);
      for (let left = taken; left > 0; left--) head.owners.push(number);
    });
    head.ids = new Map();
    for (const page of head.pages) {
      page.folded = fold(page.title, head).text;
      if (page.entry) head.ids.set(fold(page.entry, head).text, page);
    }
    // The English words of addresses: «standards/hotel/room-cleaning» is about room cleaning.
    head.addressed = new Map();
    for (const page of head.pages) for (const word of new Set(page.url.split(/[^a-z]+/))) {
      if (word.length > 2 && word !== "html") head.addressed.set(word, [...head.addressed.get(word) ?? [], page.number]);
    }
    return head;
  });

  /** By word, what else is said for it: each of a group of synonyms for the others, what standards write for what staff say. */
  function alike(head) {
    const found = new Map();
    const add = (word, others) => {
      if (!found.has(word)) found.set(word, new Set());
      for (const other of others) if (other !== word) found.get(word).add(other);
    };
    for (const group of head.synonyms) for (const word of group) add(word, group);
    for (const [said, meant] of Object.entries(head.sayings)) {
      const [words, others] = [said, meant].map((text) => text.split(" ").map((word) => fold(word, head).text));
      for (const word of words) add(word, others);
    }
    return found;
  }

  const names = once(async () => {
    const { names: known, readings: by } = await json("names"), readings = {};
    for (const [reading, characters] of Object.entries(by)) for (const c of characters) (readings[c] ??= []).push(reading);
    return { names: known, readings };
  });
  const english = once(async () => {
    const { words, anchors } = await json("english");
    return { words, anchors: anchors.map((ids) => ids.split(" ").map((id) => ({ id, words: id.split("-").filter((word) => !PREFIX.has(word)) }))) };
  });
  const neighbours = once(() => json("pairs"));

  /** The reader's role, as the home page keeps it; none if it is not of this handbook, or nothing can be kept. */
  function mine(head) {
    try { const role = localStorage.getItem("biaochi.role"); return role in (head.labels.roles ?? {}) ? role : null; } catch { return null; }
  }

  // --- text ----------------------------------------------------------------------------------------------------

  const [NOTHING, GAP] = [-1, -2];
  const folds = new Int32Array(2 ** 16); // by code: what a character that was met becomes, or one of these; 0 if it is yet to be met

  function folded(code, head) {
    const original = String.fromCharCode(code);
    if (INVISIBLE.test(original)) return NOTHING;
    const character = head.fold.get(original) ?? original;
    if (/\s/.test(character)) return GAP;
    return (character >= "A" && character <= "Z" ? character.toLowerCase() : character).charCodeAt(0);
  }

  const wide = (code) => code < 0x21 || code > 0x7e;

  /** As `folding.py`: the text in one spelling, and for each of its characters where it stands in the original. */
  function fold(original, head) {
    const codes = [], at = [];
    let gap = -1, last = 0;
    for (let i = 0; i < original.length; i++) {
      const code = original.charCodeAt(i), to = folds[code] ||= folded(code, head);
      if (to === NOTHING) continue;
      if (to === GAP) { if (gap < 0) gap = i; continue; }
      if (gap >= 0) {
        if (codes.length && wide(last) === wide(to)) { codes.push(0x20); at.push(gap); }
        gap = -1;
      }
      codes.push(last = to);
      at.push(i);
    }
    at.push(original.length);
    let text = "";
    for (let i = 0; i < codes.length; i += 2 ** 13) text += String.fromCharCode(...codes.slice(i, i + 2 ** 13));
    return { text, at };
  }

  /** A text's Latin words, each between blanks: «wi-fi» is two. */
  const spaced = (text) => ` ${text} `.replaceAll(/[^a-z0-9]+/g, " ");

  /** Whether a text holds a word; a Latin one as a word of its own. */
  const holds = (text, word) => /^[ -~]*[a-z][ -~]*$/.test(word) ? /[a-z]/.test(text) && spaced(text).includes(spaced(word)) : text.includes(word);

  /** The words that there are others for and that a text holds, in their order: there are thousands, few of which begin with a
      character of the text. */
  function within(text, head) {
    const found = new Set();
    for (let at = 0; at < text.length; at++) {
      for (const number of head.beginning.get(text[at]) ?? []) if (text.startsWith(head.known[number], at)) found.add(number);
    }
    if (/[a-z]/.test(text)) for (const number of head.latin) if (holds(text, head.known[number])) found.add(number);
    return [...found].sort((a, b) => a - b).map((number) => head.known[number]);
  }

  /** A text without what may stand in the midst of what is said, and of each character left where it stands. */
  function stripped(text) {
    const at = [];
    let left = "";
    for (const { 0: part, 1: particle, index } of text.matchAll(PARTICLES)) if (!particle) { at.push(index); left += part; }
    return { text: left, at };
  }

  /** The words that there are others for and that a text holds with particles in their midst, each with where it stands. */
  function loosely(text, head) {
    const { text: bare, at } = stripped(text), found = [];
    for (let start = 0; start < bare.length; start++) for (const word of head.bare.get(bare[start]) ?? []) {
      if (!bare.startsWith(word, start) || text.includes(word)) continue;
      found.push({ word, from: at[start], to: at[start + word.length - 1] + 1 });
    }
    return found;
  }

  /** Two characters that belong together and that something stands between, with where they stand: «挂了号» is «挂号». */
  function parted(text) {
    return [...text.matchAll(PARTED)].map(({ 1: first, 2: last, index }) => ({ word: first + last, from: index, to: text.indexOf(last, index + 2) + 1 }));
  }

  // --- postings ------------------------------------------------------------------------------------------------

  const shards = new Map();
  const decoded = new Map();

  async function shard(number) {
    if (!shards.has(number)) shards.set(number, await load(`g${number}`).then(directory));
    return shards.get(number);
  }

  /** As `packed` in `postings.py` writes them: pairs, how many positions each has, and the bytes of all distances. */
  function directory(bytes) {
    const count = new DataView(bytes.buffer).getUint32(0, true), found = new Map();
    const characters = new Uint16Array(bytes.buffer, 4, 2 * count), times = new Uint32Array(bytes.buffer, 4 + 4 * count, count);
    let at = 0;
    times.forEach((size, number) => {
      found.set(String.fromCharCode(characters[2 * number], characters[2 * number + 1]), [at, at + size]);
      at += size;
    });
    return { bytes: bytes.subarray(4 + 8 * count), all: at, found };
  }

  const NOWHERE = new Float64Array(0);
  const ENGLISH = /^[a-z]{4,}( [a-z]{4,})*$/;
  const FREQUENT = new Set("etaoinsrcl"); // letters whose places are long

  function places(from, pair) {
    if (decoded.has(pair)) return decoded.get(pair);
    const range = from.found.get(pair);
    let made = NOWHERE;
    if (range) {
      const [start, stop] = range, { bytes, all } = from;
      let place = 0;
      made = new Float64Array(stop - start);
      for (let at = start; at < stop; at++) {
        place += bytes[at] + 2 ** 8 * bytes[at + all] + 2 ** 16 * bytes[at + 2 * all] + 2 ** 24 * bytes[at + 3 * all];
        made[at - start] = place;
      }
    }
    if (decoded.size > 4000) decoded.clear();
    decoded.set(pair, made);
    return made;
  }

  /** The files that hold a pair; of a character by itself, all that hold pairs it begins. */
  function holding(pair, head) {
    const { first, files: all } = head.shard.get(pair[0]) ?? { first: 0, files: 0 };
    if (pair.length > 1 && all) return [first + pair.charCodeAt(1) % all];
    return Array.from({ length: all }, (_, more) => first + more);
  }

  const times = new Map();

  /** How often a character stands in the handbook. */
  async function common(character, head) {
    if (character in head.often) return head.often[character];
    if (!times.has(character)) {
      let all = 0;
      for (const number of holding(character, head)) for (const [pair, [start, stop]] of (await shard(number)).found) if (pair[0] === character) all += stop - start;
      times.set(character, all);
    }
    return times.get(character);
  }

  /** How often a pair of characters stands, as a share of either; of the first by itself, the second follows it so often: at
      a junction of two words it does seldom. */
  async function bound(pair, head, either = false) {
    const all = await common(pair[0], head), [start, stop] = all ? (await shard(holding(pair, head)[0])).found.get(pair) ?? [0, 0] : [0, 0];
    return stop > start ? (stop - start) / (either ? Math.min(all, await common(pair[1], head)) : all) : 0;
  }

  /** The page of a place, and the position in its text. */
  function located(place, head) {
    const number = head.owners[Math.floor(place / head.block)];
    return { number, at: place - head.begins[number] };
  }

  /** The pairs of which a text is made, each with where it stands in it: those that cover it, no more. */
  function covering(text) {
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
    return needed;
  }

  /** Whether each English word of a text is one of the handbook's, or part of one: the list of them is shorter than their
      letters' places. */
  async function written(text) {
    const { words } = await english();
    return text.split(" ").every((part) => words.some((word) => word.includes(part)));
  }

  /** Where a folded text stands, in order: exact, whatever its length. What is loaded already is looked at first, and last what
      is long and tells little: most texts stand nowhere, and need no more. */
  async function find(text, head) {
    if (ENGLISH.test(text) && !await written(text)) return NOWHERE;
    const needed = covering(text), turn = ([pair]) => holding(pair, head).every((number) => shards.has(number)) ? 0 : head.light.has(pair[0]) || FREQUENT.has(pair[0]) ? 2 : 1;
    if (!needed.length || needed.some(([pair]) => !head.shard.has(pair[0]))) return NOWHERE;
    const turns = [[], [], []];
    for (const each of needed) turns[turn(each)].push(each);
    let found = null;
    for (const pairs of turns) {
      const lists = await Promise.all(pairs.map(async ([pair, offset]) => {
        const from = await Promise.all(holding(pair, head).map(shard));
        return [pair.length === 2 ? places(from[0], pair) : beginning(from, pair), offset];
      }));
      for (const [list, offset] of lists.sort(([a], [b]) => a.length - b.length)) {
        found = !found ? offset ? list.map((place) => place - offset) : list : shared(found, list, offset);
        if (!found.length) return NOWHERE;
      }
    }
    return found;
  }

  function beginning(from, character) {
    const all = [];
    for (const each of from) for (const pair of each.found.keys()) if (pair[0] === character) for (const place of places(each, pair)) all.push(place);
    return Float64Array.from(all).sort();
  }

  function shared(few, many, offset) {
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

  /** The postings that some texts are looked up in, at once; of all neighbours if they are to be taken apart. */
  async function prepare(texts, head, apart = false) {
    const all = (text) => text.split("").map((c, at) => text.slice(at, at + 2)).filter((pair) => pair.length > 1 || !(pair in head.often));
    const pairs = texts.flatMap((text) => apart ? all(text) : covering(text).map(([pair]) => pair));
    await Promise.all([...new Set(pairs.flatMap((pair) => holding(pair, head)))].map(shard));
  }

  // --- a page's text -------------------------------------------------------------------------------------------

  const zone = (page, position) => { let at = 0; while (at < 4 && position >= page.starts[at]) at++; return at; };

  const texts = new Map();
  const ROOM = 256, OPENING = 3; // where a line may begin a new room: as the index reckons

  function part(page, position) {
    let number = 0;
    while (number + 1 < page.cuts.length && page.cuts[number + 1] <= position) number++;
    return number;
  }

  /** The texts of the pages whose file this is; 0 for a page that has files of its own. */
  const together = (group) => json(`t${group}`);

  async function lines(page, number, head) {
    const key = `${page.number}-${number}`;
    if (!texts.has(key)) {
      const [anchors, written] = page.cuts.length > 1 ? await json(`t${key}`)
        : (await together(Math.floor(page.number / head.together)))[page.number % head.together];
      const made = [];
      let at = page.cuts[number], anchor = "";
      written.forEach((text, row) => {
        const folded = fold(text, head);
        if (anchors[row]) anchor = anchors[row] === "#" ? "" : anchors[row];
        const length = folded.text.length + 1, taken = at % ROOM;
        if (!(length & OPENING) && taken >= ROOM / 2) at += ROOM - taken;
        made.push({ text, folded, anchor, at });
        at += length;
      });
      texts.set(key, made);
    }
    return texts.get(key);
  }

  window.biaochi = { ROOT, LETTER, opened, mine, names, english, neighbours, fold, holds, within, loosely, parted, find, common, bound, located, prepare, zone, part, lines };
})();
