// What was said but is not yet safe with the bot: sent in order, once, and kept over a reload (photos only while the page is open).

import { path } from "./place.js";

const PAUSES = [1000, 2000, 4000, 8000, 15000];

export function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Outbox {
  // listeners: changed(entry), sent(entry), gone(entry)
  constructor(key, listeners) {
    this.key = key;
    this.on = listeners;
    this.waiting = [];
    this.tries = 0;
    this.timer = 0;
    this.busy = false;
  }

  restore() {
    this.waiting = read(this.key);
    for (const entry of this.waiting) this.on.changed(entry);
    this.flush();
  }

  add(entry) {
    this.waiting.push(entry);
    this.#keep();
    this.on.changed(entry);
    this.flush();
  }

  drop(entry) {
    this.waiting = this.waiting.filter((other) => other !== entry);
    this.#keep();
    this.on.gone(entry);
  }

  again(entry) {
    delete entry.error;
    this.#keep();
    this.on.changed(entry);
    this.flush();
  }

  // Send what waits, the oldest first; called whenever there is hope.
  async flush() {
    clearTimeout(this.timer);
    if (this.busy) return;
    this.busy = true;
    try {
      for (let entry = this.#next(); entry; entry = this.#next()) {
        if (!(await this.#deliver(entry))) return;
      }
    } finally {
      this.busy = false;
    }
  }

  #next() {
    return this.waiting.find((entry) => !entry.error);
  }

  // True when the next one may follow.
  async #deliver(entry) {
    const answer = await post(entry, (share) => {
      entry.progress = share;
      this.on.changed(entry);
    });
    if (answer.ok) {
      this.tries = 0;
      this.waiting = this.waiting.filter((other) => other !== entry);
      this.#keep();
      this.on.sent(entry);
      return true;
    }
    if (answer.status === 401) {
      location.assign("/");
      return false;
    }
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) {
      entry.error = answer.why || "Em không nhận được tin này.";
      this.#keep();
      this.on.changed(entry);
      return true;
    }
    entry.late = true;
    this.on.changed(entry);
    this.timer = setTimeout(() => this.flush(), PAUSES[Math.min(this.tries++, PAUSES.length - 1)]);
    return false;
  }

  #keep() {
    const lasting = this.waiting.filter((entry) => entry.kind !== "photo");
    try {
      if (lasting.length) localStorage.setItem(this.key, JSON.stringify(lasting));
      else localStorage.removeItem(this.key);
    } catch {
      // a full or forbidden store only costs the keeping over a reload
    }
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "[]");
  } catch {
    return [];
  }
}

function post(entry, onProgress) {
  if (entry.kind === "photo") return postPhotos(entry, onProgress);
  const body = entry.kind === "tap" ? { token: entry.token } : { id: entry.id, text: entry.text, to: entry.to };
  return postJson(`${path}/${entry.kind === "tap" ? "tap" : "send"}`, body);
}

export async function postJson(url, body) {
  try {
    const answer = await fetch(url, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    const told = await answer.json().catch(() => ({}));
    return { ok: answer.ok, status: answer.status, why: told.error, told };
  } catch {
    return { ok: false, status: 0 };
  }
}

function postPhotos(entry, onProgress) {
  const form = new FormData();
  form.append("id", entry.id);
  form.append("text", entry.text);
  for (const file of entry.files) form.append("photo", file, file.name || "anh.jpg");
  return new Promise((resolve) => {
    const request = new XMLHttpRequest(); // fetch does not tell the progress of an upload
    request.open("POST", "/chat/photo");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => onProgress(event.loaded / event.total));
    request.addEventListener("load", () => resolve({ ok: request.status < 300, status: request.status, why: request.response?.error }));
    request.addEventListener("error", () => resolve({ ok: false, status: 0 }));
    request.send(form);
  });
}
