// How one message looks. Only the parts that changed are made anew, so that a screen reader does not read the rest again.

import { common } from "./place.js";

export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "class") node.className = value;
    else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}

const SHOWN = 80; // letters of the words that are answered

// Who said something, and how it begins.
export function excerpt({ mine, who, text }) {
  const said = text.replace(/\s+/g, " ").trim() || "ảnh";
  return `${mine ? "Mình" : (who ?? "Em")}: ${said.length > SHOWN ? `${said.slice(0, SHOWN)}…` : said}`;
}

export function makeBubble(onTap, onAnswer) {
  const node = el("article", { class: "bubble", tabindex: "-1" });
  const parts = new Map();

  function part(name, value, build) {
    const json = JSON.stringify(value);
    const known = parts.get(name);
    if (known?.json === json) return;
    const fresh = build(value);
    const focused = known?.node.contains(document.activeElement);
    if (known) known.node.replaceWith(fresh);
    else node.append(fresh);
    parts.set(name, { json, node: fresh });
    if (focused) refocus(node, fresh);
  }

  function show(bubble) {
    node.classList.toggle("mine", bubble.mine);
    node.classList.toggle("bot", bubble.id.startsWith("o"));
    node.classList.toggle("failed", Boolean(bubble.failed));
    node.dataset.day = bubble.at.slice(0, 10);
    part("who", [bubble.mine, bubble.who], whoPart);
    part("answer", bubble.id, (id) => answerPart(id, () => onAnswer(bubble)));
    part("quote", bubble.quoted, quotePart);
    part("text", [bubble.text, bubble.mine], textPart);
    part("table", bubble.table, tablePart);
    part("pictures", bubble.pictures, picturesPart);
    part("files", bubble.files, filesPart);
    part("choices", bubble.choices, (choices) => choicesPart(choices, onTap));
    part("foot", [bubble.at, bubble.status, bubble.progress, bubble.failed], () => footPart(bubble));
  }

  return { node, show };
}

function refocus(node, fresh) {
  const again = fresh.querySelector("button.going, button.chosen");
  (again ?? node).focus({ preventScroll: true });
}

// Seen only where several people write.
function whoPart([mine, who]) {
  if (who) return el("p", { class: "who" }, who, el("span", { class: "unseen" }, ": "));
  return el("span", { class: "unseen" }, mine ? "Mình: " : "Trợ lý: ");
}

function quotePart(quoted) {
  return quoted ? el("p", { class: "quote" }, el("span", { class: "unseen" }, "Trả lời "), quoted) : nothing();
}

// Out of sight until the message is pointed at, held or reached with the keyboard; what is still on its way has none.
function answerPart(id, onclick) {
  if (id.startsWith("wait-")) return nothing();
  return el("button", { type: "button", class: "answer", "aria-label": "Trả lời tin này", onclick }, "Trả lời");
}

function nothing() {
  return el("span", { hidden: true });
}

function textPart([text, mine]) {
  if (!text) return nothing();
  const paragraph = el("p", { class: "text" });
  if (mine) paragraph.append(text);
  else for (const piece of text.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)]|📎\d+)/u)) paragraph.append(...shown(piece));
  return paragraph;
}

// A link, or how many photos there are: the sign is drawn, for not every device has it among its letters.
function shown(piece) {
  if (!/^📎\d/u.test(piece)) return [linked(piece)];
  const clip = drawing("M20 11.500 12.500 19a4.600 4.600 0 0 1-6.500-6.500l8-8a3 3 0 0 1 4.300 4.300l-8 8a1.400 1.400 0 0 1-2-2l7-7");
  clip.setAttribute("class", "clip");
  return [clip, ` ${piece.slice("📎".length)} ảnh`];
}

