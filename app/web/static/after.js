// What every page does beyond htmx. Without it, pages work; they are a little less comfortable.

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

// What only a script can press is shown where there are scripts.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// The contents follow along: the section that one is reading is marked in the list beside the text.
// Without it the list is a list.
{
  const links = new Map(
    [...document.querySelectorAll(".contents a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]),
  );
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);

  const mark = () => {
    const line = window.innerHeight / 6;
    const above = headings.filter((one) => one.getBoundingClientRect().top <= line);
    const here = above.length ? links.get(above[above.length - 1].id) : null;
    for (const link of links.values()) {
      if (link === here) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    if (!here) return;
    // Only the list itself is scrolled, never the page.
    const list = here.closest(".contents");
    const [box, frame] = [here.getBoundingClientRect(), list.getBoundingClientRect()];
    if (box.top < frame.top) list.scrollTop -= frame.top - box.top;
    if (box.bottom > frame.bottom) list.scrollTop += box.bottom - frame.bottom;
  };

  if (headings.length) {
    // Told when a heading crosses the upper sixth of the window, in either direction.
    const watch = new IntersectionObserver(mark, { rootMargin: "0px 0px -83% 0px" });
    for (const one of headings) watch.observe(one);
    // A heading that comes to rest right at the line is told apart once all is still.
    document.addEventListener("scrollend", mark);
  }
}
