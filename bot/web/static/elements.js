// Small builders. Text always enters the page as text, never as HTML.

/** Make an element with properties (class, text, on…) and children. */
export function make(name, { text, on = {}, ...attributes } = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  for (const [event, handler] of Object.entries(on)) element.addEventListener(event, handler);
  if (text !== undefined) element.textContent = text;
  element.append(...children);
  return element;
}

const LINK = /https:\/\/[^\s<>"]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:\+32|\b0)[\d ./]{7,}\d/g;

/** Return the text as nodes, with links where it holds a web address, an e-mail address or a phone number. */
export function withLinks(text) {
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(LINK)) {
    const shown = found[0].replace(/[.,;:!?)\]]+$/, "");
    const target = targetOf(shown);
    if (!target) continue;
    nodes.push(text.slice(end, found.index), link(target, shown));
    end = found.index + shown.length;
  }
  nodes.push(text.slice(end));
  return nodes;
}

// One machine, two names: a page opened as 127.0.0.1 still follows the links to localhost.
const LOOPBACK = new Set(["localhost", "127.0.0.1"]);

/** A link that opens beside the chat; null when the address is not one we follow. */
export function link(target, text, className = "") {
  if (!URL.canParse(target, location.origin)) return null;
  const url = new URL(target, location.origin);
  const ours = url.origin === location.origin || (LOOPBACK.has(url.hostname) && LOOPBACK.has(location.hostname));
  if (!(ours && url.protocol === "http:") && !["https:", "mailto:", "tel:"].includes(url.protocol)) return null;
  const element = make("a", { href: url.href, rel: "noopener noreferrer", text });
  if (className) element.className = className;
  if (url.protocol === "https:" || ours) element.target = "_blank";
  return element;
}

function targetOf(shown) {
  if (shown.startsWith("https://")) return shown;
  if (shown.includes("@")) return `mailto:${shown}`;
  const digits = shown.replace(/[^\d+]/g, "");
  const belgian = /^(0\d{8,9}|\+32\d{8,9})$/.test(digits);
  return belgian ? `tel:${digits}` : null;
}
