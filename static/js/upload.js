/* Big files in pieces: where a connection breaks, the next piece goes on from what has arrived. */

const PIECE = 4 * 1024 * 1024;
const TRIES = 8;
const wait = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

async function told(answer) {
  const json = await answer.json();
  if (!answer.ok && answer.status !== 409) throw new TypeError(json.message, { cause: "refused" });
  return json;
}

async function send(form, file, bar) {
  const token = form.elements.csrfmiddlewaretoken.value;
  const headers = { "X-CSRFToken": token };
  const begun = await told(
    await fetch(form.action, { method: "POST", headers, body: new URLSearchParams({ size: file.size }) }),
  );
  let { received, next } = begun;
  for (let tried = 0; !next; ) {
    try {
      const body = file.slice(received, received + PIECE);
      const answer = await fetch(begun.to, { method: "PUT", headers: { ...headers, "Upload-Offset": received }, body });
      ({ received, next } = await told(answer));
      tried = 0;
    } catch (error) {
      tried += 1;
      if (error.cause === "refused" || tried > TRIES) throw error;
      tell(form, form.dataset.again);
      await wait(Math.min(20, 2 ** tried));
    }
    bar.value = received / file.size;
  }
  return next;
}

function tell(form, text) {
  const trouble = form.querySelector("[data-error]");
  trouble.textContent = text;
  trouble.hidden = !text;
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches(".uploader")) return;
  event.preventDefault();
  const [file] = form.elements.file.files;
  const bar = form.querySelector("progress");
  const button = form.querySelector("button");
  tell(form, file.size > Number(form.dataset.most) ? form.dataset.large : "");
  if (file.size > Number(form.dataset.most)) return;
  bar.hidden = false;
  button.disabled = true;
  try {
    location.assign(await send(form, file, bar));
  } catch (error) {
    tell(form, error.cause === "refused" ? error.message : form.dataset.again);
    button.disabled = false;
  }
});
