/* The notice settings' switch for this browser: asks it, its push service, and tells the site. */

const box = document.querySelector("[data-push]");
const [on, off, refused] = ["[data-push-on]", "[data-push-off]", "[data-refused]"].map((name) => box?.querySelector(name));
const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

async function tell(address, values) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "X-CSRFToken": token },
    body: new URLSearchParams(values),
  });
  if (!answer.ok) throw new Error(String(answer.status));
}

async function shown() {
  const kept = await (await navigator.serviceWorker.getRegistration(box.dataset.worker))?.pushManager.getSubscription();
  on.hidden = Boolean(kept);
  off.hidden = !kept;
  box.hidden = false;
  return kept;
}

async function begin() {
  refused.hidden = true;
  try {
    const worker = await navigator.serviceWorker.register(box.dataset.worker);
    const options = { userVisibleOnly: true, applicationServerKey: bytes(box.dataset.push) };
    const made = await worker.pushManager.subscribe(options);
    const { endpoint, keys } = made.toJSON();
    await tell(box.dataset.subscribe, { endpoint, ...keys });
  } catch {
    await (await shown())?.unsubscribe();
    refused.hidden = false;
  }
  await shown();
}

async function end() {
  const kept = await shown();
  await tell(box.dataset.stop, { endpoint: kept.endpoint });
  await kept.unsubscribe();
  await shown();
}

if (box && "serviceWorker" in navigator && "PushManager" in window) {
  on.addEventListener("click", begin);
  off.addEventListener("click", end);
  shown();
}
