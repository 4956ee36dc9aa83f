// j and k go from finding to finding, Enter opens the trace; without this script the page scrolls as any other.
"use strict";
(() => {
  const articles = [...document.querySelectorAll("article.finding")];
  let at = -1;
  const go = (step) => {
    at = Math.min(Math.max(at + step, 0), articles.length - 1);
    articles[at].setAttribute("tabindex", "-1");
    articles[at].focus();
    articles[at].scrollIntoView({ block: "start" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || document.body.dataset.singleKeys === "off") return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "Enter" && at >= 0 && event.target === articles[at]) {
      const trace = articles[at].querySelector("details.trace");
      if (trace) trace.open = !trace.open;
    }
  });
})();
