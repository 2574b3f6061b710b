/* The composer: counts characters, offers examples, keeps choices that go together together. */

const form = document.querySelector("#composer");
const prompt = form.elements.prompt;
const count = document.querySelector("#prompt-count");
const examples = document.querySelector("[data-examples]");

function tell() {
  const length = [...prompt.value].length;
  count.textContent = length > 200 ? `${length.toLocaleString()} / ${Number(count.dataset.of).toLocaleString()}` : "";
  examples.hidden = prompt.value.trim() !== "";
}

examples.addEventListener("click", (event) => {
  const chip = event.target.closest("[data-prompt]");
  if (!chip) return;
  prompt.value = chip.dataset.prompt;
  prompt.dispatchEvent(new Event("input", { bubbles: true }));
  prompt.focus();
});

/* Only what the chosen model offers can be chosen. */
function fit() {
  const model = form.querySelector("[name=model]:checked");
  if (!model) return;
  const sizes = model.dataset.sizes.split(" ");
  for (const option of form.elements.size.options) option.hidden = option.disabled = !sizes.includes(option.value);
  if (form.elements.size.selectedOptions[0]?.disabled) form.elements.size.value = sizes[0];
  for (const [name, offered] of [["seconds", model.dataset.seconds], ["style", model.dataset.styles]]) {
    const values = offered.split(" ");
    for (const radio of form.querySelectorAll(`[name=${name}]`)) {
      radio.disabled = !values.includes(radio.value);
      if (radio.disabled && radio.checked) form.querySelector(`[name=${name}][value="${values[0]}"]`).checked = true;
    }
  }
}

function turn(event) {
  const size = form.elements.size;
  const [width, height] = size.value.split("x").map(Number);
  if (event.target.name === "orientation") {
    const other = `${height}x${width}`;
    const wide = event.target.value === "landscape";
    if (width > height !== wide && [...size.options].some((option) => option.value === other && !option.disabled)) size.value = other;
  } else if (event.target.name === "size") {
    form.querySelector(`[name=orientation][value=${width >= height ? "landscape" : "portrait"}]`).checked = true;
  }
}

/* A richer wording: taken into the words or not, and taken back. The server does the same without scripts. */
const richer = document.querySelector("#richer");
let mine = "";

function write(text) {
  prompt.value = text;
  prompt.dispatchEvent(new Event("input", { bubbles: true }));
  prompt.focus();
}

richer.addEventListener("click", (event) => {
  const button = event.target.closest("[data-accept], [data-decline], [data-back]");
  if (!button) return;
  const kept = richer.querySelector("[name=mine]");
  event.preventDefault();
  if ("accept" in button.dataset) {
    mine = prompt.value;
    write(richer.querySelector("[name=offer]").value);
    richer.querySelector("[data-offer]").remove();
    richer.querySelector("[data-accepted]").hidden = false;
    return;
  }
  if ("back" in button.dataset) write(kept ? kept.value : mine);
  richer.replaceChildren();
  prompt.focus();
});

prompt.addEventListener("input", tell);
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});
form.addEventListener("change", (event) => {
  if (event.target.name === "model") fit();
  turn(event);
});
tell();
fit();
