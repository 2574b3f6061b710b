// Sends calls of the Videos API from its page. What can be called comes from the OpenAPI document.
const form = document.querySelector(".console");
const answer = document.querySelector("[data-answer]");

function samples(name, schema) {
  const own = schema.properties ?? {};
  const first = {};
  for (const field of schema.required ?? []) {
    const about = own[field] ?? {};
    if (about.enum) first[field] = about.enum[0];
    else if (field === "prompt") first[field] = "A corgi rides a skateboard";
    else if (field === "video") first[field] = { id: "video_…" };
    else first[field] = "";
  }
  if (name === "NewVideo") first.model = own.model.enum[0];
  return JSON.stringify(first, null, 2);
}

function calls(told) {
  const found = [];
  for (const [path, methods] of Object.entries(told.paths)) {
    for (const method of ["get", "post", "delete"]) {
      const call = methods[method];
      if (!call) continue;
      const content = call.requestBody?.content ?? {};
      const kind = content["application/json"] ? "application/json" : Object.keys(content)[0];
      const reference = content[kind]?.schema?.$ref?.split("/").pop();
      found.push({
        method: method.toUpperCase(),
        path,
        summary: call.summary,
        parameters: [...(methods.parameters ?? []), ...(call.parameters ?? [])],
        kind,
        body: reference ? samples(reference, told.components.schemas[reference]) : "",
      });
    }
  }
  return found;
}

function ask(call) {
  const place = form.querySelector("[data-parameters]");
  place.replaceChildren();
  for (const parameter of call.parameters) {
    const label = document.createElement("label");
    const input = document.createElement("input");
    input.name = `parameter:${parameter.in}:${parameter.name}`;
    input.required = Boolean(parameter.required);
    input.placeholder = parameter.schema?.default ?? "";
    label.append(parameter.name, input);
    place.append(label);
  }
  form.querySelector("[data-body]").hidden = !call.kind;
  form.elements.body.value = call.body;
}

function request(call) {
  let path = call.path;
  const query = new URLSearchParams();
  const headers = { Authorization: `Bearer ${form.elements.key.value.trim()}` };
  for (const parameter of call.parameters) {
    const value = form.elements[`parameter:${parameter.in}:${parameter.name}`].value.trim();
    if (parameter.in === "path") path = path.replace(`{${parameter.name}}`, encodeURIComponent(value));
    else if (value && parameter.in === "query") query.set(parameter.name, value);
    else if (value) headers[parameter.name] = value;
  }
  const options = { method: call.method, headers };
  if (call.kind) {
    headers["Content-Type"] = call.kind;
    options.body = form.elements.body.value;
    if (call.kind === "application/json") JSON.parse(options.body);
  }
  const asked = query.size ? `?${query}` : "";
  return [`/v1${path}${asked}`, options];
}

function tell(status, facts = "", text = "") {
  answer.hidden = false;
  answer.querySelector("[data-status]").textContent = status;
  answer.querySelector("[data-facts]").textContent = facts;
  answer.querySelector("[data-text]").textContent = text;
  answer.querySelector("[data-save]").hidden = true;
}

async function show(response, began) {
  const kind = response.headers.get("content-type") ?? "";
  const facts = [
    `${Math.round(performance.now() - began)} ms`,
    kind,
    response.headers.get("x-request-id"),
    `x-ratelimit-remaining-requests: ${response.headers.get("x-ratelimit-remaining-requests") ?? "–"}`,
  ];
  const status = `${response.status} ${response.statusText}`;
  if (kind.startsWith("text/event-stream")) {
    tell(status, facts.join(" · "));
    const text = answer.querySelector("[data-text]");
    for await (const piece of response.body.pipeThrough(new TextDecoderStream())) text.textContent += piece;
  } else if (/json|text/.test(kind)) {
    const text = await response.text();
    tell(status, facts.join(" · "), kind.includes("application/json") ? JSON.stringify(JSON.parse(text), null, 2) : text);
  } else {
    const file = await response.blob();
    tell(status, [...facts, `${file.size} B`].join(" · "));
    const link = answer.querySelector("[data-save]");
    link.href = URL.createObjectURL(file);
    link.download = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1] ?? "file";
    link.textContent = form.dataset.file;
    link.hidden = false;
  }
}

async function begin() {
  const offered = calls(await (await fetch(form.dataset.document)).json());
  const select = form.elements.call;
  for (const [number, call] of offered.entries()) {
    select.add(new Option(`${call.method} ${call.path}`, number));
  }
  const first = offered.findIndex((call) => call.method === "POST" && call.path === "/videos");
  select.value = String(Math.max(0, first));
  ask(offered[select.value]);
  select.addEventListener("change", () => ask(offered[select.value]));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const began = performance.now();
    tell(form.dataset.waiting);
    try {
      const [address, options] = request(offered[select.value]);
      await show(await fetch(address, options), began);
    } catch (error) {
      tell(error instanceof SyntaxError ? form.dataset.badJson : form.dataset.unreachable);
    }
  });
}

if (form) begin();
