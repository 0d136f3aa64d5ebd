// What the browser keeps: over a visit, or until the window closes. A browser that keeps nothing only forgets at a reload.

function storeOf(find) {
  const memory = new Map();
  let kept = null;
  try {
    kept = find();
    kept.setItem("doria-try", "");
    kept.removeItem("doria-try");
  } catch {
    kept = null;
  }
  return {
    get: (name) => memory.get(name) ?? kept?.getItem(name) ?? null,
    set(name, text) {
      try {
        kept.setItem(name, text);
      } catch {
        memory.set(name, text);
      }
    },
    drop(name) {
      memory.delete(name);
      kept?.removeItem(name);
    },
    names: () => (kept ? Object.keys(kept) : []),
  };
}

/** Kept over visits. */
export const lasting = storeOf(() => localStorage);

/** Kept until the window closes. */
export const passing = storeOf(() => sessionStorage);
