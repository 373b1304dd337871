// New messages on this device while the page is closed: asked for by a button, where the keeper has set keys for it.

import { postJson } from "./outbox.js";

const line = document.getElementById("bell");
const ring = document.getElementById("ring");
const waits = document.getElementById("waits");

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

async function subscribe(worker, key) {
  const made = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
  await postJson("/chat/push", made.toJSON());
  line.hidden = true;
}

async function begin() {
  const answer = await fetch("/chat/push");
  const key = answer.ok ? (await answer.json()).key : null;
  const able = key && "serviceWorker" in navigator && "PushManager" in window && Notification.permission !== "denied";
  line.hidden = false;
  waits.hidden = able;
  ring.hidden = !able;
  if (!able) return;
  const worker = await navigator.serviceWorker.ready;
  if (Notification.permission === "granted") await subscribe(worker, key);
  ring.addEventListener("click", async () => {
    if ((await Notification.requestPermission()) === "granted") await subscribe(worker, key);
    else { waits.hidden = false; ring.hidden = true; }
  });
}

begin().catch(() => {});
