/* A conversation: the newest words in sight, Enter sends, Shift+Enter makes a line. */

const talk = document.querySelector(".talk");
const box = document.querySelector(".write textarea");

const down = () => talk.lastElementChild?.scrollIntoView({ block: "nearest" });

box?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  if (box.value.trim()) box.form.requestSubmit();
});
talk.addEventListener("htmx:afterSwap", down);
down();
box?.focus({ preventScroll: true });
