// Photos to be sent: picked, dropped or pasted, looked at before they go.

import { el } from "./bubble.js";

const KINDS = ["image/jpeg", "image/png", "image/webp"];
const MOST = 10;
const LARGEST = 20 * 1024 * 1024;
const LARGEST_POST = 60 * 1024 * 1024;

export class Photos {
  // `refuse` instead of taking any, where they are not taken.
  constructor(tray, onNotice, refuse) {
    this.tray = tray;
    this.onNotice = onNotice;
    this.refuse = refuse;
    this.files = [];
    const pick = document.getElementById("pick");
    pick.addEventListener("change", () => {
      this.add(pick.files);
      pick.value = "";
    });
    addEventListener("paste", (event) => {
      if (event.clipboardData?.files.length) {
        event.preventDefault();
        this.add(event.clipboardData.files);
      }
    });
    this.#dragging();
  }

  add(files) {
    if (this.refuse) return this.refuse();
    this.onNotice("");
    for (const file of files) {
      if (!KINDS.includes(file.type)) this.onNotice("Em chỉ nhận ảnh JPEG, PNG hoặc WebP ạ.");
      else if (file.size > LARGEST) this.onNotice("Ảnh này lớn quá 20 MB, mình chọn ảnh nhỏ hơn giúp em ạ.");
      else if (this.files.length >= MOST || this.#size() + file.size > LARGEST_POST) this.onNotice("Nhiều ảnh quá, mình gửi bớt thành hai lần giúp em ạ.");
      else this.files.push(file);
    }
    this.#show();
  }

  take() {
    const files = this.files;
    this.files = [];
    this.#show();
    return files;
  }

  #size() {
    return this.files.reduce((sum, file) => sum + file.size, 0);
  }

  #show() {
    for (const image of this.tray.querySelectorAll("img")) URL.revokeObjectURL(image.src);
    this.tray.replaceChildren(...this.files.map((file, index) => el("li", {},
      el("img", { src: URL.createObjectURL(file), alt: `Ảnh ${index + 1} sắp gửi: ${file.name}` }),
      el("button", { type: "button", "aria-label": `Bỏ ảnh ${index + 1}`, onclick: () => this.#drop(file) }, "✕"))));
    this.tray.hidden = !this.files.length;
  }

  #drop(file) {
    this.files = this.files.filter((other) => other !== file);
    this.#show();
    document.getElementById("words").focus();
  }

  #dragging() {
    const sign = document.getElementById("drop");
    const carries = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
    addEventListener("dragover", (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      sign.hidden = Boolean(this.refuse);
    });
    addEventListener("dragleave", (event) => {
      if (!event.relatedTarget) sign.hidden = true;
    });
    addEventListener("drop", (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      sign.hidden = true;
      this.add(event.dataTransfer.files);
    });
  }
}
