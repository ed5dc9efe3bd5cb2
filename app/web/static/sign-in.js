// A link from a mail carries address and code after `#`, where no server sees them.
// They are put into the fields; nothing happens until the person presses the button.
const fill = () => {
  const found = /^#([^:]+):([0-9A-Za-z-]{6,20})$/.exec(location.hash);
  if (!found) return;
  history.replaceState(null, "", location.pathname + location.search);
  const email = document.getElementById("code-email");
  const code = document.getElementById("code-code");
  try {
    email.value = decodeURIComponent(found[1]);
  } catch {
    return;
  }
  code.value = found[2];
  document.querySelector("#code-form button").focus();
};
fill();
// The link may be opened in the tab that shows this page already.
window.addEventListener("hashchange", fill);
