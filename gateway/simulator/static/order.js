// The order of the phones: those with the newest news first, and nobody moves without need.

const FIRST = 12; // More phones than anybody can watch are not opened by themselves.

/**
 * Return the phones to show, in order. `shown` is the order of this moment, `news` maps each phone to the id of its
 * last text (0: none), `seen` is what `news` was at the last look, and `wanted` are phones that are shown without news.
 */
export function ordered(shown, news, seen, wanted) {
  const has = (phone) => (news[phone] ?? 0) > 0;
  if (seen === null) {
    const told = Object.keys(news).filter(has).sort((one, other) => news[other] - news[one]);
    const rest = wanted.filter((phone) => !told.includes(phone));
    return [...told.slice(0, FIRST), ...rest];
  }
  const front = shown.filter((phone) => (seen[phone] ?? 0) > 0);
  const fresh = Object.keys(news).filter((phone) => has(phone) && !front.includes(phone));
  fresh.sort((one, other) => news[one] - news[other]);
  const told = [...front, ...fresh.slice(0, Math.max(0, FIRST - front.length))];
  const rest = [...new Set([...shown, ...wanted])].filter((phone) => !told.includes(phone));
  return [...told, ...rest];
}
