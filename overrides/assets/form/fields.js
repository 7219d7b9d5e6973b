/*
 * How the form shows each part of a file: our markup for the form library, which keeps the data and the lists.
 *
 *   SprForm.shape(schema)   the schema and the ui schema that the library gets, made from that of the page
 *   SprForm.parts(told)     its templates and widgets; *told* are the page's choices and last year's words
 *   SprForm.toForm(data), SprForm.fromForm(data)   "not graded" is an empty list in the form, and back
 *
 * Each leaf of the library's schema is "string": what a value is, the widget knows that the person fills in.
 * No style is set by script: form.css has the looks, in the classes `spr-form__…`.
 */
globalThis.SprForm ??= {}

;(() => {
  const { React } = SprLibraries
  const h = React.createElement

  /* ---- From the schema of the page to what the library gets ---- */

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
    if ([schema.type].flat().includes("string") && [schema.type].flat().includes("integer")) return "date"
    if (schema.anyOf || ["number", "integer"].includes([schema.type].flat()[0])) return "number"
    return ["text", "outcome", "outcome_text", "in_brief"].includes(key) ? "text" : "line"
  }

  function shapeOfList(schema, common) {
    const { title, description } = common
    const items = schema.items
    const widget = items.enum ? "ticks" : items.type === "number" ? "range" : items.type === "object" ? null : "lines"
    if (widget) {
      const ui = { "ui:widget": widget, "ui:options": { ...common, words: items.enum } }
      return [{ type: "array", title, description, items: { type: "string" } }, ui]
    }
    const [inside, ui] = shape(items, "")
    const options = { ...common, word: schema["x-word"], called: items.description, orderable: common.key === "paragraphs" }
    return [{ type: "array", title, description, items: inside }, { "ui:options": options, items: ui }]
  }

  function shapeOfMapping(schema, common) {
    const shapes = inReadingOrder(Object.entries(schema.properties).filter(([, part]) => !part["x-fixed"]))
      .map(([key, part]) => [key, shape(part, key)])
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

  /* Whoever has read a text says right beneath it that it still holds. */
  function inReadingOrder(parts) {
    const [review] = parts.filter(([key]) => key === "review")
    return review ? parts.flatMap(part => (part === review ? [] : part[0] === "text" ? [part, review] : [part])) : parts
  }

  const WORDED = { leads: "not stated", grades: "not graded" }

  const toForm = data => Object.fromEntries(Object.entries(data).map(([key, value]) => [key, value === WORDED[key] ? [] : value]))

  const fromForm = data => ({
    ...Object.fromEntries(Object.entries(data).filter(([, value]) => !(Array.isArray(value) && !value.length))),
    ...Object.fromEntries(Object.entries(WORDED).filter(([key]) => !data[key]?.length)),
  })

  /* ---- What changes while the form is filled in, for the parts that show something of others ---- */

  class Store {
    constructor() {
      this.data = {}
      this.paragraphs = []
      this.listeners = new Set()
    }

    set(data) {
      this.data = data
      const paragraphs = (data.paragraphs ?? []).filter(each => each.id)
      const choices = paragraphs.map(each => [each.id, `${each.id}: ${start(each.text)}`])
      const answers = JSON.stringify([choices, paragraphs.map(each => [each.questions, each.classified?.questions])])
      if (answers === this.key) return
      Object.assign(this, { key: answers, paragraphs: choices })
      for (const listener of this.listeners) listener()
    }

    subscribe = listener => {
      this.listeners.add(listener)
      return () => this.listeners.delete(listener)
    }
  }

  const useParagraphs = store => React.useSyncExternalStore(store.subscribe, () => store.paragraphs)

  const start = text => {
    const line = (text ?? "").trim().split(/\s+/).join(" ")
    return line.length > 70 ? `${line.slice(0, 69).trimEnd()}…` : line
  }

  const inWords = word => (word[0] ?? "").toUpperCase() + word.slice(1).replace(/-(?=[a-z])/g, " ")
  const plain = text => (text ?? "").trim().split(/\s+/).join(" ")
  /* The words of the schema: keys and values stand in `backticks` there. */
  const prose = text => (text ?? "").split("`").map((words, at) => (at % 2 ? h("code", { key: at }, words) : words))

  /* What a field is for, unless its name says that already. */
  const about = (text, title) => (plain(text).replace(/[’']/g, "'").toLowerCase() === `${title}.`.replace(/[’']/g, "'").toLowerCase() ? "" : text)

  const hidden = words => h("span", { className: "spr-form__hidden" }, words)

  function parts(told, store) {
    const { before } = told

    /* ---- Widgets: one for each way to fill in a value ---- */

    const described = ({ id, rawErrors }) => ({
      id,
      "aria-describedby": `${id}__about${rawErrors?.length ? ` ${id}__wrong` : ""}`,
      "aria-invalid": rawErrors?.length ? true : undefined,
    })

    /* No tab and no control character may stand in a file. */
    const clean = text => text.replace(/\r\n?/g, "\n").replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, " ")

    const input = (props, parse, more = {}) =>
      h("input", {
        ...described(props),
        type: "text",
        className: "spr-form__input",
        value: props.value === undefined || props.value === null ? "" : String(props.value),
        onChange: event => props.onChange(event.target.value === "" ? undefined : parse(clean(event.target.value))),
        ...more,
      })

    const line = props => input(props, text => text)

    const number = props =>
      input(props, text => (/^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text), { className: "spr-form__input spr-form__input--short" })

    const date = props =>
      input(props, text => (/^\d{4}$/.test(text.trim()) ? Number(text) : text.trim()), { className: "spr-form__input spr-form__input--short" })

    const rowsFor = text =>
      Math.min(24, text.split("\n").reduce((rows, each) => rows + Math.max(1, Math.ceil(each.length / 75)), 1))

    const text = props =>
      h("textarea", {
        ...described(props),
        className: "spr-form__input spr-form__text",
        rows: rowsFor(props.value ?? ""), // where the browser does not know field-sizing
        value: props.value ?? "",
        onChange: event => props.onChange(event.target.value === "" ? undefined : clean(event.target.value)),
      })

    const suggested = props =>
      h(React.Fragment, null,
        input(props, words => words, { list: `${props.id}__words` }),
        h("datalist", { id: `${props.id}__words` },
          [...new Set(told.choices.grades.map(([word]) => word))].map(word => h("option", { key: word, value: word }))))

    function Choice(props) {
      const { words, choices } = props.options
      const paragraphs = useParagraphs(store)
      const known = words ? words.map(word => [word, inWords(word)]) : choices === "paragraphs" ? paragraphs : told.choices[choices]
      const value = props.value ?? ""
      const isKnown = value === "" || known.some(([word]) => word === value)
      return h("select", {
        ...described(props),
        className: "spr-form__input",
        value,
        onChange: event => props.onChange(event.target.value === "" ? undefined : event.target.value),
      },
      h("option", { value: "" }, "–"),
      isKnown ? null : h("option", { value }, value),
      known.map(([word, label]) => h("option", { key: word, value: word }, label)))
    }

    const yes = props =>
      h("label", { className: "spr-form__tick" },
        h("input", {
          ...described(props),
          type: "checkbox",
          checked: props.value === true,
          onChange: event => props.onChange(event.target.checked ? true : undefined),
        }),
        " Yes", hidden(`: ${props.label}`))

    const ticks = props => {
      const chosen = Array.isArray(props.value) ? props.value : []
      const others = chosen.filter(word => !props.options.words.includes(word))
      const toggle = (word, on) => {
        const next = on ? [...chosen, word] : chosen.filter(each => each !== word)
        props.onChange(next.length ? next : undefined)
      }
      return h("div", { className: "spr-form__ticks", role: "group", "aria-labelledby": `${props.id}__label`, "aria-describedby": `${props.id}__about` },
        [...props.options.words, ...others].map(word =>
          h("label", { key: word, className: "spr-form__tick" },
            h("input", { type: "checkbox", checked: chosen.includes(word), onChange: event => toggle(word, event.target.checked) }),
            ` ${inWords(word)}`)))
    }

    const lines = props => {
      const value = Array.isArray(props.value) ? props.value.join("\n") : ""
      const split = written => {
        const found = clean(written).split("\n")
        props.onChange(found.some(each => each.trim()) ? found : undefined)
      }
      return h("textarea", { ...described(props), className: "spr-form__input spr-form__text", rows: 2, value, onChange: event => split(event.target.value) })
    }

    const range = props => {
      const value = Array.isArray(props.value) ? props.value : []
      const set = (at, written) => {
        const next = [value[0] ?? null, value[1] ?? null]
        next[at] = written ?? null
        props.onChange(next.every(each => each === null) ? undefined : next)
      }
      return h("div", { className: "spr-form__ticks", role: "group", "aria-labelledby": `${props.id}__label` },
        ["Lowest", "Highest"].map((label, at) =>
          h("label", { key: label, className: "spr-form__tick" }, `${label} `,
            number({ ...props, id: `${props.id}__${at}`, value: value[at] ?? undefined, onChange: written => set(at, written) }))))
    }

    /* A value for each area; one that is withheld is shown, and changed in the file itself. */
    const areas = props => {
      const isOneWord = typeof props.value === "string"
      const value = isOneWord ? {} : props.value ?? {}
      const set = (area, written) => {
        const next = { ...value, [area]: written }
        for (const key of Object.keys(next)) if (next[key] === undefined) delete next[key]
        props.onChange(Object.keys(next).length ? next : undefined)
      }
      const known = told.choices.areas
      const others = Object.keys(value).filter(area => !known.some(([id]) => id === area)).map(area => [area, area])
      return h("div", { className: "spr-form__areas", role: "group", "aria-labelledby": `${props.id}__label`, "aria-describedby": `${props.id}__about` },
        isOneWord ? h("p", null, `For all areas: ${props.value}.`) : null,
        [...known, ...others].map(([area, name]) => {
          const own = value[area]
          if (own !== null && typeof own === "object") return h("p", { key: area }, `${name}: withheld (${own.withheld?.reason ?? ""})`)
          return h("label", { key: area, className: "spr-form__area" }, h("span", null, name),
            number({ ...props, id: `${props.id}__${area}`, value: own, onChange: written => set(area, written) }))
        }))
    }

    const widgets = { line, number, date, text, suggested, choice: Choice, yes, ticks, lines, range, areas }

    /* ---- Last year's words ---- */

    function wordsBefore(path) {
      const [list, at, key] = path
      if (path.length === 1 && list === "in_brief") return before.in_brief
      const entry = store.data[list]?.[at]
      if (path.length !== 3 || !entry) return ""
      if (list === "figures" && key === "value") return before.entries.figures?.[`${entry.metric} ${entry.kind}`] ?? ""
      return key === "text" && list !== "figures" ? before.entries[list]?.[entry.id] ?? "" : ""
    }

    const Before = ({ words, now }) => {
      if (!words) return null
      if (plain(words) === plain(String(now ?? ""))) return h("p", { className: "spr-form__before" }, `As ${before.year} said it, word for word.`)
      return h("div", { className: "spr-form__before" }, h("p", null, `${before.year} said:`),
        words.split(/\n{2,}/).map((block, at) => h("blockquote", { key: at }, block)))
    }

    const Wrong = ({ id, errors }) =>
      h("div", { id: `${id}__wrong`, className: "spr-form__wrong", "aria-live": "polite" },
        (errors ?? []).map(sentence => h("p", { key: sentence }, sentence)))

    /* ---- Templates: what stands around fields, mappings and lists ---- */

    const GROUPS = ["ticks", "range", "areas"]

    function FieldTemplate({ id, label, children, rawErrors, rawDescription, required, schema, uiSchema, formData, fieldPathId }) {
      const options = uiSchema?.["ui:options"] ?? {}
      const widget = uiSchema?.["ui:widget"]
      if (!widget) return h(React.Fragment, null, h(Wrong, { id, errors: rawErrors }), children)
      // Of what may be left out as a whole, nothing is needed until something of it is there; the check says so.
      const isNeeded = required && fieldPathId.path.length <= 3
      const name = h(React.Fragment, null, label, isNeeded ? h("span", { className: "spr-form__needed" }, " (needed)") : null)
      const isOwn = options.key === "id" && entryOf(fieldPathId.path)?.[SprForm.FROM] !== undefined
      if (isOwn) return null // it never changes, and stands above the entry
      const isGroup = GROUPS.includes(widget) || widget === "yes"
      return h("div", { className: `spr-form__field spr-form__field--${widget}` },
        isGroup ? h("p", { className: "spr-form__label", id: `${id}__label` }, name) : h("label", { className: "spr-form__label", htmlFor: id }, name),
        h("p", { className: "spr-form__about", id: `${id}__about` }, prose(about(rawDescription, label)), widget === "lines" ? " One on each line." : ""),
        children,
        h(Wrong, { id, errors: rawErrors }),
        h(Before, { words: wordsBefore(fieldPathId.path), now: formData }))
    }

    const entryOf = path => store.data[path[0]]?.[path[1]]

    const isThere = value => value !== undefined && value !== null && value !== "" && !(typeof value === "object" && !Object.values(value).some(isThere))

    function ObjectFieldTemplate({ title, description, properties, uiSchema, formData, fieldPathId }) {
      const { path } = fieldPathId
      const options = name => uiSchema?.[name]?.["ui:options"] ?? {}
      // What has something in it when the form opens is never folded away.
      const [open] = React.useState(() => new Set(properties.filter(({ name }) => isThere(formData?.[name])).map(({ name }) => name)))
      const folded = properties.filter(({ name }) => options(name).isRare && !open.has(name))
      const others = properties.filter(each => !folded.includes(each))
      const inside = h(React.Fragment, null,
        others.map(each => h(React.Fragment, { key: each.name }, each.content)),
        folded.length
          ? h("details", { className: "spr-form__more" },
            h("summary", null, path.length ? "More that can be said" : "Marking and audience of the whole file",
              hidden(`: ${folded.map(({ name }) => options(name).title).join(", ")}`)),
            folded.map(each => h(React.Fragment, { key: each.name }, each.content)))
          : null)
      if (!path.length) return h(React.Fragment, null, h(Contents, { parts: others.filter(({ name }) => options(name).isPart).map(({ name }) => [name, options(name).title]) }), inside)
      if (typeof path.at(-1) === "number") return inside
      if (path.length === 1) {
        return h("section", { className: "spr-form__part", "aria-labelledby": `part-${path[0]}` },
          h("h2", { id: `part-${path[0]}` }, title), h("p", { className: "spr-form__about" }, prose(about(description, title))), inside)
      }
      return h("fieldset", { className: "spr-form__group" }, h("legend", null, title),
        h("p", { className: "spr-form__about" }, prose(about(description, title))), inside)
    }

    const Contents = ({ parts: named }) =>
      h("nav", { className: "spr-form__contents", "aria-label": "Parts of the form" },
        h("ul", null, [...named.map(([name, title]) => [`part-${name}`, title]), ["file", "Take the file away"]].map(([id, title]) =>
          h("li", { key: id }, h("a", { href: `#${id}` }, title)))))

    /* The five questions, with what answers each now and what did last year. */
    function Questions() {
      useParagraphs(store)
      const answering = question => (store.data.paragraphs ?? [])
        .filter(each => [...(each.questions ?? []), ...(each.classified?.questions ?? [])].includes(question))
        .map(each => each.id)
      return h("div", { className: "spr-form__questions" },
        h("p", null, "The five questions. Tick at each paragraph those that it answers; one that is left out on purpose stands under Not addressed, with a reason."),
        h("dl", null, before.questions.map(({ id, asked, answered, reason }) => {
          const now = answering(id)
          const left = (store.data.not_addressed ?? []).some(each => each.question === id)
          return h(React.Fragment, { key: id },
            h("dt", null, `${inWords(id)}: ${asked}`),
            h("dd", null,
              now.length ? `Answered in ${now.join(", ")}.` : left ? "Left out, with a reason." : "Not answered yet.",
              before.year ? ` ${before.year}: ${answered.length ? answered.join(", ") : (reason || "not said").replace(/\.$/, "")}.` : ""))
        })))
    }

    function ArrayFieldTemplate({ title, items, canAdd, onAddClick, uiSchema, fieldPathId, schema }) {
      const { key, word, called } = uiSchema["ui:options"]
      const heading = React.useRef(null)
      const entries = React.useRef(null)
      const count = React.useRef(items.length)
      React.useEffect(() => {
        // Whoever adds goes on in what was added; whoever takes out, at the heading.
        if (items.length > count.current) entries.current?.lastElementChild?.querySelector("input, select, textarea")?.focus()
        if (items.length < count.current) heading.current?.focus()
        count.current = items.length
      }, [items.length])
      return h("section", { className: "spr-form__part", "aria-labelledby": `part-${key}` },
        h("h2", { id: `part-${key}`, tabIndex: -1, ref: heading }, title),
        h("p", { className: "spr-form__about" }, prose(schema.description)),
        key === "paragraphs" ? h(Questions) : null,
        key === "grades" && before.grades.length
          ? h("div", { className: "spr-form__before" }, h("p", null, `${before.year} said:`),
            before.grades.map(words => h("blockquote", { key: words }, words)))
          : null,
        items.length ? null : h("p", { className: "spr-form__none" }, word ? `${inWords(word)}.` : "Nothing so far."),
        h("div", { ref: entries }, items),
        canAdd ? h("button", { type: "button", className: "spr-form__button", onClick: onAddClick }, `Add to ${title.toLowerCase()}`) : null)
    }

    const TITLES = { metrics: new Map(told.choices.metrics), roles: new Map(told.choices.roles) }

    function entryName(path) {
      const entry = entryOf(path) ?? {}
      const figure = [TITLES.metrics.get(entry.metric) ?? entry.metric, entry.kind].filter(Boolean).join(", ")
      const named = entry.id || (entry.metric && figure) || entry.grade || TITLES.roles.get(entry.role) || entry.role || inWords(entry.question ?? "") || entry.level
      return named ? String(named) : `New, number ${path[1] + 1}`
    }

    function ArrayFieldItemTemplate({ children, buttonsProps, parentUiSchema }) {
      const { fieldPathId, hasMoveUp, hasMoveDown, onMoveUpItem, onMoveDownItem, onRemoveItem } = buttonsProps
      const name = entryName(fieldPathId.path)
      const canMove = parentUiSchema["ui:options"].orderable
      const remove = event => {
        if (confirm(`Take “${name}” out of the file?`)) onRemoveItem(event)
      }
      const button = (words, onClick) => h("button", { type: "button", className: "spr-form__button spr-form__button--quiet", onClick }, words, hidden(` ${name}`))
      // The library lets go of a button that moves something: whoever moves by keyboard stays at the entry.
      const move = act => event => {
        const { currentTarget } = event
        const buttons = currentTarget.parentElement
        act(event)
        setTimeout(() => (currentTarget.isConnected ? currentTarget : buttons.firstElementChild).focus())
      }
      const number = told.numbers[store.data[fieldPathId.path[0]]?.[fieldPathId.path[1]]?.id]
      return h("fieldset", { className: "spr-form__entry", id: fieldPathId.$id },
        h("legend", null, name),
        number && fieldPathId.path[0] === "paragraphs" ? h("p", { className: "spr-form__about" }, `Paragraph ${number}, as the draft stands.`) : null,
        children,
        h("div", { className: "spr-form__buttons" },
          canMove && hasMoveUp ? button("Move up", move(onMoveUpItem)) : null,
          canMove && hasMoveDown ? button("Move down", move(onMoveDownItem)) : null,
          button("Take out", remove)))
    }

    /* What people call the part of the file that a way leads to, as it stands above it. */
    const nameOf = path =>
      [told.schema.properties[path[0]]?.title, path.length > 1 ? entryName(path) : ""].filter(Boolean).join(", ") || "The file"

    const templates = { FieldTemplate, ObjectFieldTemplate, ArrayFieldTemplate, ArrayFieldItemTemplate }
    return { library: { widgets, templates }, nameOf }
  }

  Object.assign(SprForm, { shape, parts, Store, toForm, fromForm })
})()
