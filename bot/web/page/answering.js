// Answering one message: its words stand above the input until they are sent along, or Esc lets them go.

import { excerpt } from "./bubble.js";

const HELD = 500; // milliseconds of a long press

export class Answering {
  constructor(log, words) {
    this.words = words;
    this.place = document.getElementById("answering");
    this.to = null; // the bubble that is answered
    document.getElementById("answer-stop").addEventListener("click", () => this.stop());
    document.getElementById("compose").addEventListener("keydown", (event) => event.key === "Escape" && this.to && this.stop());
    this.#longPress(log);
  }

  start(bubble) {
    this.to = bubble.id;
    document.getElementById("answered").textContent = excerpt(bubble);
    this.place.hidden = false;
    this.words.focus();
  }

  stop() {
    this.to = null;
    this.place.hidden = true;
    this.words.focus();
  }

  // The bubble that the words being sent answer; from then on none is answered.
  take() {
    const to = this.to;
    this.to = null;
    this.place.hidden = true;
    return to ?? undefined;
  }

  // A finger that rests on a message shows its button; a mouse only passes over it.
  #longPress(log) {
    let timer = 0;
    const let_go = () => clearTimeout(timer);
    log.addEventListener("pointerdown", (event) => {
      let_go();
      const bubble = event.target.closest(".bubble");
      for (const other of log.querySelectorAll(".held")) if (other !== bubble) other.classList.remove("held");
      if (bubble && event.pointerType !== "mouse") timer = setTimeout(() => bubble.classList.add("held"), HELD);
    });
    for (const end of ["pointerup", "pointercancel", "scroll"]) log.addEventListener(end, let_go, { passive: true });
  }
}
