/* Passkeys: a form with data-passkey="create" or "get" asks the browser to sign, and sends its answer along.
   What to sign stands in data-options, or is fetched from the address that the form is sent to.
   Such a form is hidden until this script has seen that the browser can do it. */

const FAILED = "Your browser could not use a passkey. Try again, or use another way.";
const WRONG_PLACE = "Passkeys do not work at this address. Open Octant at its own name.";

/* ---- Bytes travel as base64 without padding, with - and _ ---- */

function toBytes(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function toText(buffer) {
  const binary = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function withBytes(descriptors = []) {
  return descriptors.map((one) => ({ ...one, id: toBytes(one.id) }));
}

/* ---- The two questions ---- */

async function create({ publicKey }) {
  const made = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
      excludeCredentials: withBytes(publicKey.excludeCredentials),
    },
  });
  return answer(made, ["clientDataJSON", "attestationObject"]);
}

async function get({ publicKey }) {
  const found = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      allowCredentials: withBytes(publicKey.allowCredentials),
    },
  });
  return answer(found, ["clientDataJSON", "authenticatorData", "signature", "userHandle"]);
}

function answer(credential, parts) {
  const given = parts.filter((part) => credential.response[part]);
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response: Object.fromEntries(given.map((part) => [part, toText(credential.response[part])])),
  };
}

/* ---- The form ---- */

async function optionsFor(form) {
  if (form.dataset.options) {
    return JSON.parse(form.dataset.options);
  }
  const response = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!response.ok) {
    throw new Error(`${response.status}`);
  }
  return response.json();
}

function say(form, words) {
  const told = form.querySelector("[role=alert]") ?? document.createElement("p");
  told.className = "nhsuk-error-message";
  told.setAttribute("role", "alert");
  told.textContent = words;
  form.prepend(told);
}

async function sign(form) {
  const ask = form.dataset.passkey === "create" ? create : get;
  try {
    form.elements.credential.value = JSON.stringify(await ask(await optionsFor(form)));
  } catch (problem) {
    say(form, problem.name === "SecurityError" ? WRONG_PLACE : FAILED);
    return;
  }
  form.submit();
}

function offer(form) {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sign(form);
  });
}

if (window.PublicKeyCredential) {
  document.querySelectorAll("form[data-passkey]").forEach(offer);
}
