/* Search: from a query to pages. Exact first; then synonyms, pinyin, spelling; what is only similar says so. */
(() => {
  "use strict";
  if (!window.biaochi) return;
  const { LETTER, mine, english, fold, find, located, NEAR, zone, holds, within, asked, heard, offices, sectors, facets, byPinyin, sentence, mixed, misheard, told, spelt, misspelt, slipped } = window.biaochi;
  const [TITLE, NAME, CLAUSE] = [0, 2, 3];
  const [LISTING, ASIDE, GLOSSARY, EDITORS] = [1, 2, 3, 4];
  const WEIGHTS = { standard: 250, process: 200, script: 100, checklist: 60, training: 40, improvement: -30 };
  const GENERAL = 25; // for what holds in all sectors
  const TRIED = new Set(["pilot", "announced"]); // what some work by already, or soon all
  const PENDING = 60, UNMADE = 550; // from such, and from what nobody works by yet: what is in force comes first, but for a whole title
  const MINE = 550; // for what the reader's own role has to know: the clause of one's own comes before another's title, not before a whole one
  const FAVOURED = 400; // for a kind of page that the query asks for («话术»)
  const FEW = 10; // results that pages about the handbook are not left alone with
  const LAST = 1; // the best score of what is hardly similar
  const THIN = 3; // results so few that what is similar is added
  const COMPOUND = 4; // characters that may be two words («预约挂号»)
  const ECHOED = 10; // characters of a query that are repeated
  const SHORT = 5; // characters; what is longer and stands somewhere as it was typed was meant so
  const HALF = 0.5; // of what was asked for that stands in a title, so that a page that holds all comes before a passing mention
  const CHOSEN = 5000; // for what a query filters
  const FIRST = 20; // results that are shown at once
  const LONGEST = 4; // words of a synonym
  const MIXED = /(?=.*[a-z]{2})(?=.*[\u2e80-\uffff])/; // «退房jiezhang»
  const ENGLISH = /^[ -~]*[a-z][ -~]*$/;
  const WORDS = /[a-z]{4}/;
  const MOSTLY = 0.8; // of what was asked for, so that a page comes before those that only are about the handbook
  const NEARLY = 0.9; // of what was asked for
  const SURE = 0.99; // of what was asked for, so that nothing that sounds alike was meant
  const CLEARLY = 0.1; // so much more of a question has to stand there by another spelling: most are spelt right
  const NAMING = 8; // characters of what may be a name
  const HEARSAY = 0.6; // what pinyin spells, if it stands by other names only
  const ROLE = 300; // for pages of a role that is one of several words («柜员 随手卡»), shared by all roles of a page
  const WORD = 6; // letters, so that what is a word of English but for a slip is no pinyin
  const BELONGS = 300; // for entries of that sector, and of all sectors, that do not write its name
  const SECTOR = 250; // for pages of the sector that is one of several words («银行 投诉»)
  const SYNONYM = 0.85; // what stands by another name, against what stands as it was typed

  // --- results -------------------------------------------------------------------------------------------------

  /** One text's results by page: a score, and the positions, best first. */
  async function matches(text, head) {
    const found = await find(text, head), by = new Map();
    for (const place of found) {
      const { number, at } = located(place, head);
      if (!by.has(number)) by.set(number, { page: head.pages[number], hits: [] });
      by.get(number).hits.push({ at, text });
    }
    const role = mine(head);
    for (const result of by.values()) result.score = score(result.page, result.hits, text) + (result.page.roles.includes(role) ? MINE : 0);
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
      else if (page.aside === LISTING && text.length >= HALF * page.folded.length && (page.folded.startsWith(text) || page.folded.endsWith(text))) points += 200;
      else if (page.folded.startsWith(text)) points += 40;
      points += 100 * Math.min(1, text.length / page.folded.length);
    }
    if (best === NAME && hits[0].at === (page.starts[NAME - 1] ?? 0)) points += 5;
    if (page.entry) points += 80 + (WEIGHTS[page.kind] ?? 0);
    if (page.sector === "common") points += GENERAL;
    if (page.status === "retired") points -= 150; else if (page.status && page.status !== "in-force") points -= TRIED.has(page.status) ? PENDING : UNMADE;
    points -= (best === TITLE ? [0, 30, 200, 30, 200] : [0, 150, 300, 250, 300])[page.aside];
    return points + Math.min(hits.length, 32) * 5 + Math.min(12, hits.filter(({ at }) => zone(page, at) <= CLAUSE).length) * 3;
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
      // What a page is by its sector or kind stands nowhere in particular: it is near whatever does.
      const own = new Set(result.hits);
      let near = own.size && more.hits.length ? Infinity : 0;
      for (let i = 1; i < hits.length; i++) if (own.has(hits[i]) !== own.has(hits[i - 1])) near = Math.min(near, hits[i].at - hits[i - 1].at);
      const close = near < NEAR ? 150 : 0;
      kept.set(number, { page: result.page, hits, score: (result.score + more.score) / 2 + close, via: result.via ?? more.via });
    }
    return kept;
  }

  /** The synonym that is written so, in the plural too. */
  const phrase = (said, head) => head.joined.get(said) ?? head.joined.get(said.replace(/s$/, ""));

  /** The words of a query; a synonym of several words («wait time», «check-in») is one, English that says nothing is none. */
  function words(query, head) {
    const parts = query.split(" ").flatMap((part) => /^[a-z]+(-[a-z]+)+$/.test(part) && !head.ids.has(part) ? part.split("-") : part), all = [];
    for (let at = 0; at < parts.length; at++) {
      let to = Math.min(parts.length, at + LONGEST);
      while (to > at + 1 && !phrase(parts.slice(at, to).join(""), head)) to--;
      all.push(phrase(parts.slice(at, to).join(""), head) ?? parts[at]);
      at = to - 1;
    }
    const said = all.filter((part) => LETTER.test(part)), telling = said.filter((part) => !head.small.has(part));
    return telling.length ? telling : said;
  }

  /** Whether what stands before and behind a word in a text stands anywhere: if not, no synonym makes the text stand. */
  async function beside(text, member, head) {
    const at = text.indexOf(member), rest = [text.slice(0, at), text.slice(at + member.length)];
    for (const part of rest) if (LETTER.test(part) && !(await find(part, head)).length) return false;
    return true;
  }

  async function word(text, head) {
    const found = await matches(text, head);
    for (const member of within(text, head)) {
      if (member !== text && member.length < 2 || !await beside(text, member, head)) continue;
      for (const synonym of head.alike.get(member)) {
        // English in the midst of what is asked in Chinese stands nowhere, for what stands somewhere it is not needed, and its letters' places are long.
        if (holds(text, synonym) || (member !== text || found.size) && WORDS.test(synonym) && !WORDS.test(text)) continue;
        const other = text.replace(member, synonym);
        either(found, await matches(other, head), SYNONYM, `同义词“${other}”`);
      }
    }
    return found;
  }

  /** What is found of a word that names sectors («银行 火灾»): also their entries, and those of all sectors, that do not write it. */
  function belonging(found, named, head) {
    for (const page of named.length ? head.pages : []) {
      const belongs = page.sector === "common" || named.includes(page.sector);
      if (page.entry && belongs && !found.has(page.number)) found.set(page.number, { page, hits: [], score: BELONGS });
    }
    return found;
  }

  async function all(texts, head) {
    const naming = (text) => texts.length > 1 ? sectors(head).filter(([, names]) => names.includes(text)).map(([sector]) => sector) : [];
    const lists = await Promise.all(texts.map(async (text, unit) => {
      const found = await word(text, head);
      for (const { hits } of found.values()) for (const hit of hits) hit.unit = unit; // of whichever of its names
      return belonging(found, naming(text), head);
    }));
    let found = lists.reduce(both);
    // What no entry of that sector says, those of another may.
    const others = lists.filter((_, at) => !naming(texts[at]).length);
    if (others.length && others.length < lists.length && ![...found.values()].some(({ page }) => page.entry)) {
      const elsewhere = others.reduce(both);
      for (const result of elsewhere.values()) result.via ??= "别的行业";
      found = either(elsewhere, found, 1);
    }
    const roles = texts.length > 1 ? texts.flatMap((text) => offices(head).get(text) ?? []) : [], named = texts.flatMap(naming);
    for (const result of found.values()) {
      if (result.page.roles.some((role) => roles.includes(role))) result.score += ROLE / result.page.roles.length;
      if (named.includes(result.page.sector)) result.score += SECTOR;
    }
    return found;
  }

  /** The pages that a query filters by what it says, and the lists that they stand in behind the first. */
  function filtered(texts, head) {
    const { chosen, listed } = facets(texts, head) ?? {};
    if (!chosen) return [];
    const passes = (page) => [...chosen].every(([facet, values]) => facet === "roles" ? page.roles.some((role) => values.includes(role)) : values.includes(page[facet]));
    // Of the roles that are meant the likeliest first, and what is its own before what is everybody's.
    const roles = chosen.get("roles") ?? [], turn = (page) => roles.findIndex((role) => page.roles.includes(role));
    const own = roles.length ? (a, b) => turn(a) - turn(b) || a.roles.length - b.roles.length : () => 0;
    const pages = head.pages.filter((page) => page.entry && passes(page)).sort((a, b) => (WEIGHTS[b.kind] ?? 0) - (WEIGHTS[a.kind] ?? 0) || own(a, b));
    if (!pages.length) return [];
    const titles = [...chosen].map(([facet, [value]]) => head.labels[facet][value]);
    const lists = head.pages.filter((page) => page.aside === LISTING && titles.includes(page.title));
    // A single value asks for its list, several for what has all of them, unless a list is meant.
    const order = chosen.size > 1 && !listed ? [pages[0], ...lists, ...pages.slice(1)] : [...lists, ...pages];
    return order.map((page, at) => [page.number, { page, hits: [], score: CHOSEN - at, via: "筛选" }]);
  }

  /** Adds the entries part of whose ids is what was typed («gov-one», «triage desk»); at its beginning tells more. */
  function identified(text, head, found) {
    const typed = `-${text.replaceAll(" ", "-")}-`;
    if (!/^[-a-z0-9]+$/.test(typed)) return;
    const parts = typed.split("-").length > 3;
    for (const [id, page] of head.ids) {
      const at = parts ? `-${id}-`.indexOf(typed) : id.replaceAll("-", "") === text ? 0 : -1;
      if (at < 0) continue;
      const known = found.get(page.number) ?? { page, hits: [], score: 0 }, points = (at ? 1200 : text.includes("-") ? 1600 : 1400) + 0.2 * (WEIGHTS[page.kind] ?? 0);
      found.set(page.number, { ...known, score: Math.max(known.score, points) });
    }
  }

  /** Pages whose address says all the words, or together with the ids of their parts; the likeliest. */
  async function addressed(texts, head) {
    const apart = texts.flatMap((text) => text.split(" ")), { anchors } = await english(), found = [];
    const says = (own, word) => own === word || `${own}s` === word, asked = (own) => apart.some((word) => says(own, word));
    const within = (own) => own.filter(asked).length / own.length;
    for (const page of head.pages) {
      const left = apart.filter((word) => !head.addressed.get(word)?.includes(page.number)), points = (WEIGHTS[page.kind] ?? 250) + (page.aside ? -300 : 0);
      if (!left.length) {
        found.push([page.number, { page, hits: [], score: points + 500 + 300 * within(page.url.split("/").at(-1).split(/[^a-z]+/).slice(0, -1)) }]);
        continue;
      }
      const parts = anchors[page.number].filter(({ words }) => words.some(asked));
      if (!left.every((word) => parts.some(({ words }) => words.some((own) => says(own, word))))) continue;
      // The part that says most of it, and little else.
      const most = (words) => words.filter(asked).length / apart.length + within(words);
      const best = parts.sort((a, b) => most(b.words) - most(a.words))[0];
      found.push([page.number, { page, hits: [], score: points + 250 + (apart.length > 1 && best.words.join() === apart.join() ? 600 : 150 * most(best.words)), anchor: best.id }]);
    }
    return new Map(found.sort(([, a], [, b]) => b.score - a.score).slice(0, FIRST));
  }

  /** The pages that a query finds, and a note if they are other than what was typed; `anew` if it is itself a reading of one. */
  async function answer(query, head, anew = false) {
    const text = fold(query, head).text.replaceAll("'", "");
    const texts = words(text, head);
    if (!texts.length) return { found: new Map(), note: "" };
    const found = await all(texts, head);
    if (texts.length > 1 && /^[ -~]+$/.test(text)) {
      // English reads as a phrase first.
      for (const [number, result] of await matches(text, head)) {
        const known = found.get(number);
        if (known) known.score += 200; else found.set(number, result);
      }
    }
    identified(text, head, found);
    const chosen = filtered(texts, head), worked = [...found.values()].filter((result) => !rank(result, texts));
    const { favours, question } = heard(texts, head);
    // Pages that write only a synonym of either of two words do not tell that those few are all.
    const own = text.length < COMPOUND ? worked : worked.filter(({ via }) => !via);
    if (chosen.length) {
      // Nothing similar beside what a query filters by what it says.
    } else if (found.size && (!worked.length || found.size <= FEW && [...found.values()].every(({ page }) => page.aside))) {
      // Written only on pages about the handbook itself: what staff work by comes first, called similar.
      const more = await asked(texts, head, (page, named) => named || page.aside !== ASIDE && page.aside !== EDITORS);
      const least = [...found.values()].every(({ page }) => page.aside === GLOSSARY) ? 0 : MOSTLY;
      added(found, new Map([...more].filter(([, { part }]) => part >= least)), 1000);
      added(found, more, LAST);
    } else if (worked.length && own.length <= THIN && (onlySaid(worked) || passing(worked, question || text.length <= SHORT || worked.every(aside)))) {
      const more = await asked(texts, head), whole = new Map([...more].filter(([, { part, named }]) => part > 0.99 && named >= HALF));
      // What is said by another word and casually comes behind what says nearly all of it.
      if (worked.every((result) => result.via && casual(result))) added(found, new Map([...more].filter(([, { part }]) => part >= NEARLY)), 560);
      added(found, new Map([...whole].filter(([, { named }]) => named > 0.99)), 700);
      added(found, whole, 560);
      added(found, more, 100);
    }
    for (const result of found.values()) result.score += FAVOURED * ((favours.get(result.page.kind) ?? 1) - 1);
    for (const [number, result] of chosen) found.set(number, { ...found.get(number) ?? result, score: result.score });
    let note = chosen.length && [...found.values()].every(({ via }) => via) ? similar(query, "按它筛选的") : "";
    if (!chosen.length && ENGLISH.test(text)) note = await latin(query, text, texts, head, found);
    if (!found.size) note = anew ? await alike(texts, head, found) ? similar(query) : "" : await taken(query, text, texts, head, found);
    if (!note && found.size && [...found.values()].every(({ via }) => via)) {
      const vias = [...new Set([...found.values()].map(({ via }) => via))];
      note = `按${vias.slice(0, 3).join("、")}找到`;
    }
    return { found: shown(found, texts), note };
  }

  // On a phone a whole question would push the results out of sight.
  const echoed = (query) => query.length > ECHOED ? `${query.slice(0, ECHOED - 1)}…` : query;
  const similar = (query, how = "") => `没有哪一页写着“${echoed(query)}”，以下是${how}相似的结果`;

  /** Adds to what was found what Latin letters may mean: English of addresses and of the glossary, pinyin, what is misspelt
      by a letter. A note if it is other than what was typed. */
  async function latin(query, text, texts, head, found) {
    const name = slipped(text, head);
    if (name) {
      either(found, await word(name, head), 1, `相近的词“${name}”`);
      if ([...found.values()].every(({ via }) => via)) return `没有“${query}”，以下是拼写相近的结果`;
    }
    either(found, await addressed(texts, head), 1, `网址“${texts.join(" ")}”`);
    if (!found.size && told(texts, head)) {
      const right = words((await spelt(texts, head)).join(" "), head), slip = right.join() !== texts.join();
      if (slip) either(found, await all(right, head), 0.9, `相近的词“${right.join(" ")}”`);
      if (found.size || await alike(right, head, found)) return similar(query, slip ? "拼写相近或" : "");
    }
    const letters = text.replaceAll(" ", ""), spoken = /^[a-z]{2,}$/.test(letters);
    const slips = spoken ? await misspelt(texts, head) : [], plain = letters.length >= WORD && slips.some((near) => told(near, head));
    if (spoken && !plain && [...found.values()].filter((result) => !rank(result, texts)).length < 5) for (const [said, cost] of await byPinyin(letters, head)) {
      // What no entry writes, but for other words of it, is meant less often than what it writes.
      const rarely = found.size && ![...(await matches(said, head)).values()].some(({ page }) => page.entry);
      either(found, await word(said, head), rarely ? cost * HEARSAY : cost, `拼音“${said}”`);
    }
    // What only editors read may be an example of a slip.
    const edited = found.size;
    if ([...found.values()].some((result) => !rank(result, texts))) return "";
    for (const near of slips) {
      either(found, await all(words(near.join(" "), head), head), 0.9, `相近的词“${near.join(" ")}”`);
      either(found, await addressed(near, head), 0.9, `网址“${near.join(" ")}”`);
    }
    if (found.size) return edited ? "" : `没有“${query}”，以下是拼写相近的结果`;
    const said = spoken && letters.length > 3 && await sentence(letters, head);
    if (said && await restated(said, head, found, `拼音“${said}”`)) return similar(query, `按拼音“${said}”`);
    return await alike(words((await spelt(texts, head)).join(" "), head), head, found) ? similar(query, "拼写相近或") : "";
  }

  /** Adds what a query that stands nowhere may be taken for: characters for its pinyin, others that sound the same, and what is
      similar. A note that says so. */
  async function taken(query, text, texts, head, found) {
    const likely = MIXED.test(text) ? await mixed(text, head) : [];
    for (const said of likely) if (!found.size) either(found, await all(words(said, head), head), 0.9, `拼音“${said}”`);
    if (found.size) return "";
    if (likely.length && await restated(likely[0], head, found, `拼音“${likely[0]}”`)) return similar(query, `按拼音“${likely[0]}”`);
    // A word or two that stand nowhere but sign by sign are rather misspelt than a question is.
    const by = text.length <= NAMING && !heard(texts, head).question ? "firm" : "part";
    const plain = await asked(texts, head), other = held(plain, by) < SURE && (await misheard(texts, head))?.join(" ");
    if (other) {
      await restated(other, head, found, `同音“${other}”`);
      if (found.size && held(found, by) > held(plain, by) + (by === "part" ? CLEARLY : 0)) return similar(query, "同音或");
      found.clear();
    }
    added(found, plain, 0);
    return found.size ? similar(query) : "";
  }

  /** How much of what was asked for the best of some results holds; the glossary says all sorts of things. */
  const held = (results, by) => Math.max(0, ...[...results.values()].map(({ page, [by]: part = 1, via }) => page.aside === GLOSSARY && via === "相似" ? 0 : part));

  /** How far behind a result comes, whatever it scores: a page for editors behind what staff work by, unless its title is what was
      typed, or words of that («FMT001 unreadable-file»); behind those what is hardly similar, if such hold what was typed. */
  function rank({ page, via, score }, texts, edited) {
    if (page.aside !== EDITORS) return edited && via === "相似" && score <= LAST ? 2 : 0;
    const title = ` ${page.folded.replaceAll("-", " ")} `;
    return via !== "相似" && page.folded !== texts.join(" ") && !texts.every((text) => title.includes(` ${text} `)) ? 1 : 0;
  }

  /** A result of neither standard nor process in which what was sought stands in no clause: in a note on a change, say. */
  const casual = ({ page, hits }) => hits.length && zone(page, hits[0].at) > CLAUSE && !["standard", "process"].includes(page.kind);

  /** A result that is no more than a passing mention. */
  const thin = ({ page, hits }) => hits.length && zone(page, hits[0].at) > NAME;

  /** A result that staff do not work by: what is ticked, learnt or listed has its own place elsewhere. */
  const aside = ({ page }) => page.aside || ["checklist", "training", "improvement"].includes(page.kind);

  /** Whether some results tell what is said («七天无理由» of a customer), and none what is to be done. */
  const onlySaid = (results) => results.some(({ page }) => page.kind === "script") && results.every((result) => result.page.kind === "script" || aside(result));

  /** Whether nothing but passing mentions was found of what may be no quotation, or nothing as it was typed. */
  const passing = (results, loose) => results.every((result) => result.via || loose && thin(result));

  /** Further results, called similar, in their order, the best with `score`. */
  function added(found, more, score) {
    for (const [number, result] of more) if (!found.has(number)) found.set(number, { ...result, score: score--, via: "相似" });
  }

  /** Adds what another wording of the query finds; whether there is any. */
  async function restated(said, head, found, via) {
    for (const [number, result] of (await answer(said, head, true)).found) found.set(number, { ...result, via: result.via ? `${via}，${result.via}` : via });
    return found.size > 0;
  }

  /** Adds what is similar to what a query was taken for, told as such; whether there is any. */
  async function alike(texts, head, found) {
    for (const [number, result] of await asked(texts, head)) found.set(number, { ...result, via: "相似" });
    return found.size > 0;
  }

  /** The results in order. What stands as it was typed is shown at once if there is room for it. */
  function shown(found, texts) {
    const edited = [...found.values()].some(({ page, via }) => page.aside === EDITORS && !via), at = (result) => rank(result, texts, edited);
    const order = [...found].sort(([, a], [, b]) => at(a) - at(b) || b.score - a.score || a.page.number - b.page.number);
    const exact = order.filter(([, { via }]) => !via);
    let late = order.slice(FIRST).filter(([, { via }]) => !via).length;
    if (!late || exact.length > FIRST) return new Map(order);
    const after = order.splice(0, FIRST).reverse();
    const put = after.filter(([, { via }]) => via && late-- > 0);
    const first = after.filter((each) => !put.includes(each)).reverse();
    const rest = [...put.reverse(), ...order];
    return new Map([...first, ...rest.filter(([, { via }]) => !via), ...rest.filter(([, { via }]) => via)]);
  }

  window.biaochi.answer = answer;
})();
