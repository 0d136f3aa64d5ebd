// The button of a form with a passkey field asks the browser for a passkey, and sends its answer with the form.
for (const field of document.querySelectorAll("[data-passkey]")) field.form.onsubmit = async (event) => {
  event.preventDefault();
  try {
    const publicKey = PublicKeyCredential[field.dataset.reads](JSON.parse(field.dataset.options));
    field.value = JSON.stringify(await navigator.credentials[field.dataset.passkey]({ publicKey }));
    field.form.submit();
  } catch { document.querySelector("[data-passkey-fault]").hidden = false; }
};
