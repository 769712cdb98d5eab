"use strict";
{
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const form = document.querySelector(".filters");
  const shown = form?.querySelector(".shown");
  const choices = {
    office: form?.querySelector("#by-office"),
    rule: form?.querySelector("#by-rule"),
    text: form?.querySelector("#by-text"),
    severities: form ? all("[name=severity]", form) : [],
  };
  const folds = all("details");
  const parts = all(".group, .plan, .office, .across, .same");
  const rows = all(".roster [data-became]");
  const lines = all(".matrix [data-office]");
  let became = "";
  const findings = all(".finding").map((node) => {
    const around = [];
    for (let part = node.parentElement; part; part = part.parentElement) {
      if (parts.includes(part)) around.push(part);
    }
    const { rule, severity } = node.dataset;
    return { node, rule, severity, around, office: node.closest("[data-office]").dataset.office, texts: {} };
  });

  const language = () => (root.lang === "en" ? "en" : "zh");
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);

  /** The text of a node, in the language that is shown. */
  const spoken = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    const isOther = node.localName === "span" && node.lang && node.lang !== root.lang;
    return isOther ? "" : [...node.childNodes].map(spoken).join("");
  };

  /* Filters */

  /** Whether a finding, or what is said once for all of its like, has every word that was asked for. */
  const has = (finding, words) => {
    const said = [finding.node, ...all(":scope > p", finding.node.closest(".same") ?? finding.node)];
    finding.texts[root.lang] ??= said.map(spoken).join(" ").toLowerCase();
    return words.every((word) => finding.texts[root.lang].includes(word));
  };

  /** Show of the roster, and of its matrix, those alone of whom became what was chosen: them it gives. */
  const narrow = () => {
    const kept = new Set(rows.filter((row) => row.dataset.became === became).map((row) => row.dataset.office));
    const table = rows.find((row) => row.dataset.became === became)?.closest("table");
    const others = new Set();
    for (const row of rows) {
      row.hidden = row.closest("table") === table && row.dataset.became !== became;
      if (row.hidden) others.add(row.dataset.office);
    }
    for (const line of lines) line.hidden = others.has(line.dataset.office);
    for (const note of all(".narrowed")) note.hidden = note.nextElementSibling.querySelector("table") !== table;
    for (const tile of all(".shares a")) tile.setAttribute("aria-current", tile.dataset.became === became);
    return kept;
  };

  const filter = () => {
    const chosen = narrow();
    if (!form) return;
    const office = choices.office?.value ?? "";
    const rule = choices.rule.value;
    const severities = new Set(choices.severities.filter((box) => box.checked).map((box) => box.value));
    const words = choices.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const isFiltered = Boolean(became || office || rule || words.length) || severities.size < choices.severities.length;
    const kept = new Set();
    let count = 0;
    for (const finding of findings) {
      const isKept =
        (!became || chosen.has(finding.office)) &&
        (!office || finding.office === office) &&
        (!rule || finding.rule === rule) &&
        severities.has(finding.severity) &&
        has(finding, words);
      if (finding.node.hidden === isKept) finding.node.hidden = !isKept;
      if (isKept) {
        count += 1;
        for (const part of finding.around) kept.add(part);
      }
    }
    for (const part of parts) {
      part.hidden = isFiltered && !kept.has(part);
      if (isFiltered && kept.has(part) && part.localName === "details") part.open = true;
    }
    root.classList.toggle("filtered", isFiltered);
    const key = isFiltered ? (count ? "some" : "none") : "all";
    const text = filled(shown.getAttribute(`data-${key}-${language()}`), { shown: count });
    if (shown.textContent !== text) shown.textContent = text;
  };

  form?.addEventListener("submit", (event) => event.preventDefault());
  form?.addEventListener("change", filter);
  form?.addEventListener("reset", () => {
    became = "";
    requestAnimationFrame(filter);
  });
  let waiting = 0;
  choices.text?.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 120);
  });
  form?.querySelector("#open-all").addEventListener("click", () => folds.forEach((fold) => (fold.open = true)));
  form?.querySelector("#close-all").addEventListener("click", () => folds.forEach((fold) => (fold.open = false)));

  /* From a cell to what it stands for */

  const choose = ({ became: chosen = "", office = "", rule = "", severity = "" }) => {
    became = chosen;
    if (choices.office) choices.office.value = office;
    if (choices.rule) choices.rule.value = rule;
    if (choices.text) choices.text.value = "";
    for (const box of choices.severities) box.checked = !severity || box.value === severity;
    filter();
  };

  /** Let nothing hide `target`, then move there, with the focus. */
  const reveal = (target) => {
    if (target.closest("[hidden]")) choose({});
    for (let part = target; part; part = part.parentElement) {
      if (part.localName === "details") part.open = true;
    }
    if (!target.matches("a, button, [tabindex]")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
    target.scrollIntoView();
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const { rule, severity, became: chosen } = link.dataset;
    if (chosen !== undefined) choose({ became: chosen === became ? "" : chosen });
    else if (rule || severity) choose(link.dataset);
    requestAnimationFrame(() => reveal(target));
  });

  /* Rows in another order: the heads become buttons */

  for (const table of all(".sortable")) {
    const [body] = table.tBodies;
    const order = [...body.rows];
    const heads = all("thead th", table);
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      const ways = ["ascending", "descending"];
      if (head.matches(".figure")) ways.reverse();
      const key = ({ cells }) => cells[column].dataset.rank ?? spoken(cells[column]).trim();
      button.addEventListener("click", () => {
        const way = ways[Number(head.ariaSort === ways[0])];
        const sign = way === "ascending" ? 1 : -1;
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", way);
        const compare = (one, other) => sign * key(one).localeCompare(key(other), root.lang, { numeric: true });
        body.append(...[...order].sort(compare));
      });
    });
  }

  /* Languages */

  /** Name the links of a matrix by their row, column and kind: what they show is a sign and a number. */
  const describe = () => {
    for (const table of all(".matrix")) {
      const say = (key) => table.getAttribute(`data-${key}-${language()}`);
      const items = all("thead .item", table).map((head) =>
        filled(say("item"), { number: head.dataset.number, title: spoken(head.querySelector(".title")) }),
      );
      const columns = [spoken(table.querySelector("thead .whole .title")), ...items];
      for (const row of table.tBodies[0].rows) {
        const who = spoken(row.cells[0].querySelector("a"));
        for (const link of all("td > a", row)) {
          const what = columns[link.parentElement.cellIndex - 2];
          const meaning = filled(say(link.dataset.kind), { count: link.dataset.count });
          const label = filled(say("cell"), { who, what, meaning });
          link.setAttribute("aria-label", label);
          link.title = label;
        }
      }
    }
  };

  const speak = () => {
    for (const node of all("[data-says]")) {
      const text = node.getAttribute(`data-${language()}`);
      if (node.dataset.says) node.setAttribute(node.dataset.says, text);
      else node.textContent = text;
    }
    for (const button of all("[data-speak]")) button.setAttribute("aria-pressed", button.dataset.speak === root.lang);
    describe();
    filter();
  };

  for (const button of all("[data-speak]")) {
    button.addEventListener("click", () => {
      root.lang = button.dataset.speak;
      speak();
    });
  }

  /* Paper: everything open, then as it was */

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = folds.filter((fold) => !fold.open);
    for (const fold of closed) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of closed) fold.open = false;
  });
  document.querySelector("#print").addEventListener("click", () => print());

  root.classList.add("scripts");
  speak();
  const start = location.hash && document.getElementById(location.hash.slice(1));
  if (start) reveal(start);
}
