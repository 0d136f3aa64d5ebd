// The board asks for what is new every 3 s, and lets no row move under a finger.
const now = () => performance.now(), find = (id) => document.getElementById(id), name = (row) => row.dataset.reference;
if (find("board")) watch(find("board").dataset, find("rows"));

function watch(say, list) {
  let stamp = say.stamp, heard = now(), ahead = say.now - heard / 1000, touched = -3000;
  let waiting = [], failed, asking;
  const put = (element, text) => { if (element.textContent !== text) element.textContent = text; };
  const isBusy = () => now() - touched < 3000 || list.contains(document.activeElement)
    || (list.matches(":hover") && matchMedia("(hover: hover)").matches);
  const left = (rest) => `${Math.floor(rest / 60)}:${String(Math.floor(rest % 60)).padStart(2, "0")}`;
  const units = (rest) => rest < 3600 ? ["minutes", 60] : rest < 172800 ? ["hours", 3600] : ["days", 86400];
  const age = (rest, [unit, size] = units(rest)) => say[unit].replace("{}", Math.floor(rest / size));
  function tick() {
    const here = now() / 1000 + ahead, silence = Math.floor((now() - heard) / 1000), isOld = failed || silence >= 15;
    for (const one of list.querySelectorAll("time")) {
      put(one, one.dataset.due ? left(Math.max(0, one.dataset.due - here)) : age(Math.max(0, here - one.dataset.from)));
    }
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
    row.classList.add(how ? "over" : "moved");
    row.dataset.v = "";
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
    if (isBusy()) red.forEach(announce);
    else list.prepend(...red.filter((row) => waiting.splice(waiting.indexOf(row), 1)));
    if (!isBusy()) for (const row of list.children) row.style.height = "";
    const parts = [[waiting.length, say.fresh], [gone, say.over]].filter(([number]) => number);
    put(find("fresh"), parts.map(([number, text]) => text.replace("{}", number)).join(", "));
  }
  function announce(row) {
    const link = row.querySelector("a").cloneNode();
    if (find("strip").querySelector(`[href="${link.getAttribute("href")}"]`)) return;
    link.textContent = `${say.new}: ${row.querySelector(".what").textContent}`;
    find("strip").appendChild(document.createElement("li")).append(link);
  }
  function still(change, top = list.getBoundingClientRect().top) {
    change();
    if (isBusy()) scrollBy(0, list.getBoundingClientRect().top - top);
  }
  async function poll() {
    if (document.hidden || asking || !list.isConnected) return;
    asking = true;
    try {
      const headers = { "If-None-Match": `"${stamp}"` }, signal = AbortSignal.timeout(8000);
      const answer = await fetch(`/desk/since?seen=${stamp}&${say.query}`, { headers, signal, cache: "no-store" });
      if ([401, 404].includes(answer.status)) return find("board").replaceWith(find("locked").content);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (answer.status === 200) still(() => take(page)); else if (answer.status !== 304) throw answer;
      [stamp] = /[0-9a-f]{16}/.exec(answer.headers.get("ETag")) ?? [""];
      [heard, failed, ahead] = [now(), false, answer.headers.get("Doria-Now") - now() / 1000];
    } catch { failed = true; }
    asking = false;
    still(tick);
  }
  for (const kind of ["pointerdown", "pointermove"]) list.addEventListener(kind, () => { touched = now(); });
  find("fresh").addEventListener("click", () => location.reload());
  document.addEventListener("visibilitychange", poll);
  setInterval(() => { if (list.isConnected && !document.hidden) still(tick); }, 1000);
  setInterval(poll, 3000);
}
