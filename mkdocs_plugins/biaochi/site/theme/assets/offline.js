/* Keeps the site on this device: see sw.js, which stands at the site's root. Files opened without a server need none. */
(() => {
  "use strict";
  const own = document.currentScript.src;
  if (!("serviceWorker" in navigator) || !location.protocol.startsWith("http")) return;
  addEventListener("load", () => { navigator.serviceWorker.register(new URL("../sw.js", own)).catch(() => {}); });
})();
