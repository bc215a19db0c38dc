/* A permanent address leads on to the entry, to the clause that was asked for. */
addEventListener("DOMContentLoaded", () => {
  "use strict";
  const link = document.querySelector(".bc-goto");
  if (link) location.replace(link.href.split("#")[0] + location.hash);
});
