// The words of the page, in the language that the visitor chose.

import { lasting } from "./store.js";

const page = JSON.parse(document.getElementById("page-data").textContent);
const listeners = [];
const placed = new WeakMap();
let language = document.documentElement.lang;

/** What the server wrote into the page: the community, its people, and the words. */
export const given = page;

export const languageNow = () => language;

/** Return a text in the chosen language with its placeholders filled. */
export function say(name, values = {}) {
  const text = page.words[language][name] ?? name;
  return text.replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all);
}

export const has = (name) => name in page.words[language];

/** Put a text into an element, or into one of its attributes. It changes with the language. */
export function put(element, name, values = {}, attribute = "") {
  const places = placed.get(element) ?? new Map();
  places.set(attribute, { name, values });
  placed.set(element, places);
  element.setAttribute("data-put", "");
  write(element, attribute, say(name, values));
}

function write(element, attribute, text) {
  if (attribute) element.setAttribute(attribute, text);
  else if (element.textContent !== text) element.textContent = text;
}

/** Do something at each change of the language. */
export const onLanguage = (listener) => listeners.push(listener);

export function setLanguage(code) {
  if (!(code in page.words)) return;
  language = code;
  document.documentElement.lang = code;
  document.title = say("title");
  for (const element of document.querySelectorAll("[data-put]")) {
    for (const [attribute, { name, values }] of placed.get(element) ?? []) write(element, attribute, say(name, values));
  }
  for (const listener of listeners) listener();
}

const ATTRIBUTES = { say: "", sayLabel: "aria-label", sayPlaceholder: "placeholder", sayTitle: "title" };

/** Take over the texts that stand in a part of the page, so that they change with the language. */
export function adopt(root) {
  for (const [key, attribute] of Object.entries(ATTRIBUTES)) {
    const selector = "[data-" + key.replace(/[A-Z]/g, (letter) => "-" + letter.toLowerCase()) + "]";
    for (const element of root.querySelectorAll(selector)) put(element, element.dataset[key], {}, attribute);
  }
}

/** Choose the language of `?lang=`, else the one of the last visit; let the switch change it. */
export function startLanguage(buttons) {
  adopt(document);
  const mark = () => {
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.lang === language));
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      setLanguage(button.lang);
      lasting.set("doria-language", button.lang);
      const address = new URL(location.href);
      address.searchParams.set("lang", button.lang);
      history.replaceState(null, "", address);
    });
  }
  onLanguage(mark);
  const asked = new URLSearchParams(location.search).get("lang");
  setLanguage(asked in page.words ? asked : lasting.get("doria-language") ?? language);
  mark();
}
