/*
 * From the schema of the page (spr/form/schema.py) to what the form library gets.
 *
 *   SprForm.shape(schema)                          its schema and its ui schema
 *   SprForm.toForm(data), SprForm.fromForm(data)   "not graded" is an empty list in the form, and back;
 *                                                  EMPTIED names those that are still to be filled in
 *   SprForm.fieldOf(schema, path)                  the way to the field that a way leads into
 *   SprForm.misshapen(schema, data)                the ways to what the form has no field for
 *
 * Each leaf of the library's schema is "string": what a value is, the widget knows that the person fills in.
 */
globalThis.SprForm ??= {}

;(() => {
  function shape(schema, key = "") {
    const { title, description } = schema
    const isPart = schema.type === "array" || schema.type === "object" || Boolean(schema.anyOf)
    const common = { title, description, key, isPart, isRare: schema["x-rare"], choices: schema["x-choices"] }
    const word = schema.anyOf?.find(form => "const" in form)?.const
    const list = schema.anyOf?.find(form => form.type === "array")
    if (list) return shape({ ...list, title, description, "x-word": word }, key)
    if (key === "by_area") return leaf("areas", common)
    if (schema.type === "array") return shapeOfList(schema, common)
    if (schema.type === "object") return shapeOfMapping(schema, common)
    return leaf(widgetOf(schema, key), { ...common, words: schema.enum, word })
  }

  const leaf = (widget, options) => [
    { type: "string", title: options.title, description: options.description },
    { "ui:widget": widget, "ui:options": options },
  ]

  function widgetOf(schema, key) {
    if (schema.enum) return "choice"
    if (schema["x-choices"] === "grades") return "suggested"
    if (schema["x-choices"]) return "choice"
    if (schema.type === "boolean") return "yes"
    if (SprForm.isDate(schema)) return "date"
    if (schema.anyOf || ["number", "integer"].includes([schema.type].flat()[0])) return "number"
    return ["text", "outcome", "outcome_text", "in_brief"].includes(key) ? "text" : "line"
  }

  function shapeOfList(schema, common) {
    const { title, description } = common
    const items = schema.items
    const widget = items.enum
      ? "ticks"
      : items.type === "number"
        ? "range"
        : items.type === "object"
          ? null
          : "lines"
    if (widget) {
      const ui = { "ui:widget": widget, "ui:options": { ...common, words: items.enum } }
      return [{ type: "array", title, description, items: { type: "string" } }, ui]
    }
    const [inside, ui] = shape(items, "")
    const options = {
      ...common,
      word: schema["x-word"],
      called: items.description,
      orderable: common.key === "paragraphs",
    }
    return [
      { type: "array", title, description, items: inside },
      { "ui:options": options, items: ui },
    ]
  }

  function shapeOfMapping(schema, common) {
    const shapes = inReadingOrder(
      Object.entries(schema.properties).filter(([, part]) => !part["x-fixed"]),
    ).map(([key, part]) => [key, shape(part, key)])
    return [
      {
        type: "object",
        title: common.title,
        description: common.description,
        required: schema.required,
        properties: Object.fromEntries(shapes.map(([key, [inside]]) => [key, inside])),
      },
      { "ui:options": common, ...Object.fromEntries(shapes.map(([key, [, ui]]) => [key, ui])) },
    ]
  }

  /* First the words of an entry; beneath them its id, made from them, and whether they still hold. */
  function inReadingOrder(parts) {
    const [words] = parts.filter(([key]) => ["text", "what"].includes(key))
    const beneath = parts.filter(([key]) => ["id", "review"].includes(key))
    if (!words) return parts
    return parts.flatMap(part => (beneath.includes(part) ? [] : part === words ? [part, ...beneath] : [part]))
  }

  /*
   * The ways to values of another shape than their part of the form. Nothing at all may stand for any part,
   * as that can be filled in; but not for an entry of a list.
   */
  function* misshapen(schema, value, path = []) {
    const isMapping = value !== null && typeof value === "object" && !Array.isArray(value)
    const forms = schema.type ? [schema] : (schema.anyOf ?? [schema])
    const list = forms.find(form => form.type === "array")
    const mapping = forms.find(form => form.type === "object")
    if (list && Array.isArray(value)) {
      for (const [at, item] of value.entries()) {
        if (item === null && list.items.type === "object") yield [...path, at]
        else yield* misshapen(list.items, item, [...path, at])
      }
    } else if (mapping && isMapping) {
      for (const [key, inside] of Object.entries(value)) {
        const part = mapping.properties?.[key] ?? mapping.additionalProperties
        if (part) yield* misshapen(part, inside, [...path, key])
      }
    } else if (value !== null && (typeof value === "object" || !forms.some(isWord(value)))) {
      yield path
    }
  }

  /* The beginning of a way that has a place of its own in the form: of several words, all share a field. */
  function fieldOf(schema, [step, ...rest]) {
    const forms = schema.type ? [schema] : (schema.anyOf ?? [schema])
    const entry = form => (form.items?.type === "object" ? form.items : null)
    const parts = forms.map(form => (typeof step === "number" ? entry(form) : form.properties?.[step]))
    const inside = parts.find(Boolean)
    return inside ? [step, ...fieldOf(inside, rest)] : []
  }

  /* Whether a form is one for a word or a number: any, or that word and no other. */
  const isWord = value => form =>
    "const" in form ? form.const === value : !["array", "object"].includes(form.type)

  const WORDED = { leads: "not stated", grades: "not graded" }

  const TO_FILL_IN = "to be filled in"
  const EMPTIED = "$emptied"

  const toForm = data => ({
    ...Object.fromEntries(
      Object.entries(data).map(([key, value]) => [
        key,
        key in WORDED && [WORDED[key], TO_FILL_IN].includes(value) ? [] : value,
      ]),
    ),
    [EMPTIED]: Object.keys(WORDED).filter(key => data[key] === TO_FILL_IN),
  })

  const fromForm = ({ [EMPTIED]: emptied = [], ...data }) => ({
    ...Object.fromEntries(
      Object.entries(data).filter(([, value]) => !(Array.isArray(value) && !value.length)),
    ),
    ...Object.fromEntries(
      Object.entries(WORDED)
        .filter(([key]) => !data[key]?.length)
        .map(([key, word]) => [key, emptied.includes(key) ? TO_FILL_IN : word]),
    ),
  })

  Object.assign(SprForm, { shape, toForm, fromForm, misshapen, fieldOf, EMPTIED })
})()
