// The switch of a phone.

import { ask, Refused } from "./net.js";
import { put } from "./words.js";
import { complain } from "./entry.js";

export class Power {
  /** `phone()` is the number; `changed` is called after a press has worked. */
  constructor(button, line, phone, changed) {
    this.button = button;
    this.on = true;
    this.asked = 0;
    button.addEventListener("click", async () => {
      if (button.getAttribute("aria-busy") === "true") return;
      button.setAttribute("aria-busy", "true");
      try {
        const { on } = await ask(`/simulator/phones/${encodeURIComponent(phone())}/power`, { on: !this.on });
        complain(line, "");
        this.asked = performance.now();
        this.set(on);
        changed();
      } catch (error) {
        if (error instanceof Refused) complain(line, "", error.message);
        else complain(line, "resident.press_again");
      } finally {
        button.removeAttribute("aria-busy");
      }
    });
    this.set(true);
  }

  set(on) {
    this.on = on;
    this.button.setAttribute("aria-checked", String(on));
    put(this.button.querySelector("span"), on ? "phone.on" : "phone.off");
    this.button.closest(".phone").classList.toggle("is-off", !on);
  }

  /** Take what a poll says, unless it began before the last press. */
  show(on, began) {
    if (began > this.asked && on !== this.on) this.set(on);
  }
}
