// The call (USSD) of the resident's phone: its screen, its keys, and words inside it.

import { ask, Gone } from "./net.js";
import { given, languageNow, onLanguage, put, say } from "./words.js";

export class Call {
  /** `phone()` is the number, `power` its switch; `code` is the field of the code to dial. */
  constructor(root, code, phone, power) {
    this.root = root;
    this.code = code;
    this.phone = phone;
    this.power = power;
    this.page = null;
    this.answered = 0;
    this.underWay = 0;
    this.line = Promise.resolve();
    onLanguage(() => this.draw());
    this.draw();
  }

  dial() {
    this.code.value = this.code.value.trim() || given.place.code;
    return this.hop({ code: this.code.value, community: given.place.key });
  }

  press(input) {
    return this.hop({ input });
  }

  end() {
    return this.hop({ hangup: true });
  }

  /** Begin anew: another number. */
  forget() {
    this.page = null;
    this.told = undefined;
    this.draw();
  }

  /** Send a press after those before it. Return whether Doria answered it. */
  hop(data) {
    const phone = this.phone();
    const step = this.line.then(() => this.answer(phone, data));
    this.line = step.catch(() => false);
    return this.line;
  }

  async answer(phone, data) {
    this.underWay += 1;
    this.root.setAttribute("aria-busy", "true");
    try {
      const answer = await ask(`/simulator/phones/${encodeURIComponent(phone)}/ussd`, data);
      if (data.hangup) this.page = { ...(this.page ?? {}), text: this.page?.text ?? "", open: false, ended: true, trouble: "" };
      else this.page = { ...answer, ended: !answer.open };
      return true;
    } catch (error) {
      const trouble = error instanceof Gone ? "resident.press_again" : this.refusal(data);
      this.page = { ...(this.page ?? { text: "", open: false }), trouble, why: error.message };
      return false;
    } finally {
      this.underWay -= 1;
      this.answered = performance.now();
      if (!this.underWay) this.root.removeAttribute("aria-busy");
      this.draw();
    }
  }

  refusal(data) {
    if (!this.power.on) return "phone.is_off";
    return "input" in data && !this.page?.open ? "resident.no_call" : "";
  }

  /** Take the page that a poll tells: somebody else may have pressed, or the story. */
  show({ call, calling }, began) {
    if (this.underWay || began < this.answered) return;
    const { page } = this;
    const open = Boolean(call?.open && calling);
    const told = JSON.stringify([call?.text, open, calling]);
    if (told === this.told) return;
    this.told = told;
    if (call && call.text === page?.text && open === page.open) return;
    if (call) this.page = { ...call, open, ended: !open };
    else if (page?.open && !calling) this.page = { ...page, open: false, ended: true };
    else if (!page && calling) this.page = { text: "", open: true, trouble: "resident.calling" };
    else return;
    this.draw();
  }

  draw() {
    const find = (selector) => this.root.querySelector(selector);
    const page = this.page;
    const words = find(".page-text");
    const lines = page?.text || (page && !page.trouble ? say("resident.ended") : "");
    words.textContent = page ? lines : say("resident.start", { code: this.code.value });
    words.lang = page?.text ? page.lang ?? "" : languageNow();
    if (!words.lang) words.removeAttribute("lang");
    const note = find(".page-note");
    note.textContent = page?.note ? page.note[languageNow()] ?? "" : "";
    note.hidden = !note.textContent;
    const trouble = find(".page-trouble");
    trouble.hidden = !page || !(page.trouble || page.why);
    trouble.textContent = page?.trouble ? say(page.trouble, { code: this.code.value }) : page?.why ?? "";
    const over = find(".page-over");
    over.hidden = !(page?.ended && page.text);
    if (!over.hidden) put(over, "resident.over");
    this.root.dataset.open = String(Boolean(page?.open));
  }
}
