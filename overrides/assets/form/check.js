/*
 * What does not fit the schema, in the sentences of the check: their words and what is expected come with the
 * page (spr/checking/schema), here they are only filled in.
 *
 *   SprForm.check(schema, data, said)   [{ path: ["paragraphs", 0, "text"], text: "…" }, …]
 *
 * `field` is the way to what is missing, and `isOfTheFile` what the form has no field for.
 *
 * The schema is that of spr/form/schema.py: one tree, `x-expected` at each part. Here are the keywords that
 * the schemas of these files use; the rules that one file can break by itself are told in rules.js, those
 * across files, and what counts paragraphs, by the check alone.
 */
globalThis.SprForm ??= {}

;(() => {
  const BOUNDS = {
    minLength: (value, limit) => typeof value !== "string" || [...value].length >= limit,
    maxLength: (value, limit) => typeof value !== "string" || [...value].length <= limit,
    minItems: (value, limit) => !Array.isArray(value) || value.length >= limit,
    maxItems: (value, limit) => !Array.isArray(value) || value.length <= limit,
    minProperties: (value, limit) => !isMapping(value) || keysOf(value).length >= limit,
    maxProperties: (value, limit) => !isMapping(value) || keysOf(value).length <= limit,
    minimum: (value, limit) => typeof value !== "number" || value >= limit,
    maximum: (value, limit) => typeof value !== "number" || value <= limit,
    exclusiveMinimum: (value, limit) => typeof value !== "number" || value > limit,
    exclusiveMaximum: (value, limit) => typeof value !== "number" || value < limit,
  }
  const KINDS = {
    array: Array.isArray,
    boolean: value => typeof value === "boolean",
    integer: Number.isInteger,
    null: value => value === null,
    number: value => typeof value === "number",
    object: value => isMapping(value),
    string: value => typeof value === "string",
  }
  const WITH_COMMAS = /^-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$/
  const TRUTH = { yes: "true", on: "true", no: "false", off: "false" }

  const isMapping = value => value !== null && typeof value === "object" && !Array.isArray(value)
  const keysOf = value => Object.keys(value).filter(key => key !== SprForm.FROM && value[key] !== undefined)
  const parsed = text => {
    const document = SprLibraries.yaml.parseDocument(text)
    return document.errors.length ? undefined : document.toJS()
  }
  const isOf = (value, kinds) => [kinds].flat().some(kind => KINDS[kind](value))

  /* Whether a schema, or a form of it, has a key. */
  const isKeyOf = (schema, key) =>
    Object.hasOwn(schema.properties ?? {}, key) ||
    [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].some(form => isKeyOf(form, key))

  /*
   * The faults: the keyword and schema that are broken, the value, the way to it; of forms, those of each.
   * *around* are the schemas of what the value stands in, *beside* the others of the value itself.
   */
  function* faults(schema, value, path, around = [], beside = []) {
    const here = [...beside, schema]
    const found = { schema, value, path, around }
    const fault = (keyword, more = {}) => ({ ...found, keyword, limit: schema[keyword], ...more })
    const inside = (part, each, key) => faults(part, each, [...path, key], [...around, ...here])
    if (schema.type && !isOf(value, schema.type)) yield fault("type")
    if (schema.enum && !schema.enum.includes(value)) yield fault("enum")
    if ("const" in schema && schema.const !== value) yield fault("const")
    if (schema.pattern && typeof value === "string" && !new RegExp(schema.pattern, "u").test(value))
      yield fault("pattern")
    for (const [keyword, holds] of Object.entries(BOUNDS)) {
      if (keyword in schema && !holds(value, schema[keyword])) yield fault(keyword)
    }
    if (Array.isArray(value)) yield* faultsOfItems(schema, value, path, fault, inside)
    if (isMapping(value)) yield* faultsOfKeys(schema, value, path, fault, inside)
    for (const keyword of ["anyOf", "oneOf"]) {
      if (!schema[keyword]) continue
      const forms = schema[keyword].map(form => [...faults(form, value, path, around, here)])
      const fitting = forms.filter(form => !form.length).length
      if (!fitting) yield fault(keyword, { forms })
      else if (keyword === "oneOf" && fitting > 1) yield fault(keyword, { forms: [] })
    }
    if (schema.not && faults(schema.not, value, path).next().done)
      yield fault("not", { limit: [schema.not], forms: [] })
  }

  function* faultsOfItems(schema, value, path, fault, inside) {
    for (const [at, item] of value.entries()) {
      if (schema.items) yield* inside(schema.items, item, at)
      const first = schema.uniqueItems ? value.findIndex(other => SprForm.same(other, item, true)) : at
      if (first < at) yield fault("uniqueItems", { value: item, path: [...path, at], first })
    }
  }

  function* faultsOfKeys(schema, value, path, fault, inside) {
    for (const key of schema.required ?? []) if (value[key] === undefined) yield fault("required", { key })
    for (const key of keysOf(value)) {
      const known = schema.properties?.[key]
      if (known) yield* inside(known, value[key], key)
      else if (schema.additionalProperties === false)
        yield fault("additionalProperties", { key, path: [...path, key] })
      else if (isMapping(schema.additionalProperties))
        yield* inside(schema.additionalProperties, value[key], key)
      const named = schema.propertyNames ? [...faults(schema.propertyNames, key, path)] : []
      if (named.length) yield fault("propertyNames", { key, path: [...path, key], forms: [named] })
    }
  }

  class Teller {
    constructor(said) {
      this.said = said
      this.misspelt = new Set()
    }

    say(name, gaps = {}) {
      return this.said.sentences[name].replace(/\{(\w+)\}/g, (_, gap) => gaps[gap])
    }

    shown(value) {
      const line = value.trim().split(/\s+/).join(" ")
      const most = this.said.most
      return [...line].length <= most ? line : `${[...line].slice(0, most - 1).join("")}…`
    }

    quoted(value) {
      return `'${this.shown(value)}'`
    }

    name(value) {
      if (Array.isArray(value)) return "A list"
      if (isMapping(value)) return "A mapping"
      return typeof value === "string" ? this.quoted(value) : String(value)
    }

    expected(fault, otherwise) {
      const ours = fault.schema["x-expected"]?.[fault.keyword]
      return typeof ours === "string"
        ? ours
        : this.say("expected", { what: fault.schema["x-form"] || this.say(otherwise) })
    }

    *tell(faults) {
      const ofKind = new Set(
        faults.filter(fault => fault.keyword === "type").map(fault => String(fault.path)),
      )
      const told = faults.filter(fault => fault.keyword === "type" || !ofKind.has(String(fault.path)))
      for (const fault of told) {
        if (fault.keyword !== "additionalProperties") continue
        const meant = nearest(fault.key, this.free(fault), this.said.most)
        if (meant) this.misspelt.add(String([...fault.path.slice(0, -1), meant]))
      }
      for (const fault of told) yield* this.one(fault)
    }

    free(fault) {
      return Object.keys(fault.schema.properties ?? {}).filter(key => fault.value[key] === undefined)
    }

    problem(fault, found, expected, hint = "") {
      return { path: fault.path, text: [found, hint, expected].filter(Boolean).join(" ") }
    }

    *one(fault) {
      const { keyword, value } = fault
      if (keyword === "type") {
        const kinds = [fault.limit].flat()
        yield this.problem(
          fault,
          this.kind(value, kinds),
          this.expected(fault, "another-form"),
          this.kindMeant(value, kinds, fault.schema),
        )
      } else if (keyword === "enum" || keyword === "const") {
        const words = keyword === "enum" ? fault.limit : [fault.limit]
        yield this.problem(
          fault,
          this.cannotStand(value),
          this.expected(fault, "another-form"),
          this.wordMeant(value, words),
        )
      } else if (keyword === "pattern") {
        yield this.problem(
          fault,
          this.say("bad-form", { name: this.name(value) }),
          this.expected(fault, "another-form"),
        )
      } else if (keyword in BOUNDS) {
        yield this.problem(fault, this.bound(fault), this.expected(fault, "another-form"))
      } else if (keyword === "required") {
        if (this.misspelt.has(String([...fault.path, fault.key]))) return
        const problem = this.problem(
          fault,
          this.say("missing", { key: `\`${fault.key}\`` }),
          this.expectedKey(fault),
        )
        yield { ...problem, field: [...fault.path, fault.key] }
      } else if (keyword === "additionalProperties") {
        const meant = nearest(fault.key, this.free(fault), this.said.most)
        const isOfAround = fault.around.some(schema => isKeyOf(schema, fault.key))
        const hint = meant
          ? this.say("did-you-mean", { what: `\`${meant}\`` })
          : isOfAround && this.say("indented")
        const found = this.say("unknown", { key: `\`${this.shown(fault.key)}\`` })
        const expected = fault.schema["x-expected"].properties
        yield { ...this.problem(fault, found, expected, hint), isOfTheFile: true }
      } else if (keyword === "propertyNames") {
        const [part] = fault.forms[0]
        yield this.problem(
          fault,
          this.say("bad-form", { name: `\`${this.shown(fault.key)}\`` }),
          this.expected(part, "another-form"),
        )
      } else if (keyword === "uniqueItems") {
        const what = isMapping(value) || Array.isArray(value) ? "This" : this.quoted(String(value))
        yield this.problem(
          fault,
          this.say("repeated", { what, item: fault.first + 1 }),
          this.say("each-once"),
        )
      } else {
        yield* this.forms(fault)
      }
    }

    expectedKey(fault) {
      return (
        fault.schema["x-expected"]?.required?.[fault.key] ??
        this.say("expected", { what: `\`${fault.key}\` with its value` })
      )
    }

    kind(value, kinds) {
      if (value === null) return this.say("nothing")
      if (typeof value === "object") return this.say(Array.isArray(value) ? "is-list" : "is-mapping")
      const name = this.name(value)
      if (typeof value === "number" && !Number.isInteger(value) && kinds.includes("integer"))
        return this.say("is-not-whole", { name })
      if (typeof value === "string") return this.say("is-text", { name })
      return this.say(typeof value === "boolean" ? "is-truth" : "is-number", { name })
    }

    kindMeant(value, kinds, schema) {
      const wouldBeRight = each => faults(schema, each, []).next().done
      const raw = value === null || typeof value === "object" ? "" : String(value)
      const bare = this.shown(raw)
      const truth = TRUTH[raw.toLowerCase()]
      const isNumber = typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value))
      const withoutCommas = WITH_COMMAS.test(raw) ? raw.replaceAll(",", "") : ""
      if (isNumber && wouldBeRight(Number(value))) return this.say("without-quotes", { what: bare })
      if (withoutCommas && wouldBeRight(Number(withoutCommas)))
        return this.say("without-commas", { what: withoutCommas })
      if (truth && wouldBeRight(truth === "true")) return this.say("did-you-mean", { what: truth })
      if (["boolean", "number"].includes(typeof value) && wouldBeRight(raw))
        return this.say("in-quotes", { what: this.quoted(raw) })
      if (raw && wouldBeRight(parsed(`[${bare}]`)))
        return this.say("did-you-mean", { what: `[${bare}]` })
      return kinds.includes("array") && isMapping(value) ? this.say("hyphen") : ""
    }

    wordMeant(value, words) {
      const texts = words.map(String)
      if (typeof value === "string") {
        const meant = nearest(value, texts, this.said.most)
        return meant ? this.say("did-you-mean", { what: this.quoted(meant) }) : ""
      }
      return texts.includes(String(value)) ? this.say("in-quotes", { what: this.quoted(String(value)) }) : ""
    }

    cannotStand(value) {
      return value === null ? this.say("nothing") : this.say("cannot-stand", { name: this.name(value) })
    }

    bound(fault) {
      const [code, , unit] = this.said.bounds[fault.keyword]
      const { value } = fault
      if (!unit) return this.say("bound", { name: this.name(value), how: code.replace("-", " ") })
      const what = this.said.counted[unit]
      const size =
        typeof value === "string"
          ? [...value].length
          : Array.isArray(value)
            ? value.length
            : keysOf(value).length
      return size
        ? this.say("has", { what, count: `${size} ${unit}${size === 1 ? "" : "s"}` })
        : this.say("is-empty", { what })
    }

    /* As spr/checking/schema/forms.py: which form was meant is guessed, and what is wrong with it told. */
    *forms(fault) {
      const fitting = fault.forms.filter(form => !form.some(part => isForAnotherKind(part, fault)))
      const unmarked = fitting.filter(form => markOf(form, fault) === undefined)
      const meant = unmarked.length ? unmarked : fitting
      if (!fault.forms.length) {
        yield this.several(fault)
      } else if (!fitting.length || fault.value === null || typeof fault.value !== "object") {
        yield this.none(fault)
      } else if (
        meant.every(form =>
          form.every(part => part.keyword === "required" && part.path.length === fault.path.length),
        )
      ) {
        yield* this.missing(fault, meant)
      } else {
        yield* this.tell(meant.reduce((best, form) => (isNearer(form, best, fault) ? form : best)))
      }
    }

    several(fault) {
      const keys = fault.limit.flatMap(form =>
        form.required?.every(key => fault.value?.[key] !== undefined) ? form.required : [],
      )
      const names = [...new Set(keys)].map(key => `\`${key}\``)
      if (names.length > 1)
        return this.problem(
          fault,
          this.say("together", { keys: both(names) }),
          this.expected(fault, "only-one"),
        )
      if (names.length)
        return this.problem(
          fault,
          this.say("cannot-stand", { name: names[0] }),
          this.expected(fault, "the-rest"),
        )
      return this.problem(fault, this.say("several"), this.expected(fault, "one-form"))
    }

    none(fault) {
      const parts = fault.forms.flat().filter(part => part.path.length === fault.path.length)
      const words = parts.flatMap(part =>
        part.keyword === "enum" ? part.limit : part.keyword === "const" ? [part.limit] : [],
      )
      const kinds = parts.flatMap(part => (part.keyword === "type" ? part.limit : []))
      const isOfAForm = parts.some(part => !["const", "enum", "type"].includes(part.keyword))
      const hint =
        this.wordMeant(fault.value, words) ||
        (isOfAForm ? "" : this.kindMeant(fault.value, kinds, fault.schema))
      const isAWord = words.length || isOfAForm
      return this.problem(
        fault,
        isAWord ? this.cannotStand(fault.value) : this.kind(fault.value, kinds),
        this.expected(fault, "another-form"),
        hint,
      )
    }

    *missing(fault, forms) {
      const begun = forms.filter(form => form.length < form[0].limit.length)
      const missing = forms.map(form => form.map(part => part.key))
      if (begun.length === 1) {
        // What a key is for stands with the mapping that has it, not with the form that asks for it.
        yield* this.tell(
          begun[0].map(part => ({
            ...part,
            schema: { ...part.schema, "x-expected": fault.schema["x-expected"] },
          })),
        )
      } else if (!missing.flat().some(key => this.misspelt.has(String([...fault.path, key])))) {
        const choice = either(missing.map(keys => both(keys.map(key => `\`${key}\``))))
        yield this.problem(fault, this.say("missing", { key: choice }), this.expected(fault, "one-of-them"))
      }
    }
  }

  function isForAnotherKind(part, fault) {
    if (part.path.length !== fault.path.length) return false
    if (part.keyword === "enum" || part.keyword === "const") {
      const values = part.keyword === "enum" ? part.limit : [part.limit]
      return !values.some(each => Object.values(KINDS).some(is => is(part.value) && is(each)))
    }
    if (part.forms?.length) return part.forms.every(form => form.some(each => isForAnotherKind(each, fault)))
    return part.keyword === "type"
  }

  const steps = (part, fault) => part.path.slice(fault.path.length)

  function markOf(form, fault) {
    const mark = form.find(part => {
      const way = steps(part, fault)
      return (
        way.length === 1 &&
        typeof way[0] === "string" &&
        ["enum", "const"].includes(part.keyword) &&
        typeof part.value === "string"
      )
    })
    return mark && steps(mark, fault)[0]
  }

  function isNearer(form, best, fault) {
    const distance = parts => parts.filter(part => steps(part, fault).length === 0).length
    return distance(form) - distance(best) || form.length - best.length
      ? (distance(form) - distance(best) || form.length - best.length) < 0
      : false
  }

  const listed = (words, end) => [words.slice(0, -1).join(", "), ...words.slice(-1)].filter(Boolean).join(end)
  const either = words => listed(words, " or ")
  const both = words => listed(words, " and ")

  /* The word that is written most like another, as Python's difflib finds it. */
  function nearest(word, candidates, most) {
    if ([...word].length > most) return null
    const scored = [...candidates]
      .sort()
      .reverse()
      .map(each => [ratio(each.toLowerCase(), word.toLowerCase()), each])
      .filter(([score]) => score >= 0.6)
      .sort(([one, a], [other, b]) => other - one || (a < b ? 1 : -1))
    return scored[0]?.[1] ?? null
  }

  const ratio = (one, other) =>
    one.length + other.length ? (2 * matches(one, other)) / (one.length + other.length) : 1

  function matches(one, other) {
    let [begin, begins, size] = [0, 0, 0]
    for (let at = 0; at < one.length; at++) {
      for (let there = 0; there < other.length; there++) {
        let length = 0
        while (at + length < one.length && one[at + length] === other[there + length]) length++
        if (length > size) [begin, begins, size] = [at, there, length]
      }
    }
    if (!size) return 0
    return (
      size +
      matches(one.slice(0, begin), other.slice(0, begins)) +
      matches(one.slice(begin + size), other.slice(begins + size))
    )
  }

  SprForm.check = (schema, data, said) => [...new Teller(said).tell([...faults(schema, data, [])])]
  SprForm.Teller = Teller

  /* A way as the check writes it: paragraphs[0].text */
  SprForm.pointer = path =>
    path
      .map(step => (typeof step === "number" ? `[${step}]` : `.${step}`))
      .join("")
      .replace(/^\./, "")
})()
