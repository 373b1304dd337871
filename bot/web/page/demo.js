// The strip of the demo: be another of the sample people, move the clock.

import { el } from "./bubble.js";
import { postJson } from "./outbox.js";
import { common } from "./place.js";

const strip = document.getElementById("strip");
const note = document.getElementById("strip-note");
const wide = matchMedia("(min-width: 960px)");

export async function startDemo() {
  const fit = () => (strip.open = wide.matches);
  fit();
  wide.addEventListener("change", fit);
  strip.querySelector("summary").addEventListener("click", (event) => wide.matches && event.preventDefault());
  for (const button of strip.querySelectorAll("[data-move]")) {
    button.addEventListener("click", () => move(JSON.parse(button.dataset.move)));
  }
  document.getElementById("clock-form").addEventListener("submit", (event) => {
    event.preventDefault();
    move({ to: document.getElementById("clock-to").value });
  });
  await refresh();
  setInterval(refresh, 30_000);
}

export async function refresh() {
  const answer = await fetch("/demo/state").catch(() => null);
  if (answer?.ok) show(await answer.json());
}

async function move(wish) {
  note.textContent = "Đang chỉnh đồng hồ…";
  const answer = await postJson("/demo/clock", wish);
  note.textContent = answer.ok ? "" : (answer.why ?? "Chưa chỉnh được, mình thử lại ạ.");
  if (!answer.ok) return;
  show(answer.told);
  if (!wide.matches) strip.open = false;
}

async function be(key) {
  const answer = await postJson(`/demo/as/${encodeURIComponent(key)}`, {});
  if (answer.ok) location.assign(common ? "/nhom-ban" : "/");
}

function show(state) {
  const current = state.people.find((person) => person.current);
  document.getElementById("strip-who").textContent = `${current ? current.label : "khách"} ·`;
  for (const id of ["strip-now", "clock"]) tell(document.getElementById(id), state.now);
  const next = document.getElementById("next");
  next.setAttribute("aria-disabled", String(!state.next));
  next.title = state.next ? spoken(state.next) : "Chưa có lần nhắc nào";
  const to = document.getElementById("clock-to");
  to.min = state.now.slice(0, 16);
  if (to.value < to.min) to.value = to.min;
  const people = document.getElementById("people");
  if (people.childElementCount !== state.people.length) {
    people.replaceChildren(...state.people.map(({ key, label }) =>
      el("button", { type: "button", "data-key": key, onclick: () => be(key) }, label)));
  }
  for (const person of state.people) {
    people.querySelector(`[data-key="${CSS.escape(person.key)}"]`)?.setAttribute("aria-pressed", String(person.current));
  }
}

function tell(node, at) {
  node.dateTime = at;
  node.textContent = spoken(at);
}

function spoken(at) {
  const [year, month, day] = at.slice(0, 10).split("-").map(Number);
  return `${at.slice(11, 16)}, ${day}/${month}/${year}`;
}
