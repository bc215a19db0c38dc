/* Search: what is typed by its sound. Pinyin, in full or by initials, of names and of what stands together somewhere;
   whole sentences of it; and characters that only sound like the right ones. */
(() => {
  "use strict";
  if (!window.biaochi) return;
  const { names, neighbours, find, heard, units } = window.biaochi;
  const LONGEST = 6; // characters of a word that is looked for by its sound
  const INITIAL = "(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])";
  const SPOKEN = new RegExp(`^(?:(?:${INITIAL}[aeiouv]|[aeo])[aeiou]{0,2}(?:ng|n|r)?|${INITIAL}){2,4}$`); // two to four characters, in full or by initials
  const SYLLABLE = /^(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?[aeiouv]{1,3}(?:ng|n|r)?$/;
  const PART = 0.2; // taken from a part of a name, if a whole one has the same initials
  const CERTAIN = 4; // letters that a name spells, so that nothing else is looked for
  const LIGHT = 0.2; // as in `heard.js`
  const SINGLE = 1.6; // the cost of a character by itself, against that of a word
  const LOOSE = 0.5; // by how much a sentence has to cost less that is spelt loosely
  const KNOWN = 0.1; // how much less a word costs that is asked by or stands in the glossary

  const syllables = new Map();

  /** Readings of a character and their short forms: chu, ch, c. */
  function spoken(character, readings) {
    if (!syllables.has(character)) {
      const forms = { whole: readings[character] ?? [], short: new Set() };
      for (const reading of forms.whole) {
        forms.short.add(reading[0]);
        if (reading[1] === "h") forms.short.add(reading.slice(0, 2));
      }
      syllables.set(character, forms);
    }
    return syllables.get(character);
  }

  /** How many characters of `name` from `start` are spelt by `letters`, and how many of them in full; null if none. A character
      among the letters stands for itself. */
  function spelt(letters, name, start, readings) {
    const walk = (at, from, whole) => {
      if (at === letters.length) return { end: from, whole };
      if (from >= name.length) return null;
      const c = name[from];
      if (c >= "a" && c <= "z") return letters[at] === c ? walk(at + 1, from + 1, whole) : null;
      if (letters[at] >= "\u2e80") return letters[at] === c ? walk(at + 1, from + 1, whole + 1) : null;
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

  /** What letters may spell, the likeliest first, each with what it is worth. */
  async function byPinyin(letters, head) {
    const { names: known, readings } = await names();
    const found = new Map();
    for (const name of known) {
      for (let start = 0; start < name.length; start++) {
        if (name[start] < "\u2e80") continue;
        const match = spelt(letters, name, start, readings);
        if (!match || match.end - start < 2) continue;
        const text = name.slice(start, match.end);
        const entry = found.get(text) ?? { weight: match.whole / text.length, times: 0, named: false };
        entry.named ||= text.length === name.length;
        entry.times += text.length === name.length ? 3 : start === 0 ? 1.5 : 1;
        found.set(text, entry);
      }
    }
    const ranked = [...found].sort(([, a], [, b]) => b.weight - a.weight || b.named - a.named || b.times - a.times).slice(0, 6);
    // What a name spells in full was meant, or by so many initials, not what else sounds so.
    if (ranked.length < 3 && SPOKEN.test(letters) && !(ranked[0] && (ranked[0][1].weight === 1 || letters.length >= CERTAIN))) {
      for (const text of await phrases(letters, readings, head)) if (!found.has(text)) ranked.push([text]);
    }
    // By initials a name is meant (wjz: 危急值) rather than a part of one (延误告知).
    const named = ranked.some(([, own]) => own?.named);
    return ranked.slice(0, 8).map(([text, own], place) => [text, 0.9 - 0.04 * place - (named && !own?.named && !own?.weight ? PART : 0)]);
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

  // --- sentences, and what sounds alike --------------------------------------------------------------------------

  /** Ways to write a reading: itself, and as those write it who do not tell «zh» from «z» or «ng» from «n». */
  function written(reading, loosely) {
    if (!loosely) return [reading];
    const flat = reading.replace(/^([zcs])h/, "$1"), found = new Set([reading, flat]);
    for (const each of [reading, flat]) { found.add(each.replace(/([aei])ng$/, "$1n")); found.add(each.replace(/([aei])n$/, "$1ng")); }
    if (!/h/.test(reading)) for (const each of [...found]) found.add(each.replace(/^([zcs])/, "$1h"));
    return [...found];
  }

  let lexicon;

  /** What names, glossary and words of asking say, by the sound of its first two characters; and the readings. */
  async function sounds(head) {
    if (lexicon) return lexicon;
    const { names: known, readings } = await names(), by = new Map(), one = new Map();
    const of = (c) => spoken(c, readings).whole;
    const asking = head.asking.flatMap(({ words }) => words), common = new Set([...head.named, ...asking]);
    const add = (text, weight) => {
      for (let start = 0; start + 1 < text.length; start++) {
        const word = text.slice(start, start + LONGEST);
        for (const first of of(word[0])) for (const second of of(word[1])) {
          const key = `${first} ${second}`;
          if (!by.has(key)) by.set(key, new Map());
          by.get(key).set(word, (by.get(key).get(word) ?? 0) + weight);
        }
      }
    };
    for (const name of known) add(name, 1);
    for (const word of common) add(word, 2);
    for (const word of head.known) if (!common.has(word)) add(word, 1);
    // A syllable by itself is a character that means something alone, or that is only said along with others.
    for (const c of [...Object.keys(head.single), ...head.light]) for (const reading of of(c)) if (!one.has(reading)) one.set(reading, c);
    return lexicon = { by, one, of, common };
  }

  /** The characters that a sentence in pinyin most likely means, as few words as possible; null if some of it is none. */
  async function sentence(letters, head) {
    const { by, one, of, common } = await sounds(head);
    let likeliest = null;
    for (const loosely of [false, true]) {
      const forms = (c) => of(c).flatMap((reading) => written(reading, loosely));
      const begins = new Map();
      for (const [key, words] of by) {
        const [first, second] = key.split(" ");
        for (const a of written(first, loosely)) for (const b of written(second, loosely)) {
          if (!letters.includes(a + b)) continue;
          if (!begins.has(a + b)) begins.set(a + b, new Map());
          for (const [word, weight] of words) begins.get(a + b).set(word, weight);
        }
      }
      const best = [{ cost: 0, text: "", words: 0 }, ...new Array(letters.length)];
      const reach = (from, to, text, cost, word) => {
        const sum = best[from].cost + cost;
        if (!best[to] || sum < best[to].cost) best[to] = { cost: sum, text: best[from].text + text, words: best[from].words + word };
      };
      for (let at = 0; at < letters.length; at++) {
        if (!best[at]) continue;
        for (const [reading, c] of one) for (const form of written(reading, loosely)) {
          if (letters.startsWith(form, at)) reach(at, at + form.length, c, SINGLE, 0);
        }
        for (const [start, words] of begins) {
          if (!letters.startsWith(start, at)) continue;
          for (const [word, weight] of words) {
            let to = at + start.length, end = 2;
            const tell = () => { const text = word.slice(0, end); reach(at, to, text, 1 - 0.01 * Math.min(9, weight) - (common.has(text) ? KNOWN : 0), 1); };
            tell();
            for (; end < word.length;) {
              const form = forms(word[end]).filter((each) => letters.startsWith(each, to)).sort((a, b) => b.length - a.length)[0];
              if (!form) break;
              to += form.length;
              end++;
              tell();
            }
          }
        }
      }
      const whole = best[letters.length];
      if (whole?.words && !(likeliest?.cost <= whole.cost + LOOSE)) likeliest = whole;
    }
    return likeliest?.text ?? null;
  }

  /** A text with what stands nowhere as it was typed exchanged for what sounds the same; null if there is nothing such. */
  async function misheard(texts, head) {
    const { runs } = heard(texts, head), sought = await units(runs, head, texts);
    let changed = false;
    const made = [];
    for (const text of texts) {
      let said = text;
      for (const run of runs.filter((each) => text.includes(each) && /[\u2e80-\uffff]/.test(each))) {
        const odd = run.split("").map((c) => c >= "\u2e80" && !head.light.has(c));
        for (const { run: own, from, to, weight, word } of sought) if (own === run && to - from > 1 && (word || weight > LIGHT)) odd.fill(false, from, to);
        if (!odd.includes(true)) continue;
        const better = await alike(run, odd, head);
        // A slip of a word or two is made good, not a row of characters that say nothing.
        if (better === run || better.split("").filter((c, at) => odd[at] && !head.single[c]).length > run.length / 2) continue;
        said = said.replace(run, better);
        changed = true;
      }
      made.push(said);
    }
    return changed ? made : null;
  }

  async function alike(run, odd, head) {
    const { by, of, common } = await sounds(head);
    const amiss = [...odd];
    let said = run;
    for (let at = 0; at < run.length; at++) {
      if (!odd[at]) continue;
      let best = "", most = 0, from = 0;
      for (let start = Math.max(0, at - 3); start <= at; start++) {
        if (start + 1 >= run.length) break;
        for (const first of of(run[start])) for (const second of of(run[start + 1])) {
          for (const [word, weight] of by.get(`${first} ${second}`) ?? []) {
            let end = 2;
            while (end < word.length && start + end < run.length && of(word[end]).some((reading) => of(run[start + end]).includes(reading))) end++;
            for (let to = 2; to <= end; to++) {
              const text = word.slice(0, to), typed = run.slice(start, start + to);
              if (start + to <= at || text === typed || text.split("").filter((c, i) => c === typed[i]).length < to / 2) continue;
              // Nothing is amiss with a character that stands right, nor with one that carries little.
              if (text.split("").some((c, i) => c !== typed[i] && !amiss[start + i])) continue;
              // Of two characters, only a word of the glossary is certain.
              if (to === 2 && !common.has(text)) continue;
              const worth = 10 * to + Math.min(9, weight) + (common.has(text) ? 5 : 0);
              if (worth > most) { most = worth; best = text; from = start; }
            }
          }
        }
      }
      if (!best) continue;
      said = said.slice(0, from) + best + said.slice(from + best.length);
      odd.fill(false, from, from + best.length);
    }
    return said;
  }

  /** A text part of which is pinyin, with characters for it, the likeliest first. */
  async function mixed(text, head) {
    let made = [text];
    for (const [letters] of text.matchAll(/[a-z]{2,}/g)) {
      // A syllable by itself says little: it belongs to the character before it, or behind it («退kuan», «kai户»).
      const beside = SYLLABLE.test(letters) ? ["[\u2e80-\uffff]" + letters, letters + "[\u2e80-\uffff]"].flatMap((part) => text.match(part) ?? []) : [];
      for (const part of [...beside, letters]) {
        const said = (await byPinyin(part, head)).slice(0, 6).map(([each]) => each), whole = said.length || part !== letters ? null : await sentence(letters, head);
        if (whole) said.push(whole);
        if (!said.length) continue;
        made = made.flatMap((each) => said.map((other) => each.replace(part, other)));
        break;
      }
    }
    return made.filter((each) => each !== text).slice(0, 8);
  }

  Object.assign(window.biaochi, { byPinyin, sentence, mixed, misheard });
})();
