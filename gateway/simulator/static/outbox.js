// Texts on their way from a phone of this page to Doria. Each is kept until Doria has answered, over a reload, too.

import { ask, Gone, Refused } from "./net.js";
import { lasting } from "./store.js";

const PREFIX = "doria-text-";
const letters = [];
const busy = new Set();
const listeners = [];

const random = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16)).join("");

for (const name of lasting.names().filter((one) => one.startsWith(PREFIX))) {
  try {
    letters.push({ ...JSON.parse(lasting.get(name)), state: "waiting" });
  } catch {
    lasting.drop(name);
  }
}
letters.sort((one, other) => one.at - other.at);

/** Call this with a phone at each change of its texts on their way. */
export const onLetters = (listener) => listeners.push(listener);
const changed = (phone) => listeners.forEach((listener) => listener(phone));

/** Return the texts of a phone that do not stand in its thread yet. */
export const lettersOf = (phone) => letters.filter((letter) => letter.phone === phone && !letter.isThere);

/** Send a text from a phone. The same text again, while it is on its way, is a double press: it is sent once. */
export function send(phone, to, text, { after = () => {}, refused = () => {} } = {}) {
  if (letters.some((letter) => letter.phone === phone && letter.text === text)) return;
  const letter = { key: random(), phone, to, text, at: Date.now(), state: "waiting", after, refused };
  letters.push(letter);
  lasting.set(PREFIX + letter.key, JSON.stringify({ key: letter.key, phone, to, text, at: letter.at }));
  changed(phone);
  carry(phone);
}

/** Send what waits on a phone, one after the other, again and again until Doria answers. */
async function carry(phone) {
  if (busy.has(phone)) return;
  busy.add(phone);
  let letter;
  while ((letter = letters.find((one) => one.phone === phone && one.state === "waiting"))) {
    const { to, text, key } = letter;
    try {
      const answer = await ask(`/simulator/phones/${encodeURIComponent(phone)}/sms`, { to, text, key });
      letter.state = "sent";
      letter.sent = performance.now();
      lasting.drop(PREFIX + key);
      letter.after?.(answer);
    } catch (error) {
      if (error instanceof Gone) {
        await new Promise((later) => setTimeout(later, 1_000));
        continue;
      }
      drop(letter);
      letter.refused?.(error instanceof Refused ? error.message : String(error));
    }
    changed(phone);
  }
  busy.delete(phone);
}

function drop(letter) {
  letters.splice(letters.indexOf(letter), 1);
  lasting.drop(PREFIX + letter.key);
}

/**
 * Forget the texts that Doria had before a poll of that moment began: they stand in the thread now. A poll may also bring
 * a text whose answer is still on its way: the thread shows it already.
 */
export function settle(phone, asked, texts) {
  const keys = new Set(texts.map((text) => text.key));
  for (const letter of letters.filter((one) => one.phone === phone)) {
    letter.isThere ||= keys.has(letter.key);
    if (letter.state === "sent" && (letter.isThere || letter.sent < asked)) drop(letter);
  }
}

/** Go on with what the last visit left. */
export function startOutbox() {
  for (const phone of new Set(letters.map((letter) => letter.phone))) {
    changed(phone);
    carry(phone);
  }
}
