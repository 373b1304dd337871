// The list of messages: in order, each once, with a line where a new day begins.

import { el, excerpt, makeBubble } from "./bubble.js";
import { common } from "./place.js";

const WEEKDAYS = ["Chủ nhật", "Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy"];

const MARGIN = 12; // pixels above the beginning of a long answer

export class Timeline {
  constructor(log, onTap, onAnswer) {
    this.log = log;
    this.list = log.querySelector("#bubbles");
    this.down = document.getElementById("down");
    this.onTap = onTap;
    this.onAnswer = onAnswer;
    this.shown = new Map(); // id → {key, bubble, node, show}
    this.going = new Set(); // tokens of taps on their way
    this.today = "";
    this.atEnd = true;
    this.firstNew = null; // the first message of the bot that was not shown before
    log.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.down.addEventListener("click", () => this.toEnd());
    new ResizeObserver(() => this.atEnd && this.toEnd()).observe(this.list);
    new ResizeObserver(() => this.atEnd && this.toEnd()).observe(log);
  }

  // Add or change bubbles; tells how many of the bot's are new.
  show(bubbles) {
    let news = 0;
    for (const bubble of bubbles) {
      let entry = this.shown.get(bubble.id);
      if (!entry) {
        entry = { key: bubble.key, ...makeBubble((choice) => this.onTap(choice), (answered) => this.onAnswer(answered)) };
        this.shown.set(bubble.id, entry);
        this.#insert(entry);
        if (!bubble.mine) {
          news += 1;
          this.firstNew ??= entry.node;
        }
      }
      entry.bubble = { ...bubble, quoted: this.#quoted(bubble) };
      entry.show(this.#withGoing(entry.bubble));
    }
    this.#days();
    if (news && !this.atEnd) this.#offerDown(true);
    return news;
  }

  // The instant of the newest message: of the bot in one's own chat, of anybody in a common room.
  newest() {
    let at = "";
    for (const { bubble } of this.shown.values()) {
      const counts = common ? !bubble.id.startsWith("wait-") : !bubble.mine;
      if (counts && bubble.at > at) at = bubble.at;
    }
    return at;
  }

  // The words that a message answers, where they are on the page: it says which by the talk's id, or by ours while it waits.
  #quoted({ to }) {
    if (!to) return undefined;
    const bubbles = [...this.shown.values()].map((entry) => entry.bubble);
    const answered = bubbles.find(({ id, client }) => id === to || id === `o${to}` || client === to);
    return answered && excerpt(answered);
  }

  showOlder(bubbles) {
    const { scrollHeight, scrollTop } = this.log;
    this.show(bubbles);
    this.firstNew = null;
    this.#offerDown(false);
    this.log.scrollTop = scrollTop + this.log.scrollHeight - scrollHeight;
  }

  remove(id) {
    this.shown.get(id)?.node.remove();
    this.shown.delete(id);
    this.#days();
  }

  // A tap is on its way (or no longer): the buttons of its message look so.
  setGoing(token, on) {
    if (on) this.going.add(token);
    else this.going.delete(token);
    for (const entry of this.shown.values()) {
      if (entry.bubble.choices.some((choice) => choice.token === token)) entry.show(this.#withGoing(entry.bubble));
    }
  }

  toEnd() {
    this.atEnd = true;
    this.#offerDown(false);
    this.log.scrollTop = this.log.scrollHeight;
  }

  // Show what has come: the end, or where it begins when it is longer than the screen, for an answer begins with its figure.
  toNews() {
    const first = this.firstNew;
    this.firstNew = null;
    this.toEnd();
    const top = first?.isConnected ? first.offsetTop - this.log.offsetTop - MARGIN : Infinity;
    if (top >= this.log.scrollTop) return;
    this.log.scrollTop = top;
    this.#scrolled();
    this.#offerDown(!this.atEnd);
  }

  #offerDown(offered) {
    this.down.hidden = !offered;
    this.down.classList.remove("past");
  }

  #withGoing(bubble) {
    const going = bubble.choices.find((choice) => choice.open && this.going.has(choice.token));
    if (!going) return bubble;
    return { ...bubble, choices: bubble.choices.map((choice) => ({ ...choice, open: false, going: choice === going })) };
  }

  #insert(entry) {
    let next = null;
    for (const node of [...this.list.children].reverse()) {
      if (node.classList.contains("day")) continue;
      if (node.dataset.key <= entry.key) break;
      next = node;
    }
    entry.node.dataset.key = entry.key;
    this.list.insertBefore(entry.node, next);
  }

  #days() {
    let last = "";
    const lines = new Map([...this.list.querySelectorAll(".day")].map((line) => [line.dataset.day, line]));
    for (const node of [...this.list.children]) {
      if (node.classList.contains("day") || node.dataset.day === last) continue;
      last = node.dataset.day;
      const name = this.#dayName(last);
      const line = lines.get(last) ?? el("h2", { class: "day", "data-day": last }, el("span", {}));
      lines.delete(last);
      if (line.firstChild.textContent !== name) line.firstChild.textContent = name;
      if (node.previousElementSibling !== line) node.before(line);
    }
    for (const line of lines.values()) line.remove();
  }

  #dayName(day) {
    const days = Math.round((Date.parse(this.today) - Date.parse(day)) / 86_400_000);
    const [year, month, date] = day.split("-").map(Number);
    const name = `${WEEKDAYS[new Date(Date.UTC(year, month - 1, date)).getUTCDay()]}, ${date}/${month}/${year}`;
    return days === 0 ? `Hôm nay · ${name}` : days === 1 ? `Hôm qua · ${name}` : name;
  }

  #scrolled() {
    this.atEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 60;
    this.down.classList.toggle("past", this.atEnd); // its room stays until something comes: no button moves under a finger
  }
}
