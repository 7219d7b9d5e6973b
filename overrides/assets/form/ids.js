/*
 * The id of an entry that is added: made from its first words, until somebody types another or cites it.
 *
 *   SprForm.withIds(now, before, taken)   the data of the form with such ids; *before* is what it was,
 *                                         *taken* are ids that stand elsewhere
 */
globalThis.SprForm ??= {}

;(() => {
  const MOST_WORDS = 4
  /* Words that tell one entry from no other. */
  const SMALL = new Set(
    (
      "a all an and are as at be been by for from has have in is it its of on or that the their they this " +
      "to was were will with"
    ).split(" "),
  )

  const wordsOf = entry => String(entry?.text ?? entry?.what ?? "")
  const isMapping = value => value !== null && typeof value === "object" && !Array.isArray(value)

  function withIds(now, before, taken) {
    const all = Object.values(now).flatMap(list => (Array.isArray(list) ? list.filter(isMapping) : []))
    const cited = new Set(all.map(each => each.paragraph))
    const made = (entry, words) => {
      const others = all.filter(each => each !== entry).map(each => each.id)
      return idFrom(words, new Set([...taken, ...others]))
    }
    const isToMake = (entry, was) =>
      isMapping(entry) &&
      entry[SprForm.FROM] === undefined &&
      wordsOf(entry) !== wordsOf(was) &&
      (!entry.id || (entry.id === made(entry, wordsOf(was)) && !cited.has(entry.id)))
    const withId = (entry, was) =>
      isToMake(entry, was) ? { ...entry, id: made(entry, wordsOf(entry)) } : entry
    const lists = Object.entries(now).filter(([, list]) => Array.isArray(list))
    return {
      ...now,
      ...Object.fromEntries(
        lists.map(([key, list]) => [key, list.map((entry, at) => withId(entry, before[key]?.[at]))]),
      ),
    }
  }

  function idFrom(text, taken) {
    const words = text
      .toLowerCase()
      .normalize("NFKD")
      .replace(/[’'\u0300-\u036f]/g, "")
      .split(/[^a-z0-9]+/)
      .filter(word => word && !SMALL.has(word))
    const id = words.slice(0, MOST_WORDS).join("-").slice(0, 60).replace(/-$/, "")
    if (!id) return undefined
    for (let count = 1; ; count++) {
      const candidate = count === 1 ? id : `${id}-${count}`
      if (!taken.has(candidate)) return candidate
    }
  }

  SprForm.withIds = withIds
})()
