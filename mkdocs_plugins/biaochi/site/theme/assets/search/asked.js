/* Search: questions as people speak them. Of what stands nowhere as it was typed, the words that carry it are looked
   up by twos and by their synonyms; the pages that hold most of them, near each other and high up, come first. */
(() => {
  "use strict";
  if (!window.biaochi) return;
  const { mine, find, located, prepare, NEAR, zone, heard, hinted, placed, units } = window.biaochi;
  const SIMILAR = 10;
  const LEAST = 0.2; // of what is asked for, by weight, that a page has to hold: much that is told is beside the point
  const LIGHT = 0.2; // the weight of a character that carries little (的, 要, 能)
  const UNKNOWN = 0.8; // that of a character that stands nowhere as it does here
  const SLIGHT = 0.3; // that of one of a word that says little («今天», «标准»)
  const SAID = 1.3; // that of a synonym of one character and words of asking, all together
  const NAMED = 0.5; // that of a sector's name
  const OTHER = 0.8; // a synonym, against the word itself
  const MANY = 40; // places of a unit on a page that are looked at
  const LIKELY = 40; // pages of which it is looked at what stands together
  const KIND = 6; // the weight of what the word of asking looks for («时长» for «多久»), near the rest
  const TITLE = 0, NAME = 2, CLAUSE = 3, ZONES = [2, 2, 2, 1.6, 1];
  const KINDS = { standard: 1.4, process: 1.25, checklist: 0.75, training: 0.85, improvement: 0.8 };
  const EDITORS = 4; // a page's place, if it is for those who write the handbook
  const LATIN = /^[ -~]+$/;
  const LISTING = 0.6, ASIDE = 0.3, GLOSSARY = 0.3, RETIRED = 0.5, TRIED = 0.92, PENDING = 0.8;
  const STANDING = { "in-force": 1, pilot: TRIED, announced: TRIED, retired: RETIRED }; // nobody works yet by what is in none of these
  const WHOLE = 0.65, SHORT = 0.3; // of what is asked for, and of a list's title, if the list itself is asked for
  const ELSEWHERE = 0.4, COMMON = 0.8; // pages of another sector than the one that is named; of all sectors
  const GENERAL = 1.1; // what holds for all sectors, if none is named
  const NEARLY = 0.75; // of the entries that hold a word, so that it is of their sector
  const ROLE = 1.2; // pages of a role that is named
  const MINE = 1.6; // what the reader's own role has to know
  const IMPLIED = 0.5; // what such words add to their sector's pages
  const HINTED = 0.5; // as much, of a sector that is hinted at («菜»)
  const TITLED = 0.4; // what a title adds that says nothing but what is asked for
  const ANYWHERE = 0.5, RARE = 8; // what stands everywhere says half of what is asked, what stands on few pages more
  const BARE = 0.3; // what is left of the points of a page that holds hardly anything

  /** The texts of a unit that are looked up, each with its turn: «退» stands everywhere, «退款» does not. */
  const looked = ({ texts, bare }) => [...texts.entries()].filter(([turn]) => turn || bare !== false);

  /** Where a unit stands: by page what it is worth there, and the places, each with which of its texts stands there. */
  async function standing(unit, head) {
    const by = new Map(), titled = new Set();
    for (const [turn, text] of looked(unit)) {
      for (const place of await find(text, head)) {
        const { number, at } = located(place, head);
        let own = by.get(number);
        if (!own) by.set(number, own = { zone: ZONES.length - 1, by: 0, places: [] });
        if (own.places.length >= MANY) continue; // in order of weight: the first are the best
        const page = head.pages[number], zoned = zone(page, at), here = zoned === TITLE && !unit.sector && placed(page, at, head) ? CLAUSE : zoned, cost = turn ? OTHER : 1;
        if (!own.places.length || ZONES[here] * cost > ZONES[own.zone] * own.by) { own.zone = here; own.by = cost; }
        if (here === TITLE) titled.add(number);
        own.places.push(at, turn);
      }
    }
    // A sector's name stands for all that is of the sector, whether its pages say it or not.
    if (unit.sector) for (const page of head.pages) {
      if (page.sector === unit.sector && !by.has(page.number)) by.set(page.number, { zone: ZONES.length - 1, by: 1, places: [] });
    }
    for (const word of unit.addressed ?? []) for (const number of head.addressed.get(word) ?? []) {
      if (!by.has(number)) by.set(number, { zone: NAME, by: 1, places: [] });
    }
    const rarity = (size) => Math.log2(1 + head.pages.length / Math.max(1, size));
    unit.pages = by.size;
    unit.rarity = rarity(by.size);
    // What stands in few titles tells pages apart, even if it stands in all texts.
    const inTitles = rarity(titled.size);
    for (const own of by.values()) own.worth = unit.weight * own.by * (unit.sector ? 1 : ZONES[own.zone] * (own.zone === TITLE ? inTitles : unit.rarity));
    return by;
  }

  /** Which sectors the words are of, though none is named: by sector, the share of what is asked for that stands nearly
      nowhere else («急诊» is of hospitals). */
  function implying(sums) {
    const by = new Map(), votes = new Map();
    for (const { page, held } of sums.values()) {
      if (!page.entry) continue;
      for (const { unit, rare } of held) {
        if (!by.has(unit)) by.set(unit, { rare, all: 0, in: new Map() });
        const own = by.get(unit);
        own.all++;
        if (page.sector !== "common") own.in.set(page.sector, (own.in.get(page.sector) ?? 0) + 1);
      }
    }
    let whole = 0;
    for (const { rare, all, in: sectors } of by.values()) {
      whole += rare;
      for (const [sector, pages] of sectors) if (pages > 1 && pages >= NEARLY * all) votes.set(sector, (votes.get(sector) ?? 0) + rare);
    }
    for (const [sector, sum] of votes) votes.set(sector, sum / whole);
    return votes;
  }

  /** By how much each character of the runs weighs. */
  function weights(runs, sought, head) {
    const by = new Map(runs.map((run) => [run, run.split("").map((c) => head.light.has(c) || head.faint.has(c) ? LIGHT : LATIN.test(run) ? UNKNOWN / run.length : UNKNOWN)]));
    for (const [run, own] of by) for (const word of head.slight) {
      for (let at = run.indexOf(word); at >= 0 && word !== run; at = run.indexOf(word, at + 1)) for (let i = at; i < at + word.length; i++) own[i] = Math.min(own[i], SLIGHT);
    }
    for (const { run, from, to, weight, sector, telling, firm, pages, rarity } of sought) {
      if (LATIN.test(run) && !pages) continue;
      const own = by.get(run), each = LATIN.test(run) ? Math.max(1, weight) / run.length : Math.min(1, sector ? NAMED : telling === undefined ? weight : Math.min(weight, 1) * Math.max(telling, SAID) / (to - from)) * (ANYWHERE + rarity / RARE);
      for (let at = from; at < to; at++) if (telling !== undefined || firm || !head.light.has(run[at])) own[at] = own[at] === UNKNOWN || LATIN.test(run) ? each : Math.max(own[at], each);
    }
    return by;
  }

  /** How much of the runs some units cover, from 0 to 1. */
  function share(covering, by) {
    const held = new Map([...by.keys()].map((run) => [run, new Set()]));
    for (const { run, from, to } of covering) for (let at = from; at < to; at++) held.get(run).add(at);
    let sum = 0, whole = 0;
    for (const [run, own] of by) own.forEach((weight, at) => { whole += weight; if (held.get(run).has(at)) sum += weight; });
    return sum / whole;
  }

  /** The most that stands together on a page: its weight, and the hits. */
  function together(hits) {
    hits.sort((a, b) => a.at - b.at);
    let most = 0, best = [];
    for (let start = 0; start < hits.length; start++) {
      const here = new Map();
      let end = start;
      for (; end < hits.length && hits[end].at - hits[start].at <= NEAR; end++) here.set(hits[end].unit, hits[end].weight);
      const sum = [...here.values()].reduce((a, b) => a + b, 0);
      if (sum > most) { most = sum; best = hits.slice(start, end); }
    }
    return { most, best };
  }

  /** How much of a page's title some hits cover, from 0 to 1. */
  function entitled(page, hits) {
    const held = new Set();
    for (const { at, text } of hits) for (let i = at; i < at + text.length && i < page.folded.length; i++) held.add(i);
    return held.size / page.folded.length;
  }

  /** What a page's place among the others is worth. */
  const place = (page, favours) => [1, (favours.get("listing") ?? 1) * LISTING, (favours.get("aside") ?? 1) * ASIDE, (favours.get("glossary") ?? favours.get("listing") ?? 1) * GLOSSARY, (favours.get("aside") ?? 1) * ASIDE][page.aside];

  function favour(page, favours) {
    const kind = page.kind ? (KINDS[page.kind] ?? 1) * (favours.get(page.kind) ?? 1) : page.aside ? 1 : favours.get("about") ?? 1;
    return kind * place(page, favours) * (STANDING[page.status] ?? (page.status ? PENDING : 1));
  }

  /** Pages that hold most of what is asked, the likeliest first; only such as are `wanted`, which is
      told the page and whether it is asked for by its title. */
  async function asked(texts, head, wanted = () => true) {
    const { runs: said, favours, near } = heard(texts, head);
    // «找谁批» holds nothing but words of asking: what answers those is sought.
    const runs = said.length ? said : near;
    const sought = await units(runs, head, texts);
    await prepare(sought.flatMap((unit) => looked(unit).map(([, text]) => text)).concat(near), head);
    const sums = new Map();
    for (const [number, unit] of sought.entries()) {
      const by = await standing(unit, head);
      const rare = unit.weight * unit.rarity;
      for (const [at, { worth, places }] of by) {
        let sum = sums.get(at);
        if (!sum) sums.set(at, sum = { page: head.pages[at], held: [], points: 0 });
        sum.held.push({ unit, number, places, rare });
        sum.points += worth;
      }
    }
    const by = weights(runs, sought, head), sectors = new Set(sought.map(({ sector }) => sector).filter(Boolean));
    const needed = runs.every((run) => LATIN.test(run)) ? [] : runs.filter((run) => { const own = sought.filter((unit) => unit.run === run); return !own.length || own.some(({ weight }) => weight > LIGHT); });
    const roles = new Set(sought.flatMap((unit) => unit.roles ?? [])), own = mine(head);
    const implied = sectors.size ? new Map() : implying(sums), hints = sectors.size ? new Set() : hinted(texts, head);
    for (const sector of hints) implied.set(sector, Math.max(implied.get(sector) ?? 0, HINTED / hints.size));
    const kinds = new Map();
    for (const text of near) for (const place of await find(text, head)) {
      const { number, at } = located(place, head);
      if (!sums.has(number)) continue;
      if (!kinds.has(number)) kinds.set(number, []);
      kinds.get(number).push({ at, text, unit: -1, weight: KIND });
    }
    const likely = [];
    for (const [number, { page, held, points }] of sums) {
      // Of several words that were typed apart, each that says something has to stand there at least in part; of many, most.
      if (texts.length > 1 && needed.filter((run) => !held.some(({ unit }) => unit.run === run)).length > Math.floor(needed.length / 3)) continue;
      // Single characters say something beside a word only, or beside another that means something by itself.
      const part = held.some(({ unit }) => unit.to - unit.from > 1 || unit.telling) || held.filter(({ unit }) => unit.meaning).length > 1 ? share(held.map(({ unit }) => unit), by) : 0;
      // Two words that mean something together are asked for, whatever is told beside them.
      if (part < LEAST && !held.some(({ unit }) => unit.apart)) continue;
      const elsewhere = sectors.size && !sectors.has(page.sector) ? page.sector === "common" || !page.sector ? COMMON : ELSEWHERE : page.sector === "common" ? GENERAL : 1 + IMPLIED * (implied.get(page.sector) ?? 0);
      const times = (BARE + (1 - BARE) * part) * elsewhere * favour(page, favours) * (page.roles.some((role) => roles.has(role)) ? ROLE : 1) * (page.roles.includes(own) ? MINE : 1);
      // What is written as a word, not but sign by sign.
      const firm = share(held.filter(({ unit }) => unit.to - unit.from > 1).map(({ unit }) => unit), by);
      likely.push({ number, page, held, points, part, firm, times });
    }
    likely.sort((one, other) => other.points * other.times - one.points * one.times);
    const found = [];
    for (const { number, page, held, points, part, firm, times } of likely.slice(0, LIKELY)) {
      const hits = [];
      for (const { unit, number: turn, places, rare } of held) {
        if (unit.sector) continue;
        for (let i = 0; i < places.length; i += 2) hits.push({ at: places[i], text: unit.texts[places[i + 1]], unit: turn, weight: rare, own: !places[i + 1] });
      }
      const titled = hits.filter(({ at }) => zone(page, at) === TITLE);
      const weighed = [...hits, ...kinds.get(number) ?? []], { most, best } = together(weighed);
      const named = share(titled.map(({ unit }) => sought[unit]), by), title = entitled(page, titled);
      // A list is asked for by its own title.
      const meant = named >= WHOLE && title >= SHORT, lifted = meant ? Math.max(1, 1 / place(page, favours)) : 1;
      if (!wanted(page, meant)) continue;
      const score = (points + most) * times * (1 + TITLED * title) * lifted;
      found.push([number, { page, hits: [...titled, ...best], weighed: weighed.filter(({ at }) => zone(page, at) !== TITLE), score, via: "相似", part, firm, named, meant }]);
    }
    // Pages for editors come behind what staff work by, unless they are asked for or say more of what is asked.
    const most = Math.max(0, ...found.filter(([, { page }]) => page.aside !== EDITORS).map(([, { part }]) => part));
    const behind = ({ page, meant, part }) => page.aside === EDITORS && !meant && !favours.has("aside") && part < most;
    return new Map(found.sort(([, a], [, b]) => behind(a) - behind(b) || b.score - a.score).slice(0, SIMILAR));
  }

  Object.assign(window.biaochi, { asked });
})();
