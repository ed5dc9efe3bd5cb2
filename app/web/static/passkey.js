// Passkeys: the device is asked, and its answer goes into a form, which is then sent as any other.
// A form with data-passkey="get" fetches what the device needs from data-options; one with
// "create" carries it. Where a browser knows no passkeys, what is marked stays hidden.
const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const create = async (form) => {
  const options = JSON.parse(form.dataset.options);
  options.challenge = bytes(options.challenge);
  options.user.id = bytes(options.user.id);
  for (const one of options.excludeCredentials || []) one.id = bytes(one.id);
  const made = await navigator.credentials.create({ publicKey: options });
  return {
    response: {
      clientDataJSON: text(made.response.clientDataJSON),
      attestationObject: text(made.response.attestationObject),
    },
    made,
  };
};

const get = async (form) => {
  const answer = await fetch(form.dataset.options, { method: "POST" });
  if (!answer.ok) throw new Error("refused");
  const options = await answer.json();
  options.challenge = bytes(options.challenge);
  const made = await navigator.credentials.get({ publicKey: options });
  return {
    response: {
      clientDataJSON: text(made.response.clientDataJSON),
      authenticatorData: text(made.response.authenticatorData),
      signature: text(made.response.signature),
      userHandle: made.response.userHandle ? text(made.response.userHandle) : null,
    },
    made,
  };
};

const ask = async (event) => {
  event.preventDefault();
  const form = event.target;
  const said = form.querySelector("[data-said]");
  said.textContent = "";
  try {
    const { response, made } = await (form.dataset.passkey === "create" ? create : get)(form);
    form.querySelector("[data-answer]").value = JSON.stringify({
      id: made.id,
      rawId: text(made.rawId),
      type: made.type,
      response,
    });
  } catch {
    said.textContent = form.dataset.failed;
    return;
  }
  form.submit();
};

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]"))
    form.addEventListener("submit", ask);
  for (const one of document.querySelectorAll("[data-needs-passkeys]")) one.hidden = false;
}
