// The chat of the vacancy page: one conversation in this tab, one message on its way at a time.
import * as api from "./api.js";
import { make } from "./elements.js";
import { draw, timeOf } from "./messages.js";
import { texts } from "./texts.js";

const LONGEST = 500;
const PATIENCE_MS = 400;
const [TOP, BOTTOM, REPLY] = ["top", "bottom", "reply"];

const log = document.querySelector(".chat-log");
const status = document.querySelector(".chat-status");
const form = document.querySelector(".chat-form");
const input = document.querySelector("#chat-input");
const tools = document.querySelector(".chat-tools");

let turns = Promise.resolve();

async function start() {
  try {
    if (api.hasConversation()) await restore();
    else show(await api.begin(), { from: TOP });
  } catch (problem) {
    offerAgain(texts.notStarted, problem, start);
    return;
  }
  form.hidden = tools.hidden = false;
}

async function restore() {
  try {
    show(await api.everything(), { from: BOTTOM });
  } catch (problem) {
    if (problem.status !== 401) throw problem;
    await renew(texts.lost);
  }
}

async function renew(reason) {
  api.forget();
  const messages = await api.begin();
  log.replaceChildren();
  show(messages, { from: TOP });
  status.textContent = reason;
}

/** Say what was typed or pressed; it stays on the page, and can be tried again under the same key. */
function say(what, shown) {
  const message = { from: "candidate", kind: "notice", text: shown, buttons: [], source: null, card: null };
  const element = draw(message, press);
  log.append(element);
  log.scrollTop = log.scrollHeight;
  const key = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
  const attempt = () => { turns = turns.then(() => take(what, key, element, attempt)); };
  attempt();
}

async function take(what, key, element, attempt) {
  element.classList.remove("failed");
  element.querySelector(".trouble")?.remove();
  const notice = setTimeout(() => { status.textContent = texts.waiting; }, PATIENCE_MS);
  try {
    const replies = await api.say(what, key);
    clearTimeout(notice);
    status.textContent = "";
    if (replies.length) element.querySelector(".meta").replaceChildren(timeOf(replies[0].time));
    show(replies, { from: REPLY });
  } catch (problem) {
    clearTimeout(notice);
    status.textContent = "";
    await failed(element, problem, attempt);
  }
}

async function failed(element, problem, attempt) {
  if (problem.status === 401) {
    try {
      await renew(texts.lost);
      log.append(element);
    } catch { /* what follows offers to try again */ }
  }
  element.classList.add("failed");
  const again = make("button", { type: "button", class: "button quiet", text: texts.again, on: { click: attempt } });
  element.append(make("div", { class: "trouble", role: "alert" }, `${texts.notSent} ${reasonOf(problem)} `, again));
  log.scrollTop = log.scrollHeight;
}

function reasonOf(problem) {
  if (problem.status === 0) return texts.offline;
  return problem.message || texts.unexpected;
}

/** Add messages and scroll the log, never the page: a long reply is read from its beginning. */
function show(messages, { from }) {
  const elements = messages.map((message) => draw(message, press));
  log.append(...elements);
  if (from === TOP) log.scrollTop = 0;
  if (from === BOTTOM) log.scrollTop = log.scrollHeight;
  if (from === REPLY && elements.length) log.scrollTop = elements[0].offsetTop - log.offsetTop - log.clientHeight / 3;
}

function press(button, title) {
  say({ button }, title);
  input.focus({ preventScroll: true });
}

function offerAgain(what, problem, action) {
  const again = make("button", { type: "button", class: "button quiet", text: texts.again });
  const notice = make("div", { class: "trouble", role: "alert" }, `${what} ${reasonOf(problem)} `, again);
  again.addEventListener("click", () => { notice.remove(); action(); });
  log.append(notice);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = input.value.trim();
  const count = [...text].length;
  if (!count) return;
  if (count > LONGEST) {
    status.textContent = texts.tooLong(count);
    return;
  }
  status.textContent = "";
  input.value = "";
  say({ text }, text);
});

input.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});

tools.addEventListener("click", async (event) => {
  const does = event.target.closest("button")?.dataset.does;
  try {
    if (does === "erase" && confirm(texts.erase)) {
      await api.erase();
      await renew(texts.erased);
      input.focus();
    }
    if (does === "keep") await keep();
  } catch (problem) {
    status.textContent = reasonOf(problem);
  }
});

async function keep() {
  const address = URL.createObjectURL(await api.transcript());
  make("a", { href: address, download: texts.file }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

// The link to the chat is of use only where the chat is out of sight.
new IntersectionObserver(([seen]) => {
  document.querySelector(".to-chat").classList.toggle("there", seen.isIntersecting);
}).observe(document.querySelector(".chat"));

start();
