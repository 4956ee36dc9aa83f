// What is typed into a form with data-draft is kept by the server, sealed with the record, a moment later; here it
// is in the page's memory alone: nothing of a report is written to this machine's disk. What could not be kept is
// tried again, and leaving the page asks first. Without this script the form sends what is typed, as any other.
"use strict";
window.saksiDrafts = (() => {
  const PAUSE = 800, AGAIN = 5000, SMALL = 60_000; // ms after the last key; ms; characters that outlive the page
  const timers = new WeakMap(), flights = new WeakMap();
  const unkept = new Set(); // forms whose last words the server does not have
  const done = new WeakSet(), passing = new WeakSet(); // sent or given up; kept a moment ago and now being sent
  const token = () => JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";
  // Whether an answer shows that the session is over, or the archive locked.
  const ended = (response) => response.type === "opaqueredirect" || response.status === 401 || response.status === 423;

  const fields = (form) => new URLSearchParams([...new FormData(form)]
    .filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken"));

  const tell = (form, what) => {
    const line = form.querySelector("[data-draft-said]");
    if (!line) return;
    const sentence = line.dataset[what].replace("{time}", new Date().toTimeString().slice(0, 5));
    if (line.textContent === sentence) return;
    line.classList.toggle("warn", what !== "kept");
    line.setAttribute("role", what === "kept" ? "none" : "alert"); // each keeping would be read out
    line.textContent = sentence;
    document.dispatchEvent(new CustomEvent("saksi:draft", { detail: sentence })); // the line itself may be scrolled away
  };

  const post = async (form, address) => {
    const body = fields(form);
    const headers = { "HX-Request": "true", "Saksi-Desk": "1", "X-CSRFToken": token() };
    try {
      return await fetch(address, { method: "POST", body, headers, redirect: "manual", keepalive: body.toString().length < SMALL });
    } catch { return null; }
  };

  // True: the server has it, or never will, so nothing is gained by holding the form back.
  const keepNow = async (form) => {
    if (done.has(form)) return true;
    const typedBefore = timers.get(form);
    const response = await post(form, form.dataset.draft);
    if (response?.status === 204) {
      if (timers.get(form) === typedBefore) unkept.delete(form);
      tell(form, "kept");
      return true;
    }
    const over = response !== null && ended(response);
    unkept.add(form);
    tell(form, over ? "ended" : "unkept");
    if (over) document.dispatchEvent(new Event("saksi:ended"));
    else if (response === null) later(form, AGAIN);
    return response !== null && !over;
  };

  const keep = (form) => {
    clearTimeout(timers.get(form));
    const flight = (flights.get(form) ?? Promise.resolve()).then(() => keepNow(form));
    flights.set(form, flight);
    return flight;
  };
  const later = (form, pause) => {
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => keep(form), pause));
  };
  const touched = (form) => { done.delete(form); unkept.add(form); };
  const all = () => { for (const form of unkept) keep(form); };

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form?.dataset.draft || event.target.type === "file") return;
    touched(form);
    later(form, PAUSE);
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden) all(); });
  document.addEventListener("saksi:unlocked", all);
  addEventListener("online", all);
  addEventListener("beforeunload", (event) => { if (unkept.size) { all(); event.preventDefault(); } });

  // A form that the page itself sends: its last words are kept first, so a broken line or an ended session costs nothing.
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.dataset.draft || form.matches("[data-desk]")) return;
    if (event.submitter?.hasAttribute("formaction") || passing.has(form) || !unkept.has(form)) { sent(form); return; }
    event.preventDefault();
    const submitter = event.submitter;
    if (await keep(form)) { passing.add(form); form.requestSubmit(submitter); }
  });

  // What is sent is not kept any more; returns when no keeping is on its way.
  const sent = (form) => {
    done.add(form);
    clearTimeout(timers.get(form));
    unkept.delete(form);
    return flights.get(form) ?? Promise.resolve();
  };
  const drop = async (form) => { await sent(form); await post(form, `${form.dataset.draft}drop/`); };
  const keepAsIs = (form) => { touched(form); return keep(form); };
  return { sent, drop, keepAsIs, token, ended };
})();
