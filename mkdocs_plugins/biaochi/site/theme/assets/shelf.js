/* The navigation names places only; what stands at this page's place comes from one file for all its pages. It is a
   script, so that it loads without a server; without scripts the place's own page lists the same. */
(() => {
  "use strict";
  const asked = document.currentScript.dataset.shelf;
  const wide = matchMedia("(min-width: 76.25em)");
  const drawer = document.getElementById("__drawer");
  let loaded = false;

  window.biaochiShelf = (groups) => {
    const here = document.querySelector(".md-nav--primary .md-nav__link--active")?.closest("li");
    if (!here) return;
    const root = new URL(asked, location.href), item = document.createElement("li");
    item.className = "md-nav__item bc-shelf";
    for (const [title, pages] of groups) {
      const group = document.createElement("details"), summary = document.createElement("summary"), list = document.createElement("ul");
      summary.className = "md-nav__link";
      summary.textContent = `${title}（${pages.length}）`;
      list.className = "md-nav__list";
      for (const [name, address] of pages) {
        const row = document.createElement("li"), link = document.createElement("a");
        row.className = "md-nav__item";
        link.className = "md-nav__link";
        link.href = new URL(`../${address}`, root).href;
        link.textContent = name;
        if (link.pathname === location.pathname) { link.setAttribute("aria-current", "page"); group.open = true; }
        row.append(link);
        list.append(row);
      }
      group.append(summary, list);
      item.append(group);
    }
    here.after(item);
    const current = item.querySelector("[aria-current]");
    if (!current) return;
    // The page stands on the shelf now; in the drawer its own line stays, since its contents open there.
    here.classList.add("bc-shelf__same");
    current.scrollIntoView({ block: "nearest" });
  };

  function load() {
    if (loaded || !(wide.matches || drawer?.checked)) return;
    loaded = true;
    const script = document.createElement("script");
    script.src = new URL(asked, location.href).href;
    document.head.append(script);
  }

  wide.addEventListener("change", load);
  drawer?.addEventListener("change", load);
  load();
})();
