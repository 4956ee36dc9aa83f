// Sends files in small groups and shows how far it is; without this script the form sends all of them at once.
// Each group is sealed when its answer is here. If the line breaks, the rest is sent again by the same button.
"use strict";
(() => {
  const GROUP = 20, BYTES = 8_000_000; // files and bytes sent at once
  const form = document.getElementById("add");
  const [files, folder, drop] = ["files", "folder", "drop"].map((id) => document.getElementById(id));
  const [sending, bar, words, refused] = ["sending", "sent", "sent-words", "refused"].map((id) => document.getElementById(id));
  const chosen = new Map(); // path and size -> file; what is sealed leaves it
  const sealed = [];
  let total = 0;

  document.getElementById("drop-here").hidden = false;
  if ("webkitdirectory" in folder) document.getElementById("folder-line").hidden = false;

  const take = (list, path = (file) => file.webkitRelativePath || file.name) => {
    for (const file of list) {
      if (!file.name.startsWith(".")) chosen.set(`${path(file)} ${file.size}`, file);
    }
    tell();
  };

  const tell = (sentence = "") => {
    total = Math.max(total, chosen.size + sealed.length);
    sending.hidden = total === 0;
    bar.max = total || 1;
    bar.value = total - chosen.size;
    words.textContent = `${form.dataset.sealed.replace("{done}", total - chosen.size).replace("{total}", total)} ${sentence}`;
  };

  files.addEventListener("change", () => take(files.files));
  folder.addEventListener("change", () => take(folder.files));

  const entries = async (entry, path) => {
    if (entry.isFile) {
      const file = await new Promise((done, failed) => entry.file(done, failed));
      take([file], () => `${path}${file.name}`);
    } else {
      const reader = entry.createReader();
      for (let some; (some = await new Promise((done, failed) => reader.readEntries(done, failed))).length;) {
        for (const each of some) await entries(each, `${path}${entry.name}/`);
      }
    }
  };

  for (const kind of ["dragover", "dragenter"]) {
    form.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  form.addEventListener("dragleave", () => drop.classList.remove("over"));
  form.addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    const found = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    if (!found.length) take(event.dataTransfer.files);
    for (const entry of found) await entries(entry, "");
  });

  const group = () => {
    const some = [];
    let bytes = 0;
    for (const [key, file] of chosen) {
      if (some.length && (some.length >= GROUP || bytes + file.size > BYTES)) break;
      some.push([key, file]);
      bytes += file.size;
    }
    return some;
  };

  const send = async (some) => {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    for (const [, file] of some) body.append("files", file, file.name);
    const answer = await fetch(form.dataset.receive, { method: "POST", body, headers: { Accept: "application/json" } });
    const said = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
    if (!answer.ok) throw new Error(said.problem || form.dataset.broken);
    said.files.forEach((each, place) => {
      chosen.delete(some[place][0]);
      if (each.original && !each.known) sealed.push(each.original);
      if (each.problem || each.known) note(each);
    });
  };

  const note = (each) => {
    const line = document.createElement("li");
    line.textContent = `${each.name}: ${each.problem || form.dataset.known}`;
    refused.append(line);
  };

  form.addEventListener("submit", async (event) => {
    if (!chosen.size && !sealed.length) return; // a pasted text, or nothing: the server answers
    event.preventDefault();
    const button = event.submitter;
    button?.setAttribute("aria-disabled", "true");
    try {
      while (chosen.size) {
        await send(group());
        tell();
      }
    } catch (error) {
      tell(`${error.message || form.dataset.broken} ${form.dataset.again}`);
      button?.removeAttribute("aria-disabled");
      return;
    }
    files.value = folder.value = "";
    for (const key of sealed) {
      const field = document.createElement("input");
      [field.type, field.name, field.value] = ["hidden", "originals", key];
      form.append(field);
    }
    if (sealed.length) form.submit();
    else tell(form.dataset.refused);
  });
})();
