/* The guided recording of a cameo: camera, steps, what the server sees of the face meanwhile, upload that goes on after a broken connection. */

const form = document.querySelector(".recorder");
const { dataset } = form;
const mirror = form.querySelector("video");
const step = form.querySelector(".step");
const bar = form.querySelector("progress");
const begin = form.querySelector("[data-begin]");
const trouble = form.querySelector("[data-error]");
const opened = performance.now();
const TRIES = 8;
const PART = 256 * 1024;

const GLANCE_MS = 350;
const GLANCE_WIDTH = 240;
const LONGER = 3; // seconds that a turn of the head is waited for beyond its time

const steps = [
  [dataset.front, 2.2],
  ...dataset.turns.split(",").flatMap((side) => [
    [dataset[side], 2.4, side],
    [dataset.back, 1.4],
  ]),
  ...dataset.numbers.split(",").map((number) => [`${dataset.say} ${number.split("").join(" ")}`, 2.8]),
  [dataset.smile, 1.2],
];

const wait = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

function tell(text) {
  trouble.textContent = text;
  trouble.hidden = !text;
}

const hint = form.querySelector(".hint");
const frame = form.querySelector(".mirror");
const small = document.createElement("canvas");
const glanced = { face: "", turn: "" };
let watching = false;

/* A small picture for the server, whose words about it help whoever records; nothing depends on them. */
async function look() {
  small.width = GLANCE_WIDTH;
  small.height = Math.round((GLANCE_WIDTH * mirror.videoHeight) / mirror.videoWidth);
  small.getContext("2d").drawImage(mirror, 0, 0, small.width, small.height);
  const body = await new Promise((done) => small.toBlob(done, "image/jpeg", 0.7));
  const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, "Content-Type": "image/jpeg" };
  const answer = await fetch(dataset.glance, { method: "POST", body, headers });
  if (!answer.ok) throw new Error(String(answer.status));
  Object.assign(glanced, await answer.json());
}

function hinted(text) {
  if (hint.textContent !== text) hint.textContent = text;
  hint.hidden = !text;
}

const FACES = { ok: "Ok", nobody: "Nobody", several: "Several", near: "Near", far: "Far", aside: "Aside", dark: "Dark" };

async function watch() {
  if (watching) return;
  watching = true;
  while (mirror.srcObject?.active) {
    try {
      if (mirror.videoWidth) await look();
    } catch {
      break;
    }
    frame.classList.toggle("good", glanced.face === "ok");
    if (!turning) hinted(FACES[glanced.face] ? dataset[`face${FACES[glanced.face]}`] : "");
    await wait(GLANCE_MS / 1000);
  }
  glanced.face = "";
  glanced.turn = "";
  frame.classList.remove("good");
  hinted("");
  watching = false;
}

let turning = "";

/* Waits for a turn of the head as long as the server does not see it, though not for ever. */
async function turned(side, until) {
  turning = side;
  let seen = false;
  while (performance.now() < until || (!seen && watching && performance.now() < until + LONGER * 1000)) {
    seen ||= glanced.turn === side;
    hinted(seen ? `✓ ${dataset.seen}` : performance.now() < until ? "" : dataset.further);
    await wait(0.05);
  }
  turning = "";
}

async function camera() {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: "user", width: { ideal: 640 }, height: { ideal: 480 } },
    audio: { echoCancellation: true, noiseSuppression: true },
  });
  mirror.srcObject = stream;
  await mirror.play();
  watch();
  return stream;
}

async function guide() {
  const whole = steps.reduce((sum, [, seconds]) => sum + seconds, 0);
  let done = 0;
  for (const [text, seconds, side] of steps) {
    step.textContent = text;
    const from = performance.now();
    if (side) await turned(side, from + seconds * 1000);
    while (performance.now() - from < seconds * 1000) {
      bar.value = (done + (performance.now() - from) / 1000) / whole;
      await wait(0.05);
    }
    done += seconds;
  }
  bar.value = 1;
}

function kind() {
  return ["video/mp4;codecs=avc1,mp4a.40.2", "video/webm;codecs=vp8,opus", "video/webm", "video/mp4"].find((type) =>
    MediaRecorder.isTypeSupported(type),
  );
}

async function record(stream) {
  const recorder = new MediaRecorder(stream, { mimeType: kind(), videoBitsPerSecond: 1_500_000 });
  const parts = [];
  recorder.addEventListener("dataavailable", (event) => event.data.size && parts.push(event.data));
  const ended = new Promise((done) => recorder.addEventListener("stop", done));
  recorder.start(1000);
  await guide();
  recorder.stop();
  await ended;
  stream.getTracks().forEach((track) => track.stop());
  return new Blob(parts, { type: recorder.mimeType });
}

/* Parts one after the other; after a broken connection the server says which byte it waits for. */
async function post(query, body) {
  const csrf = form.elements.csrfmiddlewaretoken.value;
  const headers = { Accept: "application/json", "X-CSRFToken": csrf, "Content-Type": "application/octet-stream" };
  const answer = await fetch(`${dataset.parts}?${query}`, { method: "POST", body, headers });
  return { ok: answer.ok, told: await answer.json() };
}

async function send(film) {
  step.textContent = dataset.sending;
  let offset = 0;
  for (let tried = 0; tried < TRIES; ) {
    try {
      const done = offset >= film.size;
      const { ok, told } = await post(
        done ? `of=${film.size}` : `offset=${offset}`,
        done ? null : film.slice(offset, offset + PART),
      );
      if (!ok) {
        tell(told.message);
        return;
      }
      if (told.next) {
        location.assign(told.next);
        return;
      }
      offset = told.received;
      bar.value = offset / film.size;
      step.textContent = dataset.sending;
      tried = 0;
    } catch {
      tried += 1;
      step.textContent = dataset.again;
      await wait(Math.min(2 ** tried, 8));
    }
  }
  tell(dataset.again);
}

begin.addEventListener("click", async () => {
  tell("");
  if (performance.now() - opened > (Number(dataset.seconds) - 25) * 1000) {
    tell(dataset.late);
    return;
  }
  begin.disabled = true;
  try {
    await send(await record(mirror.srcObject ?? (await camera())));
  } catch {
    tell(dataset.denied);
    begin.disabled = false;
  }
});

if (navigator.mediaDevices?.getUserMedia && window.MediaRecorder) {
  begin.hidden = false;
  camera().catch(() => tell(dataset.denied));
}
