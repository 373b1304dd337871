// The page of the web chat: what is written here goes to the bot, what the bot says is shown.

import { Answering } from "./answering.js";
import { el } from "./bubble.js";
import { refresh, startDemo } from "./demo.js";
import { News } from "./news.js";
import { Outbox, newId } from "./outbox.js";
import { Photos } from "./photos.js";
import { common, isShut, path } from "./place.js";
import { Timeline } from "./timeline.js";
import { unread } from "./unread.js";

const $ = (id) => document.getElementById(id);
const [log, words, older, working, compose, notice] = ["log", "words", "older", "working", "compose", "notice"].map($);
const demo = document.body.classList.contains("demo");
const touch = matchMedia("(pointer: coarse)");

let before = null; // where older messages begin
let outbox = null;
let draftKey = "";

const answering = new Answering(log, words);
const timeline = new Timeline(log,
  (choice) => outbox.add({ id: `tap-${choice.token}`, kind: "tap", token: choice.token }),
  (bubble) => answering.start(bubble));
const photos = new Photos($("tray"), tell, common && refusePhotos);
const news = new News({ news: take, lost: (yes) => { $("lost").hidden = !yes; if (!yes) outbox.flush(); } });

function tell(...why) {
  notice.replaceChildren(...why);
  notice.hidden = !notice.textContent;
}

function refusePhotos() {
  tell("Ở nhóm em chưa nhận ảnh, mình gửi riêng cho em nhé: ", el("a", { href: "/" }, "Về trò chuyện riêng"));
}

// --- what comes ---------------------------------------------------------------------------------------------------

function take(told) {
  timeline.today = told.today;
  for (const bubble of told.bubbles) if (bubble.client) timeline.remove(`wait-${bubble.client}`);
  const fresh = timeline.show(told.bubbles);
  working.hidden = !told.working;
  $("welcome").hidden = timeline.shown.size > 0;
  if (timeline.atEnd) timeline.toNews();
  unread.came(fresh, timeline.newest());
  if (fresh && demo) refresh();
}

async function history(query = "") {
  const answer = await fetch(`${path}/history${query}`);
  if (isShut(answer)) location.reload(); // the page says why
  if (!answer.ok) throw new Error(`history: ${answer.status}`);
  return answer.json();
}

async function open() {
  let told;
  for (let pause = 1000; !told; pause = Math.min(pause * 2, 8000)) {
    try {
      told = await history();
    } catch {
      $("lost").hidden = false;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  before = told.before;
  older.hidden = !before;
  outbox = new Outbox(`khupho.outbox.${told.chat}`, {
    changed: showWaiting,
    sent: (entry) => (entry.kind === "tap" || entry.text.startsWith("/start") ? gone(entry) : showWaiting({ ...entry, sent: true })),
    gone,
  });
  unread.start(told.unread);
  take(told);
  timeline.toEnd();
  restoreDraft(`khupho.draft.${told.chat}`);
  outbox.restore();
  news.start(told.since);
  log.setAttribute("aria-busy", "false");
  requestAnimationFrame(() => log.setAttribute("aria-live", "polite")); // what was there already is not read aloud
  if (!touch.matches) words.focus();
}

async function showOlder() {
  if (!before || older.disabled) return;
  older.disabled = true;
  log.setAttribute("aria-busy", "true");
  try {
    const told = await history(`?before=${before}`);
    before = told.before;
    timeline.showOlder(told.bubbles);
  } catch {
    tell("Chưa tải được tin cũ, mình thử lại sau ạ.");
  }
  older.hidden = !before;
  older.disabled = false;
  log.setAttribute("aria-busy", "false");
}

// --- what goes ----------------------------------------------------------------------------------------------------

function showWaiting(entry) {
  if (entry.kind === "tap") {
    timeline.setGoing(entry.token, !entry.error);
    if (entry.error) {
      tell(entry.error);
      outbox.drop(entry);
    }
    return;
  }
  if ([...timeline.shown.values()].some(({ bubble }) => bubble.client === entry.id)) return;
  const at = entry.at;
  timeline.show([{
    id: `wait-${entry.id}`, key: `~${at}`, mine: true, at, to: entry.to, text: entry.text, table: null, choices: [], files: [],
    pictures: entry.pictures ?? [],
    progress: entry.kind === "photo" && !entry.sent ? (entry.progress ?? 0) : undefined,
    status: entry.error ?? (entry.sent ? "đã gửi" : entry.late ? "chưa gửi được, em đang thử lại…" : "đang gửi…"),
    failed: entry.error && { again: () => outbox.again(entry), drop: () => outbox.drop(entry) },
  }]);
  $("welcome").hidden = true;
}

function gone(entry) {
  if (entry.kind === "tap") setTimeout(() => timeline.setGoing(entry.token, false), 4000); // by then the bot has closed the button
  else timeline.remove(`wait-${entry.id}`);
}

function send() {
  const text = words.value.trim();
  const files = photos.take();
  if ((!text && !files.length) || !outbox) return;
  const at = `${timeline.today}T${new Date().toISOString().slice(11)}`;
  const entry = { id: newId(), at, text };
  if (files.length) {
    outbox.add({ ...entry, kind: "photo", files, pictures: files.map((file) => ({ url: URL.createObjectURL(file), name: "Ảnh mình gửi" })) });
  } else {
    outbox.add({ ...entry, kind: "text", to: answering.take() });
  }
  words.value = "";
  keepDraft();
  tell("");
  timeline.toEnd();
}

// --- writing ------------------------------------------------------------------------------------------------------

function restoreDraft(key) {
  draftKey = key;
  words.value ||= localStorage.getItem(key) ?? "";
  grow();
}

function keepDraft() {
  grow();
  if (!draftKey) return;
  if (words.value) localStorage.setItem(draftKey, words.value);
  else localStorage.removeItem(draftKey);
}

function grow() {
  words.style.height = "auto";
  words.style.height = `${words.scrollHeight + 4}px`;
}

// The words call the bot from now on, wherever in them somebody was writing.
function call() {
  if (!/(^|\s)@em(?![\p{L}\d])/iu.test(words.value)) words.value = `@em ${words.value}`;
  keepDraft();
  words.focus();
}

$("call").addEventListener("click", call);
words.addEventListener("input", keepDraft);
words.addEventListener("keydown", (event) => {
  // while a Vietnamese keyboard composes a letter, Enter belongs to it
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && !touch.matches) {
    event.preventDefault();
    send();
  }
});
compose.addEventListener("submit", (event) => {
  event.preventDefault();
  send();
  words.focus();
});
older.addEventListener("click", showOlder);
log.addEventListener("scroll", () => log.scrollTop < 60 && showOlder(), { passive: true });
open();
if (demo) startDemo();
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/worker.js").catch(() => {}); // the chat works without
