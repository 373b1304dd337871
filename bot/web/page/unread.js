// How many messages nobody has looked at yet: in the title, on the icon, and told to the bot once they are on the screen.

import { postJson } from "./outbox.js";
import { common, path } from "./place.js";

const title = document.title;

class Unread {
  constructor() {
    this.count = 0;
    this.newest = "";
    this.told = "";
    document.addEventListener("visibilitychange", () => this.#look());
  }

  start(count) {
    this.count = count;
  }

  // `fresh`: how many messages of the bot are new; `newest`: the instant of the last message shown.
  came(fresh, newest) {
    this.newest = newest;
    if (document.hidden) this.count += fresh;
    this.#look();
  }

  #look() {
    if (!document.hidden && this.newest) {
      this.count = 0;
      if (this.newest !== this.told) this.#tell();
      this.told = this.newest;
    }
    document.title = this.count ? `(${this.count}) ${title}` : title;
    if (this.count) navigator.setAppBadge?.(this.count).catch(() => {});
    else navigator.clearAppBadge?.().catch(() => {});
  }

  // A common room is read for this browser only: the page of one's own chat looks there.
  #tell() {
    if (!common) postJson("/chat/seen", { at: this.newest });
    else localStorage.setItem(`khupho.seen${path}`, this.newest);
  }
}

export const unread = new Unread();
