/* Search: the files of `search/`. Everything loads as scripts, so it works without a server.
   How the files are made, and what is promised of the results: docs/search.md. */
(() => {
  "use strict";
  const box = document.querySelector(".bc-search");
  if (!box) return;
  const ROOT = new URL(`${box.dataset.base || "."}/`, location.href);

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

  /** What the first file says, which names the others. */
  async function head() {
    const told = await json("head");
    version = told.version;
    return told;
  }

  window.biaochi = { ROOT, load, json, head };
})();
