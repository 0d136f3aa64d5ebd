// The phones of the people beside each other, the list of everybody, and the bar of tabs of a narrow screen.

import { given, onLanguage, put, say } from "./words.js";
import { ordered } from "./order.js";
import { Person, rolesInWords, shortName } from "./person.js";

const FIRST = 4; // The phones that are shown while nobody has news.

export class People {
  constructor(resident, refresh) {
    this.resident = resident;
    this.refresh = refresh;
    this.holders = new Map(given.people.map((holder) => [holder.phone, holder]));
    this.phones = new Map();
    this.shown = [];
    this.seen = null;
    this.wanted = [];
    this.grid = document.getElementById("people-grid");
    this.column = document.getElementById("people-column");
    this.bar = document.getElementById("tabs");
    this.current = "resident";
    this.startTabs();
    this.startEverybody();
    onLanguage(() => this.drawTabs());
    this.drawTabs();
  }

  /** The phones that a poll asks for. */
  get asked() {
    return this.shown;
  }

  /** Show phones that have no news yet. */
  want(phones) {
    const more = phones.filter((phone) => this.holders.has(phone) && !this.wanted.includes(phone));
    if (!more.length) return;
    this.wanted.push(...more);
    this.arrange();
  }

  show({ phones, news }, began) {
    this.news = Object.fromEntries(Object.entries(news ?? {}).filter(([phone]) => this.holders.has(phone)));
    if (!this.shown.length && !this.wanted.length) this.wanted.push(...[...this.holders.keys()].slice(0, FIRST));
    this.arrange();
    for (const phone of this.shown) {
      const person = this.phones.get(phone);
      const first = !person.texts;
      if (!phones[phone]) continue;
      person.show(phones[phone], began);
      if (first || this.isVisible(phone)) person.look();
    }
    if (this.isVisible("resident")) this.resident.look();
    this.drawTabs();
  }

  isVisible(view) {
    return !document.hidden && (this.current === view || matchMedia("(min-width: 60.01em)").matches);
  }

  arrange() {
    const next = ordered(this.shown, this.news ?? {}, this.seen, this.wanted);
    this.seen ??= this.news ? {} : null;
    const moves = this.shown.some((phone, place) => next[place] !== phone);
    const inUse = moves && [...this.phones.values()].some((person) => person.isInUse);
    // While the pointer or the focus is in a phone, a new one comes last; the order follows later.
    const order = inUse ? [...this.shown, ...next.filter((phone) => !this.shown.includes(phone))] : next;
    if (!inUse && this.news) this.seen = { ...this.news };
    if (order.length === this.shown.length && order.every((phone, place) => phone === this.shown[place])) return;
    this.shown = order;
    order.forEach((phone, place) => this.place(phone, place));
    document.getElementById("people-none").hidden = order.length > 0;
    this.drawTabs();
    this.refresh();
  }

  place(phone, place) {
    if (!this.phones.has(phone)) this.phones.set(phone, new Person(this.holders.get(phone), this.refresh));
    const person = this.phones.get(phone);
    if (this.grid.children[place] === person.element) return;
    const { scrollTop } = person.thread.box;
    this.grid.insertBefore(person.element, this.grid.children[place] ?? null);
    person.thread.box.scrollTop = scrollTop;
    person.element.classList.toggle("is-current", this.current === phone);
  }

  /** Mark the phone that the story speaks of. If `goes`, bring it into view, within its own column. */
  highlight(view, goes) {
    for (const phone of document.querySelectorAll(".phone")) phone.classList.remove("is-told");
    if (view !== "resident") this.want([view]);
    const element = view === "resident" ? this.resident.element : this.phones.get(view)?.element;
    if (!element) return;
    element.classList.add("is-told");
    if (!goes) return;
    this.open(view);
    if (view === "resident") return;
    const [phone, column] = [element.getBoundingClientRect(), this.column.getBoundingClientRect()];
    if (phone.top >= column.top && phone.bottom <= column.bottom) return;
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    this.column.scrollBy({ top: phone.bottom - column.bottom + 8, behavior });
  }

  /** Show one phone, or what happened, on a narrow screen. */
  open(view) {
    this.current = view;
    for (const element of document.querySelectorAll("[data-view], .person")) {
      element.classList.toggle("is-current", (element.dataset.view ?? element.dataset.phone) === view);
    }
    const isPerson = this.phones.has(view);
    this.column.classList.toggle("is-current", isPerson);
    if (isPerson) this.phones.get(view).look();
    this.drawTabs();
    this.bar.querySelector("[aria-current]")?.scrollIntoView?.({ block: "nearest", inline: "nearest" });
  }

  startTabs() {
    this.bar.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-tab]");
      if (button) this.open(button.dataset.tab);
    });
    this.open("resident");
  }

  drawTabs() {
    const middle = this.bar.querySelector(".of-people");
    this.shown.forEach((phone, place) => {
      let tab = [...middle.children].find((button) => button.dataset.tab === phone);
      if (!tab) {
        tab = document.createElement("button");
        tab.type = "button";
        tab.dataset.tab = phone;
        tab.append(document.createElement("span"), document.createElement("b"));
        tab.firstChild.textContent = shortName(this.holders.get(phone).name);
      }
      if (middle.children[place] !== tab) middle.insertBefore(tab, middle.children[place] ?? null);
    });
    for (const tab of this.bar.querySelectorAll("[data-tab]")) {
      const view = tab.dataset.tab;
      if (view === this.current) tab.setAttribute("aria-current", "true");
      else tab.removeAttribute("aria-current");
      const badge = tab.querySelector("b");
      if (!badge) continue;
      const count = (view === "resident" ? this.resident : this.phones.get(view)).unread;
      badge.hidden = !count || view === this.current;
      if (!badge.hidden) badge.textContent = say("tab.news", { count });
    }
  }

  startEverybody() {
    const dialog = document.getElementById("everybody");
    const list = dialog.querySelector("ul");
    put(dialog.querySelector("h2"), "everybody.title", { place: given.place.name });
    const draw = () => {
      for (const button of list.querySelectorAll("button")) {
        button.lastChild.textContent = `${rolesInWords(this.holders.get(button.dataset.phone).roles)}, ${button.dataset.phone}`;
      }
    };
    for (const holder of given.people) {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.phone = holder.phone;
      button.append(document.createElement("b"), document.createElement("span"));
      button.firstChild.textContent = holder.name;
      item.append(button);
      list.append(item);
    }
    draw();
    onLanguage(draw);
    list.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (!button) return;
      dialog.close();
      this.highlight(button.dataset.phone, true);
      this.phones.get(button.dataset.phone).element.querySelector("input").focus({ preventScroll: true });
    });
    for (const opener of document.querySelectorAll("[data-opens=everybody]")) {
      opener.addEventListener("click", () => dialog.showModal());
    }
    dialog.querySelector(".close").addEventListener("click", () => dialog.close());
  }
}
