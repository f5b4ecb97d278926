"use strict";
// The page's only script. Every text of an article becomes a text node; none is read as markup.
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const VIEWS = ["overview", "projects", "articles", "article"];
  const ROWS_AT_FIRST = 200;
  let language = data.language;
  let article = null;
  let pinned = null;
  let opener = null;
  let quiet = false;
  const beside = matchMedia("(min-width: 75rem)"); // the details have room beside the text
  const t = (key) => data.messages[language][key];

  // Evidence and the like are English in records; what changes in a phrase stands in braces.
  const phrases = Object.entries(data.phrases).map(([english, chinese]) => {
    const gaps = [];
    const pattern = english.split(/\{([a-z]+)\}/).map((piece, i) => {
      if (i % 2 === 0) return piece.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
      gaps.push(`{${piece}}`);
      return "(.+?)";
    }).join("");
    return [new RegExp(`^${pattern}$`, "s"), gaps, chinese];
  });

  function phrase(text) {
    if (language !== "zh") return text;
    const parts = text.split("; ");
    const said = parts.map((part) => {
      for (const [pattern, gaps, chinese] of phrases) {
        const found = pattern.exec(part);
        if (found) return gaps.reduce((line, gap, i) => line.replace(gap, () => found[i + 1]), chinese);
      }
      return part;
    });
    return said.some((part, i) => part !== parts[i]) ? said.join("；") : text;
  }

  const shownOf = (shown, all) => t("shown_of").replace("{shown}", shown).replace("{all}", all);

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== null && child !== ""));
    return element;
  }

  // ---- languages

  function switchLanguage(to) {
    language = to;
    document.documentElement.lang = t("lang");
    for (const element of document.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
    for (const element of document.querySelectorAll("[data-t-label]")) {
      element.setAttribute("aria-label", t(element.dataset.tLabel));
    }
    for (const element of document.querySelectorAll("[data-en]")) element.textContent = element.dataset[to];
    for (const button of document.querySelectorAll("[data-language]")) {
      button.setAttribute("aria-pressed", String(button.dataset.language === to));
    }
    const kept = pinned;
    showProjects();
    countArticles();
    showView(false);
    if (kept !== null && article) choose(kept, true);
  }

  // ---- views

  function showView(moveFocus) {
    const wanted = decodeURIComponent(location.hash.slice(1));
    if (wanted === "main") return;
    const number = /^article-(\d+)$/.exec(wanted);
    const found = number && Number(number[1]) < data.articles.length;
    const view = found ? "article" : VIEWS.includes(wanted) && wanted !== "article" ? wanted : "overview";
    closeDetails(false);
    article = null;
    for (const name of VIEWS) byId(`view-${name}`).hidden = name !== view;
    byId("details").hidden = view !== "article";
    document.body.classList.toggle("in-article", view === "article");
    for (const link of document.querySelectorAll("nav a")) {
      const target = link.hash.slice(1);
      const current = target === view || (view === "article" && target === "articles");
      if (current) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    if (view === "article") showArticle(Number(number[1]));
    document.body.dataset.view = wanted; // says that the view is there
    const head = byId(`head-${view}`);
    document.title = `${head.textContent} – ${t("page_title")}`;
    if (moveFocus) {
      window.scrollTo(0, 0);
      head.focus({ preventScroll: true });
    }
  }

  // ---- overview

  function showMetric() {
    const select = byId("metric");
    if (!select) return;
    for (const table of document.querySelectorAll(".sums")) {
      table.hidden = table.id !== `metric-${select.value}`;
    }
  }

  // ---- projects

  const order = { column: "investment", down: true, all: false };
  const shownCell = (row, column) => {
    const cell = row[column];
    return cell === null ? "" : typeof cell === "object" ? cell[language] : cell;
  };

  function compare(first, second) {
    const [a, b] = [first[order.column], second[order.column]];
    const [noA, noB] = [a === null || a === "", b === null || b === ""];
    if (noA || noB) return Number(noA) - Number(noB);
    const sign = typeof a === "object" ? a.value - b.value : a.localeCompare(b, "zh-CN");
    return order.down ? -sign : sign;
  }

  function showProjects() {
    const words = byId("project-search").value.toLowerCase().split(/\s+/).filter(Boolean);
    const columns = ["name", "owner", "place", "capacity", "investment", "status", "date"];
    const fits = (row) => {
      const line = columns.map((column) => shownCell(row, column)).join(" ").toLowerCase();
      return words.every((word) => line.includes(word));
    };
    const rows = data.projects.filter(fits).sort(compare);
    const shown = order.all ? rows : rows.slice(0, ROWS_AT_FIRST);
    const lines = shown.map((row) => {
      const link = make("a", { href: `#article-${row.article}` }, data.articles[row.article].title);
      const cells = columns.map((column) => make(column === "name" ? "th" : "td", {
        scope: column === "name" ? "row" : null,
        class: { capacity: "fixed number", investment: "fixed number", date: "fixed" }[column],
      }, shownCell(row, column)));
      return make("tr", null, ...cells, make("td", null, link));
    });
    byId("project-table").tBodies[0].replaceChildren(...lines);
    byId("project-all").hidden = shown.length === rows.length;
    byId("project-count").textContent = rows.length
      ? shownOf(shown.length, rows.length)
      : t(data.projects.length ? "no_match" : "no_projects");
    for (const head of document.querySelectorAll("#project-table th[data-column]")) {
      if (head.dataset.column === order.column) {
        head.setAttribute("aria-sort", order.down ? "descending" : "ascending");
      } else head.removeAttribute("aria-sort");
    }
  }

  function sortBy(column) {
    order.down = order.column === column ? !order.down : ["capacity", "investment", "date"].includes(column);
    order.column = column;
    showProjects();
  }

  // ---- list of articles

  const listed = data.articles.map((row) => {
    const about = [row.date, row.about].filter(Boolean).join(" · ");
    const link = make("a", { href: `#article-${row.number}` }, row.title);
    const many = row.facts === 1 ? "fact_one" : "facts_lower";
    const facts = make("span", { "data-t": many }, t(many));
    const line = make("small", null, about, about ? " · " : "", `${row.facts} `, facts);
    return { element: make("li", null, link, line), words: `${row.title} ${about}`.toLowerCase() };
  });

  function countArticles() {
    const words = byId("article-search").value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of listed) {
      const fits = words.every((word) => row.words.includes(word));
      row.element.hidden = !fits;
      count += fits;
    }
    byId("article-count").textContent = count
      ? shownOf(count, listed.length)
      : t("no_match");
  }

  // ---- one article

  const confidence = (name) =>
    make("span", { class: `confidence confidence-${name}` }, t(name) || name);
  const status = (name) => (name ? t("statuses")[name] || name : "");

  function factName(fact) {
    const parts = [fact.text, [fact.subject, fact.metric].filter(Boolean).join(" "), fact.value];
    return parts.filter(Boolean).join(", ");
  }

  // A piece is [text], [text, name] or [text, name, amount].
  function pieceNode(piece, inText, chosen) {
    const [text, name, amount] = piece;
    if (name === undefined) return document.createTextNode(text);
    const known = name >= 0 ? article.names[name] : null;
    const classes = known ? `name name-${known[0]}` : "";
    const title = known
      ? [t("labels")[known[0]] || known[0], known[1], known[2], known[3]].filter(Boolean).join(" · ")
      : null;
    if (amount === undefined) return make("span", { class: classes, title }, text);
    if (!inText) {
      return make(amount === chosen ? "mark" : "span", { class: `amount ${classes}` }, text);
    }
    const fact = article.factOf.get(amount);
    return make("button", {
      type: "button", class: `amount ${classes}`, "data-amount": amount, title,
      "aria-label": fact ? factName(fact) : `${text}, ${t("no_fact_of")}`,
    }, text);
  }

  function legend() {
    const labels = [...new Set(article.names.map((name) => name[0]))];
    return make("ul", { class: "legend", "aria-label": t("legend") },
      make("li", null, make("span", { class: "sample" }, t("amount"))),
      ...labels.map((label) =>
        make("li", null, make("span", { class: `name name-${label}` }, t("labels")[label] || label))));
  }

  function factsTable() {
    const heads = ["amount", "subject", "metric", "value", "status", "place", "confidence"];
    const rows = article.facts.map((fact) => {
      const button = make("button", {
        type: "button", class: "amount", "data-amount": fact.amount, "aria-label": factName(fact),
      }, fact.text);
      const cells = [fact.subject, fact.metric, fact.value, status(fact.status), fact.place,
        confidence(fact.confidence)];
      return make("tr", { role: "row", "data-row": fact.amount },
        make("th", { scope: "row", role: "rowheader" }, button),
        ...cells.map((cell, i) => make("td", {
          role: "cell", class: heads[i + 1] === "value" ? "number" : null, "data-head": t(heads[i + 1]),
        }, cell || "–")));
    });
    // The roles are said outright: on a narrow screen the rows are no table to the browser.
    return make("table", { class: "facts", role: "table", "aria-label": t("facts") },
      make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...heads.map((head) => make("th", {
        scope: "col", role: "columnheader", class: head === "value" ? "number" : null,
      }, t(head))))),
      make("tbody", { role: "rowgroup" }, ...rows));
  }

  function editsList(edits) {
    return make("ul", { class: "edits" }, ...edits.map(([before, after, kind, rule, evidence]) =>
      make("li", null, make("del", { "aria-label": `${t("was")} ${before}` }, before || t("nothing")),
        " → ", make("ins", { "aria-label": `${t("became")} ${after}` }, after || t("nothing")), " ",
        make("code", null, `${kind} · ${rule}`), make("small", null, phrase(evidence)))));
  }

  function folded(title, content) {
    return make("details", null, make("summary", null, title), content);
  }

  function showArticle(number) {
    article = JSON.parse(byId(`article-data-${number}`).textContent);
    article.factOf = new Map(article.facts.map((fact) => [fact.amount, fact]));
    byId("head-article").textContent = article.title;
    for (const [id, at] of [["step-previous", number - 1], ["step-next", number + 1]]) {
      byId(id).hidden = !(at in data.articles);
      byId(id).setAttribute("href", `#article-${at}`);
    }
    const meta = [article.date, article.source, article.about, article.path].filter(Boolean);
    const link = article.url
      ? make("a", { href: article.url, rel: "noopener noreferrer" }, t("link")) : null;
    const issues = article.issues.map(([kind, there, message]) =>
      make("li", null, make("code", null, kind), ` ${there} `, make("small", null, phrase(message))));
    byId("article-body").replaceChildren(...[
      make("p", { class: "meta" }, ...meta.map((part) => make("bdi", null, part)), link),
      make("p", { class: "quiet how" }, t("how")),
      legend(),
      make("div", { class: "text", lang: "zh" }, ...article.pieces.map((piece) => pieceNode(piece, true))),
      make("h3", null, `${t("facts")} (${article.facts.length})`),
      article.facts.length ? factsTable() : make("p", null, t("no_facts")),
      article.mended.length
        ? folded(`${t("all_mended")} (${article.mended.length})`, editsList(article.mended)) : null,
      issues.length
        ? folded(`${t("issues")} (${issues.length})`, make("ul", { class: "edits" }, ...issues)) : null,
    ].filter(Boolean));
  }

  // ---- details of a fact: hovering shows them, a click keeps them

  function rawNode([text, kind]) {
    return kind ? make("span", { class: kind }, text) : document.createTextNode(text);
  }

  function detailRows(fact) {
    const withWords = (name, words) =>
      name && words && words !== name ? `${name} (${t("said_as")} ${words})` : name;
    const action = withWords(fact.action, fact.action_text);
    const state = [action, status(fact.status)].filter(Boolean).join(" · ");
    return [
      [t("as_written"), fact.text],
      [t("value"), fact.value],
      [t("subject"), withWords(fact.subject, fact.subject_text)],
      [t("metric"), withWords(fact.metric, fact.metric_text)],
      [t("action"), state],
      [t("comparison"), fact.comparison],
      [t("place"), [fact.place, fact.code].filter(Boolean).join(" ")],
      [t("time"), fact.period],
      [t("project"), fact.project || ""],
      [t("confidence"), make("span", null, confidence(fact.confidence), make("small", null,
        t(`${fact.confidence}_note`) || ""))],
      [t("evidence"), phrase(fact.evidence)],
      [t("rules"), make("span", null, `${t("rule_fact")} `, make("code", null, fact.rule),
        ` · ${t("rule_amount")} `, make("code", null, fact.amountRule))],
      [t("repeats"), fact.repeats === null ? "" : `${article.facts[fact.repeats]?.text ?? ""}`],
    ].filter(([, value]) => value).flatMap(([head, value]) =>
      [make("dt", null, head), make("dd", null, value)]);
  }

  function detailNodes(amount) {
    const fact = article.factOf.get(amount);
    if (!fact) return [make("p", null, t("no_fact_of"))];
    const sentence = article.sentences[fact.sentence];
    const changed = sentence.raw.some((piece) => piece.length > 1);
    return [
      make("dl", null, ...detailRows(fact)),
      make("h3", null, t("sentence")),
      make("blockquote", { lang: "zh" },
        ...sentence.pieces.map((piece) => pieceNode(piece, false, amount))),
      make("h3", null, t("raw")),
      changed ? make("blockquote", { class: "raw" }, ...sentence.raw.map(rawNode))
        : make("p", { class: "raw-same" }, t("raw_same")),
      ...(sentence.mended.length
        ? [make("h3", null, t("mended")), editsList(sentence.mended)] : []),
    ];
  }

  function mark(amount) {
    for (const element of document.querySelectorAll(".is-chosen")) {
      element.classList.remove("is-chosen");
      element.removeAttribute("aria-current");
    }
    if (amount === null) return;
    const chosen = `#article-body [data-amount="${amount}"], #article-body [data-row="${amount}"]`;
    for (const element of document.querySelectorAll(chosen)) {
      element.classList.add("is-chosen");
      if (element.dataset.amount) element.setAttribute("aria-current", "true");
    }
  }

  function choose(amount, keep) {
    if (keep) pinned = amount;
    mark(amount);
    byId("details-body").replaceChildren(...detailNodes(amount));
    byId("details").classList.remove("is-empty");
  }

  function closeDetails(backToFact) {
    const wasPinned = pinned !== null;
    pinned = null;
    mark(null);
    byId("details-body").replaceChildren(make("p", null, t("how")));
    byId("details").classList.add("is-empty");
    if (backToFact && wasPinned && opener) {
      quiet = true; // focus comes back without opening the details again
      opener.focus();
      quiet = false;
    }
  }

  const amountOf = (target) => {
    const holder = target.closest && target.closest("#article-body [data-amount], #article-body [data-row]");
    return holder ? Number(holder.dataset.amount ?? holder.dataset.row) : null;
  };

  const amountAt = (event) => (pinned === null && !quiet ? amountOf(event.target) : null);

  function onHover(event) {
    const amount = amountAt(event);
    // On a narrow window the details would come up between the pointer and the amount.
    if (amount !== null && beside.matches) choose(amount, false);
  }

  function onFocus(event) {
    const amount = amountAt(event);
    if (amount === null || !event.target.matches(":focus-visible")) return;
    choose(amount, false);
    event.target.scrollIntoView({ block: "nearest" });
  }

  function onClick(event) {
    const amount = amountOf(event.target);
    if (amount === null) return;
    opener = event.target.closest("button") || document.activeElement;
    choose(amount, true);
    opener.scrollIntoView({ block: "nearest" });
    // A click from the keyboard has no detail: whoever made it reads on in the details.
    if (event.detail === 0) byId("head-details").focus();
  }

  // ---- start

  byId("article-list").append(...listed.map((row) => row.element));
  byId("article-body").addEventListener("pointerover", onHover);
  byId("article-body").addEventListener("focusin", onFocus);
  byId("article-body").addEventListener("click", onClick);
  byId("close-details").addEventListener("click", () => closeDetails(true));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && article) closeDetails(true);
  });
  byId("project-search").addEventListener("input", showProjects);
  byId("project-all").addEventListener("click", () => { order.all = true; showProjects(); });
  for (const head of document.querySelectorAll("#project-table th[data-column]")) {
    head.querySelector("button").addEventListener("click", () => sortBy(head.dataset.column));
  }
  byId("article-search").addEventListener("input", countArticles);
  byId("metric")?.addEventListener("change", showMetric);
  for (const button of document.querySelectorAll("[data-language]")) {
    button.addEventListener("click", () => switchLanguage(button.dataset.language));
  }
  window.addEventListener("hashchange", () => showView(true));
  showMetric();
  showProjects();
  countArticles();
  showView(false);
})();
