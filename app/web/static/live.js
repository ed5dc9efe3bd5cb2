// A page that is open learns that something has changed and says so at its lower edge. Nothing else
// moves until the person wants it. Without this file the page is what it was when it was loaded.
let source = null;
let before = new Set();
const hasWords = (part) =>
  [...part.querySelectorAll("input, textarea")].some((one) => one.type !== "hidden" && one.value !== one.defaultValue);
const region = () => document.getElementById("live");
const comments = () => [...document.querySelectorAll("#live-comments .comment")];

htmx.createEventSource = (address) => {
  source = new EventSource(address);
  return source;
};

// A hidden tab holds no connection: browsers have only a few for each place. When it is looked at
// again, it connects anew from what it knew, and hears at once whether something has happened.
document.addEventListener("visibilitychange", () => {
  const old = document.getElementById("live-source");
  if (!old) return;
  if (document.hidden) {
    if (source) source.close();
    source = null;
  } else if (!source) {
    const anew = old.cloneNode(true);
    old.replaceWith(anew);
    htmx.process(anew);
  }
});

document.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-live]");
  if (!pressed) return;
  if (pressed.dataset.live === "later") region().replaceChildren();
  if (pressed.dataset.live === "whole") {
    // What someone has typed is not thrown away: the new state opens beside it.
    if (hasWords(document.getElementById("main"))) pressed.target = "_blank";
    else if (pressed.pathname === location.pathname) {
      event.preventDefault();
      location.reload();
    }
  }
  before = new Set(comments().map((one) => one.id));
});

// A part in which someone is at work stays as it is.
const isAtWork = (part) =>
  part.contains(document.activeElement) ||
  hasWords(part) ||
  part.querySelector("details[open]") !== null;

document.addEventListener("htmx:oobBeforeSwap", (event) => {
  if (isAtWork(event.detail.target)) event.detail.shouldSwap = false;
});

// The link that was pressed goes away; the focus goes to what it promised.
document.addEventListener("htmx:afterRequest", (event) => {
  const link = event.target;
  if (!link.matches || !link.matches("[data-live=parts]") || !event.detail.successful) return;
  const first = comments().find((one) => !before.has(one.id)) || document.querySelector(link.hash || "#main");
  region().replaceChildren();
  if (!first) return;
  first.tabIndex = -1;
  first.focus({ preventScroll: true });
  first.scrollIntoView({ block: "nearest" });
});
