// The guided story: six steps, one button. The server holds its state, so a reload or a second visitor changes nothing.

import { ask, Refused } from "./net.js";
import { given, languageNow, onLanguage, say } from "./words.js";
import { shortName } from "./person.js";
import { passing } from "./store.js";

const LAST = 6;
const ABOUT = ["resident", "resident", "deputy", "deputy", "police", "deputy", "coordinator"];

export class Story {
  constructor(root, { resident, people, refresh }) {
    Object.assign(this, { root, resident, people, refresh });
    this.state = null;
    this.pressed = null;
    this.why = null;
    const find = (selector) => root.querySelector(selector);
    this.next = find(".next");
    this.again = find(".again");
    this.play = find(".play");
    this.next.addEventListener("click", () => this.press({ step: this.state.step + 1 }));
    this.again.addEventListener("click", () => this.press({ again: true }));
    this.play.addEventListener("click", () => this.fold(true));
    find(".unfold").addEventListener("click", () => this.fold(false));
    onLanguage(() => this.draw());
  }

  /** Whether the story is told in the community of this page. */
  get isHere() {
    return this.state?.community === given.place.key;
  }

  get isBusy() {
    return this.pressed !== null || Boolean(this.state?.busy);
  }

  async press(wish) {
    if (this.isBusy || !this.isHere) return;
    this.pressed = wish;
    this.why = null;
    this.draw();
    if (wish.step === 1) this.resident.becomes(this.state.resident);
    if (wish.step) this.people.highlight(this.viewOf(wish.step), true);
    try {
      this.take(await ask("/simulator/story", { run: this.state.run, ...wish }), true);
    } catch (error) {
      this.why = error instanceof Refused ? { en: error.message } : { key: "gone" };
    } finally {
      this.pressed = null;
      this.draw();
      this.refresh();
    }
  }

  /** Take what a poll says. A poll that began before the answer to a press knows less than it. */
  show(state, began) {
    if (!state || this.pressed !== null || began < (this.answered ?? 0)) return;
    this.take(state, false);
    this.draw();
  }

  take(state, isOurs) {
    const before = this.state;
    if (isOurs) this.answered = performance.now();
    this.state = state;
    if (!this.isHere) return;
    if (before?.resident !== state.resident && (before || passing.get("doria-resident") === null)) {
      this.resident.becomes(state.resident);
    }
    if (!before) {
      this.people.want(["leader", "deputy", "police", "coordinator"].map((role) => state.people[role].phone));
    }
    const moved = before?.run !== state.run || before?.step !== state.step;
    if (moved && state.step > 0) this.people.highlight(this.viewOf(state.step), isOurs || !before);
    if (moved && state.step === 0) this.people.highlight("resident", isOurs);
    if (before && before.run !== state.run) this.fold(false);
  }

  viewOf(step) {
    const who = ABOUT[step];
    return who === "resident" ? who : this.state.people[who].phone;
  }

  fold(is) {
    this.root.classList.toggle("is-folded", is);
    this.root.querySelector(is ? ".unfold" : ".again").focus({ preventScroll: true });
  }

  draw() {
    const { state, root } = this;
    if (!state) return;
    const find = (selector) => root.querySelector(selector);
    const write = (element, text) => element.textContent !== text && (element.textContent = text);
    root.classList.toggle("is-none", !this.isHere);
    if (!this.isHere) {
      const place = given.places.find(({ key }) => key === state.community)?.name ?? state.community;
      write(find(".what"), state.community ? say("story.elsewhere", { place }) : say("story.none"));
      return;
    }
    const step = Math.min(state.step, LAST);
    const values = { reference: state.reference ?? "…" };
    for (const [who, { name }] of Object.entries(state.people)) values[who] = shortName(name);
    write(find(".count"), step ? say("story.step", { step }) : say("story"));
    write(find("h2 .title"), say(`story.${step}.title`));
    write(find(".what"), say(`story.${step}.what`, values));
    write(find(".thinks"), say("story.thinks", { name: values[ABOUT[step]] ?? say("story.resident") }));
    write(find("q"), say(`story.${step}.thought`));
    [...find(".dots").children].forEach((dot, place) => {
      dot.className = place < step ? "done" : place === step && this.isBusy ? "now" : "";
    });
    const coming = say(`story.${step + 1}.title`);
    this.next.hidden = step >= LAST;
    if (step < LAST) {
      write(this.next, this.isBusy ? say("story.running", { title: coming }) : say(`story.${step + 1}.button`));
    }
    this.again.hidden = this.play.hidden = step < LAST;
    for (const button of [this.next, this.again]) button.setAttribute("aria-disabled", String(this.isBusy));
    const failed = this.why ?? (this.isBusy ? null : state.failed);
    const words = failed && (failed.key ? say(failed.key) : failed[languageNow()] ?? failed.en);
    write(find(".complaint"), words ? say("story.refused", { why: words }) : "");
    find(".complaint").hidden = !words;
  }
}
