/*
  The desk by keyboard: digits choose, r the reason, n the note, t keeps it alone, e escalates, v lifts the veil,
  j passes by, Ctrl+Enter decides and goes on.
*/

const form = document.querySelector("[data-desk]");
const veils = [...document.querySelectorAll(".desk-veil")];

const press = (name) => form?.querySelector(`button[name="${name}"]`)?.click();

function look() {
  const next = veils[(veils.indexOf(document.activeElement) + 1) % veils.length];
  next?.focus();
}

const keys = {
  r: () => (form?.elements.reason ?? form?.elements.answer)?.focus(),
  n: () => form?.elements.note?.focus(),
  t: () => press("tell"),
  e: () => press("escalate"),
  j: () => form?.querySelector("[data-next]").click(),
  v: look,
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    press("decide");
    return;
  }
  const typing = event.target.matches("textarea, select, input:not([type=radio])");
  if (event.key === "Escape") event.target.blur();
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const choice = form?.querySelectorAll("fieldset input[type=radio]")[Number(event.key) - 1];
  if (choice) {
    choice.checked = true;
    choice.focus();
    event.preventDefault();
  } else if (keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
});