function linked(piece) {
  if (!/^https?:\/\//.test(piece)) return piece;
  if (common && isOwnChat(piece)) return el("a", { href: piece }, "Sang trò chuyện riêng");
  return el("a", { href: piece, rel: "noopener noreferrer", target: "_blank" }, piece);
}

// The way from the room into one's own chat, with or without the sentence that was said.
function isOwnChat(link) {
  return link === `${location.origin}/` || link.startsWith(`${location.origin}/nhom/`);
}

function tablePart(table) {
  if (!table) return nothing();
  const heads = table.heads.map((head) => el("th", { scope: "col" }, head));
  const rows = table.rows.map(([label, ...cells]) =>
    el("tr", {}, el("th", { scope: "row" }, label ?? ""), ...cells.map((cell) => el("td", {}, cell))),
  );
  return el("div", { class: "sheet", tabindex: "0", role: "group", "aria-label": "Bảng số liệu" },
    el("table", {}, el("thead", {}, el("tr", {}, ...heads)), el("tbody", {}, ...rows)));
}

function picturesPart(pictures) {
  if (!pictures.length) return nothing();
  return el("div", { class: pictures.length > 1 ? "pictures many" : "pictures" }, ...pictures.map(({ url, name }) =>
    url.startsWith("blob:")
      ? el("img", { src: url, alt: name })
      : el("a", { href: url, target: "_blank", rel: "noopener", "aria-label": `Xem ảnh lớn: ${name}` },
          el("img", { src: `${url}?small`, alt: name, loading: "lazy" }))));
}

function filesPart(files) {
  if (!files.length) return nothing();
  return el("ul", { class: "files" }, ...files.map(({ url, name }) => {
    const link = el("a", { href: url, download: name });
    link.append(drawing("M12 4v11m0 0-4.500-4.500M12 15l4.500-4.500M5 19.500h14"), el("span", {}, `Tải ${name}`));
    return el("li", {}, link);
  }));
}

function drawing(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

function choicesPart(choices, onTap) {
  if (!choices.length) return nothing();
  const wide = wholeRows(choices);
  return el("div", { class: "choices", role: "group", "aria-label": "Mời chọn" }, ...choices.map((choice, index) => {
    const button = el("button", {
      type: "button",
      class: [wide[index] && "long", AWAY.test(choice.word) && "quiet", choice.chosen && "chosen", choice.going && "going"].filter(Boolean).join(" "),
      "aria-disabled": String(!choice.open),
      onclick: () => choice.open && onTap(choice),
    }, el("span", {}, ...unbroken(choice.word)));
    if (choice.chosen) button.append(el("span", { class: "unseen" }, " (đã chọn)"));
    if (choice.going) button.append("…", el("span", { class: "unseen" }, " (đang gửi)"));
    return button;
  }));
}

// Steps back or aside: what does something stands out from them.
const AWAY = /^(Bỏ|Sửa|Xem lại|Xem việc kia|Thôi|Hoàn tác|Bài khác|Quay lại)( |$)/u;

// A word with its figures and numbers ("7.000.000", "#KP9-0010") each in one piece.
function unbroken(word) {
  return word.split(/(#?[\p{L}\d]*\d[\p{L}\d.,/-]*)/u).map((piece, index) => (index % 2 ? el("span", { class: "whole" }, piece) : piece));
}

// Which buttons take a whole row: those with many letters, and the first of those that else would not come in pairs.
function wholeRows(choices) {
  const wide = choices.map(({ word }) => word.length > 14 || word.split(" ").some((piece) => piece.length > 8));
  for (let index = 0; index < wide.length; index += 1) {
    if (wide[index]) continue;
    let end = index;
    while (end < wide.length && !wide[end]) end += 1;
    if ((end - index) % 2) wide[index] = true;
    index = end;
  }
  return wide;
}

function footPart({ at, status, progress, failed }) {
  const foot = el("div", { class: "foot" });
  if (progress !== undefined && !failed) foot.append(el("progress", { max: "1", value: String(progress), "aria-label": "Đang gửi ảnh" }));
  if (status) foot.append(el("span", {}, status));
  else foot.append(el("time", { datetime: at }, at.slice(11, 16)));
  if (failed) {
    foot.append(el("button", { type: "button", onclick: failed.again }, "Gửi lại"), el("button", { type: "button", onclick: failed.drop }, "Bỏ"));
  }
  return foot;
}
