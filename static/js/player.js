/* The player: keys, and a preview of the frame under the pointer along the bottom. */

const player = document.querySelector(".player");
const video = player?.querySelector("video");
const FRAME = 1 / 24;

function captions() {
  const track = video.textTracks[0];
  if (track) track.mode = track.mode === "showing" ? "hidden" : "showing";
}

function seek(step) {
  video.currentTime = Math.min(video.duration || 0, Math.max(0, video.currentTime + step));
}

const KEYS = {
  " ": () => (video.paused ? video.play() : video.pause()),
  k: () => (video.paused ? video.play() : video.pause()),
  j: () => seek(-2),
  l: () => seek(2),
  ArrowLeft: () => seek(-1),
  ArrowRight: () => seek(1),
  ",": () => (video.pause(), seek(-FRAME)),
  ".": () => (video.pause(), seek(FRAME)),
  m: () => (video.muted = !video.muted),
  c: captions,
  f: () => (document.fullscreenElement ? document.exitFullscreen() : player.requestFullscreen()),
  Home: () => (video.currentTime = 0),
};

function preview() {
  const { sheet, columns, rows, width, height, interval } = player.dataset;
  const box = player.querySelector(".scrub");
  if (!sheet || !box) return;
  const pen = box.querySelector("canvas").getContext("2d");
  const image = new Image();
  image.src = sheet;
  player.addEventListener("pointermove", (event) => {
    const frame = player.getBoundingClientRect();
    const near = event.clientY > frame.bottom - 72 && event.pointerType !== "touch";
    box.hidden = !(near && image.complete && image.naturalWidth && video.duration);
    if (box.hidden) return;
    const share = Math.min(1, Math.max(0, (event.clientX - frame.left) / frame.width));
    const last = columns * rows - 1;
    const index = Math.min(last, Math.floor((share * video.duration) / interval));
    pen.drawImage(image, (index % columns) * width, Math.floor(index / columns) * height, width, height, 0, 0, width, height);
    const half = box.offsetWidth / 2;
    box.style.setProperty("inset-inline-start", `${Math.min(frame.width - half, Math.max(half, share * frame.width))}px`);
  });
  player.addEventListener("pointerleave", () => (box.hidden = true));
}

if (video) {
  preview();
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, button, a, summary")) return;
    const act = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (act && (event.target !== video || event.key.length === 1)) {
      event.preventDefault();
      act();
    }
  });
}

const where = document.querySelector("#vary-shot");
const now = document.querySelector("[data-this-shot]");

if (video && where && now) {
  now.hidden = false;
  now.addEventListener("click", () => {
    video.pause();
    const shots = [...where.options].filter((option) => option.dataset.until);
    const shot = shots.find((option) => video.currentTime < Number(option.dataset.until)) ?? shots.at(-1);
    where.value = shot.value;
    document.querySelector("#vary-instruction").focus();
  });
}
