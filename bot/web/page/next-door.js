// A mark at the way into the common room while something was said there that this browser has not shown.

import { common } from "./place.js";

const EVERY = 60_000;
const mark = document.getElementById("room-news");

async function look() {
  if (document.hidden) return;
  const answer = await fetch("/nhom-ban/newest").catch(() => null);
  if (!answer?.ok) return;
  const rooms = Object.entries(await answer.json());
  mark.hidden = rooms.every(([path, at]) => at <= (localStorage.getItem(`khupho.seen${path}`) ?? ""));
}

if (!common && !document.body.classList.contains("lone")) {
  look();
  setInterval(look, EVERY);
  document.addEventListener("visibilitychange", look);
}
