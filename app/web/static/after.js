// After a form was sent and a part of the page was exchanged: go to what is said about it.
// Nothing else moves the focus; what appears while someone types leaves it where it is.
const goTo = (place, block) => {
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block });
};
document.addEventListener("htmx:afterSettle", (event) => {
  const asked = event.detail.requestConfig;
  // A button may say where one goes when it has done its work.
  const then = asked && asked.elt && document.getElementById(asked.elt.dataset.then);
  if (then) goTo(then, "start");
  if (then || !asked || !asked.triggeringEvent || asked.triggeringEvent.type !== "submit") return;
  const message = document.querySelector("[role=alert]:not(:empty), #main [role=status]:not(:empty)");
  if (message) goTo(message, "nearest");
});

// What takes longer than a second shows that it goes on; the style sheet waits with it for so long.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.target) event.detail.target.setAttribute("aria-busy", "true");
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.target) event.detail.target.removeAttribute("aria-busy");
});

// What comes or goes above the place where someone is busy does not move it.
let held = null;
document.addEventListener("htmx:beforeSwap", (event) => {
  const busy = document.activeElement;
  const apart = busy && busy.closest("main form") && !event.detail.target.contains(busy);
  held = apart ? { busy, top: busy.getBoundingClientRect().top } : null;
});
document.addEventListener("htmx:afterSwap", () => {
  if (held && held.busy.isConnected) {
    const moved = held.busy.getBoundingClientRect().top - held.top;
    if (moved) window.scrollBy({ top: moved, behavior: "instant" });
  }
  held = null;
});
