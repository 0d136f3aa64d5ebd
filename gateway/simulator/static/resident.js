// The resident's phone: a call, texts, and any number.

import { ask, Refused } from "./net.js";
import { given, put } from "./words.js";
import { lettersOf, onLetters, settle } from "./outbox.js";
import { Call } from "./call.js";
import { complain, keepDraft, startEntry } from "./entry.js";
import { Power } from "./power.js";
import { passing } from "./store.js";
import { Thread } from "./thread.js";

export class Resident {
  constructor(element, refresh) {
    this.element = element;
    this.refresh = refresh;
    const find = (selector) => element.querySelector(selector);
    this.field = find("[name=number]");
    this.number = passing.get("doria-resident") ?? given.resident;
    this.field.value = this.number;
    this.line = find(".complaint");
    const phone = () => this.number;
    this.power = new Power(find(".switch"), this.line, phone, refresh);
    this.call = new Call(find(".screen"), find("[name=code]"), phone, this.power);
    this.thread = new Thread(find(".thread-frame"));
    startEntry(find(".sms-entry"), this.line, { phone, to: given.place.sms, isOn: () => this.power.on });
    onLetters((changed) => changed === this.number && this.thread.showLetters(lettersOf(changed)));
    onLetters((changed) => changed === this.number && refresh());
    this.thread.showLetters(lettersOf(this.number));
    this.startKeys(find);
  }

  startKeys(find) {
    const { call } = this;
    const given = find(".ussd-entry input");
    const forget = keepDraft(given, () => "call");
    find(".keys").addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button?.dataset.key) call.press(button.dataset.key);
      else if (button?.dataset.do === "dial") call.dial();
      else if (button?.dataset.do === "end") call.end();
    });
    for (const button of find(".keys").querySelectorAll("[data-key]")) {
      put(button, "resident.key", { key: button.dataset.key }, "aria-label");
    }
    find(".ussd-entry").addEventListener("submit", async (event) => {
      event.preventDefault();
      const words = given.value;
      if (!words || !(await call.press(words)) || given.value !== words) return;
      given.value = "";
      forget();
    });
    find(".dial-entry").addEventListener("submit", async (event) => {
      event.preventDefault();
      if (document.activeElement === this.field) await this.take(this.field.value);
      else call.dial();
    });
    find("[name=code]").addEventListener("input", () => call.page || call.draw());
    this.field.addEventListener("change", () => this.take(this.field.value));
  }

  /** Take another number, as people write it, if it is one. */
  async take(number) {
    if (!number.trim()) {
      this.field.value = this.number;
      return;
    }
    if (number === this.number) return;
    try {
      await ask(`/simulator/phones/${encodeURIComponent(number)}/power`);
    } catch (error) {
      if (error instanceof Refused) complain(this.line, "", error.message);
      else complain(this.line, "resident.press_again");
      return;
    }
    this.becomes(number);
  }

  becomes(number) {
    if (number === this.number) return;
    this.number = number;
    this.field.value = number;
    passing.set("doria-resident", number);
    complain(this.line, "");
    this.thread.clear();
    this.thread.showLetters(lettersOf(number));
    this.call.forget();
    this.refresh();
  }

  get unread() {
    return this.texts ? this.texts.filter((text) => !text.mine && text.id > (this.seen ?? 0)).length : 0;
  }

  look() {
    this.seen = this.texts?.at(-1)?.id ?? 0;
  }

  show(state, began) {
    settle(this.number, began, state.texts);
    this.texts = state.texts;
    this.power.show(state.on, began);
    this.thread.show(state.texts, lettersOf(this.number));
    this.call.show(state, began);
  }
}
