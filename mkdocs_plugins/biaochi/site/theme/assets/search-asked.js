/* Search: questions as people speak them. Of what stands nowhere as it was typed, the words that carry it are looked
   up by twos and by their synonyms; the pages that hold most of them, near each other and high up, come first. */
(() => {
  "use strict";
  if (!window.biaochi) return;
  const { find, located, prepare, zone, holds } = window.biaochi;
  const SIMILAR = 10;
  const ENOUGH = 0.5; // of the characters asked for, by weight, that a page has to hold
  const LEAST = 0.3; // if no page holds so many: those that hold some in their title
  const LIGHT = 0.25; // the weight of a character that carries little (的, 要, 能)
  const OTHER = 0.85; // a synonym, against the word itself
  const MANY = 40; // places of a unit on a page, and texts, that are looked at
  const NEAR = 50; // characters between words that belong together
  const ZONES = [4, 2, 2, 1.6, 1];
  const KINDS = { standard: 1.35, process: 1.2, improvement: 0.8 };
  const LISTING = 0.7, ASIDE = 0.3, RETIRED = 0.5;

  /** What a query asks for: its runs without the words of asking, and by how much each kind of page is favoured. */
  function heard(texts, head) {
    const favours = new Map(), runs = [];
    let question = false;
    for (const text of texts) {
      let left = text;
      for (const { words, keep, favours: kinds } of head.asking) {
        for (const word of words) {
          if (!left.includes(word)) continue;
          for (const [kind, by] of Object.entries(kinds)) favours.set(kind, Math.max(by, favours.get(kind) ?? 1));
          if (keep) continue;
          question = true;
          left = left.replaceAll(word, " ");
        }
      }
      // «多扣了钱» is «多扣钱» to the glossary.
      const bare = left.replaceAll(/[了的]/g, "");
      if (head.synonyms.some((group) => group.some((word) => word.length > 2 && bare.includes(word) && !left.includes(word)))) left = bare;
      runs.push(...left.split(" ").filter((run) => run.length > 1 || run && !head.light.has(run)));
    }
    return { runs, favours, question };
  }

  /** The units of a run: synonyms that it holds, each with the others of its group, and of what is left any two. */
  function units(run, head) {
    const found = [], taken = new Array(run.length).fill(false);
    const unit = (at, text, others, weight) => found.push({ run, from: at, to: at + text.length, texts: [text, ...others], weight });
    const known = head.synonyms.flatMap((group) => group.filter((word) => word.length > 1 && holds(run, word)).map((word) => [word, group]));
    for (const [word, group] of known.sort(([a], [b]) => b.length - a.length)) {
      const at = run.indexOf(word);
      if (taken.slice(at, at + word.length).some(Boolean)) continue;
      taken.fill(true, at, at + word.length);
      unit(at, word, group.filter((other) => other !== word), word.length - 1);
    }
    if (run[0] < "\u2e80") { if (!taken[0]) unit(0, run, [], 1); return found; }
    const light = (at) => head.light.has(run[at]);
    for (let at = 0; at < run.length; at++) {
      if (taken[at]) continue;
      if (at + 1 < run.length && !taken[at + 1]) unit(at, run.slice(at, at + 2), [], light(at) || light(at + 1) ? LIGHT : 1);
      else if ((at === 0 || taken[at - 1]) && !light(at)) unit(at, run[at], [], 0.5);
    }
    return found;
  }

  /** How much of the runs some units cover, from 0 to 1. */
  function share(covering, runs, head) {
    const weight = (c) => head.light.has(c) ? LIGHT : 1;
    const weigh = (text) => text.split("").reduce((sum, c) => sum + weight(c), 0);
    const held = new Map(runs.map((run) => [run, new Set()]));
    for (const { run, from, to } of covering) for (let at = from; at < to; at++) held.get(run).add(at);
    let sum = 0;
    for (const [run, places] of held) for (const at of places) sum += weight(run[at]);
    return sum / runs.reduce((whole, run) => whole + weigh(run), 0);
  }

  /** Where a unit stands: by page the best zone, and the places, each with which of its texts stands there. */
  async function standing(unit, head) {
    const by = new Map();
    for (const [turn, text] of unit.texts.entries()) {
      for (const place of await find(text, head)) {
        const { number, at } = located(place, head);
        let own = by.get(number);
        if (!own) by.set(number, own = { worth: 0, places: [] });
        if (own.places.length >= MANY) continue; // in order of weight: the first are the best
        const worth = ZONES[zone(head.pages[number], at)] * (turn ? OTHER : 1);
        if (worth > own.worth) own.worth = worth;
        own.places.push(at, turn);
      }
    }
    // A sector's name stands for all that is of the sector, whether its pages say it or not.
    const sectors = Object.entries(head.labels.sector ?? {}).filter(([, name]) => unit.texts.includes(name)).map(([sector]) => sector);
    if (sectors.length) for (const page of head.pages) {
      if (!sectors.includes(page.sector)) continue;
      if (!by.has(page.number)) by.set(page.number, { worth: 0, places: [] });
      by.get(page.number).worth = ZONES[1];
    }
    return by;
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

  function favour(page, favours, named) {
    const kind = page.kind ? (KINDS[page.kind] ?? 1) * (favours.get(page.kind) ?? 1) : 1;
    return kind * (named ? 1 : [1, LISTING, ASIDE][page.aside]) * (page.status === "retired" ? RETIRED : 1);
  }

  /** Pages that hold most of what is asked, the likeliest first; only such as are `wanted`. */
  async function asked(texts, head, wanted = () => true) {
    const { runs, favours } = heard(texts, head);
    const sought = runs.flatMap((run) => units(run, head));
    await prepare(sought.flatMap(({ texts: own }) => own).join(""), head);
    const sums = new Map();
    for (const [number, unit] of sought.entries()) {
      const by = await standing(unit, head);
      const rare = unit.weight * Math.log2(1 + head.pages.length / by.size);
      for (const [at, { worth, places }] of by) {
        let sum = sums.get(at);
        if (!sum) sums.set(at, sum = { page: head.pages[at], held: [], points: 0 });
        sum.held.push({ unit, number, places, rare });
        sum.points += rare * worth;
      }
    }
    const found = [], little = [];
    for (const [number, { page, held, points }] of sums) {
      // Of several words that were typed apart, each has to stand there at least in part.
      if (!wanted(page) || texts.length > 1 && runs.some((run) => !held.some(({ unit }) => unit.run === run))) continue;
      const part = share(held.map(({ unit }) => unit), runs, head);
      if (part < LEAST) continue;
      const hits = [];
      for (const { unit, number: place, places, rare } of held) {
        for (let i = 0; i < places.length; i += 2) hits.push({ at: places[i], text: unit.texts[places[i + 1]], unit: place, weight: rare });
      }
      const titled = hits.filter(({ at }) => zone(page, at) === 0);
      if (part < ENOUGH && !titled.length) continue;
      const { most, best } = together(hits), named = share(titled.map(({ unit }) => sought[unit]), runs, head) >= ENOUGH;
      const result = { page, hits: [...titled, ...best], score: (points + most) * favour(page, favours, named), via: "相似" };
      (part < ENOUGH ? little : found).push([number, result]);
    }
    const chosen = found.length ? found : little;
    return new Map(chosen.sort(([, a], [, b]) => b.score - a.score).slice(0, SIMILAR));
  }

  Object.assign(window.biaochi, { asked, heard });
})();
