// Requests to Doria, and whether Doria answers.

const PATIENCE = 10_000;
const SILENCE = 1_400; // A poll that is older makes the banner appear: within three seconds of the last answer.
const failing = new Set();
let onChange = () => {};

/** Doria did not answer: try again later. */
export class Gone extends Error {}

/** Doria refused; the message says why, in words. */
export class Refused extends Error {}

export const isGone = () => failing.size > 0;

function mark(name, fails) {
  const before = isGone();
  if (fails) failing.add(name);
  else failing.delete(name);
  if (before !== isGone()) onChange(isGone());
}

/** Ask Doria; return the JSON of the answer. */
export async function ask(address, data, { method = data === undefined ? "GET" : "POST", patience = 60_000 } = {}) {
  const options = { method, cache: "no-store", signal: AbortSignal.timeout(patience) };
  if (data !== undefined) {
    options.body = JSON.stringify(data);
    options.headers = { "Content-Type": "application/json" };
  }
  let answer, text;
  try {
    answer = await fetch(address, options);
    text = await answer.text();
  } catch {
    throw new Gone();
  }
  if (answer.status >= 500) throw new Gone();
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    if (answer.ok) throw new Gone();
    throw new Refused(text.slice(0, 300));
  }
  if (!answer.ok) throw new Refused(body.error ?? body.text ?? text.slice(0, 300));
  return body;
}

/** Poll: each request begins a second after the answer to the one before, or later while nobody sees the page. */
export function poll(name, address, use) {
  let began = null;
  let timer = null;
  async function look() {
    clearTimeout(timer);
    if (began !== null) return;
    began = performance.now();
    try {
      const answer = await ask(address(), undefined, { patience: PATIENCE });
      mark(name, false);
      use(answer, began);
    } catch (error) {
      if (error instanceof Gone) mark(name, true);
      else if (!(error instanceof Refused)) console.error(error);
    } finally {
      began = null;
      timer = setTimeout(look, document.hidden ? 5_000 : 1_000);
    }
  }
  setInterval(() => {
    if (began !== null && !document.hidden && performance.now() - began > SILENCE) mark(name, true);
  }, 300);
  document.addEventListener("visibilitychange", () => document.hidden || look());
  look();
  return look;
}

/** Show a banner while Doria does not answer. */
export function startBanner(banner) {
  onChange = (gone) => {
    banner.hidden = !gone;
    document.body.classList.toggle("is-gone", gone);
  };
}
