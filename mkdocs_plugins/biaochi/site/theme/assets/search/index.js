/* Search: what the handbook says of itself (its pages, words and names), and how texts are spelt and taken apart. */
(() => {
  "use strict";
  if (!window.biaochi) return;
  const { json, head: told } = window.biaochi;
  const PREFIX = new Set(["metric", "promise", "step", "tier", "item"]); // of ids: what kind of part it is
  const PARTICLE = /一点|一下|有点|已经|一直|突然|老是|总是|经常|[了的着吗呢吧啊呀么就都也还又再很太我你您他她它们这那个些之以是]/;
  const PARTICLES = new RegExp(`(${PARTICLE.source})|[^]`, "g");
  const PARTED = /(?=([\u4e00-\u9fff])(?:[了过完好着掉]|一?[个张条双杯份件把次间本瓶碗趟])([\u4e00-\u9fff]))/g; // «挂了号», «加张床»
  const TELLING = 3; // characters of what is said, so that it is known though particles stand in its midst
  const INVISIBLE = /[\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]/;

  const once = (make) => { let made; return () => (made ??= make().catch((error) => { made = undefined; throw error; })); };

  const opened = once(async () => {
    const head = await told();
    head.shard = new Map();
    for (const characters of head.shards) {
      const key = `g${characters.charCodeAt().toString(16)}`; // several files in a row are of one character
      for (const c of characters.split("")) head.shard.has(c) ? head.shard.get(c).files++ : head.shard.set(c, { key, files: 1 });
    }
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

  Object.assign(window.biaochi, { opened, mine, names, english, neighbours, fold, holds, within, loosely, parted });
})();
