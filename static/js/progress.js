/* Progress over one socket: a snapshot first, then numbered states; older ones are dropped. */

const list = document.querySelector(".takes");
const offline = document.querySelector("#offline");
const ACTIVE = ["queued", "in_progress", "in_review"];
const known = new Map(JSON.parse(document.querySelector("#states").textContent).map((state) => [state.id, -1]));
const etas = new Map();
let delay = 500;

const take = (id) => list.querySelector(`[data-video="${CSS.escape(id)}"]`);
const show = (element, visible) => (element.hidden = !visible);

function paint(state) {
  const card = take(state.id);
  if (!card || state.seq <= known.get(state.id)) return;
  known.set(state.id, state.seq);
  const part = (name) => card.querySelector(`[data-${name}]`);
  card.dataset.status = state.status;
  card.setAttribute("aria-busy", String(ACTIVE.includes(state.status)));
  if (part("stage").textContent !== state.stage_label) part("stage").textContent = state.stage_label;
  part("percent").textContent = state.percent;
  card.querySelector("progress").value = state.percent;
  const image = part("preview");
  const picture = state.preview || state.urls.poster;
  if (picture && image.getAttribute("src") !== picture) image.src = picture;
  show(image, Boolean(picture));
  part("place").textContent = part("place").dataset.text.replace("%s", state.queue_place ?? "");
  show(part("place"), Boolean(state.queue_place));
  etas.set(state.id, state.eta_seconds == null ? null : Date.now() + state.eta_seconds * 1000);
  part("failure").textContent = state.failure?.message ?? "";
  show(part("failure"), Boolean(state.failure));
  show(part("cancel"), ["queued", "in_progress"].includes(state.status));
  show(part("retry"), ["failed", "canceled"].includes(state.status));
  for (const link of card.querySelectorAll("[data-watch]")) show(link, state.status === "completed");
  tick();
}

/* The estimate counts down between two states. */
function tick() {
  for (const [id, due] of etas) {
    const card = take(id);
    const eta = card?.querySelector("[data-eta]");
    if (!eta) continue;
    const left = due == null ? 0 : Math.round((due - Date.now()) / 1000);
    const wanted = left > 1 && ACTIVE.includes(card.dataset.status);
    show(eta, wanted);
    if (wanted) eta.textContent = left > 90 ? eta.dataset.minutes.replace("%s", Math.round(left / 60)) : eta.dataset.seconds.replace("%s", left);
  }
}

function listen() {
  const socket = new WebSocket(new URL(list.dataset.socket, location.href.replace(/^http/, "ws")));
  socket.onopen = () => {
    delay = 500;
    show(offline, false);
  };
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    if (message.type === "snapshot") message.videos.forEach(paint);
    else if (message.type === "progress") paint(message.video);
  };
  socket.onclose = ({ code }) => {
    if (code === 4401) return location.reload();
    show(offline, true);
    setTimeout(listen, delay + Math.random() * 300);
    delay = Math.min(delay * 2, 15000);
  };
}

for (const state of JSON.parse(document.querySelector("#states").textContent)) paint(state);
setInterval(tick, 1000);
listen();
