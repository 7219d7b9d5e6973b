/*
 * Changes to a file as nobody would make them: any value, entry or key, several at once, with every sign that
 * means something in YAML. Returns for each the text that is written, and the data that it should say.
 */
async ([files, times]) => {
  const { FROM, readText, strip, writeText } = SprForm
  const { schema } = document.querySelector("spr-form").told
  const WORDS = [
    "A: b # c",
    "- x",
    "'q'",
    '"dq"',
    "yes",
    "null",
    "12",
    "2016-08",
    "{a}",
    "[b], c",
    "a\nb",
    "One.\nTwo.\n\n- l\n- m",
    "é – “x”",
    "# h",
    "x: ",
    "@at",
    "%p",
    "!t",
    "&a *b",
    "a\\b",
    "  lead",
    "| pipe",
    "> fold",
    "?q",
    "A.\n\n\nB.",
    "1. one\n2. two",
    "`code`",
    "0x1F",
    "~",
    "a 'mixed \"quotes",
    "long ".repeat(60),
  ]
  let seed = 7
  const any = below => ((seed = (seed * 1103515245 + 12345) % 2147483648), Math.floor(seed / 65536) % below)
  const word = () => WORDS[any(WORDS.length)]
  const places = (value, path) => {
    if (value === null || typeof value !== "object") return [path]
    return [
      ...(path.length ? [path] : []),
      ...Object.keys(value)
        .filter(key => key !== FROM)
        .flatMap(key => places(value[key], [...path, key])),
    ]
  }
  const change = data => {
    const all = places(data, [])
    const path = all[any(all.length)]
    const inside = path.slice(0, -1).reduce((at, key) => at[key], data)
    const key = path.at(-1)
    const value = inside[key]
    if (Array.isArray(value)) {
      const isOfEntries = value.some(item => item !== null && typeof item === "object")
      const [taken] = any(2) && value.length ? value.splice(any(value.length), 1) : []
      const added = isOfEntries
        ? { id: `new-${any(99)}`, text: word(), questions: ["delivery"], withheld: { reason: word() } }
        : word().split("\n")[0]
      if (taken === undefined || any(2)) value.splice(any(value.length + 1), 0, taken ?? added)
    } else if (value !== null && typeof value === "object") {
      if (any(2))
        Object.assign(value, { because: { kind: "evidence", text: word() }, reach: ["local", "force"] })
      else if (Array.isArray(inside)) inside.splice(key, 1)
      else delete inside[key]
    } else if (!Array.isArray(inside) && !any(6)) {
      delete inside[key]
    } else {
      inside[key] = any(6) ? word() : any(1000)
    }
  }
  return files.flatMap(text =>
    Array.from({ length: times }, () => {
      const data = readText(text)
      for (let changes = 1 + any(4); changes; changes--) change(data)
      return [writeText(text, data, schema), strip(data)]
    }),
  )
}
