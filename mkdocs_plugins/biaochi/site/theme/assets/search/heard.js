/* Search: what a question asks for. Which words of it are only asking and what they say of the answer, which name a
   sector, and the units that are looked up: synonyms that it holds, and of what is left any two neighbours. */
(() => {
  "use strict";
  if (!window.biaochi) return;
  const { bound, common, find, holds, within, loosely, parted, prepare } = window.biaochi;
  const LIGHT = 0.2; // the weight of a character that carries little (的, 要, 能)
  const ENOUGH = 0.5; // of two neighbours, so that they are a word
  const ALONE = 0.5; // that of a single character
  const MANY = 1; // times a page that a character may stand, so that it tells something by itself
  const SLIGHT = 0.3; // that of a word that nearly all pages are about («标准»), beside others
  const LITTLE = 0.7; // that of a synonym of one character and words of asking («等多久»)
  const SAYING = 1; // that of what is said for something else
  const APART = 0.6; // that of either of two words that mean something together
  const TOGETHER = 2; // pairs of such words that are looked up
  const SAYS = 2; // characters that a saying tells as much as
  const MOST = 2; // that of a synonym, however long it is
  const WORD = 0.02; // how often a character follows another inside a word, at least
  const PARTED = 0.1; // as much, though something stands between them
  const FIRM = 0.5; // that of a word in which it does not («会话»)
  const BESIDE = 0.7; // what is left of a pair one character of which is of a word of the glossary
  const ALIKE = 3; // roles whose names end alike
  const JUNCTION = 0.4; // the power by which two that seldom follow each other weigh less

  const NUMBERED = /^(?=.*[a-z])(?=.*\d)/, CODE = 2; // what names one thing, and the weight of that («F-12»)
  const KEPT = 30; // questions that are remembered
  const ENGLISH = /[a-z]{4}/;

  /** Whether a place in a page's title is in a sector's name: «办事» of «办事大厅电话咨询» says where, not what. */
  function placed(page, at, head) {
    page.sectored ??= sectors(head).flatMap(([, names]) => names.flatMap((name) => {
      const start = page.folded.indexOf(name);
      return start < 0 ? [] : [[start, start + name.length]];
    }));
    return page.sectored.some(([start, stop]) => at >= start && at < stop);
  }

  /** A handbook's sectors by all their names. */
  function sectors(head) {
    if (!head.sectors) {
      head.sectors = Object.entries(head.labels.sector ?? {}).filter(([sector]) => sector !== "common").map(([sector, name]) =>
        [sector, [name, ...head.synonyms.filter((group) => group.includes(name)).flat()]]);
    }
    return head.sectors;
  }

  /** By word, the sectors that it hints at, the longest words first: «菜» is of restaurants, «病房» of hospitals, no «房» of hotels. */
  function hints(head) {
    if (!head.hinting) {
      const by = new Map();
      for (const [name, words] of Object.entries(head.hints)) {
        const own = sectors(head).filter(([, names]) => names.includes(name)).map(([sector]) => sector);
        for (const word of words.split(" ")) by.set(word, [...by.get(word) ?? [], ...own]);
      }
      head.hinting = [...by].sort(([a], [b]) => b.length - a.length);
    }
    return head.hinting;
  }

  /** The sectors that some texts hint at by what they speak of, though they name none. */
  function hinted(texts, head) {
    const found = new Set();
    for (let left of texts) for (const [word, own] of hints(head)) if (left.includes(word)) {
      for (const sector of own) found.add(sector);
      left = left.replaceAll(word, " ");
    }
    return found;
  }

  /** By name, the roles of which it is the name, or its end if no more than a few have it: «药师» is «窗口药师». */
  function offices(head) {
    if (!head.offices) {
      const by = new Map();
      for (const [role, label] of Object.entries(head.labels.roles ?? {})) {
        for (let from = 0; from + 1 < label.length; from++) { const name = label.slice(from); by.set(name, [...by.get(name) ?? [], role]); }
      }
      head.offices = new Map([...by].filter(([, roles]) => roles.length <= ALIKE));
    }
    return head.offices;
  }

  /** The query without its words of asking; what they say: kinds of pages that are favoured, texts that stand near. */
  function heard(texts, head) {
    const favours = new Map(), runs = [], near = new Set();
    let question = false;
    for (const text of texts) {
      const named = glossed(text, head), left = text.split("");
      for (const { words, keep, favours: kinds, near: others } of head.asking) {
        for (const word of words) {
          let at = text.indexOf(word);
          if (at < 0 || left.slice(at, at + word.length).includes(" ")) continue;
          for (const [kind, by] of Object.entries(kinds ?? {})) favours.set(kind, Math.max(by, favours.get(kind) ?? 1));
          for (const other of others ?? []) near.add(other);
          if (keep) continue;
          question = true;
          for (; at >= 0; at = text.indexOf(word, at + 1)) {
            const own = named.slice(at, at + word.length);
            if (!own.every((length) => length > word.length)) left.fill(" ", at, at + word.length);
          }
        }
      }
      let said = left.join("");
      // «多扣了钱» is «多扣钱» to the glossary.
      const bare = said.replaceAll(/[了的]/g, "");
      if (within(bare, head).some((word) => word.length > 2 && !said.includes(word))) said = bare;
      // «VIP接待» and «F-12登记单» are two words, «5分钟» is one.
      runs.push(...said.split(/ |(?<=[a-z](?:-?\d+)?)(?=[\u2e80-\uffff])|(?<=[\u2e80-\uffff])(?=[a-z])/).filter((run) => run.length > 1 || run && !head.light.has(run)));
    }
    return { runs, favours, question, near: [...near] };
  }

  /** How long a name of the glossary stands at each character: «要等多久» is one, though it holds a word of asking. */
  function glossed(text, head) {
    const long = new Array(text.length).fill(0);
    for (const word of within(text, head)) {
      if (word.length < 2) continue;
      const at = text.indexOf(word);
      for (let i = at; i < at + word.length; i++) long[i] = Math.max(long[i], word.length);
    }
    return long;
  }

  /** A text in its words of asking, as far as it has some: how many of its characters say what it is about. */
  function telling(text, head) {
    let said = text;
    for (const { words, keep } of head.asking) if (!keep) for (const word of words) said = said.replaceAll(word, "");
    return said.length;
  }

  const HOURS = 3; // that are also told in minutes
  const DIGITS = "零一二三四五六七八九", TENS = { 十: 10, 百: 100, 千: 1000, 万: 10000 };
  const QUANTITY = /([零一二两三四五六七八九十百千]+|\d+(?:\.\d+)?)(万?个?(?:块钱|块|元|天|工作日|日历日|自然日|分钟|小时|钟头|秒|次|年|月|星期|礼拜|周|级|项|件|份|人|桌|通|条|轮|米|克|度|遍|%))|\d+|[一二两三四五六七八九][百千]/g;

  const ENDINGS = /^[了的着过吗呢吧啊呀]*$/; // say nothing of what they end
  const SINGLE = /^一[件份人桌通条轮米克度遍]$/; // says no more than «a»

  /** A number in figures: «三百五» is 350. */
  function figures(written) {
    if (/^\d/.test(written)) return written;
    let sum = 0, last = 0, tens = 1;
    for (const c of written.replaceAll("两", "二")) {
      if (TENS[c]) { sum += (last || 1) * TENS[c]; last = 0; tens = TENS[c] / 10; } else { last = DIGITS.indexOf(c); if (!last) tens = 1; }
    }
    return String(sum + last * tens);
  }

  /** The quantities of a run and other ways to write each: «七天» is «7 天», «300 块» is «300 元», as is
      «三百» that says not of what, «三级» is «Ⅲ级». */
  function amounts(run, head) {
    return [...run.matchAll(QUANTITY)].filter(({ 0: text }) => !SINGLE.test(text)).map(({ 0: text, 1: written, 2: unit, index }) => {
      if (!unit) return [index, text, /\d/.test(text) ? [] : [`${figures(text)}元`]];
      const digits = figures(written), plain = unit.replace("个", "").replace(/块钱?/, "元").replace("钟头", "小时").replace(/星期|礼拜/, "周");
      const others = [`${digits}${plain}`], days = plain === "周" ? 7 * digits : digits;
      if (/^[天周日]$/.test(plain)) others.push(`${days}天`, `${days}个日历日`, `${days}个自然日`, `${days}日`, ...plain === "天" ? [`${days}个工作日`] : []);
      if (plain === "小时" && digits <= HOURS) others.push(`${60 * digits}分钟`);
      if (plain === "年") others.push(`${12 * digits}个月`);
      if (/元$/.test(plain)) others.push(...plain[0] === "万" ? [`${digits}0000元`] : digits.endsWith("0000") ? [`${digits.slice(0, -4)}万元`] : []);
      others.push(...head.synonyms.filter((group) => group.includes(text)).flat());
      return [index, text, [...new Set(others)].filter((other) => other !== text)];
    });
  }

  /** What is looked up for some runs, each with the texts that stand for it and its weight. */
  async function units(runs, head, texts = runs) {
    await prepare(runs, head, true);
    const found = (await Promise.all(runs.map((run) => unitsOf(run, head, runs.length === 1)))).flat();
    return [...found, ...await apart(runs, texts, found, head)];
  }

  /** What two words mean together, wherever in a query each stands: «钱什么时候退给我» is of refunds. */
  async function apart(runs, texts, known, head) {
    head.pairs ??= Object.entries(head.apart).map(([words, meant]) => [...words.split("+").map((own) => own.split(" ")), meant.split(" ")]);
    // Within another word a character says something else: «退» of «退房».
    // («断网» of «断网了» says no more and no less.)
    const free = (run, from, to) => !known.some((unit) => unit.run === run && unit.telling !== undefined && unit.from <= from && unit.to >= to
      && !ENDINGS.test(run.slice(unit.from, from) + run.slice(to, unit.to)));
    const standing = (words) => {
      for (const word of words) for (const run of runs) {
        const from = run.indexOf(word);
        if (from >= 0 && free(run, from, from + word.length)) return { run, from, to: from + word.length };
      }
      // What is taken for a word of asking may be one of the two: «钱» of «能转多少钱».
      return words.some((word) => !runs.some((run) => run.includes(word)) && texts.some((text) => text.includes(word))) ? {} : null;
    };
    const told = [], made = [];
    for (const [ones, others, meant] of head.pairs) {
      const one = standing(ones), other = one && standing(others);
      if (!other || one.run && one.run === other.run && one.from < other.to && other.from < one.to) continue;
      const parts = [one, other].filter(({ run }) => run);
      told.push({ parts, meant, length: parts.reduce((sum, { from, to }) => sum + to - from, 0) });
    }
    // Those that say most: each has places of its own to be loaded.
    for (const { parts, meant } of told.sort((a, b) => b.length - a.length).slice(0, TOGETHER)) {
      if (!await stands(meant, head)) continue;
      for (const { run, from, to } of parts) made.push({ run, from, to, texts: meant, weight: APART, telling: to - from, apart: true });
    }
    return made;
  }

  /** Whether any of some texts stands somewhere: what the handbook has by no name is no word of its glossary. */
  async function stands(texts, head) {
    await prepare(texts, head);
    for (const text of texts) if ((await find(text, head)).length) return true;
    return false;
  }

  async function unitsOf(run, head, whole) {
    const named = offices(head), found = [], taken = new Array(run.length).fill(false), free = (at, length) => !taken.slice(at, at + length).some(Boolean);
    const slight = new Array(run.length).fill(false);
    for (const word of head.slight) {
      if (!whole || word !== run) for (let at = run.indexOf(word); at >= 0; at = run.indexOf(word, at + 1)) slight.fill(true, at, at + word.length);
    }
    const unit = (at, text, others, weight, more) => {
      const to = at + text.length, by = slight.slice(at, to).every(Boolean) ? SLIGHT : 1;
      const texts = [text, ...others], roles = texts.flatMap((each) => named.get(each) ?? []);
      found.push({ run, from: at, to, texts, weight: weight * by, ...roles.length && { roles }, ...more });
    };
    const take = (at, text, others, weight, more) => { taken.fill(true, at, at + text.length); unit(at, text, others, weight, more); };
    // English stands in ids: what is asked in Chinese is not meant by «opening» in one.
    const latin = /^[ -~]+$/.test(run), plain = (others) => others.filter((other) => latin || !ENGLISH.test(other)), among = (word) => plain([...head.alike.get(word)]);
    // The longest first, of equally long ones that which begins first.
    const known = within(run, head).filter((word) => word.length > 1).sort((a, b) => b.length - a.length || run.indexOf(a) - run.indexOf(b));
    // A sector's name, but not as the beginning or end of another word: «快递» of «快递丢了», not of «快递柜».
    const joined = async (at) => at > 0 && at < run.length && await bound(run.slice(at - 1, at + 1), head) >= WORD;
    for (const [sector, names] of sectors(head)) {
      for (const name of names) {
        const at = run.indexOf(name);
        if (at < 0 || !free(at, name.length) || known.some((word) => word !== name && word.includes(name)) || await joined(at) || await joined(at + name.length)) continue;
        take(at, name, plain(names.filter((other) => other !== name)), 0.5, { sector });
      }
    }
    // A quantity, but not in another word: «两次» of «扣了两次».
    const inside = (at, length) => known.some((word) => head.named.has(word) && word.length > length && run.indexOf(word) <= at && run.indexOf(word) + word.length >= at + length);
    for (const [at, text, others] of amounts(run, head)) if (free(at, text.length) && !inside(at, text.length)) take(at, text, others, 1);
    const said = [];
    for (const { word, from, to } of loosely(run, head)) {
      if (taken.slice(from, to).some(Boolean) || said.some(([start, stop]) => start < to && from < stop) || !await stands([word, ...among(word)], head)) continue;
      said.push([from, to]);
      unit(from, run.slice(from, to), [word, ...among(word)], SAYING, { telling: SAYS });
    }
    for (const { word, from, to } of parted(run)) {
      if (run.includes(word) || taken.slice(from, to).some(Boolean)) continue;
      const others = head.alike.has(word) ? among(word) : [], whole = others.length || await bound(word, head, true) >= PARTED;
      if (whole && await stands([word, ...others], head)) unit(from, run.slice(from, to), [word, ...others], SAYING, { telling: SAYS });
    }
    for (const word of known) {
      const at = run.indexOf(word);
      const covered = taken.slice(at, at + word.length).filter(Boolean).length;
      if (covered && (head.named.has(word) || word.length - covered < SAYS) || !latin && !await stands([word, ...among(word)], head)) continue;
      // A saying may also be meant as its words say: they are looked up beside it.
      if (!head.named.has(word)) { if (!said.some(([from, to]) => from < at + word.length && at < to)) { said.push([at, at + word.length]); unit(at, word, among(word), SAYING, { telling: SAYS }); } }
      else take(at, word, among(word), Math.max(LITTLE, Math.min(MOST, telling(word, head) - 1)), { telling: telling(word, head) });
    }
    if (latin) {
      if (!taken[0]) unit(0, run, [], NUMBERED.test(run) ? CODE : 1);
      for (const each of found) each.addressed = each.texts[0].split(" ");
      return found;
    }
    const light = (at) => head.light.has(run[at]), alone = taken.map((is, at) => !is && !light(at) && !head.faint.has(run[at]));
    for (let at = 0; at + 1 < run.length; at++) {
      if (taken[at] && taken[at + 1]) continue;
      const pair = run.slice(at, at + 2), often = await bound(pair, head);
      if (!often) continue;
      // Where a word of the glossary ends or begins is a junction too.
      const beside = taken[at] !== taken[at + 1] ? BESIDE : 1;
      const firm = head.firm.has(pair), weight = light(at) || light(at + 1) ? firm ? FIRM : LIGHT : beside * Math.min(1, (often / WORD) ** JUNCTION);
      unit(at, pair, [], weight, { firm, word: await bound(pair, head, true) >= WORD });
      if (weight >= ENOUGH) alone[at] = alone[at + 1] = false;
    }
    // A character by itself is a word: «删» of «能删差评吗».
    for (let at = 0; at < run.length; at++) if (alone[at]) {
      const meant = head.single[run[at]] ?? [], rare = await common(run[at], head) < MANY * head.pages.length;
      if (rare || meant.length) unit(at, run[at], meant, ALONE, { bare: rare, meaning: meant.length > 0 });
    }
    return found;
  }

  const FACETS = ["kind", "sector", "status", "tier"];

  const LISTED = /所有|全部|哪些|大全|一览|汇总|列表/g; // who says so means the list
  const OFFICE = /岗位|职责/g; // and of a role what it has to do
  const others = (name, head) => head.synonyms.filter((group) => group.includes(name)).flat();

  /** The names of the facets' values, the longest first. */
  function values(head) {
    return head.values ??= FACETS.map((facet) => [facet, Object.entries(head.labels[facet] ?? {}).flatMap(([value, label]) => {
      const short = label.replace(/^服务/, "");
      return [...new Set([label, short, ...others(label, head), ...others(short, head)])].map((name) => [value, name]);
    }).sort(([, a], [, b]) => b.length - a.length)]);
  }

  /** What results are filtered by, if a query says nothing else («酒店 检查表», «药师的培训», «所有话术»), else null: by facet the
      values; and whether it says that a list is meant. A page's whole title means that page («餐厅经理», «全部岗位»). */
  function facets(texts, head) {
    const chosen = new Map();
    let rest = texts.join(" ");
    if (head.pages.some((page) => page.folded === rest)) return null;
    for (const [facet, named] of values(head)) {
      const [value, name] = named.find(([, each]) => holds(rest, each)) ?? [];
      if (!name) continue;
      chosen.set(facet, [value]);
      rest = rest.replace(name, "");
    }
    const said = rest.replaceAll(LISTED, ""), listed = said !== rest, bare = said.replaceAll(OFFICE, ""), whole = bare !== rest;
    if (!chosen.size && !whole) return null;
    rest = bare.replaceAll(/[的有 ]/g, "");
    if (rest) {
      const words = [rest, ...others(rest, head)].filter((word) => word.length > 1);
      // Those that are called so before those that are called so by other words.
      const labels = Object.entries(head.labels.roles ?? {});
      const roles = words.flatMap((word) => labels.filter(([, label]) => label.startsWith(word) || label.endsWith(word)).map(([role]) => role));
      if (!roles.length) return null;
      chosen.set("roles", [...new Set(roles)]);
    }
    return chosen.size > 1 || chosen.size && whole ? { chosen, listed } : null;
  }

  /** The same for what was asked a moment ago: a question is heard, taken for another, and asked. */
  function remembered(make) {
    const kept = new Map();
    return (texts, head, whole = texts) => {
      const key = [texts, whole].map((each) => each.join(" ")).join("|");
      if (kept.size > KEPT) kept.clear();
      if (!kept.has(key)) {
        const made = make(texts, head, whole);
        kept.set(key, made);
        Promise.resolve(made).catch(() => kept.delete(key)); // what could not be loaded is asked for anew
      }
      return kept.get(key);
    };
  }

  Object.assign(window.biaochi, { heard: remembered(heard), hinted, offices, sectors, placed, units: remembered(units), facets });
})();
