/*
 * What the check and the schema call a field by its key, the form calls by its label.
 *
 *   SprForm.inLabels(schema, path, text)   the words on what stands at a way, with “Labels” for `keys`
 */
globalThis.SprForm ??= {}

;(() => {
  const { inWords } = SprForm.words

  /* The schemas that a way leads through, the nearest first. */
  function along(schema, path) {
    const [step, ...rest] = path
    const forms = [schema, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]
    if (step === undefined) return forms
    const inside = form => form.properties?.[step] ?? form.additionalProperties
    const next = forms.map(form => (typeof step === "number" ? form.items : inside(form))).find(Boolean)
    return [...(next ? along(next, rest) : []), ...forms]
  }

  function inLabels(schema, path, text) {
    const schemas = along(schema, path)
    const titleOf = key => schemas.map(each => each.properties?.[key]?.title).find(Boolean)
    const isWord = word => schemas[0].enum?.includes(word)
    return (text ?? "").replace(/`([\w-]+)(: [^`]*)?`/g, (whole, word, value = "") => {
      const label = titleOf(word) ?? (isWord(word) && !value ? inWords(word) : "")
      return label ? `“${label}${value}”` : whole
    })
  }

  SprForm.inLabels = inLabels
})()
