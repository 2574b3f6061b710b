/* How many notices wait, live: a count beside the bell and in the title, and a line when one comes in. */

const link = document.querySelector("a[data-socket]");
const count = link?.querySelector("[data-unseen]");
const toast = document.querySelector("#toast");
const title = document.title;
let delay = 1000;
let fading;

function say(newest) {
  const line = document.createElement("a");
  line.href = newest.url || link.href;
  line.textContent = newest.words;
  toast.replaceChildren(line);
  clearTimeout(fading);
  fading = setTimeout(() => toast.replaceChildren(), 7000);
}

function show({ unseen, newest, fresh }) {
  count.textContent = unseen > 99 ? "99+" : unseen;
  count.hidden = unseen === 0;
  document.title = unseen ? `(${count.textContent}) ${title}` : title;
  if (!fresh) return;
  document.dispatchEvent(new CustomEvent("notice"));
  if (newest && unseen && newest.url !== location.pathname) say(newest);
}

function listen() {
  const socket = new WebSocket(new URL(link.dataset.socket, location.href.replace(/^http/, "ws")));
  socket.onopen = () => (delay = 1000);
  socket.onmessage = ({ data }) => show(JSON.parse(data));
  socket.onclose = ({ code }) => {
    if (code === 4401) return;
    setTimeout(listen, delay + Math.random() * 500);
    delay = Math.min(delay * 2, 60000);
  };
}

if (link) listen();
