// The timeline of what happened, and the switches of the network's faults.

import { ask, Refused } from "./net.js";
import { languageNow, onLanguage, put } from "./words.js";
import { hourAndMinute } from "./clock.js";

const MOST = 200;

export class Happened {
  constructor(root) {
    this.list = root.querySelector("ol");
    this.none = root.querySelector(".none");
    this.cursor = null;
    this.known = new Set();
    onLanguage(() => {
      for (const item of this.list.children) this.word(item);
    });
  }

  /** Put the new events first. */
  show(answer) {
    this.cursor = answer.cursor ?? this.cursor;
    for (const event of answer.events) {
      if (this.known.has(event.id)) continue;
      this.known.add(event.id);
      this.list.prepend(this.item(event));
    }
    while (this.list.children.length > MOST) this.list.lastChild.remove();
    this.none.hidden = this.list.children.length > 0;
    // What happened before this visit is not read out.
    this.list.setAttribute("aria-live", "polite");
  }

  item(event) {
    const item = document.createElement("li");
    item.dataset.kind = event.kind;
    const time = document.createElement("time");
    time.dateTime = event.at;
    time.textContent = hourAndMinute(event.at);
    const reference = document.createElement("b");
    reference.textContent = event.reference ?? "";
    const words = document.createElement("span");
    item.append(time, reference, words);
    item.words = event.words;
    this.word(item);
    return item;
  }

  word(item) {
    const language = languageNow() in item.words ? languageNow() : "en";
    item.lastChild.textContent = item.words[language];
    item.lastChild.lang = language;
  }
}

const FAULTS = { outage: [false, true], lost_receipts: [false, true], delay_seconds: [0, 5] };

export class Faults {
  constructor(root) {
    this.buttons = [...root.querySelectorAll("[data-fault]")];
    this.asked = 0;
    for (const button of this.buttons) button.addEventListener("click", () => this.press(button));
  }

  async press(button) {
    const name = button.dataset.fault;
    const isOn = button.getAttribute("aria-checked") === "true";
    try {
      const faults = await ask("/simulator/faults", { [name]: FAULTS[name][isOn ? 0 : 1] }, { method: "PATCH" });
      this.asked = performance.now();
      this.mark(faults);
    } catch (error) {
      put(document.getElementById("status"), error instanceof Refused ? "story.refused" : "gone", { why: error.message });
    }
  }

  show(faults, began) {
    if (faults && began > this.asked) this.mark(faults);
  }

  mark(faults) {
    for (const button of this.buttons) {
      const value = faults[button.dataset.fault];
      button.setAttribute("aria-checked", String(Array.isArray(value) ? value.length > 0 : Boolean(value)));
    }
  }
}
