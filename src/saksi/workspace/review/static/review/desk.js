// The reading desk: opens cards, sends decisions one after the other, and keeps them while there is no connection.
// Every button is a form that works without. What happens when the session ends: unlock.js.
"use strict";
(() => {
  const line = document.getElementById("topline");
  if (!line) return;
  const drafts = window.saksiDrafts, selected = window.saksiSelected, words = line.dataset, saved = document.getElementById("saved");
  const locked = () => document.dispatchEvent(new Event("saksi:ended"));
  const reduced = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const time = () => new Date().toTimeString().slice(0, 5);
  const cards = () => [...document.querySelectorAll("#claims > .card[data-c]")];
  const card = (number) => document.getElementById(`c${number}`);
  const present = () => document.querySelector("#claims > .card.open[data-c]");
  const announce = (sentence) => { const live = document.getElementById("live"); live.textContent = ""; live.textContent = sentence; };

  // --- cards ---------------------------------------------------------------------------------------------------
  const drawn = (number) => document.querySelectorAll(`.prose [data-c="${number}"]`);

  const close = (element) => {
    element.classList.remove("open");
    const body = element.querySelector(":scope > .body");
    if (body) body.hidden = true;
    for (const mark of drawn(element.dataset.c)) mark.classList.remove("on");
    document.querySelector(`.meter [data-c="${element.dataset.c}"]`)?.classList.remove("on");
  };

  const open = (number, { focus = true, scroll = true } = {}) => {
    const element = card(number);
    if (!element) return;
    const body = element.querySelector(":scope > .body");
    if (!body) { fetchCard(element.querySelector("a.line").href, element); return; }
    for (const other of document.querySelectorAll("#claims > .card.open[data-c]")) if (other !== element) close(other);
    element.classList.add("open");
    body.hidden = false;
    for (const paragraph of document.querySelectorAll(".prose p.here")) paragraph.classList.remove("here");
    const marks = drawn(number);
    for (const mark of marks) { mark.classList.add("on"); mark.closest("p").classList.add("here"); }
    document.querySelector(`.meter [data-c="${number}"]`)?.classList.add("on");
    if (focus) element.focus({ preventScroll: true });
    if (scroll) { into(element); if (marks.length) into(marks[0]); }
    thumb(element);
    history.replaceState(null, "", element.querySelector("a.line").getAttribute("href"));
  };

  const into = (element) => element.scrollIntoView({ block: "nearest", behavior: reduced ? "auto" : "instant" });

  const thumb = (element) => {
    const now = document.getElementById("now");
    if (!now) return;
    const number = element.dataset.c;
    now.href = `#c${number}`;
    const made = (tag, textContent) => Object.assign(document.createElement(tag), { textContent });
    now.replaceChildren(made("b", number), element.querySelector(".line .g").cloneNode(true),
      made("span", `${element.querySelector(".act").textContent.trim()} · ${element.querySelector(".who").textContent}`));
    for (const button of document.querySelectorAll("#thumb button")) button.setAttribute("form", `f${number}`);
    const edit = document.querySelector('#thumb [data-thumb="edit"]'), own = element.querySelector("a[data-edit][data-key='e']");
    if (edit && own) edit.href = own.href;
  };

  const waits = (element) => element.classList.contains("sug") && !element.classList.contains("waits");
  const following = (element) => {
    const all = cards(), at = all.indexOf(element);
    return [...all.slice(at + 1), ...all.slice(0, at)].find(waits) ?? null;
  };

  const walk = (step) => {
    const all = cards(), at = all.indexOf(present());
    const to = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)];
    if (to) open(to.dataset.c);
  };

  let passageAt = -1;
  const passage = (step) => {
    const number = present()?.dataset.c;
    const refs = [...document.querySelectorAll(`.prose a.ref[data-c="${number}"]`)];
    if (!refs.length) return;
    passageAt = (passageAt + step + refs.length) % refs.length;
    refs[passageAt].focus({ preventScroll: true });
    into(refs[passageAt]);
  };

  // --- pieces of the page ----------------------------------------------------------------------------------------
  const parsed = (html) => Object.assign(document.createElement("template"), { innerHTML: html.trim() }).content;

  // A page as it is at an address; null where the page itself goes there, or is locked.
  const fetched = async (address) => {
    let response;
    try { response = await fetch(address, { headers: { Accept: "text/html" }, redirect: "manual" }); } catch { location.assign(address); return null; }
    if (drafts.ended(response)) { locked(); return null; }
    if (!response.ok) { location.assign(address); return null; }
    return new DOMParser().parseFromString(await response.text(), "text/html");
  };

  // The form of a new claim, in its place above the others.
  const openNew = async (address) => {
    const fresh = (await fetched(address))?.getElementById("new");
    if (!fresh) return;
    document.getElementById("new").replaceWith(document.adoptNode(fresh));
    history.replaceState(null, "", address);
    const again = document.getElementById("new");
    again.querySelector(":is(input:not([type=hidden]), select, textarea)")?.focus({ preventScroll: true });
    into(again);
  };

  // A card in another form (to correct, to move ends): the page as the address has it, of which one card is taken.
  const fetchCard = async (address, element) => {
    const page = await fetched(address);
    if (!page) return;
    const fresh = page.getElementById(element.id), prose = page.querySelector(".prose");
    if (!fresh) { location.assign(address); return; }
    for (const other of document.querySelectorAll("#claims > .card.open[data-c]")) if (other.id !== element.id) close(other);
    element.replaceWith(document.adoptNode(fresh));
    document.querySelector(".prose").replaceChildren(...document.adoptNode(prose).childNodes);
    history.replaceState(null, "", address);
    const again = card(element.dataset.c);
    const begun = again.querySelector("form[data-draft-now]");
    if (begun) drafts.keepAsIs(begun);
    const field = again.querySelector(".field.doubt :is(input, select)") ?? again.querySelector(".editing :is(input:not([type=hidden]), select)");
    (field ?? again).focus({ preventScroll: true });
    into(again);
    passageAt = -1;
  };

  // A long report comes with the inside of its first cards; that of the others follows.
  const rest = async () => {
    if (cards().every((element) => element.querySelector(":scope > .body"))) return;
    let response;
    try { response = await fetch("?bodies=all", { headers: { Accept: "text/html" }, redirect: "manual" }); } catch { return; }
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    for (const element of cards()) {
      if (element.querySelector(":scope > .body")) continue;
      const body = page.querySelector(`#${element.id} > .body`);
      if (body) { body.hidden = true; element.append(document.adoptNode(body)); }
    }
  };

  const apply = (answer, stays) => {
    const old = card(answer.number), head = document.getElementById("claims-head");
    const focused = old && old.contains(document.activeElement);
    const fresh = parsed(answer.card).firstElementChild;
    const busy = present() && present() !== old;
    const typing = old?.querySelector(".editing") && !fresh.querySelector(".editing") && !old.classList.contains("waits") && !sent.has(old);
    if (old && !typing) old.replaceWith(fresh); // who began to correct meanwhile goes on typing
    head.replaceWith(parsed(answer.head).firstElementChild);
    for (const mark of drawn(answer.number)) {
      mark.classList.remove("dec", "no");
      if (answer.state) mark.classList.add(answer.state);
      if (mark.matches("a.ref")) mark.setAttribute("aria-label", answer.name);
    }
    if (typing) { if (answer.say) announce(answer.say); return; }
    if (stays) open(answer.number);
    else if (!busy) { const next = following(fresh); if (next) open(next.dataset.c); else fresh.focus({ preventScroll: true }); }
    else { close(fresh); document.querySelector(`.meter [data-c="${present().dataset.c}"]`)?.classList.add("on"); if (focused) present().focus({ preventScroll: true }); }
    if (answer.say) announce(answer.say);
  };

  // --- sending -----------------------------------------------------------------------------------------------------
  const queue = []; // decisions that wait, in memory alone: nothing of a report is written to this machine's disk
  const sent = new WeakSet(); // cards whose own form is on its way
  let busy = false, retry = 0, since = "";

  const said = () => {
    if (!queue.length) { saved.textContent = words.saved.replace("{time}", time()); saved.className = "push quiet"; since = ""; return; }
    if (since) { saved.textContent = words.wait.replace("{n}", queue.length).replace("{time}", since); saved.className = "push warn"; }
  };

  const enqueue = (form, submitter) => {
    const body = new URLSearchParams(new FormData(form, submitter));
    const element = form.closest(".card");
    if (element && form.matches("[data-keeps]")) sent.add(element);
    const settled = drafts.sent(form); // no keeping may arrive after what is sent
    queue.push({ address: form.action, body, settled, number: element?.dataset.c ?? null, undo: form.id === "undo" });
    if (element && !form.closest(".noting") && !form.matches("[data-keeps]")) {
      element.classList.add("waits");
      const stamp = element.querySelector(".st");
      stamp.className = "st wait";
      stamp.textContent = words.waits;
      const next = following(element);
      if (next) open(next.dataset.c); else close(element);
    }
    send();
  };

  const send = async () => {
    if (busy) return;
    busy = true;
    while (queue.length) {
      const one = queue[0];
      if (one.undo) renew(one);
      await one.settled;
      let response;
      try {
        response = await fetch(one.address, { method: "POST", body: one.body, redirect: "manual", keepalive: one.body.toString().length < 60_000, headers: { "Saksi-Desk": "1", Accept: "application/json", "X-CSRFToken": drafts.token() } });
      } catch {
        since ||= time();
        said();
        retry = Math.min(retry ? retry * 2 : 1000, 15000);
        setTimeout(() => { busy = false; send(); }, retry);
        return;
      }
      if (response.status === 401 || response.status === 423) { busy = false; said(); locked(); return; }
      retry = 0;
      since = "";
      queue.shift();
      if (response.headers.get("Content-Type")?.startsWith("application/json")) {
        const answer = await response.json();
        apply(answer, !response.ok || answer.stay);
      } else {
        const element = one.number && card(one.number);
        element?.classList.remove("waits");
        saved.textContent = words.gone;
        saved.className = "push warn";
        announce(words.gone);
        if (one.number) open(one.number);
        busy = false;
        return;
      }
    }
    busy = false;
    said();
  };

  // What undo takes back is known when what was sent before it has been answered.
  const renew = (one) => {
    const form = document.getElementById("undo");
    if (form) one.body = new URLSearchParams(new FormData(form));
  };
  addEventListener("online", () => { retry = 0; busy = false; send(); });
  document.addEventListener("saksi:awake", () => { if (queue.length) send(); });
  document.addEventListener("saksi:unlocked", () => { present()?.focus({ preventScroll: true }); send(); });
  document.addEventListener("saksi:draft", (event) => { if (!queue.length) { saved.textContent = event.detail; saved.className = "push quiet"; } });
  addEventListener("beforeunload", (event) => { if (queue.length) event.preventDefault(); }); // what is typed: drafts.js

  // --- what people press ---------------------------------------------------------------------------------------------------
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-desk]");
    if (!form || event.submitter?.hasAttribute("formaction")) return; // what was typed is given up: the page anew
    event.preventDefault();
    if (form.id === "undo" && queue.length && queue.at(-1).number && !(busy && queue.length === 1)) { drop(); return; }
    enqueue(form, event.submitter);
  });

  // Undo of what was not sent yet: it never leaves.
  const drop = () => {
    const one = queue.pop();
    const element = card(one.number);
    element.classList.remove("waits");
    fetchable(element);
    open(one.number);
    said();
  };
  const restore = async (link) => {
    const element = link.closest(".card[data-c]");
    await drafts.drop(link.closest("form"));
    if (element) { fetchCard(link.href, element); return; }
    Object.assign(document.getElementById("new"), { hidden: true }).replaceChildren();
    history.replaceState(null, "", link.href);
    present()?.focus({ preventScroll: true });
  };
  const fetchable = (element) => { const stamp = element.querySelector(".st"); stamp.className = "st sug"; stamp.textContent = element.getAttribute("aria-label").split(", ").at(-1); };

  document.addEventListener("click", (event) => {
    const note = event.target instanceof Element && event.target.closest(".noting > summary");
    if (note) { // at once, so that what is typed next is words and no keys
      event.preventDefault();
      note.parentElement.open = !note.parentElement.open;
      if (note.parentElement.open) note.parentElement.querySelector("textarea").focus();
      return;
    }
    const link = event.target instanceof Element && event.target.closest("a");
    if (link?.hasAttribute("data-restores")) { event.preventDefault(); restore(link); return; }
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.dataset.go) { if (card(link.dataset.go)) { event.preventDefault(); open(link.dataset.go); } }
    else if (link.dataset.walk) { event.preventDefault(); walk(Number(link.dataset.walk)); }
    else if (link.dataset.passage) { event.preventDefault(); passage(Number(link.dataset.passage)); }
    else if (link.id === "new-claim") { const span = selected(); if (span) { event.preventDefault(); openNew(`?new=1&span=${span}#new`); } }
    else if (link.hasAttribute("data-adds")) { event.preventDefault(); const span = selected(); if (span) fetchCard(`${link.href.replace(/#.*/, "")}&span=${span}`, link.closest(".card")); }
    else if (link.hasAttribute("data-edit") && link.closest(".card")) { event.preventDefault(); fetchCard(link.href, link.closest(".card")); }
    else if (link.dataset.thumb === "edit") { event.preventDefault(); fetchCard(link.href, present()); }
  });

  document.addEventListener("toggle", (event) => {
    if (event.target.matches?.(".define[open]")) for (const other of document.querySelectorAll(".define[open]")) if (other !== event.target) other.open = false;
  }, true);

  rest();
  const now = present();
  if (now) { into(now); if (!location.hash || location.hash.startsWith("#c")) now.focus({ preventScroll: true }); const mark = drawn(now.dataset.c)[0]; if (mark) into(mark); }
  else document.getElementById("group")?.focus({ preventScroll: true });
  document.querySelector("#new:not([hidden]) input:not([type=hidden]), #new:not([hidden]) textarea, #new:not([hidden]) select")?.focus();
})();
