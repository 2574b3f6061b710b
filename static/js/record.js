/* The guided recording of a cameo: camera, steps, upload that goes on after a broken connection. */

const form = document.querySelector(".recorder");
const { dataset } = form;
const mirror = form.querySelector("video");
const step = form.querySelector(".step");
const bar = form.querySelector("progress");
const begin = form.querySelector("[data-begin]");
const trouble = form.querySelector("[data-error]");
const opened = performance.now();
const TRIES = 5;

const steps = [
  [dataset.front, 2.2],
  ...dataset.turns.split(",").flatMap((side) => [
    [dataset[side], 2.4],
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

async function camera() {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: "user", width: { ideal: 640 }, height: { ideal: 480 } },
    audio: { echoCancellation: true, noiseSuppression: true },
  });
  mirror.srcObject = stream;
  await mirror.play();
  return stream;
}

async function guide() {
  const whole = steps.reduce((sum, [, seconds]) => sum + seconds, 0);
  let done = 0;
  for (const [text, seconds] of steps) {
    step.textContent = text;
    const from = performance.now();
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

async function send(film) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.set("challenge", form.elements.challenge.value);
  body.set("film", film, "cameo");
  step.textContent = dataset.sending;
  for (let tried = 0; tried < TRIES; tried += 1) {
    try {
      const answer = await fetch(location.href, { method: "POST", body, headers: { Accept: "application/json" } });
      const told = await answer.json();
      if (answer.ok) location.assign(told.next);
      else tell(told.message);
      return;
    } catch {
      step.textContent = dataset.again;
      await wait(2 ** tried);
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
