/* Small helps on pages for people: filters that stay in the address, "since" dates, my role,
   a sign at tables of which a part is out of sight, and a mark on paper.
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
    return new URLSearchParams(chosen() ? location.hash.slice(2) : "");
  }

  function chosen() { return location.hash.slice(0, 2) === "#?"; }

  /** Puts a choice into the address; `again`: in the place of the last one, so that "back" does not go sign by sign. */
  function tell(params, again) {
    var text = params.toString();
    if (!text && !chosen()) return;
    if (again) history.replaceState(history.state, "", "#?" + text); else location.hash = "?" + text;
  }

  /** Whether an item passes: dates from the chosen one on, of words any, of what it says and what stands over it a part. */
  function passes(item, name, wanted) {
    var value = item.getAttribute("data-" + name);
    if (!wanted || value === null) return true;
    if (name === "since") return value >= wanted;
    if (name === "text") return (value + " " + item.textContent.replace(/\u00a0/g, " ")).toLowerCase().indexOf(wanted.trim().toLowerCase()) !== -1;
    return value.split(" ").indexOf(wanted) !== -1;
  }

  /** A group of rows with its own rows, and with what leads to it: the contents list, chips, its number. */
  function grouped(group, items) {
    var heading = group.querySelector("h2[id]"), to = heading ? "#" + heading.id : "";
    var leading = Array.prototype.filter.call(document.querySelectorAll(".md-nav--secondary a, .bc-jump a"), function (link) {
      return to && decodeURIComponent(link.hash) === to;
    });
    return {
      group: group,
      items: items.filter(function (item) { return group.contains(item); }),
      leading: leading.map(function (link) { return link.closest("li") || link; }),
      numbers: leading.map(function (link) { return link.querySelector("b"); }).concat(group.querySelector("[data-filter-number]")).filter(Boolean)
    };
  }

  function filters(box) {
    var scope = document.querySelector("article") || document;
    var fields = Array.prototype.slice.call(box.querySelectorAll("select, input"));
    var items = Array.prototype.slice.call(scope.querySelectorAll(fields.map(function (f) { return "[data-" + f.name + "]"; }).join(",")));
    items = items.filter(function (item) { return !box.contains(item); });
    var groups = Array.prototype.map.call(scope.querySelectorAll("[data-filter-group]"), function (group) { return grouped(group, items); });
    // What is folded away is unfolded for whoever looks for something, and folded again after that.
    var rests = Array.prototype.slice.call(scope.querySelectorAll("details[data-filter-rest]")), sought = /[?&]h=/.test(location.search);
    var count = box.querySelector("[data-filter-count]");
    // One day for each role: on a screen that several share, what one has seen is news to the other.
    // A list that is nobody's own keeps no day.
    var since = box.hasAttribute("data-since-of") ? SINCE + "." + box.getAttribute("data-since-of") : "";
    var now;

    function said(shown) {
      if (shown) return "";
      var from = fields.filter(function (field) { return field.name === "since" && field.value; })[0];
      return (from ? "，" + from.value + " 以来没有改动" : "，没有符合的") + "；点“全部显示”看全部";
    }

    function apply() {
      now = state();
      fields.forEach(function (field) {
        var value = now.get(field.name) || (field.name === "since" && since ? kept(since) : "");
        if (field.value !== value) field.value = value;
        if (field.value === "" && field.tagName === "SELECT") field.selectedIndex = 0;
        field.parentNode.classList.toggle("bc-filters__idle", !field.value);
      });
      var shown = 0, narrowed = fields.some(function (field) { return field.value; });
      items.forEach(function (item) {
        item.hidden = !fields.every(function (field) { return passes(item, field.name, field.value); });
        if (!item.hidden) shown += 1;
      });
      groups.forEach(function (one) {
        var left = one.items.filter(function (item) { return !item.hidden; }).length;
        one.group.hidden = one.items.length > 0 && !left;
        one.leading.forEach(function (link) { link.hidden = one.group.hidden; });
        one.numbers.forEach(function (number) { number.textContent = left; });
      });
      rests.forEach(function (rest) {
        rest.hidden = !items.some(function (item) { return rest.contains(item) && !item.hidden; });
        if (narrowed || sought) rest.open = true;
        else if (rest.hasAttribute("data-unfolded")) rest.open = false;
        rest.toggleAttribute("data-unfolded", narrowed);
      });
      if (count) count.textContent = "显示 " + shown + " / " + items.length + " " + count.getAttribute("data-filter-count") + said(shown);
    }

    function changed(event) {
      var typing = event && event.type !== "change", params = new URLSearchParams(now);
      fields.forEach(function (field) {
        if (field.value) params.set(field.name, field.value); else params.delete(field.name);
        if (field.name === "since" && since) kept(since, field.value);
      });
      tell(params, typing && now.has("text"));
      apply();
    }

    fields.forEach(function (field) {
      field.addEventListener("change", changed);
      if (field.name !== "text") return;
      field.addEventListener("input", function (event) { if (!event.isComposing) changed(event); });
      field.addEventListener("compositionend", changed);
    });
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
    window.addEventListener("hashchange", function () {
      if (chosen() || !location.hash) apply();
      // Whoever goes to a heading keeps the choice, also in the address.
      else if (now.toString()) history.replaceState(history.state, "", "#?" + now);
    });
    box.hidden = false;
    apply();
    // Whoever comes with a choice, or chooses by a link, is shown what is left: it may stand far below.
    function reveal() { if (box.getBoundingClientRect().bottom > innerHeight) box.scrollIntoView(); }
    scope.addEventListener("click", function (event) {
      if (event.target.closest("a[href^='#?']")) setTimeout(reveal);
    });
    if (chosen()) reveal();
  }

  /** The day after: what was published up to the handbook's own day has been seen. */
  function following(day) {
    var date = new Date(day + "T00:00:00Z");
    date.setUTCDate(date.getUTCDate() + 1);
    return date.toISOString().slice(0, 10);
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

  /** A role's page on one sheet for the counter: what has to be at hand during a shift, in the larger type where that fits, else in the
      smaller; what does not fit then is left out, the least needed first. How long it gets is reckoned in lines: what is printed
      cannot be measured on a screen. */
  function shift(button) {
    var article = button.closest("article"), PAGE = 2 * 908, COLUMN = 347; // pixels of both columns, and how wide one is
    var LARGE = { type: 11.6, line: 16.3, below: 1.2, h2: 29, h3: 23 }, SMALL = { type: 10.6, line: 13.3, below: 0, h2: 21, h3: 18 };
    var shown = ".bc-known p, .bc-known:has(p, .bc-asked) h3, .bc-asked li, .bc-brief:not(.bc-known) :is(h3, p, li), #tick + ul li, .bc-legend, h2:is(#know, #do, #say, #tick)";

    function ems(text) { return text.replace(/[\x00-\xff]/g, "").length + 0.56 * text.replace(/[^\x00-\xff]/g, "").length; }

    function height(size) {
      return Array.from(article.querySelectorAll(shown)).reduce(function (sum, part) {
        if (part.closest(".bc-unfit") || (part.matches("p:not(.bc-never)") && part.firstElementChild && part.firstElementChild.tagName === "SMALL")) return sum;
        if (/^H/.test(part.tagName)) return sum + size[part.tagName.toLowerCase()];
        var left = Array.from(part.querySelectorAll(".bc-unfit, .bc-as, small:not(.bc-never > small)")).reduce(function (text, gone) { return text.replace(gone.innerText, ""); }, part.innerText);
        if (part.closest(".bc-list")) left = left.replace(/\n/g, " ");
        var wide = COLUMN / size.type - (part.tagName === "LI" && !part.closest(".bc-list") ? 2.6 : 0);
        return sum + size.below + left.split("\n").reduce(function (lines, line) { return lines + Math.ceil(ems(line.trim()) / wide) * size.line; }, 0);
      }, 0);
    }

    /** With what the clauses ask of the role, or without. */
    function ask(on) {
      article.querySelectorAll(".bc-known").forEach(function (known) {
        known.querySelectorAll(":scope > :is(.bc-asked, details)").forEach(function (part) {
          part.classList.toggle("bc-unfit", !on);
          if (on && part.open === false) { part.open = true; part.setAttribute("data-unfolded", ""); }
        });
        known.classList.toggle("bc-unfit", !on && !known.querySelector("p"));
      });
    }

    function fit() {
      ask(true);
      var large = height(LARGE) <= PAGE;
      if (!large && height(SMALL) > PAGE) { ask(false); large = height(LARGE) <= PAGE; }
      article.classList.toggle("bc-shift--full", !large);
      if (large) return;
      var spare = [
        ".bc-never", ".bc-acted--minor", ".bc-plan ~ .bc-plan .bc-duties--others .bc-does", "#say ~ .bc-brief",
        ".bc-acted ~ .bc-acted .bc-does", ".bc-brief:not(.bc-plan, .bc-ladder) .bc-does", ".bc-duties--others .bc-does", ".bc-does",
      ];
      spare.every(function (which) {
        return Array.from(article.querySelectorAll(which)).reverse().every(function (part) {
          if (height(SMALL) <= PAGE) return false;
          part.classList.add("bc-unfit");
          var brief = part.closest(".bc-brief");
          if (brief && brief.querySelector(".bc-duties") && !brief.querySelector(".bc-duties > li:not(.bc-unfit)")) brief.classList.add("bc-unfit");
          return true;
        });
      });
    }

    function undo() {
      article.classList.remove("bc-shift", "bc-shift--full");
      article.querySelectorAll(".bc-unfit").forEach(function (part) { part.classList.remove("bc-unfit"); });
      article.querySelectorAll(".bc-known > [data-unfolded]").forEach(function (part) { part.open = false; part.removeAttribute("data-unfolded"); });
    }
    button.addEventListener("click", function () { undo(); fit(); article.classList.add("bc-shift"); window.print(); });
    window.addEventListener("afterprint", undo);
    button.hidden = false;
  }

  /** On the home page: the chosen role first. */
  function mine(place) {
    var id = kept(ROLE);
    var link = Array.prototype.filter.call(document.querySelectorAll("a[data-role]"), function (a) { return a.getAttribute("data-role") === id; })[0];
    if (!link) return;
    var copy = link.cloneNode(true);
    copy.removeAttribute("data-role");
    copy.hidden = false;
    if (place.dataset.mine) copy.hash = place.dataset.mine;
    place.appendChild(copy);
    place.hidden = false;
  }

  /** Of a list what concerns the chosen role first. */
  function mineFirst(list) {
    var id = kept(ROLE);
    Array.from(list.children).reverse().forEach(function (item) {
      if (id && (item.dataset.roles || "").split(" ").indexOf(id) !== -1) list.prepend(item);
    });
  }

  /** Opens the theme's search: its field takes the keyboard. */
  function search(button) {
    var field = document.querySelector(".md-search__input");
    if (!field) return;
    button.addEventListener("click", function () { field.focus(); });
    button.hidden = false;
  }

  /** The theme opens its drawer and its search by labels without a word: buttons in their place are what a screen reader and the
      keyboard take for one. */
  function press(label) {
    var box = document.getElementById(label.htmlFor), drawer = label.htmlFor === "__drawer" && document.querySelector(".md-sidebar--primary");
    if (!box) return;
    var button = document.createElement("button");
    function say() { button.setAttribute("aria-expanded", String(box.checked)); }
    button.type = "button";
    button.className = label.className + " bc-press" + box.id;
    button.setAttribute("aria-label", drawer ? "导航" : "搜索");
    button.append.apply(button, Array.from(label.childNodes));
    label.replaceWith(button);
    box.addEventListener("change", say);
    say();
    button.addEventListener("click", function (event) {
      box.click();
      // By the keyboard one goes into what was opened; a finger is there already.
      var first = !event.detail && drawer && box.checked && drawer.querySelector("a");
      if (first) first.focus();
    });
    if (!drawer) return;
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && box.checked) { box.click(); button.focus(); }
    });
    // Left by the keyboard it would lie over where the keyboard is.
    drawer.addEventListener("focusout", function (event) {
      if (box.checked && event.relatedTarget && !drawer.contains(event.relatedTarget)) box.click();
    });
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

  /** A page on paper says where it came from and on which day: what holds today is looked up there. */
  function mark() {
    var article = document.querySelector(".md-content__inner"), place = document.querySelector(".bc-printed"), now = new Date(), where = location.href;
    if (!article) return;
    try { where = decodeURI(where); } catch (error) { /* Cut in the middle of a sign: as it stands. */ }
    if (!place) {
      place = document.createElement("p");
      place.className = "bc-printed";
      article.prepend(place);
    }
    var day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(function (part) { return (part < 10 ? "0" : "") + part; }).join("-");
    place.textContent = day + " 印自 " + where + "；现行版本以网站为准。";
  }
  window.addEventListener("beforeprint", mark);

  document.querySelectorAll(".md-header__button[for=__drawer], .md-header__button[for=__search]").forEach(press);
  document.querySelectorAll("[data-search]").forEach(search);
  document.querySelectorAll("[data-filters]").forEach(filters);
  document.querySelectorAll("[data-my-role]").forEach(role);
  document.querySelectorAll("[data-shift]").forEach(shift);
  document.querySelectorAll("[data-mine]").forEach(mine);
  document.querySelectorAll("[data-mine-first]").forEach(mineFirst);
  document.querySelectorAll(".bc-scroll").forEach(frame); // last: in an old browser without observers the rest still works
})();
