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
