/*
 * The rules that a threat's file can break by itself, in the sentences of the check (spr/checking/rules).
 *
 *   SprForm.rules(told, data)   as SprForm.check; *told* has the schema, the scales, the words of the check
 *   SprForm.isDate(schema)      whether it asks for a date, as exactly as it is known
 *
 * `inForm` is the sentence as the form says it, where that differs: by the name of a scale, not its id.
 *
 * What does not fit the schema is told by that, and passed over here.
 */
globalThis.SprForm ??= {}

;(() => {
  function* rules(told, data) {
    const teller = new SprForm.Teller(told.said)
    const problem = (path, found, expected, hint = "") => teller.problem({ path }, found, expected, hint)
    const expected = (name, gaps) => teller.say("expected", { what: teller.say(name, gaps) })

    function* brief(text) {
      if (typeof text !== "string" || !text.trim() || told.absent.includes(text)) return
      const words = text.trim().split(/\s+/).length
      if (words > told.brief)
        yield problem(
          ["in_brief"],
          teller.say("brief-is-long", { words }),
          expected("brief-at-most", { most: told.brief }),
          teller.say("brief-says-anyway"),
        )
      const cited = [...text.matchAll(new RegExp(told.said.citing, "gi"))]
      if (!cited.some(([, what]) => what.toLowerCase() === "paragraph"))
        yield problem(["in_brief"], teller.say("brief-cites-nothing"), expected("brief-citing"))
    }

    function* grades(all) {
      for (const [at, { grade, scale }] of entries(all)) {
        const known = told.scales[scale]
        if (!known || typeof grade !== "string" || !grade || known.words.includes(grade)) continue
        const found = name => teller.say("off-its-scale", { word: teller.quoted(grade), scale: name })
        const meant = teller.wordMeant(grade, known.words)
        yield {
          ...problem(["grades", at, "grade"], found(scale), known.expected, meant),
          inForm: problem([], found(`“${known.name}”`), known.expected, meant).text,
        }
      }
    }

    function* dates() {
      for (const { schema, value, path } of places(told.schema, data, [])) {
        const [, year, month, day] = (isDate(schema) && DAY.exec(value)) || []
        const days = day && new Date(year, month, 0).getDate()
        if (day && day > days)
          yield problem(
            path,
            teller.say("no-date", {
              date: teller.quoted(value),
              field: path.at(-1),
              month: new Date(year, month - 1).toLocaleString("en-GB", { month: "long", year: "numeric" }),
              days,
            }),
            expected("a-date"),
          )
      }
    }

    yield* brief(data.in_brief)
    yield* grades(data.grades)
    yield* dates()
  }

  const DAY = /^(\d{4})-(0[1-9]|1[0-2])-(\d\d)$/

  const isDate = schema => String(schema.type) === "string,integer"
  const isMapping = value => value !== null && typeof value === "object" && !Array.isArray(value)

  /* The mappings of a list, with where they stand in it; of what is no list, none. */
  const entries = list =>
    Array.isArray(list) ? [...list.entries()].filter(([, each]) => isMapping(each)) : []

  /* Every value with the way to it, and each schema that it is held to. */
  function* places(schema, value, path) {
    yield { schema, value, path }
    for (const form of schema.anyOf ?? schema.oneOf ?? []) yield* places(form, value, path)
    const inside = Array.isArray(value) ? value.entries() : isMapping(value) ? Object.entries(value) : []
    for (const [key, each] of inside) {
      const known = Array.isArray(value)
        ? schema.items
        : (schema.properties?.[key] ?? schema.additionalProperties)
      if (isMapping(known)) yield* places(known, each, [...path, key])
    }
  }

  Object.assign(SprForm, { isDate, rules: (told, data) => [...rules(told, data)] })
})()
