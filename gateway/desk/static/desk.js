// The board asks for what is new every 3 s, and lets no row move under a finger.
const now = () => performance.now(), find = (id) => document.getElementById(id), name = (row) => row.dataset.reference;
const read = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");
for (const kind of ["pointerdown", "pointermove"])
  addEventListener(kind, ({ target }) => { if (target.closest?.("#rows, #waiting")) isBusy.touched = now(); });
const isBusy = (list) => now() - isBusy.touched < 3000 || list.contains(document.activeElement)
  || (list.matches(":hover") && matchMedia("(hover: hover)").matches);
const at = (list) => list.getBoundingClientRect().top;
const still = (list, change, top = at(list)) => { change(); if (isBusy(list)) scrollBy(0, at(list) - top); };
if (find("board")) watch(find("board").dataset, find("rows"));
for (const told of document.querySelectorAll("[data-news]")) setInterval(async () => {
  const answer = document.hidden ? null : await fetch(told.dataset.news, { cache: "no-store" }).catch(() => ({}));
  const list = find("waiting"), page = list && answer?.status === 200 ? await read(answer) : null;
  if (!answer || (page && isBusy(list))) return;
  const next = page?.querySelector("[data-news]"), how = { 200: "news", 204: "" }[answer.status] ?? "silent";
  still(list ?? told, () => { told.className = next?.className ?? how; });
  if (next) { told.dataset.news = next.dataset.news; list.replaceWith(page.getElementById("waiting")); }
}, 5000);
function watch(say, list) {
  let stamp = say.stamp, heard = now(), ahead = say.now - heard / 1000, waiting = [], failed, asking;
  const put = (element, text) => { if (element.textContent !== text) element.textContent = text; };
  const left = (rest) => `${Math.floor(rest / 60)}:${String(Math.floor(rest % 60)).padStart(2, "0")}`;
  const units = (rest) => rest < 3600 ? ["minutes", 60] : rest < 172800 ? ["hours", 3600] : ["days", 86400];
  const age = (rest, [unit, size] = units(rest)) => say[unit].replace("{}", Math.floor(rest / size));
  function tick() {
    const here = now() / 1000 + ahead, silence = Math.floor((now() - heard) / 1000), isOld = failed || silence >= 15;
    for (const one of list.querySelectorAll("time"))
      put(one, one.dataset.due ? left(Math.max(0, one.dataset.due - here)) : age(Math.max(0, here - one.dataset.from)));
    if (silence >= 900) location.replace("/desk/");
    put(find("heard"), say.heard.replace("{}", silence));
    find("board").classList.toggle("silent", isOld);
    settle();
  }
  function swap(row, fresh) {
    const spot = [...row.querySelectorAll("a,button")].indexOf(document.activeElement);
    row.replaceWith(fresh);
    fresh.querySelectorAll("a,button")[spot]?.focus({ preventScroll: true });
  }
  function end(row, how) {
    row.classList.add(how ? "over" : "moved"); row.dataset.v = "";
    if (how) put(row.querySelector(".state"), how); else row.replaceChildren(say.moved);
  }
  function take(page) {
    const fresh = new Map([...page.querySelectorAll("#rows > li")].map((row) => [name(row), row]));
    const ended = new Map([...page.querySelectorAll("#ended > li")].map((row) => [name(row), row.textContent]));
    for (const id of ["strip", "count"]) find(id).replaceWith(page.getElementById(id));
    for (const row of [...list.children]) {
      const next = fresh.get(name(row)), height = row.offsetHeight;
      if (!next && row.dataset.v) end(row, ended.get(name(row)));
      if (next && next.dataset.v !== row.dataset.v) swap(row, next);
      (next ?? row).style.height = `${height}px`;
    }
    waiting = [...fresh.values()].filter((row) => !("beyond" in row.dataset || find(`r${name(row)}`)));
  }
  function settle() {
    const red = waiting.filter((row) => "red" in row.dataset), gone = list.querySelectorAll(".over, .moved").length;
    if (isBusy(list)) red.forEach(announce);
    else list.prepend(...red.filter((row) => waiting.splice(waiting.indexOf(row), 1)));
    if (!isBusy(list)) for (const row of list.children) row.style.height = "";
    const parts = [[waiting.length, say.fresh], [gone, say.over]].filter(([number]) => number);
    put(find("fresh"), parts.map(([number, text]) => text.replace("{}", number)).join(", "));
  }
  function announce(row) {
    const link = row.querySelector("a").cloneNode();
    if (find("strip").querySelector(`[href="${link.getAttribute("href")}"]`)) return;
    link.textContent = `${say.new}: ${row.querySelector(".what").textContent}`;
    find("strip").insertBefore(document.createElement("li"), find("strip").firstChild).append(link);
  }
  async function poll() {
    if (document.hidden || asking || !list.isConnected) return; else asking = true;
    try {
      const headers = { "If-None-Match": `"${stamp}"` }, signal = AbortSignal.timeout(8000);
      const answer = await fetch(`/desk/since?seen=${stamp}&${say.query}`, { headers, signal, cache: "no-store" });
      if ([401, 404].includes(answer.status)) return find("board").replaceWith(find("locked").content);
      const page = await read(answer);
      if (answer.status === 200) still(list, () => take(page)); else if (answer.status !== 304) throw answer;
      [stamp] = /[0-9a-f]{16}/.exec(answer.headers.get("ETag")) ?? [""];
      [heard, failed, ahead] = [now(), false, answer.headers.get("Doria-Now") - now() / 1000];
    } catch { failed = true; }
    asking = false; still(list, tick);
  }
  find("fresh").addEventListener("click", () => location.reload());
  setInterval(() => { if (list.isConnected && !document.hidden) still(list, tick); }, 1000);
  document.addEventListener("visibilitychange", poll); setInterval(poll, 3000);
}
