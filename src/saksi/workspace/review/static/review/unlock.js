// When the session ends, what is on the desk is put away and the passphrase is asked for over the page. Others say
// "saksi:ended" when an answer shows it; "saksi:unlocked" says that work goes on, "saksi:awake" that nothing ended.
"use strict";
(() => {
  const main = document.querySelector("main.desk"), sheet = document.getElementById("unlock");
  if (!main || !sheet) return;
  const LOOK_EVERY = 60_000; // ms
  const words = document.getElementById("topline").dataset, why = document.getElementById("unlock-why");
  const { token, ended } = window.saksiDrafts;
  const away = new Map(); // what was on the page, while it is locked
  const say = (name) => document.dispatchEvent(new Event(name));

  const lock = () => {
    if (sheet.open) return;
    for (const pane of main.querySelectorAll(".report, .claims, .keybar")) {
      const kept = document.createDocumentFragment();
      kept.append(...pane.childNodes);
      away.set(pane, kept);
    }
    document.title = "Saksi";
    sheet.showModal();
  };

  const refuse = (sentence) => { why.textContent = sentence; why.hidden = false; };

  sheet.addEventListener("cancel", (event) => event.preventDefault());
  sheet.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    let response;
    try {
      response = await fetch(words.unlock, { method: "POST", body: new URLSearchParams(new FormData(event.target)), headers: { "HX-Request": "true", "X-CSRFToken": token() } });
    } catch { refuse(words.broken); return; }
    event.target.querySelector("[type=password]").value = "";
    if (response.status !== 204) { refuse(response.redirected ? words.broken : await response.text()); return; }
    why.hidden = true;
    for (const [pane, kept] of away) pane.append(kept);
    away.clear();
    sheet.close();
    say("saksi:unlocked");
  });

  document.addEventListener("saksi:ended", lock);
  setInterval(async () => {
    try {
      const response = await fetch(words.awake, { headers: { "Saksi-Poll": "1", "HX-Request": "true" } });
      say(ended(response) ? "saksi:ended" : "saksi:awake");
    } catch { /* no connection: the line above the report says so */ }
  }, LOOK_EVERY);
})();
