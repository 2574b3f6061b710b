/* The desk by keyboard: 1–5 choose, r the reason, n the note, e escalates, j passes by, Ctrl+Enter decides. */

const form = document.querySelector("[data-desk]");

const press = (name) => form.querySelector(`button[name="${name}"]`).click();

const keys = {
  r: () => form.elements.reason.focus(),
  n: () => form.elements.note.focus(),
  e: () => press("escalate"),
  j: () => form.querySelector("[data-next]").click(),
};

document.addEventListener("keydown", (event) => {
  if (!form) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    press("decide");
    return;
  }
  const typing = event.target.matches("textarea, select, input:not([type=radio])");
  if (event.key === "Escape" && typing) event.target.blur();
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const choice = form.querySelectorAll("input[name=outcome]")[Number(event.key) - 1];
  if (choice) {
    choice.checked = true;
    choice.focus();
    event.preventDefault();
  } else if (keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
});
