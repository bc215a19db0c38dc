/* Small helps on pages for people: filters that stay in the address, "since" dates, my role, finding a role by a sign, and
   a sign at tables of which a part is out of sight.
   Without scripts every page says the same, only longer. Works from a folder without a server: nothing is fetched, and the
   state stands in the fragment, which also a page from a folder may change. */
(function () {
  "use strict";
  var SINCE = "biaochi.since", ROLE = "biaochi.role";

  function kept(key, value) {
    // Storage may be switched off: then nothing is kept, and nothing breaks.
    try {
      if (value === undefined) return localStorage.getItem(key) || "";
      localStorage.setItem(key, value);
    } catch (error) { /* nothing to keep it in */ }
    return "";
  }

  /** What the address says: "#?sector=hotel&gap=script". */
  function state() {
    return new URLSearchParams(location.hash.slice(0, 2) === "#?" ? decodeURI(location.hash.slice(2)) : "");
  }

  function tell(params) {
    var text = params.toString();
    if (text || location.hash.slice(0, 2) === "#?") location.hash = "?" + text;
  }

  /** Whether an item passes: dates from the chosen one on, of words any, of text a part. */
  function passes(item, name, wanted) {
    var value = item.getAttribute("data-" + name);
    if (!wanted || value === null) return true;
    if (name === "since") return value >= wanted;
    if (name === "text") return item.textContent.toLowerCase().indexOf(wanted.toLowerCase()) !== -1;
    return value.split(" ").indexOf(wanted) !== -1;
  }

  function filters(box) {
    var scope = document.querySelector("article") || document;
    var fields = Array.prototype.slice.call(box.querySelectorAll("select, input"));
    var items = Array.prototype.slice.call(scope.querySelectorAll(fields.map(function (f) { return "[data-" + f.name + "]"; }).join(",")));
    items = items.filter(function (item) { return !box.contains(item); });
    var groups = Array.prototype.slice.call(scope.querySelectorAll("[data-filter-group]"));
    var count = box.querySelector("[data-filter-count]");

    function apply() {
      var params = state();
      fields.forEach(function (field) {
        field.value = params.get(field.name) || (field.name === "since" ? kept(SINCE) : "");
        if (field.value === "" && field.tagName === "SELECT") field.selectedIndex = 0;
      });
      var shown = 0;
      items.forEach(function (item) {
        item.hidden = !fields.every(function (field) { return passes(item, field.name, field.value); });
        if (!item.hidden) shown += 1;
      });
      groups.forEach(function (group) {
        group.hidden = items.some(function (item) { return group.contains(item); }) && !items.some(function (item) { return group.contains(item) && !item.hidden; });
      });
      if (count) count.textContent = "显示 " + shown + " / " + items.length + " " + count.getAttribute("data-filter-count");
    }

    function changed() {
      var params = state();
      fields.forEach(function (field) {
        if (field.value) params.set(field.name, field.value); else params.delete(field.name);
        if (field.name === "since") kept(SINCE, field.value);
      });
      tell(params);
      apply();
    }

    fields.forEach(function (field) { field.addEventListener("change", changed); });
    var today = box.querySelector("[data-today]");
    if (today) today.addEventListener("click", function () {
      box.querySelector("[name=since]").value = following(today.getAttribute("data-today"));
      changed();
    });
    var clear = box.querySelector("[data-clear]");
    if (clear) clear.addEventListener("click", function () {
      fields.forEach(function (field) { field.value = ""; });
      changed();
    });
    window.addEventListener("hashchange", function () { if (location.hash.slice(0, 2) === "#?" || !location.hash) apply(); });
    box.hidden = false;
    apply();
    // Whoever comes with a choice, or chooses by a link, is shown what is left: it may stand far below.
    function reveal() { if (box.getBoundingClientRect().bottom > innerHeight) box.scrollIntoView(); }
    scope.addEventListener("click", function (event) {
      if (event.target.closest("a[href^='#?']")) setTimeout(reveal);
    });
    if (location.hash.slice(0, 2) === "#?") reveal();
  }

  /** The day after: what was published up to the handbook's own day has been seen. */
  function following(day) {
    var date = new Date(day + "T00:00:00Z");
    date.setUTCDate(date.getUTCDate() + 1);
    return date.toISOString().slice(0, 10);
  }

  function find(box) {
    var field = box.querySelector("input"), said = box.querySelector("[role=status]");
    var groups = Array.prototype.slice.call(document.querySelectorAll("[data-find-group]"));
    field.addEventListener("input", function () {
      var wanted = field.value.trim().toLowerCase(), found = 0;
      groups.forEach(function (group) {
        var whole = group.querySelector("dt").textContent.toLowerCase().indexOf(wanted) !== -1, any = false;
        Array.prototype.forEach.call(group.querySelectorAll("a"), function (link) {
          link.hidden = !whole && link.textContent.toLowerCase().indexOf(wanted) === -1;
          if (!link.hidden) { any = true; found += 1; }
        });
        group.hidden = !any;
      });
      said.textContent = wanted ? (found ? found + " 个岗位" : "没有这个岗位") : "";
    });
    box.hidden = false;
  }

  function role(button) {
    var id = button.getAttribute("data-my-role");
    function say() {
      var mine = kept(ROLE) === id;
      button.textContent = mine ? "✓ 我的岗位（点一下取消）" : "设为我的岗位";
    }
    button.addEventListener("click", function () { kept(ROLE, kept(ROLE) === id ? "" : id); say(); });
    button.hidden = false;
    say();
  }

  /** On the home page: the chosen role first. */
  function mine(place) {
    var id = kept(ROLE);
    var link = Array.prototype.filter.call(document.querySelectorAll("a[data-role]"), function (a) { return a.getAttribute("data-role") === id; })[0];
    if (!link) return;
    var copy = link.cloneNode(true);
    copy.removeAttribute("data-role");
    place.appendChild(copy);
    place.hidden = false;
  }

  /** Opens the theme's search: its field takes the keyboard. */
  function search(button) {
    var field = document.querySelector(".md-search__input");
    if (!field) return;
    button.addEventListener("click", function () { field.focus(); });
    button.hidden = false;
  }

  /** The frame of a wide table says that there is more, and on which side; one that shows all is no stop of the keyboard. */
  function frame(box) {
    function look() {
      var hidden = box.scrollWidth - box.clientWidth, wide = hidden > 1;
      box.classList.toggle("bc-scroll--wide", wide);
      box.classList.toggle("bc-scroll--before", wide && box.scrollLeft > 1);
      box.classList.toggle("bc-scroll--after", wide && box.scrollLeft < hidden - 1);
      if (wide) box.tabIndex = 0; else box.removeAttribute("tabindex");
    }
    box.addEventListener("scroll", look, { passive: true });
    new ResizeObserver(look).observe(box);
  }

  document.querySelectorAll("[data-search]").forEach(search);
  document.querySelectorAll("[data-filters]").forEach(filters);
  document.querySelectorAll("[data-find]").forEach(find);
  document.querySelectorAll("[data-my-role]").forEach(role);
  document.querySelectorAll("[data-mine]").forEach(mine);
  document.querySelectorAll(".bc-scroll").forEach(frame); // last: in an old browser without observers the rest still works
})();
