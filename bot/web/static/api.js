// The HTTP API of a conversation. The token lives in this tab only (sessionStorage).
const KEY = "vacaturebot-token";
const PATIENCE_MS = 30_000;

/** A refusal of the server (problem details), or no answer at all (status 0). */
export class Problem extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

export const hasConversation = () => sessionStorage.getItem(KEY) !== null;

export function forget() {
  sessionStorage.removeItem(KEY);
}

/** Begin a conversation; returns the bot's first messages. */
export async function begin() {
  const { token, messages } = await json(await call("POST", "/api/conversations", { body: {} }));
  sessionStorage.setItem(KEY, token);
  return messages;
}

/** Say something ({text} or {button}); the same key is never answered twice. */
export async function say(what, key) {
  const answer = await call("POST", "/api/messages", { body: what, headers: { "Idempotency-Key": key } });
  return (await json(answer)).messages;
}

export async function everything() {
  return (await json(await call("GET", "/api/messages"))).messages;
}

export async function transcript() {
  return (await call("GET", "/api/transcript.txt")).blob();
}

export async function erase() {
  await call("DELETE", "/api/conversations");
  forget();
}

async function call(method, path, { body, headers = {} } = {}) {
  const token = sessionStorage.getItem(KEY);
  const sent = { ...headers };
  if (token) sent.Authorization = `Bearer ${token}`;
  if (body) sent["Content-Type"] = "application/json";
  const signal = AbortSignal.timeout?.(PATIENCE_MS);
  let answer;
  try {
    answer = await fetch(path, { method, headers: sent, body: body && JSON.stringify(body), signal });
  } catch {
    throw new Problem(0, "");
  }
  if (answer.ok) return answer;
  const problem = await answer.json().catch(() => ({}));
  throw new Problem(answer.status, problem.detail ?? "");
}

// An answer cut off on the way, or a page that something in between put in its place, is a problem too.
async function json(answer) {
  try {
    return await answer.json();
  } catch {
    throw new Problem(answer.status, "");
  }
}
