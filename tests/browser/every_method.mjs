// Every method of `client.videos` of the official client, unchanged but for its address and key. Prints JSON.
import { readFileSync } from "node:fs";
import OpenAI, { toFile } from "openai";

const { BASE, KEY, FILM, CLIP, HOOK, SIMULATED } = process.env;
const client = new OpenAI({ baseURL: BASE, apiKey: KEY, maxRetries: 0 });
const told = {};
const bytes = async (response) => Buffer.from(await response.arrayBuffer());
const begins = (buffer, from, to) => buffer.subarray(from, to).toString("latin1");

async function ready(id) {
  for (;;) {
    const video = await client.videos.retrieve(id);
    if (video.status === "completed" || video.status === "failed") return video;
    await new Promise((wake) => setTimeout(wake, 500));
  }
}

const made = await client.videos.create({
  model: "colour",
  prompt: "A corgi rides a skateboard",
  size: "64x36",
  seconds: "4",
});
told.created = made;
told.completed = await ready(made.id);
told.film = begins(await bytes(await client.videos.downloadContent(made.id)), 4, 8);
told.thumbnail = begins(await bytes(await client.videos.downloadContent(made.id, { variant: "thumbnail" })), 8, 12);
told.spritesheet = (await bytes(await client.videos.downloadContent(made.id, { variant: "spritesheet" })))[0];
told.remix = await client.videos.remix(made.id, { prompt: "make it night" });
told.edit = await client.videos.edit({ prompt: "make it night", video: { id: made.id } });
told.extend = await client.videos.extend({ prompt: "then it rests", seconds: "4", video: { id: SIMULATED } });
told.sent = await client.videos.extend({
  prompt: "a cat sleeps",
  seconds: "4",
  model: "colour",
  video: await toFile(readFileSync(FILM), "film.mp4", { type: "video/mp4" }),
});
told.character = await client.videos.createCharacter({
  name: "Teddy",
  video: await toFile(readFileSync(CLIP), "clip.mp4", { type: "video/mp4" }),
});
told.found = await client.videos.getCharacter(told.character.id);
told.listed = [];
for await (const video of client.videos.list({ limit: 2, order: "asc" })) told.listed.push(video.id);
told.deleted = await client.videos.delete(told.remix.id);
try {
  await client.videos.create({ prompt: "A cat", model: "colour", size: "1x1" });
} catch (error) {
  told.refused = { name: error.constructor.name, status: error.status, param: error.param, code: error.code };
}
const hook = JSON.parse(readFileSync(HOOK, "utf8"));
told.hook = await client.webhooks.unwrap(hook.body, hook.headers, hook.secret);
try {
  await client.webhooks.unwrap(`${hook.body} `, hook.headers, hook.secret);
} catch (error) {
  told.forged = error.constructor.name;
}
console.log(JSON.stringify(told));
