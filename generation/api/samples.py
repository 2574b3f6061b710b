"""What the page of the API shows to be copied: programs that run as they stand, once the key is in."""

from __future__ import annotations

from dataclasses import dataclass

CURL = """\
curl {base}/videos -H "Authorization: Bearer $SORA_API_KEY" \\
  -F model={model} -F seconds={seconds} -F prompt="A corgi rides a skateboard through the city"

# its name is in "id"; ask until "status" is "completed", each time after openai-poll-after-ms
curl {base}/videos/$VIDEO -H "Authorization: Bearer $SORA_API_KEY"
curl {base}/videos/$VIDEO/content -H "Authorization: Bearer $SORA_API_KEY" -o corgi.mp4"""

PYTHON = """\
# pip install openai
from openai import OpenAI

client = OpenAI(base_url="{base}", api_key="sk-sora-…")
video = client.videos.create_and_poll(
    model="{model}",
    prompt="A corgi rides a skateboard through the city",
    seconds="{seconds}",
    extra_body={{"seed": 7, "style": "cinematic"}},  # beyond the original
)
if video.status == "failed":
    raise SystemExit(video.error.message)
client.videos.download_content(video.id).write_to_file("corgi.mp4")

night = client.videos.remix(video.id, prompt="make it night")"""

NODE = """\
// npm install openai
import OpenAI from "openai";
import {{ writeFile }} from "node:fs/promises";

const client = new OpenAI({{ baseURL: "{base}", apiKey: process.env.SORA_API_KEY }});
const coming = ["queued", "in_progress"];
let {{ data: video, response }} = await client.videos
  .create({{
    model: "{model}",
    prompt: "A corgi rides a skateboard through the city",
    seconds: "{seconds}",
  }})
  .withResponse();
while (coming.includes(video.status)) {{
  const pause = Number(response.headers.get("openai-poll-after-ms"));
  await new Promise((wake) => setTimeout(wake, pause));
  ({{ data: video, response }} = await client.videos.retrieve(video.id).withResponse());
}}
if (video.status === "failed") throw new Error(video.error.message);
const film = await client.videos.downloadContent(video.id);
await writeFile("corgi.mp4", Buffer.from(await film.arrayBuffer()));"""

HOOK_PYTHON = """\
# e.g. in Flask; `request.data` is the body as it came, byte by byte
event = client.webhooks.unwrap(request.data, request.headers, secret="whsec_…")
if event.type == "video.completed":
    client.videos.download_content(event.data.id).write_to_file("film.mp4")"""

HOOK_NODE = """\
// e.g. in Express with express.text({{ type: "application/json" }})
const event = await client.webhooks.unwrap(request.body, request.headers, "whsec_…");
if (event.type === "video.completed") console.log(event.data.id);"""


@dataclass(frozen=True, slots=True)
class Sample:
    """A program: the name of its language, and its text."""

    name: str
    text: str


def starts(base: str, model: str, seconds: int) -> list[Sample]:
    """The quick start in three languages, for the API at `base`."""
    said = {"base": base, "model": model, "seconds": seconds}
    texts = {"curl": CURL, "Python": PYTHON, "Node": NODE}
    return [Sample(name, text.format(**said)) for name, text in texts.items()]


def hooks() -> list[Sample]:
    """How a webhook is taken."""
    return [Sample("Python", HOOK_PYTHON), Sample("Node", HOOK_NODE.format())]
