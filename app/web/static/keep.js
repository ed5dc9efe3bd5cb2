// What someone types is kept in this browser until the server has it. A form with `data-keep` says
// whose words they are; what was not sent is offered back on its page, and never put in by itself.
// Signing out here removes all of it. Without this file, forms are what they are.
{
  const PREFIX = "charter:words:";
  const LASTS = 14 * 24 * 3600 * 1000;
  // What says where a form belongs is no part of what was typed.
  const PLACES = new Set(["by", "draft", "pen", "draft_version", "base", "expected_version", "act"]);
  let serial = 0;
  let sending = 0;
  let waiting = 0;

  const forms = () => [...document.querySelectorAll("form[data-keep]")].filter((one) => one.dataset.keep);
  const keyOf = (form) =>
    [PREFIX + form.dataset.keep, new URL(form.action).pathname, form.dataset.keepAs || ""].join(":");
  const keys = () => Object.keys(localStorage).filter((one) => one.startsWith(PREFIX));
  const read = (key) => {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  };
  const fieldsOf = (form) => {
    const found = {};
    for (const one of form.elements) {
      if (!one.name || one.type === "submit" || "seen" in one.dataset) continue;
      if ((one.type === "checkbox" || one.type === "radio") && !one.checked) continue;
      found[one.name] = one.value;
    }
    return found;
  };
  // What is written in words, in the order of the page: the page alone says which fields there are.
  // What is copied there, such as a quote, is not to be completed.
  const isText = (one) => one.tagName === "TEXTAREA" || (one.type === "text" && one.autocomplete !== "off");
  const textsOf = (form) => [...form.elements].filter((one) => one.name && isText(one)).map((one) => one.name);
  const typed = (fields) =>
    JSON.stringify(Object.entries(fields).filter(([name, words]) => words && !PLACES.has(name)).sort());
  const keep = (form, sent = false) => {
    try {
      const kept = { at: Date.now(), sent, fields: fieldsOf(form), texts: textsOf(form) };
      localStorage.setItem(keyOf(form), JSON.stringify(kept));
    } catch {
      // There is no room here; the server keeps what it gets.
    }
  };

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form || !form.dataset.keep) return;
    serial += 1;
    clearTimeout(waiting);
    waiting = setTimeout(() => keep(form), 200);
  });

  document.addEventListener(
    "submit",
    (event) => {
      if (new URL(event.target.action).pathname.startsWith("/sign-out"))
        for (const key of keys()) localStorage.removeItem(key);
      if (!event.target.dataset.keep) return;
      clearTimeout(waiting);
      keep(event.target, true);
    },
    true,
  );

  // --- what the server said

  const state = (form, words) => {
    document.getElementById("draft-said").textContent = words;
    document.getElementById("draft-more").textContent = "";
  };

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.elt.id === "preview") sending = serial;
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    // A form that was exchanged for another is named here, though it is on the page no more.
    const { requestConfig, successful, xhr } = event.detail;
    const elt = requestConfig.elt;
    const form = elt.closest("form[data-keep]");
    if (!form) return;
    if (elt === form && successful) localStorage.removeItem(keyOf(form));
    if (elt.id !== "preview") return;
    if (!successful) {
      state(form, form.dataset.unsent);
      setTimeout(() => htmx.trigger("#preview", "again"), 15_000);
    } else if (xhr.getResponseHeader("X-Draft") === "kept" && sending === serial) {
      clearTimeout(waiting);
      localStorage.removeItem(keyOf(form));
    }
  });

  window.addEventListener("online", () => {
    if (document.getElementById("preview")) htmx.trigger("#preview", "again");
  });

  // The same words are not said again to those who listen.
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { target, fragment } = event.detail;
    if (!["draft-said", "preview-said"].includes(target.id)) return;
    if (target.textContent.trim() === fragment.textContent.trim()) event.detail.shouldSwap = false;
  });

  // --- offering it back

  const excerpt = (kept, form) => {
    // An earlier version of this file did not keep which are texts: those are, or are not here now.
    const isHere = (name) => form.elements[name];
    const texts = kept.texts || Object.keys(kept.fields).filter((name) => !isHere(name) || isText(isHere(name)));
    const here = fieldsOf(form);
    const said = texts.filter((name) => !PLACES.has(name) && (kept.fields[name] || "").trim());
    const words = (kept.fields[said.find((name) => kept.fields[name] !== here[name]) || said[0]] || "").trim();
    return words && words.length > 160 ? `${words.slice(0, 160)}…` : words;
  };

  const putBack = (form, fields) => {
    if (form.id === "propose") {
      // Only the server can lay this page out anew.
      const sent = document.createElement("form");
      sent.method = "post";
      sent.action = form.action;
      for (const [name, words] of Object.entries({ ...fields, by: form.elements.by.value, act: "back" })) {
        const one = document.createElement("textarea");
        one.name = name;
        one.value = words;
        sent.append(one);
      }
      sent.hidden = true;
      document.body.append(sent);
      sent.submit();
      return;
    }
    for (const one of form.elements) {
      if (!(one.name in fields) || one.type === "hidden") continue;
      if (one.type === "radio" || one.type === "checkbox") one.checked = one.value === fields[one.name];
      else one.value = fields[one.name];
    }
    const first = form.querySelector("textarea");
    if (first) first.focus();
  };

  const offer = (form) => {
    const kept = read(keyOf(form));
    const place = form.querySelector("[data-kept-here]");
    if (!kept || !place) return;
    const words = excerpt(kept, form);
    if (!words || typed(kept.fields) === typed(fieldsOf(form))) {
      // It stands here already. Where the server says that it has it too, this copy may go.
      if (document.querySelector("#draft-more time")) localStorage.removeItem(keyOf(form));
      return;
    }
    place.querySelector("[data-kept-words]").textContent = words;
    place.hidden = false;
    place.addEventListener("click", (event) => {
      const pressed = event.target.closest("[data-kept]");
      if (!pressed) return;
      place.hidden = true;
      if (pressed.dataset.kept === "back") putBack(form, kept.fields);
      else localStorage.removeItem(keyOf(form));
    });
  };

  const done = new URLSearchParams(location.search).has("said") && !document.getElementById("refused");
  for (const key of keys()) {
    const kept = read(key);
    if (!kept || Date.now() - kept.at > LASTS || (kept.sent && done)) localStorage.removeItem(key);
  }
  for (const form of forms()) offer(form);
}
