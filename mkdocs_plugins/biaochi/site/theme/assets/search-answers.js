/* Search: from a query to pages. Exact first; then synonyms, pinyin, spelling; what is only similar says so. */
(() => {
  "use strict";
  if (!window.biaochi) return;
  const { LETTER, names, neighbours, fold, find, located, zone, holds, asked, heard } = window.biaochi;
  const [TITLE, NAME, CLAUSE] = [0, 2, 3];
  const ASIDE = 2;
  const WEIGHTS = { standard: 250, process: 200, script: 100, checklist: 60, training: 40, improvement: -30 };
  const GENERAL = 25; // for what holds in all sectors
  const FAVOURED = 400; // for a kind of page that the query asks for («话术»)
  const FEW = 10; // results that pages about the handbook are not left alone with
  const THIN = 3; // results so few that what is similar is added
  const SHORT = 5; // characters; what is longer and stands somewhere as it was typed was meant so
  const HALF = 0.5; // of what was asked for that stands in a title, so that a page that holds all comes before a passing mention
  const FIRST = 20; // results that are shown at once
  const SYNONYM = 0.7; // what stands by another name, against what stands as it was typed

  // --- results -------------------------------------------------------------------------------------------------

  /** One text's results by page: a score, and the positions, best first. */
  async function matches(text, head) {
    const found = await find(text, head), by = new Map();
    for (const place of found) {
      const { number, at } = located(place, head);
      if (!by.has(number)) by.set(number, { page: head.pages[number], hits: [] });
      by.get(number).hits.push({ at, text });
    }
    for (const result of by.values()) result.score = score(result.page, result.hits, text);
    // «GOV-QUEUE/wait» and «HTL-CHECKIN#greet» are of the entry.
    const [id, own] = text.split(/[/#]/), named = head.ids.get(text) ?? head.ids.get(id);
    const anchor = own && (text.includes("/") ? `metric-${own}` : own);
    if (named) by.set(named.number, { ...by.get(named.number) ?? { page: named, hits: [] }, score: 2000, anchor });
    return by;
  }

  function score(page, hits, text) {
    const best = zone(page, hits[0].at);
    let points = [800, 750, 600, 400, 200][best];
    if (best === TITLE) {
      if (page.folded === text) points += 700;
      else if (page.folded.startsWith(text)) points += 40;
      points += 100 * Math.min(1, text.length / page.folded.length);
    }
    if (best === NAME && hits[0].at === (page.starts[NAME - 1] ?? 0)) points += 5;
    if (page.entry) points += 80 + (WEIGHTS[page.kind] ?? 0);
    if (page.sector === "common") points += GENERAL;
    if (page.status === "retired") points -= 150;
    points -= (best === TITLE ? [0, 30, 200] : [0, 150, 300])[page.aside];
    return points + Math.min(hits.length, 12) * 3 + Math.min(12, hits.filter(({ at }) => zone(page, at) <= CLAUSE).length) * 3;
  }

  /** Results of either: the better score, all hits; `cost` is taken from the second. */
  function either(one, other, cost, via) {
    for (const [number, result] of other) {
      const known = one.get(number);
      if (known) { known.hits.push(...result.hits); known.score = Math.max(known.score, result.score * cost); }
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

  /** The words of a query; a synonym of several words («wait time») is one. */
  function words(query, head) {
    const several = head.synonyms.flat().filter((word) => word.includes(" ") && holds(query, word));
    let text = query;
    for (const word of several.sort((a, b) => b.length - a.length)) text = text.replaceAll(word, word.replaceAll(" ", "\0"));
    return text.split(" ").map((part) => part.replaceAll("\0", " ")).filter((part) => LETTER.test(part));
  }

  async function word(text, head) {
    const found = await matches(text, head);
    for (const group of head.synonyms) {
      const member = group.filter((synonym) => holds(text, synonym)).sort((a, b) => b.length - a.length)[0];
      if (!member || (member !== text && member.length < 2)) continue;
      for (const synonym of group) {
        if (synonym === member || holds(text, synonym)) continue;
        const other = text.replace(member, synonym);
        either(found, await matches(other, head), SYNONYM, `同义词“${other}”`);
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
    const texts = words(text, head);
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
    const { favours, question } = heard(texts, head);
    if (found.size && found.size <= FEW && [...found.values()].every(({ page }) => page.aside)) {
      // Written only on pages about the handbook itself: what staff work by comes first, called similar.
      await added(found, await asked(texts, head, (page, named) => named || page.aside < ASIDE), 1000);
    } else if (found.size && found.size <= THIN && passing(found, question || text.length <= SHORT)) {
      const more = await asked(texts, head), whole = new Map([...more].filter(([, { part, named }]) => part > 0.99 && named >= HALF));
      added(found, whole, 560);
      added(found, more, 100);
    }
    for (const result of found.values()) result.score += FAVOURED * ((favours.get(result.page.kind) ?? 1) - 1);
    if (/^[a-z ]{2,}$/.test(text)) {
      if (found.size < 5) for (const [spoken, cost] of await byPinyin(text.replaceAll(" ", ""), head)) {
        either(found, await word(spoken, head), cost, `拼音“${spoken}”`);
      }
      if (!found.size) {
        for (const near of await misspelt(texts)) either(found, await all(near, head), 0.9, `相近的词“${near.join(" ")}”`);
        if (found.size) note = `没有“${query}”，以下是拼写相近的结果`;
      }
    }
    if (!found.size) {
      found = await asked(texts, head);
      if (found.size) note = `没有哪一页写着“${query}”，以下是相似的结果`;
    } else if (!note && [...found.values()].every(({ via }) => via)) {
      const vias = [...new Set([...found.values()].map(({ via }) => via))];
      note = `按${vias.slice(0, 3).join("、")}找到`;
    }
    return { found: shown(found), note };
  }

  /** A result that is no more than a passing mention. */
  const thin = ({ page, hits }) => hits.length && zone(page, hits[0].at) > NAME;

  /** Whether nothing but passing mentions was found of what may be no quotation, or nothing as it was typed. */
  const passing = (found, loose) => [...found.values()].every((result) => result.via || loose && thin(result));

  /** Further results, called similar, in their order, the best with `score`. */
  function added(found, more, score) {
    for (const [number, result] of more) if (!found.has(number)) found.set(number, { ...result, score: score--, via: "相似" });
  }

  /** The results in order. What stands as it was typed is shown at once if there is room for it. */
  function shown(found) {
    const order = [...found].sort(([, a], [, b]) => b.score - a.score || a.page.number - b.page.number);
    const exact = order.filter(([, { via }]) => !via);
    let late = order.slice(FIRST).filter(([, { via }]) => !via).length;
    if (!late || exact.length > FIRST) return new Map(order);
    const after = order.splice(0, FIRST).reverse();
    const put = after.filter(([, { via }]) => via && late-- > 0);
    const first = after.filter((each) => !put.includes(each)).reverse();
    const rest = [...put.reverse(), ...order];
    return new Map([...first, ...rest.filter(([, { via }]) => !via), ...rest.filter(([, { via }]) => via)]);
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

  window.biaochi.answer = answer;
})();
