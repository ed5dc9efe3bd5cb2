// n and p go from change to change, unless one types. The links at each change do the same without
// this file. Who does not want single keys turns them off; the browser remembers it.
const KEYS = "charter-change-keys";
const hint = document.getElementById("change-keys");
const changes = [...document.querySelectorAll(".passage.changed, .side-row[id]")];
const isOff = () => {
  try {
    return localStorage.getItem(KEYS) === "off";
  } catch {
    return false;
  }
};

const show = () => {
  const button = hint.querySelector("button");
  button.setAttribute("aria-pressed", String(!isOff()));
};

if (hint && changes.length) {
  hint.hidden = false;
  show();
  hint.querySelector("button").addEventListener("click", () => {
    try {
      localStorage.setItem(KEYS, isOff() ? "on" : "off");
    } catch {
      // A browser that keeps nothing keeps the keys on.
    }
    show();
  });
}

const isTyping = (one) => one.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(one.tagName);

// Where one is: at the change that has the focus, or above the first that one has not come to yet.
const next = (step) => {
  const at = changes.findIndex((one) => one.contains(document.activeElement));
  if (at >= 0) return changes[at + step];
  const below = changes.findIndex((one) => one.getBoundingClientRect().top > 1);
  const first = below < 0 ? changes.length : below;
  return changes[step > 0 ? first : first - 1];
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isOff() || isTyping(event.target)) return;
  const step = { n: 1, p: -1 }[event.key];
  if (!step) return;
  const change = next(step);
  if (!change) return;
  event.preventDefault();
  change.focus({ preventScroll: true });
  change.scrollIntoView({ block: "start" });
});
