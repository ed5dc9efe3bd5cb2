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

// What takes longer than a second shows that it goes on; the style sheet waits with it for so long.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.target) event.detail.target.setAttribute("aria-busy", "true");
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.target) event.detail.target.removeAttribute("aria-busy");
});
