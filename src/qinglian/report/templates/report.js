// The page reads without this. It adds: filters, opening all, and the language of the document for screen readers.
"use strict";
(() => {
  const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));
  const language = () => (document.getElementById("choose-en").checked ? "en" : "zh");
  const form = document.getElementById("filters");

  function speak() {
    document.documentElement.lang = language() === "en" ? "en" : "zh-Hans";
    all("option[data-zh]").forEach((option) => { option.textContent = option.dataset[language()]; });
    if (form) filter();
  }

  const rules = all(".rule").map((element) => ({
    element,
    id: element.dataset.rule,
    signals: all(".signal", element).map((signal) => ({ element: signal, ...signal.dataset, text: null })),
  }));

  function filter() {
    const wanted = new FormData(form);
    const text = wanted.get("text").trim().toLowerCase();
    const levels = new Set(wanted.getAll("level"));
    const narrowed = Boolean(text || wanted.get("unit"));
    let shown = 0;
    for (const rule of rules) {
      let here = 0;
      for (const signal of rule.signals) {
        let fits = levels.has(signal.level) && (!wanted.get("unit") || signal.unit === wanted.get("unit"))
          && (!wanted.get("rule") || rule.id === wanted.get("rule"));
        if (fits && text) {
          signal.text = signal.text || `${rule.id} ${signal.element.textContent}`.toLowerCase();
          fits = signal.text.includes(text);
        }
        signal.element.hidden = !fits;
        here += fits;
      }
      rule.element.hidden = here === 0;
      all(".more, .review", rule.element).forEach((part) => { if (narrowed && here) part.open = true; });
      shown += here;
    }
    document.getElementById("nothing").hidden = shown > 0;
    const total = rules.reduce((sum, rule) => sum + rule.signals.length, 0);
    document.getElementById("count").textContent = language() === "en"
      ? `${shown} of the ${total} listed here` : `本页列出 ${total} 条，显示 ${shown} 条`;
  }

  function unfold(open) {
    all(open ? ".rule:not([hidden]) details:not([hidden])" : ".rule details").forEach((part) => { part.open = open; });
  }

  function follow() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let part = target; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
    if (target) target.scrollIntoView();
  }

  all("input[name=language]").forEach((choice) => choice.addEventListener("change", speak));
  if (form) {
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", filter);
    form.addEventListener("reset", () => setTimeout(filter));
    document.getElementById("unfold").addEventListener("click", () => unfold(true));
    document.getElementById("fold").addEventListener("click", () => unfold(false));
  }
  addEventListener("hashchange", follow);
  addEventListener("beforeprint", () => all(".gaps").forEach((part) => { part.open = true; }));
  speak();
  follow();
})();
