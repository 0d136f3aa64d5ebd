// Passkeys: the button of a form with a passkey field asks the browser for one, and sends its answer with the form.
"use strict";
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
const letters = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const decoded = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

async function answer(field) {
  const publicKey = JSON.parse(field.dataset.options);
  publicKey.challenge = bytes(publicKey.challenge);
  publicKey.excludeCredentials = decoded(publicKey.excludeCredentials);
  publicKey.allowCredentials = decoded(publicKey.allowCredentials);
  if (publicKey.user) publicKey.user.id = bytes(publicKey.user.id);
  const made = await navigator.credentials[field.dataset.passkey]({ publicKey });
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (made.response[name]) response[name] = letters(made.response[name]);
  }
  return JSON.stringify({ id: made.id, rawId: letters(made.rawId), type: made.type, response });
}

for (const field of document.querySelectorAll("input[data-passkey]")) {
  field.form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const fault = document.querySelector("[data-passkey-fault]");
    fault.hidden = true;
    try {
      field.value = await answer(field);
    } catch (error) {
      // The person has closed the browser's question, or has no passkey here.
      fault.hidden = false;
      return;
    }
    field.form.submit();
  });
}
