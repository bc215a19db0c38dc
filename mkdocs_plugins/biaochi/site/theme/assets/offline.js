/* Keeps the site on this device: see sw.js, which stands at the site's root. Files opened without a server need none. */
(() => {
  "use strict";
  const own = document.currentScript.src, workers = navigator.serviceWorker;
  if (!workers || !location.protocol.startsWith("http") || navigator.connection?.saveData) return;
  let known = workers.getRegistration().catch(() => {});
  // Whoever reads goes first: the worker pauses at every key and touch, and while a page opens.
  const pause = async () => { (await known)?.installing?.postMessage("pause"); };
  for (const sign of ["input", "keydown", "pointerdown"]) addEventListener(sign, pause, { capture: true, passive: true });
  pause();
  addEventListener("load", () => { known = workers.register(new URL("../sw.js", own)).catch(() => {}); });
})();
