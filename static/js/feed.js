/* The feed: what is in view plays muted, keys move between cards, sound is remembered. */

const feed = document.querySelector(".feed");
const still = matchMedia("(prefers-reduced-motion: reduce)");
let loud = sessionStorage.getItem("sound") === "on";

const cards = () => [...feed.querySelectorAll(".post")];
const film = (card) => card.querySelector("video");

function dress(card) {
  const video = film(card);
  video.muted = !loud;
  const button = card.querySelector("[data-sound]");
  button.setAttribute("aria-pressed", String(loud));
}

async function play(card) {
  const video = film(card);
  dress(card);
  if (still.matches) {
    video.controls = true;
    return;
  }
  try {
    await video.play();
  } catch {
    // browsers refuse sound before the first tap: go on muted
    video.muted = true;
    video.play().catch(() => {});
  }
}

const watcher = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) {
        play(entry.target);
        const next = entry.target.nextElementSibling?.querySelector?.("video");
        if (next) next.preload = "metadata";
      } else film(entry.target).pause();
    }
  },
  { root: feed, threshold: 0.6 },
);

function watch(root) {
  for (const card of root.querySelectorAll?.(".post") ?? []) watcher.observe(card);
}

function current() {
  const middle = feed.getBoundingClientRect().top + feed.clientHeight / 2;
  return cards().findIndex((card) => {
    const box = card.getBoundingClientRect();
    return box.top <= middle && box.bottom >= middle;
  });
}

function go(step) {
  const stops = [...feed.querySelectorAll(".post, .feed-end")];
  const from = Math.max(0, current());
  const target = stops[Math.min(stops.length - 1, Math.max(0, from + step))];
  if (!target) return;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ behavior: still.matches ? "auto" : "smooth", block: "start" });
}

function sound() {
  loud = !loud;
  sessionStorage.setItem("sound", loud ? "on" : "off");
  cards().forEach(dress);
}

const KEYS = { j: 1, ArrowDown: 1, PageDown: 1, k: -1, ArrowUp: -1, PageUp: -1 };

document.addEventListener("keydown", (event) => {
  if (!feed || event.target.closest("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key in KEYS) {
    event.preventDefault();
    go(KEYS[event.key]);
  } else if (event.key === "m") sound();
  else if (event.key === " " && event.target.closest(".post") === event.target) {
    event.preventDefault();
    const video = film(event.target);
    video.paused ? video.play() : video.pause();
  } else if (event.key === "Enter" && event.target.matches(".post")) {
    location.href = event.target.querySelector(".caption a").href;
  }
});

if (feed) {
  watch(feed);
  feed.addEventListener("click", (event) => {
    const shot = event.target.closest("[data-at]");
    if (shot) shot.search = `?at=${film(shot.closest(".post")).currentTime.toFixed(2)}`;
    if (event.target.closest("[data-sound]")) sound();
    else if (event.target.matches("video")) sound();
  });
  document.body.addEventListener("htmx:load", (event) => watch(event.target.parentElement ?? feed));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) cards().forEach((card) => film(card).pause());
    else if (cards()[current()]) play(cards()[current()]);
  });
}
