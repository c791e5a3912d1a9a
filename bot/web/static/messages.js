// Draws one message of the conversation, with its buttons and its card.
import { link, make, withLinks } from "./elements.js";
import { texts } from "./texts.js";

const BRUSSELS = "Europe/Brussels";

/** Return the element of a message; `press(id, title)` is called when a button of it is used. */
export function draw(message, press) {
  const element = make("article", { class: `said ${message.from} kind-${message.kind}` });
  const bubble = make("div", { class: "bubble" }, make("span", { class: "hidden-label", text: `${texts[message.from]}: ` }));
  bubble.append(...(message.from === "bot" ? withLinks(message.text) : [message.text]));
  element.append(bubble);
  if (message.card) element.append(drawCard(message.card, press));
  element.append(drawMeta(message));
  if (message.buttons.length) element.append(drawChoices(message.buttons, press));
  return element;
}

function drawMeta(message) {
  const meta = make("p", { class: "meta" });
  if (message.source) meta.append(make("span", { text: texts.source(message.source) }));
  if (message.time) meta.append(timeOf(message.time));
  return meta;
}

/** Return the time of a message as the server's clock had it, shown in Brussels: 9.40. */
export function timeOf(instant) {
  return make("time", { datetime: instant, text: clock(instant) });
}

function clock(instant) {
  const [hours, minutes] = new Date(instant)
    .toLocaleTimeString("nl-BE", { hour: "2-digit", minute: "2-digit", timeZone: BRUSSELS })
    .split(":");
  return `${Number(hours)}.${minutes}`;
}

function drawChoices(buttons, press) {
  const list = make("ul", { class: "choices", "aria-label": texts.replies(buttons.length) });
  for (const { id, title } of buttons) {
    list.append(make("li", {}, choice(title, () => press(id, title))));
  }
  return list;
}

function choice(title, onClick, label) {
  const button = make("button", { type: "button", class: "choice", text: title, on: { click: onClick } });
  if (label) button.setAttribute("aria-label", label);
  return button;
}

function drawCard(card, press) {
  const drawing = { diploma: drawDiploma, slots: drawSlots, booking: drawBooking }[card.type];
  return drawing ? drawing(card, press) : "";
}

function drawDiploma(card) {
  const element = make("div", { class: "card" },
    make("p", { class: "card-name", text: texts.diplomaCheck }),
    make("p", { class: "verdict", text: texts.diploma[card.verdict] ?? texts.diploma.unclear }));
  if (card.line) {
    element.append(make("p", { class: "quoted", text: texts.line }), make("blockquote", { text: card.line }));
  }
  if (card.question) element.append(make("p", { text: card.question }));
  element.append(make("p", { class: "advice", text: texts.advice }));
  return element;
}

function drawSlots(card, press) {
  const element = make("div", { class: "card" });
  card.days.forEach((day, index) => {
    const times = make("div", { class: "times" });
    for (const slot of day.slots) {
      const full = slot.label.startsWith(day.label) ? slot.label : `${day.label}, ${slot.label}`;
      times.append(choice(texts.hour(clock(slot.start)), () => press(slot.button, full), full));
    }
    const details = make("details", { class: "day" }, make("summary", { text: day.label }), times);
    details.open = index === 0;
    element.append(details);
  });
  return element;
}

function drawBooking(card) {
  const day = new Date(card.start).toLocaleDateString("nl-BE", {
    weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: BRUSSELS,
  });
  const when = texts.moment(day, clock(card.start));
  const facts = make("dl");
  for (const [name, value] of [[texts.when, when], [texts.reference, card.reference], [texts.status, texts.booking[card.status]]]) {
    facts.append(make("div", {}, make("dt", { text: name }), make("dd", { text: value })));
  }
  const actions = make("p", { class: "actions" });
  if (card.status !== "cancelled") {
    const file = link(card.ics_url, texts.calendar, "button quiet");
    file?.removeAttribute("target"); // a download, not a page
    const links = [
      card.join_url && link(card.join_url, texts.join, "button"),
      file,
      link(card.manage_url, texts.manage, "button quiet"),
    ];
    actions.append(...links.filter(Boolean));
  }
  return make("div", { class: "card" }, facts, actions);
}
