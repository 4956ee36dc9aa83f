// A form with data-create or data-get asks the device, puts its answer into the field "passkey" and sends itself.
"use strict";
(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const answer = (made) => {
    const response = { clientDataJSON: text(made.response.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (made.response[name]) response[name] = text(made.response[name]);
    }
    return JSON.stringify({ id: made.id, rawId: text(made.rawId), type: made.type, response, clientExtensionResults: {} });
  };

  const ask = async (form) => {
    const creates = form.dataset.create !== undefined;
    const publicKey = JSON.parse(creates ? form.dataset.create : form.dataset.get);
    publicKey.challenge = bytes(publicKey.challenge);
    if (publicKey.user) publicKey.user.id = bytes(publicKey.user.id);
    for (const list of [publicKey.excludeCredentials, publicKey.allowCredentials]) {
      for (const each of list ?? []) each.id = bytes(each.id);
    }
    return creates ? navigator.credentials.create({ publicKey }) : navigator.credentials.get({ publicKey });
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-create], [data-get]") || form.elements.passkey.value) return;
    event.preventDefault();
    try {
      form.elements.passkey.value = answer(await ask(form));
      form.submit();
    } catch {
      form.elements.passkey.value = ""; // dismissed, or no device: the page stays as it is
    }
  });
})();
