/* Keeps what staff need on the device. FILES lists it with the hash of each file's content: a new version of the site
   fetches only what changed. With a network, pages come from the network, so that nobody reads an old standard. */
"use strict";
const PATIENCE = 3000; // milliseconds that a page may take before the kept copy is shown
const AT_ONCE = 2; // the line is the reader's: keeping is not in a hurry
const PAUSE = 2000; // milliseconds without a key, a touch or a page being opened before keeping goes on
const FIRST = /^(?:assets|nav|search)\//; // with these any kept page can be used
const LIST = "list-of-kept-files";
const REGISTER = "registers/versions.html";
const OWN = "biaochi:";
const ROOT = new URL("./", location.href);
const NAME = `${OWN}${ROOT.pathname}:${VERSION}`;
const OPENED = `${OWN}${ROOT.pathname}:opened`;

const address = (path) => new URL(path, ROOT).href;
const ours = async () => (await caches.keys()).filter((name) => name.startsWith(`${OWN}${ROOT.pathname}:`));

/** What the version before this one keeps: address → cache, for files whose content is the same. */
async function kept() {
  const found = new Map();
  for (const name of await ours()) {
    if (name === NAME || name === OPENED) continue;
    const cache = await caches.open(name), list = await cache.match(address(LIST));
    if (!list) continue;
    for (const [path, hash] of Object.entries(await list.json())) if (FILES[path] === hash) found.set(path, cache);
  }
  return found;
}

let resting = Date.now() + PAUSE;
addEventListener("message", () => { resting = Date.now() + PAUSE; });

async function rested() {
  for (let left = resting - Date.now(); left > 0; left = resting - Date.now()) await new Promise((resolve) => { setTimeout(resolve, left); });
}

async function keep() {
  const cache = await caches.open(NAME), before = await kept(), all = Object.keys(FILES);
  const waiting = [...all.filter((path) => FIRST.test(path)), ...all.filter((path) => !FIRST.test(path))];
  const one = async () => {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      await rested();
      const where = address(path);
      if (await cache.match(where)) continue;
      const same = await before.get(path)?.match(where);
      if (same) { await cache.put(where, same); continue; }
      const answer = await fetch(where, { cache: "no-cache", priority: "low" });
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      await cache.put(where, answer);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  await cache.put(address(LIST), new Response(JSON.stringify(FILES)));
}

addEventListener("install", (event) => event.waitUntil(keep().then(() => skipWaiting())));

addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await ours()) if (name !== NAME) await caches.delete(name);
  await clients.claim();
})()));

const path = (url) => {
  const below = url.pathname.slice(ROOT.pathname.length), whole = below === "" || below.endsWith("/") ? `${below}index.html` : below;
  // No file of ours has a name that cannot be read: the server says so, or without it the page of what is absent.
  try { return decodeURI(whole); } catch { return whole; }
};

async function stored(url) {
  const name = path(url), cache = await caches.open(NAME);
  return await cache.match(address(name)) ?? await (await caches.open(OPENED)).match(address(name));
}

async function fresh(request, url) {
  // Asked for anew: the browser's own cache guesses how long a page without an expiry stays good.
  const answer = await fetch(request, { cache: "no-cache" });
  if (answer.status === 200 && !(path(url) in FILES)) await (await caches.open(OPENED)).put(address(path(url)), answer.clone());
  return answer;
}

/** What a code on paper leads to is not kept, the register of what holds today is: there the entry has a row. What changed
    between two versions no register tells. */
function registered(url) {
  const entry = /^(?:id|v)\/([^/]+)\/(?:[^/]+\/)?index\.html$/.exec(path(url))?.[1];
  return entry && REGISTER in FILES ? Response.redirect(`${address(REGISTER)}#${entry}`) : undefined;
}

async function page(request, url) {
  const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE); });
  const asked = fresh(request, url).catch(() => null);
  const answer = await Promise.race([asked, late]);
  return answer ?? await stored(url) ?? await asked ?? registered(url) ?? new Response(ABSENT, { status: 503, headers: { "Content-Type": "text/html;charset=utf-8" } });
}

const ABSENT = `<!doctype html><html lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<style>:root { color-scheme: light dark; font: 1rem/1.7 system-ui, sans-serif; } main { margin: 1rem; }</style>
<title>没有网络</title><main><h1>没有网络</h1><p>这一页没有存在这台设备上。连上网络后再打开，或回到<a href="${address("index.html")}">首页</a>。</p></main></html>`;

addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (request.method !== "GET" || !url.href.startsWith(ROOT.href)) return;
  const lasting = /^(?:assets\/|search\/.*\?)/.test(url.href.slice(ROOT.href.length));
  // A file of the index belongs to the head that names its version: of another version only the network has it.
  const known = !url.search || url.pathname.endsWith(".html") || url.search === `?${SEARCH}`;
  event.respondWith(lasting && known ? stored(url).then((found) => found ?? fresh(request, url)) : page(request, url));
});
