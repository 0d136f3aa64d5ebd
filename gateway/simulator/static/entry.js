// The field of a phone for a text in own words. What stands in it is kept until Doria has taken it.

import { languageNow, put } from "./words.js";
import { send } from "./outbox.js";
import { passing } from "./store.js";

/** Show why something on a phone did not work: words of the page, or the words of the server. */
export function complain(line, name, words = "", language = "en") {
  line.hidden = !name && !words;
  line.removeAttribute("data-put");
  line.removeAttribute("lang");
  if (name) put(line, name);
  else {
    line.textContent = words;
    // The server's own words are English, except where it says them in both languages.
    if (words) line.lang = language;
  }
}

/** Keep what is typed into a field over a reload; `name` is a function, for the resident's number changes. */
export function keepDraft(field, name) {
  const key = () => "doria-draft-" + name();
  field.value = passing.get(key()) ?? field.value;
  field.addEventListener("input", () => passing.set(key(), field.value));
  return () => passing.drop(key());
}

/** Send what is typed as a text of a phone. `phone()` is its number, `isOn()` whether it is switched on. */
export function startEntry(form, line, { phone, to, isOn }) {
  const field = form.querySelector("input");
  const forget = keepDraft(field, phone);
  const text = (words, fromField) => {
    if (!isOn()) {
      complain(line, "phone.is_off");
      return;
    }
    complain(line, "");
    send(phone(), to, words, {
      after: ({ note }) => {
        // The network may say something about a text that it has taken: a long one is cut.
        if (note) complain(line, "", note[languageNow()] ?? note.en, languageNow());
        if (!fromField || field.value !== words) return;
        field.value = "";
        forget();
      },
      refused: (why) => {
        complain(line, "", why);
        if (!field.value) field.value = words;
      },
    });
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (field.value.trim()) text(field.value, true);
  });
  return (words) => text(words, false);
}
