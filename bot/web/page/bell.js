// New messages on this device while the page is closed: asked for by a button, where the keeper has set keys for it.

import { postJson } from "./outbox.js";
import { common } from "./place.js";

const line = document.getElementById("bell");
const ring = document.getElementById("ring");
const waits = document.getElementById("waits");

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function messagesWaitHere() {
  line.hidden = false;
  waits.hidden = false;
  ring.hidden = true;
}

async function subscribe(worker, key) {
  const made = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
  const { ok } = await postJson("/chat/push", made.toJSON());
  if (ok) line.hidden = true;
  else messagesWaitHere();
}

async function begin() {
  const answer = await fetch("/chat/push");
  const key = answer.ok ? (await answer.json()).key : null;
  const able = key && "serviceWorker" in navigator && "PushManager" in window && Notification.permission !== "denied";
  if (!able) return messagesWaitHere();
  line.hidden = false;
  ring.hidden = false;
  if (Notification.permission === "granted") return subscribe(await navigator.serviceWorker.ready, key);
  ring.addEventListener("click", async () => {
    const granted = (await Notification.requestPermission()) === "granted";
    if (!granted) return messagesWaitHere();
    await subscribe(await navigator.serviceWorker.ready, key).catch(messagesWaitHere);
  });
}

if (!common) begin().catch(messagesWaitHere);
