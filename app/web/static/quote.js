// Commenting on some words of a passage: choose them, and the passage's own link offers them.
// Without it, the form has a field in which the words can be typed or pasted.

const LONGEST = 1500;
const SHOWN = 40;

// The words as they would stand: neither what is taken out, nor what is said to screen readers only.
const wordsOf = (range, passage) => {
  const part = document.createElement("div");
  part.append(range.cloneContents());
  const away = passage.classList.contains("op-delete") ? "ins" : "del";
  for (const one of part.querySelectorAll(`.vh, .target, ${away}`)) one.remove();
  return part.textContent.replace(/\s+/g, " ").trim();
};

const chosen = () => {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0).cloneRange();
  const start = range.startContainer;
  const wording = (start.closest ? start : start.parentElement).closest(".passage.changed .wording");
  if (!wording) return null;
  if (!wording.contains(range.endContainer)) {
    // Three quick presses choose a whole paragraph, up to the very beginning of the next one.
    if (range.endOffset) return null;
    range.setEndAfter(wording.lastChild);
  }
  const passage = wording.closest(".passage");
  return { link: passage.querySelector("[data-on-words]"), words: wordsOf(range, passage) };
};

const offer = (name, words) => {
  const link = name.closest("a");
  name.dataset.plain ||= name.textContent;
  const address = new URL(link.href);
  if (words) address.searchParams.set("quote", words);
  else address.searchParams.delete("quote");
  link.href = address.href;
  const short = words.length > SHOWN ? `${words.slice(0, SHOWN).trimEnd()}…` : words;
  name.textContent = words ? name.dataset.onWords.replace("{words}", () => short) : name.dataset.plain;
};

// Pressing the link ends the selection: what it offers stays until other words are chosen.
document.addEventListener("selectionchange", () => {
  const found = chosen();
  if (!found || !found.link || !found.words || found.words.length > LONGEST) return;
  for (const other of document.querySelectorAll("[data-on-words]")) {
    offer(other, other === found.link ? found.words : "");
  }
});

// Mentioning somebody: a name that is pressed goes into the comment, where one was writing.
const mention = (name, field) => {
  const at = field.selectionEnd;
  const before = field.value.slice(0, at);
  const gap = before && !/\s$/.test(before) ? " " : "";
  field.setRangeText(`${gap}${name} `, at, at, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
};

const makePressable = () => {
  for (const names of document.querySelectorAll("[data-mentions]")) {
    const field = document.getElementById(names.dataset.mentions);
    const hint = names.previousElementSibling;
    if (!field || names.querySelector("button")) continue;
    hint.textContent = hint.dataset.pressable;
    for (const name of names.querySelectorAll("code")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "small secondary";
      button.dir = "auto";
      button.textContent = name.textContent;
      button.addEventListener("click", () => mention(button.textContent, field));
      name.replaceWith(button);
    }
  }
};
makePressable();
document.addEventListener("htmx:afterSettle", makePressable);
