// The chat of the vacancy page: one conversation in this tab, one message on its way at a time.
// The page comes with the greeting in it; a conversation begins with the first thing the candidate says.
import * as api from "./api.js";
import { make } from "./elements.js";
import { draw, timeOf } from "./messages.js";
import { texts } from "./texts.js";

const LONGEST = 500;
const PATIENCE_MS = 400;

const log = document.querySelector(".chat-log");
const status = document.querySelector(".chat-status");
const form = document.querySelector(".chat-form");
const input = document.querySelector("#chat-input");
const tools = document.querySelector(".chat-tools");
const send = form.querySelector("button");
const greeting = [...log.children].map((element) => element.cloneNode(true));

let turns = Promise.resolve();
let quickReplies = [];

async function start() {
  try {
    if (api.hasConversation()) await restore();
  } catch (problem) {
    offerAgain(texts.notRestored, problem, start);
    return;
  }
  open();
}

async function restore() {
  try {
    const messages = await api.everything();
    log.replaceChildren();
    show(messages);
    log.scrollTop = log.scrollHeight;
  } catch (problem) {
    if (problem.status !== 401) throw problem;
    startOver(texts.lost);
  }
}

/** Back to the greeting, as on a fresh page. */
function startOver(reason) {
  api.forget();
  log.replaceChildren(...greeting.map((element) => element.cloneNode(true)));
  log.scrollTop = 0;
  open();
  status.textContent = reason;
}

function open() {
  send.disabled = false;
  for (const button of log.querySelectorAll("[data-quick]")) button.disabled = false;
  tools.hidden = !api.hasConversation();
}

/** Say what was typed or pressed; it stays on the page, and can be tried again under the same key. */
function say(what, shown) {
  const message = { from: "candidate", kind: "notice", text: shown, buttons: [], source: null, card: null };
  const element = draw(message, press);
  log.append(element);
  log.scrollTop = log.scrollHeight;
  const key = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
  const attempt = () => inTurn(() => take(what, key, element, attempt));
  attempt();
}

function inTurn(action) {
  turns = turns.then(action);
}

async function take(what, key, element, attempt) {
  element.classList.remove("failed");
  element.querySelector(".trouble")?.remove();
  const notice = setTimeout(() => { status.textContent = texts.waiting; }, PATIENCE_MS);
  const [replies, problem] = await sendOff(what, key).then((done) => [done, null], (error) => [[], error]);
  clearTimeout(notice);
  status.textContent = "";
  if (problem) {
    failed(element, problem, attempt);
    return;
  }
  if (replies.length) element.querySelector(".meta").replaceChildren(timeOf(replies[0].time));
  const [first] = show(replies);
  // Read on from the question, but a long one leaves room for the reply. The log scrolls, never the page.
  if (first) log.scrollTop = Math.max(element.offsetTop - 8, first.offsetTop - log.clientHeight / 3) - log.offsetTop;
}

async function sendOff(what, key) {
  if (!api.hasConversation()) {
    quickReplies = (await api.begin()).flatMap((message) => message.buttons);
    tools.hidden = false;
  }
  return api.say("quick" in what ? quickReply(what.quick) : what, key);
}

// The page's own greeting has no ids: those belong to a conversation.
function quickReply(title) {
  const button = quickReplies.find((each) => each.title === title);
  return button ? { button: button.id } : { text: title };
}

function failed(element, problem, attempt) {
  if (problem.status === 401) {
    startOver(texts.lost);
    log.append(element);
  }
  element.classList.add("failed");
  const again = make("button", { type: "button", class: "button quiet", text: texts.again, on: { click: attempt } });
  element.append(make("div", { class: "trouble", role: "alert" }, `${texts.notSent} ${reasonOf(problem)} `, again));
  log.scrollTop = log.scrollHeight;
}

function reasonOf(problem) {
  if (problem.status === 0) return texts.offline;
  return (problem instanceof api.Problem && problem.message) || texts.unexpected;
}

function show(messages) {
  const elements = messages.map((message) => draw(message, press));
  log.append(...elements);
  return elements;
}

function press(button, title) {
  say({ button }, title);
}

function offerAgain(what, problem, action) {
  const again = make("button", { type: "button", class: "button quiet", text: texts.again });
  const notice = make("div", { class: "trouble", role: "alert" }, `${what} ${reasonOf(problem)} `, again);
  again.addEventListener("click", () => { notice.remove(); action(); });
  log.append(notice);
  log.scrollTop = log.scrollHeight;
}

log.addEventListener("click", (event) => {
  const title = event.target.closest("[data-quick]")?.textContent;
  if (title) say({ quick: title }, title);
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = input.value.trim();
  const count = [...text].length;
  if (!count || send.disabled) return;
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

tools.addEventListener("click", (event) => {
  const does = event.target.closest("button")?.dataset.does;
  if (does === "erase" && confirm(texts.erase)) inTurn(() => orSay(erase));
  if (does === "keep") inTurn(() => orSay(keep));
});

async function orSay(action) {
  try {
    await action();
  } catch (problem) {
    if (problem.status === 401) startOver(texts.lost);
    else status.textContent = reasonOf(problem);
  }
}

async function erase() {
  await api.erase();
  startOver(texts.erased);
  document.querySelector("#chat-title").focus({ preventScroll: true });
}

async function keep() {
  const address = URL.createObjectURL(await api.transcript());
  make("a", { href: address, download: texts.file }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

// The floating link to the chat is of use only where neither the chat nor the link in the header is in sight.
const inSight = new Set();
const floating = document.querySelector(".to-chat");
const watch = new IntersectionObserver((changes) => {
  for (const { target, isIntersecting } of changes) inSight[isIntersecting ? "add" : "delete"](target);
  floating.classList.toggle("there", inSight.size > 0);
});
for (const element of document.querySelectorAll(".chat, .ask")) watch.observe(element);

start();
