// Forms with data-passkey ask the device before they are sent: "request" proves a key, "create" makes one.
for (const form of document.querySelectorAll("form[data-passkey]")) {
  const fault = form.querySelector("[data-passkey-fault]");
  const password = form.querySelector("[data-password-fault]");

  form.addEventListener("submit", async event => {
    event.preventDefault();
    fault.hidden = true;
    if (password) password.hidden = true;
    try {
      const answer = await fetch(form.dataset.options, { method: "POST", body: new FormData(form) });
      if (password && answer.status === 422) {
        password.hidden = false;
        return;
      }
      if (!answer.ok) throw new Error(`${answer.status}`);
      const credential = await ask(form.dataset.passkey, await answer.json());
      form.querySelector("input[name$='.Credential']").value = JSON.stringify(credential);
      form.submit();
    } catch (error) {
      // Also when the person closes the browser's dialog: nothing has happened, and they can try again.
      console.info("Passkey:", error.message);
      fault.hidden = false;
    }
  });
}

async function ask(kind, options) {
  return kind === "create"
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}
