// The phone of one person with a role: texts, answers in words, and own words.

import { given, has, languageNow, onLanguage, put, say } from "./words.js";
import { lettersOf, onLetters, settle } from "./outbox.js";
import { startEntry } from "./entry.js";
import { Power } from "./power.js";
import { Thread } from "./thread.js";

/** Return a name without what stands in brackets behind it. */
export const shortName = (name) => name.replace(/\s*\([^)]*\)\s*$/, "");

export const rolesInWords = (roles) =>
  roles.map((role) => (has("role." + role) ? say("role." + role) : role.replaceAll("-", " "))).join(", ");

export class Person {
  constructor(holder, refresh) {
    this.holder = holder;
    this.last = 0;
    this.seen = 0;
    this.mark = "";
    const made = document.getElementById("person").content.cloneNode(true);
    this.element = made.querySelector(".phone");
    const find = (selector) => this.element.querySelector(selector);
    this.element.dataset.phone = holder.phone;
    this.element.id = "phone-" + holder.phone.slice(1);
    find("h3").textContent = holder.name;
    find(".role").title = holder.phone;
    const values = { name: holder.name };
    this.element.setAttribute("aria-label", holder.name);
    this.line = find(".complaint");
    this.thread = new Thread(find(".thread-frame"));
    this.answers = find(".answers");
    put(this.thread.box, "thread.of", values, "aria-label");
    put(this.answers, "phone.answers", values, "aria-label");
    put(find("input"), "phone.text_of", values, "aria-label");
    put(find("input"), "phone.own", {}, "placeholder");
    put(find("form button"), "phone.send");
    put(this.thread.none, "thread.none");
    put(this.thread.below, "thread.below");
    put(find(".switch"), "phone.switch", values, "aria-label");
    const phone = () => holder.phone;
    this.power = new Power(find(".switch"), this.line, phone, refresh);
    this.say = startEntry(find("form"), this.line, { phone, to: given.place.sms, isOn: () => this.power.on });
    onLetters((changed) => changed === holder.phone && this.thread.showLetters(lettersOf(changed)));
    onLetters((changed) => changed === holder.phone && refresh());
    // A thread is read out while somebody is in that phone: six at once would drown the timeline.
    this.element.addEventListener("focusin", () => this.thread.box.setAttribute("aria-live", "polite"));
    this.element.addEventListener("focusout", () => this.thread.box.setAttribute("aria-live", "off"));
    onLanguage(() => this.relabel());
    this.relabel();
    this.thread.showLetters(lettersOf(holder.phone));
  }

  relabel() {
    const role = this.element.querySelector(".role");
    role.textContent = rolesInWords(this.holder.roles);
    this.showAnswers(this.now ?? []);
  }

  /** Whether the pointer or the focus is in this phone: then it stays where it is. */
  get isInUse() {
    return this.element.matches(":hover") || this.element.contains(document.activeElement);
  }

  /** How many texts came in since this phone was last looked at. */
  get unread() {
    return this.texts ? this.texts.filter((text) => !text.mine && text.id > this.seen).length : 0;
  }

  look() {
    this.seen = this.last;
  }

  /** Show what a poll that began at a moment says of this phone. */
  show(state, began) {
    settle(this.holder.phone, began, state.texts);
    this.texts = state.texts;
    this.last = state.texts.at(-1)?.id ?? 0;
    this.power.show(state.on, began);
    this.showAnswers(state.answers ?? []);
    this.thread.show(state.texts, lettersOf(this.holder.phone));
  }

  showAnswers(answers) {
    this.now = answers;
    const mark = languageNow() + JSON.stringify(answers);
    if (mark === this.mark) return;
    this.mark = mark;
    const hadFocus = this.answers.contains(document.activeElement) ? document.activeElement.dataset.text : null;
    const several = new Set(answers.map((answer) => answer.reference).filter(Boolean)).size > 1;
    this.answers.replaceChildren(...answers.map((answer) => this.button(answer, several)));
    this.answers.hidden = answers.length === 0;
    if (hadFocus === null) return;
    const again = [...this.answers.children].find((button) => button.dataset.text === hadFocus);
    (again ?? this.element.querySelector("input")).focus({ preventScroll: true });
  }

  button({ name, text, reference }, several) {
    const made = document.createElement("button");
    made.type = "button";
    made.dataset.answer = name;
    made.dataset.text = text;
    made.title = text.slice(0, 60);
    const words = has("answer." + name) ? say("answer." + name, { code: text.split(" ")[1] ?? "" }) : text;
    made.textContent = several && reference && name !== "yes" ? `${words} ${reference}` : words;
    made.addEventListener("click", () => this.say(text));
    return made;
  }
}
