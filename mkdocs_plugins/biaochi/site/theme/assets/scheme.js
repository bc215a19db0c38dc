/* Pages without the theme's header are light or dark as its others are: as the reader chose, otherwise as the system is.
   What its others have for wide tables and for paper they have as well. */
(() => {
  "use strict";
  const root = new URL(document.currentScript.dataset.root, location.href).pathname;
  let scheme = matchMedia("(prefers-color-scheme: dark)").matches ? "slate" : "default";
  try { scheme = JSON.parse(localStorage.getItem(`${root}.__palette`))?.color?.scheme ?? scheme; } catch { /* No store here. */ }
  document.body.dataset.mdColorScheme = scheme;
  const staff = document.createElement("script");
  staff.src = new URL("staff.js", document.currentScript.src);
  addEventListener("DOMContentLoaded", () => document.head.append(staff));
})();
