/* Search: English. A handbook in Chinese has it in its glossary, in the addresses of its pages and in ids; words that
   are misspelt by one letter are taken for such. */
(() => {
  "use strict";
  if (!window.biaochi) return;
  const { english } = window.biaochi;
  const SHORTEST = 4; // letters of a word that may be misspelt
  const NAME = 6; // of a name of several words

  let vocabulary;

  /** All words in Latin letters that may be asked for, in pages' texts, in addresses, in the glossary. */
  async function known(head) {
    if (!vocabulary) {
      const { words } = await english();
      vocabulary = new Set([...head.known.flatMap((word) => word.match(/[a-z]{2,}/g) ?? []), ...head.addressed.keys(), ...words]);
    }
    return vocabulary;
  }

  /** Whether most of the words are of the glossary or of addresses: not only somewhere in a text. */
  function told(texts, head) {
    const said = texts.filter((text) => head.addressed.has(text) || head.joined.has(text.replaceAll(/[ -]/g, "")));
    return said.length > 0 && said.length >= texts.length / 2;
  }

  /** The words as they are spelt in the handbook, as far as one letter makes them so. */
  async function spelt(texts, head) {
    const vocabulary = await known(head);
    return texts.map((text) => text.split(" ").map((word) => {
      if (vocabulary.has(word) || word.length < SHORTEST) return word;
      for (const candidate of vocabulary) if (oneAway(word, candidate)) return candidate;
      return word;
    }).join(" "));
  }

  /** The queries that one letter's change in one word would make, of words that exist. */
  async function misspelt(texts, head) {
    const vocabulary = await known(head), variants = [];
    texts.forEach((text, place) => {
      if (text.length < SHORTEST) return;
      for (const candidate of vocabulary) {
        if (candidate !== text && oneAway(text, candidate)) variants.push(texts.map((other, at) => at === place ? candidate : other));
      }
    });
    return variants.slice(0, 5);
  }

  /** The synonym of several words, or the id, that a query is but for one letter: «out of sotck», «HTL-CHEKIN». */
  function slipped(text, head) {
    const said = text.replaceAll(/[ -]/g, "");
    if (said.length === text.length || said.length < NAME || head.joined.has(said) || head.ids.has(text)) return undefined;
    return [...head.joined.values(), ...head.ids.keys()].find((name) => /[ -]/.test(name) && oneAway(said, name.replaceAll(/[ -]/g, "")));
  }

  /** One letter put in, left out, exchanged, or two neighbours swapped. */
  function oneAway(a, b) {
    if (Math.abs(a.length - b.length) > 1) return false;
    let i = 0;
    while (i < a.length && a[i] === b[i]) i++;
    const rest = (x, y) => a.slice(i + x) === b.slice(i + y);
    return rest(1, 1) || rest(1, 0) || rest(0, 1) || (a[i] === b[i + 1] && a[i + 1] === b[i] && rest(2, 2));
  }

  Object.assign(window.biaochi, { told, spelt, misspelt, slipped });
})();
