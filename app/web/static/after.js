// After a form was sent and a part of the page was exchanged: go to what is said about it.
// Nothing else moves the focus; what appears while someone types leaves it where it is.
document.addEventListener("htmx:afterSettle", (event) => {
  const asked = event.detail.requestConfig;
  if (!asked || !asked.triggeringEvent || asked.triggeringEvent.type !== "submit") return;
  const message = document.querySelector("[role=alert]:not(:empty), #main [role=status]:not(:empty)");
  if (!message) return;
  message.tabIndex = -1;
  message.focus({ preventScroll: true });
  message.scrollIntoView({ block: "nearest" });
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
