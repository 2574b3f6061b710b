/* Small things on every page: copy buttons, share, confirmations. */

function flash(button, text) {
  const before = button.textContent;
  button.textContent = text;
  setTimeout(() => (button.textContent = before), 1800);
}

async function copy(button) {
  const { copy: given, plain } = button.dataset;
  const text = plain === undefined ? new URL(given, location.href).href : given;
  if (button.dataset.share !== undefined && navigator.share) {
    try {
      await navigator.share({ url: text });
      return;
    } catch (error) {
      if (error.name === "AbortError") return;
    }
  }
  await navigator.clipboard.writeText(text);
  flash(button, button.dataset.done);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) copy(button);
});

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  const question = event.target.dataset.confirm;
  if (question && !confirm(question)) {
    event.preventDefault();
    return;
  }
  // one click, one request
  if (button && event.target.method === "post") setTimeout(() => (button.disabled = true));
});

addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("form button:disabled")) button.disabled = false;
});
