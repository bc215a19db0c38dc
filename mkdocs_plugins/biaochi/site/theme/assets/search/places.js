/* Search: where a text stands, and what stands there. */
(() => {
  "use strict";
  if (!window.biaochi) return;
  const { load, json, english, fold } = window.biaochi;
  const LETTER = /[\p{L}\p{N}]/u;

  // --- postings ------------------------------------------------------------------------------------------------

  const shards = new Map();
  const decoded = new Map();

  async function shard(key) {
    if (!shards.has(key)) shards.set(key, await load(key).then(directory));
    return shards.get(key);
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
    const { key, files } = head.shard.get(pair[0]) ?? { files: 0 };
    if (files === 1) return [key];
    if (files && pair.length > 1) return [`${key}-${pair.charCodeAt(1) % files}`];
    return Array.from({ length: files }, (_, part) => `${key}-${part}`);
  }

  const times = new Map();

  /** How often a character stands in the handbook. */
  async function common(character, head) {
    if (character in head.often) return head.often[character];
    if (!times.has(character)) {
      let all = 0;
      for (const key of holding(character, head)) for (const [pair, [start, stop]] of (await shard(key)).found) if (pair[0] === character) all += stop - start;
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
    const needed = covering(text), turn = ([pair]) => holding(pair, head).every((key) => shards.has(key)) ? 0 : head.light.has(pair[0]) || FREQUENT.has(pair[0]) ? 2 : 1;
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
  const LINES = 56, ROOM = 512, UNIT = 32; // where a line begins: as the index reckons
  const NEAR = 3 * UNIT; // positions between words that belong together
  const upTo = (at, whole) => Math.ceil(at / whole) * whole;

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
        if (row % LINES === 0) at = upTo(at, ROOM);
        made.push({ text, folded, anchor, at });
        at += upTo(folded.text.length + 1, UNIT);
      });
      texts.set(key, made);
    }
    return texts.get(key);
  }

  Object.assign(window.biaochi, { LETTER, find, common, bound, located, prepare, NEAR, zone, part, lines });
})();
