// The open line to the bot: what is new, from where we left off; when it breaks, again and again.

import { isShut, path } from "./place.js";

const PAUSES = [500, 1000, 2000, 4000, 8000];
const SILENCE = 45_000; // a phone that slept may hold a dead line

export class News {
  // listeners: news(told), lost(boolean)
  constructor(listeners) {
    this.on = listeners;
    this.since = "0";
    this.tries = 0;
    this.heard = 0;
    addEventListener("online", () => this.connect());
    addEventListener("pageshow", (event) => event.persisted && this.connect());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && Date.now() - this.heard > SILENCE) this.connect();
    });
    addEventListener("pagehide", () => this.line?.close());
  }

  start(since) {
    this.since = since;
    this.connect();
  }

  connect() {
    clearTimeout(this.timer);
    this.line?.close();
    const line = new EventSource(`${path}/events?since=${this.since}`);
    this.line = line;
    line.addEventListener("open", () => {
      this.tries = 0;
      this.heard = Date.now();
      clearTimeout(this.worry);
      this.worry = 0;
      this.on.lost(false);
    });
    line.addEventListener("news", (event) => {
      this.heard = Date.now();
      this.since = event.lastEventId || this.since;
      this.on.news(JSON.parse(event.data));
    });
    line.addEventListener("error", () => this.#broken(line));
  }

  #broken(line) {
    line.close();
    if (line !== this.line) return;
    this.worry ||= setTimeout(() => this.on.lost(true), 1200); // a hiccup is not worth a word
    this.timer = setTimeout(() => this.#retry(), PAUSES[Math.min(this.tries++, PAUSES.length - 1)]);
  }

  async #retry() {
    if (this.tries > 1) {
      const answer = await fetch(`${path}/history?before=0`).catch(() => null);
      if (isShut(answer)) return location.reload(); // the page says why
    }
    this.connect();
  }
}
