// The contents follow along: the section that one is reading is marked in the list beside the text.
// Without this file the list is a list.
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
