// The button of a form with a passkey field asks the browser for a passkey, and sends its answer with the form.
for (const field of document.querySelectorAll("[data-passkey]")) field.form.onsubmit = async (event) => {
  event.preventDefault();
  const how = field.dataset.passkey, kind = how === "get" ? "Request" : "Creation";
  try {
    const publicKey = PublicKeyCredential[`parse${kind}OptionsFromJSON`](JSON.parse(field.dataset.options));
    field.value = JSON.stringify(await navigator.credentials[how]({ publicKey }));
    field.form.submit();
  } catch { document.querySelector("[data-passkey-fault]").hidden = false; }
};
