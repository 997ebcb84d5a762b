/* What every page gains where script runs. Nothing here is needed to do anything.
   The character count, the focus on an error summary and the button that shows a password come with
   nhsuk-frontend: static/vendor/nhsuk/nhsuk.min.js. */

const MINUTE = 60_000;
const WARN_BEFORE_END = 5; // minutes

/* ---- Unsaved changes: <form data-unsaved-warning> asks before people leave with something unsent ---- */

function fieldsOf(form) {
  return new URLSearchParams(new FormData(form)).toString();
}

function askBeforeLeaving(event) {
  event.preventDefault();
}

// The listener is there only while something is unsent: browsers keep no page in memory that has one.
function warnOfUnsavedChanges(form) {
  const asLoaded = fieldsOf(form);
  const look = (isSent) => {
    const isUnsent = !isSent && fieldsOf(form) !== asLoaded;
    window[isUnsent ? "addEventListener" : "removeEventListener"]("beforeunload", askBeforeLeaving);
  };

  form.addEventListener("input", () => look(false));
  form.addEventListener("submit", () => look(true));
  window.addEventListener("pageshow", () => look(false)); // back from the page that came after it
}

/* ---- The end of a session: <body data-session-minutes="60"> ---- */

function element(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

async function staySignedIn() {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
  const answer = await fetch("/account/stay/", { method: "POST", headers: { "X-CSRFToken": token } });
  if (!answer.ok || answer.redirected) {
    throw new Error("signed out");
  }
}

function showNotice(region, text, button) {
  const inside = element("div", "nhsuk-width-container oct-session__in");
  inside.append(element("p", "", text));
  if (button) {
    inside.append(button);
  }
  region.replaceChildren(inside);
}

// What is typed on a page with unsaved changes is held by the server until its person has signed in again.
function whatToDoNext() {
  return document.querySelector("form[data-unsaved-warning]")
    ? "Save this page: we keep what you typed while you sign in again."
    : "Sign in again to carry on.";
}

function sessionWarning(region, minutes) {
  const button = element(
    "button",
    "nhsuk-button nhsuk-button--secondary nhsuk-button--small",
    "Stay signed in",
  );
  button.type = "button";
  button.addEventListener("click", async () => {
    try {
      await staySignedIn();
      showNotice(region, "You are still signed in.");
      warnBeforeSessionEnds(region, minutes);
    } catch {
      showNotice(region, `You have been signed out. ${whatToDoNext()}`);
    }
  });
  showNotice(region, `You will be signed out in ${WARN_BEFORE_END} minutes if you do nothing.`, button);
}

function warnBeforeSessionEnds(region, minutes) {
  const wait = Math.max(minutes - WARN_BEFORE_END, minutes / 2) * MINUTE;
  window.setTimeout(() => sessionWarning(region, minutes), wait);
}

/* ---- On paper: what is folded is shown, and <span data-today> holds the day of printing ---- */

function unfoldForPaper() {
  const folded = document.querySelectorAll("main details:not([open])");
  const fold = (isOpen) => folded.forEach((each) => (each.open = isOpen));
  fold(true);
  window.addEventListener("afterprint", () => fold(false), { once: true });
}

function sayToday() {
  const today = new Date().toLocaleDateString("en-GB", { dateStyle: "long" });
  document.querySelectorAll("[data-today]").forEach((each) => (each.textContent = today));
}

window.addEventListener("beforeprint", sayToday);
// Where the style sheet can unfold by itself it does, without script too.
if (!CSS.supports("selector(::details-content)")) {
  window.addEventListener("beforeprint", unfoldForPaper);
}

document.querySelectorAll("form[data-unsaved-warning]").forEach(warnOfUnsavedChanges);

const minutes = Number(document.body.dataset.sessionMinutes);
const region = document.querySelector(".oct-session");
if (minutes && region) {
  warnBeforeSessionEnds(region, minutes);
}
