/*
 * What stands around what is filled in: names, explanations, last year's words, what is wrong, and the parts,
 * entries and lists of the file. Our markup for the form library, which keeps the data.
 *
 *   SprForm.parts(told, store)   its templates and widgets, and what people call a part of the file
 */
globalThis.SprForm ??= {}

;(() => {
  const { React } = SprLibraries
  const h = React.createElement
  const { about, hidden, inWords, plain, prose, start, useParagraphs, useStored } = SprForm.words

  function parts(told, store) {
    const { before } = told

    /* ---- Last year's words ---- */

    function wordsBefore(path) {
      const [list, at, key] = path
      if (path.length === 1 && list === "in_brief") return before.in_brief
      const entry = store.data[list]?.[at]
      if (path.length !== 3 || !entry) return ""
      if (list === "figures" && key === "value")
        return before.entries.figures?.[`${entry.metric} ${entry.kind}`] ?? ""
      return key === "text" && list !== "figures" ? (before.entries[list]?.[entry.id] ?? "") : ""
    }

    const Before = ({ words, now }) => {
      if (!words) return null
      if (plain(words) === plain(String(now ?? "")))
        return h("p", { className: "spr-form__before" }, `As ${before.year} said it, word for word.`)
      return h(
        "div",
        { className: "spr-form__before" },
        h("p", null, `${before.year} said:`),
        words.split(/\n{2,}/).map((block, at) => h("blockquote", { key: at }, block)),
      )
    }

    const Wrong = ({ id, errors }) =>
      h(
        "div",
        { id: `${id}__wrong`, className: "spr-form__wrong", "aria-live": "polite" },
        (errors ?? []).map(sentence => h("p", { key: sentence }, sentence)),
      )

    /* ---- Templates: what stands around fields, mappings and lists ---- */

    /* Of what the check counts in a brief, the words can be seen here already. */
    const Count = ({ text }) => {
      const words = plain(text).split(" ").filter(Boolean).length
      return h("p", { className: "spr-form__about" }, `${words} of at most ${told.brief} words.`)
    }

    const GROUPS = ["ticks", "range", "areas"]

    function FieldTemplate({
      id,
      label,
      children,
      rawErrors,
      rawDescription,
      required,
      schema,
      uiSchema,
      formData,
      fieldPathId,
    }) {
      const options = uiSchema?.["ui:options"] ?? {}
      const widget = uiSchema?.["ui:widget"]
      const [isWrong] = React.useState(() => Boolean(rawErrors?.length))
      if (!widget) return h(React.Fragment, null, h(Wrong, { id, errors: rawErrors }), children)
      // Of what may be left out as a whole, nothing is needed before something of it is there.
      const isNeeded = required && fieldPathId.path.length <= 3
      const name = h(
        React.Fragment,
        null,
        label,
        isNeeded ? h("span", { className: "spr-form__needed" }, " (needed)") : null,
      )
      const isOwn = options.key === "id" && entryOf(fieldPathId.path)?.[SprForm.FROM] !== undefined
      if (isOwn && !isWrong) return null // it never changes, and stands above the entry
      const isGroup = GROUPS.includes(widget) || widget === "yes"
      return h(
        "div",
        { className: `spr-form__field spr-form__field--${widget}` },
        isGroup
          ? h("p", { className: "spr-form__label", id: `${id}__label` }, name)
          : h("label", { className: "spr-form__label", htmlFor: id }, name),
        h(
          "p",
          { className: "spr-form__about", id: `${id}__about` },
          prose(SprForm.inLabels(told.schema, fieldPathId.path, about(rawDescription, label))),
          widget === "lines" ? " One on each line." : "",
          options.key === "id" ? " It is made from the first words, unless you write another." : "",
        ),
        children,
        options.key === "in_brief" ? h(Count, { text: formData }) : null,
        h(Wrong, { id, errors: rawErrors }),
        h(Before, { words: wordsBefore(fieldPathId.path), now: formData }),
      )
    }

    const entryOf = path => store.data[path[0]]?.[path[1]]

    const isThere = value =>
      value !== undefined &&
      value !== null &&
      value !== "" &&
      !(typeof value === "object" && !Object.values(value).some(isThere))

    function ObjectFieldTemplate({ title, description, properties, uiSchema, formData, fieldPathId }) {
      const { path } = fieldPathId
      const options = name => uiSchema?.[name]?.["ui:options"] ?? {}
      // What has something in it when the form opens is never folded away.
      const [open] = React.useState(
        () => new Set(properties.filter(({ name }) => isThere(formData?.[name])).map(({ name }) => name)),
      )
      const folded = properties.filter(({ name }) => options(name).isRare && !open.has(name))
      const others = properties.filter(each => !folded.includes(each))
      const inside = h(
        React.Fragment,
        null,
        others.map(each => h(React.Fragment, { key: each.name }, each.content)),
        folded.length
          ? h(
              "details",
              { className: "spr-form__more" },
              h(
                "summary",
                null,
                path.length ? "More that can be said" : "Marking and audience of the whole file",
                hidden(`: ${folded.map(({ name }) => options(name).title).join(", ")}`),
              ),
              folded.map(each => h(React.Fragment, { key: each.name }, each.content)),
            )
          : null,
      )
      if (!path.length)
        return h(
          React.Fragment,
          null,
          h(Contents, {
            parts: others
              .filter(({ name }) => options(name).isPart)
              .map(({ name }) => [name, options(name).title]),
          }),
          inside,
        )
      if (typeof path.at(-1) === "number") return inside
      if (path.length === 1) {
        return h(
          "section",
          { id: fieldPathId.$id, className: "spr-form__part", "aria-labelledby": `part-${path[0]}` },
          h("h2", { id: `part-${path[0]}` }, title),
          h("p", { className: "spr-form__about" }, prose(about(description, title))),
          inside,
        )
      }
      return h(
        "fieldset",
        { id: fieldPathId.$id, className: "spr-form__group" },
        h("legend", null, title),
        h("p", { className: "spr-form__about" }, prose(about(description, title))),
        inside,
      )
    }

    const Contents = ({ parts: named }) =>
      h(
        "nav",
        { className: "spr-form__contents", "aria-label": "Parts of the form" },
        h(
          "ul",
          null,
          [...named.map(([name, title]) => [`part-${name}`, title]), ["file", "Take the file away"]].map(
            ([id, title]) => h("li", { key: id }, h("a", { href: `#${id}` }, title)),
          ),
        ),
      )

    /* The five questions, with what answers each now and what did last year. */
    function Questions() {
      useParagraphs(store)
      const answering = question =>
        (store.data.paragraphs ?? [])
          .filter(each =>
            [...(each.questions ?? []), ...(each.classified?.questions ?? [])].includes(question),
          )
          .map(each => told.numbers[each.id] ?? `“${start(each.text) || each.id}”`)
      const cited = names => `paragraph${names.length === 1 ? "" : "s"} ${names.join(", ")}`
      return h(
        "div",
        { className: "spr-form__questions" },
        h(
          "p",
          null,
          "The five questions. Tick at each paragraph those that it answers; one that is left out on purpose ",
          "stands under Not addressed, with a reason.",
        ),
        h(
          "dl",
          null,
          before.questions.map(({ id, asked, answered, reason }) => {
            const now = answering(id)
            const then = answered.length ? cited(answered) : (reason || "not said").replace(/\.$/, "")
            const left = (store.data.not_addressed ?? []).some(each => each.question === id)
            return h(
              React.Fragment,
              { key: id },
              h("dt", null, `${inWords(id)}: ${asked}`),
              h(
                "dd",
                null,
                now.length
                  ? `Answered in ${cited(now)}.`
                  : left
                    ? "Left out, with a reason."
                    : "Not answered yet.",
                before.year ? ` ${before.year}: ${then}.` : "",
              ),
            )
          }),
        ),
      )
    }

    function ArrayFieldTemplate({ title, items, canAdd, onAddClick, uiSchema, fieldPathId, schema }) {
      const { key, word, called } = uiSchema["ui:options"]
      const heading = React.useRef(null)
      const entries = React.useRef(null)
      const count = React.useRef(items.length)
      const [isEmptied, setEmptied] = React.useState(() => store.data[SprForm.EMPTIED].includes(key))
      const sayNone = event => {
        setEmptied(false)
        event.currentTarget.dispatchEvent(new CustomEvent("spr-none", { bubbles: true, detail: key }))
        heading.current?.focus()
      }
      React.useEffect(() => {
        // Whoever adds goes on in what was added; whoever takes out, at the heading.
        if (items.length > count.current)
          entries.current?.lastElementChild?.querySelector("input, select, textarea")?.focus()
        if (items.length < count.current) heading.current?.focus()
        count.current = items.length
      }, [items.length])
      return h(
        "section",
        { id: fieldPathId.$id, className: "spr-form__part", "aria-labelledby": `part-${key}` },
        h("h2", { id: `part-${key}`, tabIndex: -1, ref: heading }, title),
        h("p", { className: "spr-form__about" }, prose(schema.description)),
        key === "paragraphs" ? h(Questions) : null,
        key === "grades" && before.grades.length
          ? h(
              "div",
              { className: "spr-form__before" },
              h("p", null, `${before.year} said:`),
              before.grades.map(words => h("blockquote", { key: words }, words)),
            )
          : null,
        items.length
          ? null
          : h(
              "p",
              { className: "spr-form__none" },
              isEmptied ? "To be filled in." : word ? `${inWords(word)}.` : "Nothing so far.",
            ),
        isEmptied && !items.length
          ? h(
              "button",
              { type: "button", className: "spr-form__button", onClick: sayNone },
              `Say that it is ${word}`,
            )
          : null,
        h("div", { ref: entries }, items),
        canAdd
          ? h(
              "button",
              { type: "button", className: "spr-form__button", onClick: onAddClick },
              `Add to ${title.toLowerCase()}`,
            )
          : null,
      )
    }

    const TITLES = { metrics: new Map(told.choices.metrics), roles: new Map(told.choices.roles) }

    function entryName(path) {
      const entry = entryOf(path) ?? {}
      const figure = [TITLES.metrics.get(entry.metric) ?? entry.metric, entry.kind].filter(Boolean).join(", ")
      const named =
        start(entry.text ?? entry.what) ||
        entry.id ||
        (entry.metric && figure) ||
        entry.grade ||
        TITLES.roles.get(entry.role) ||
        entry.role ||
        inWords(entry.question ?? "") ||
        entry.level
      return named ? String(named) : `New, number ${path[1] + 1}`
    }

    function ArrayFieldItemTemplate({ children, buttonsProps, parentUiSchema }) {
      const { fieldPathId, hasMoveUp, hasMoveDown, onMoveUpItem, onMoveDownItem, onRemoveItem } = buttonsProps
      // The library shows what was typed before it tells of it.
      const name = useStored(store, () => entryName(fieldPathId.path))
      const canMove = parentUiSchema["ui:options"].orderable
      const remove = event => {
        if (confirm(`Take “${name}” out of the file?`)) onRemoveItem(event)
      }
      const button = (words, onClick) =>
        h(
          "button",
          { type: "button", className: "spr-form__button spr-form__button--quiet", onClick },
          words,
          hidden(` ${name}`),
        )
      // The library lets go of a button that moves something: whoever moves by keyboard stays at the entry.
      const move = act => event => {
        const { currentTarget } = event
        const buttons = currentTarget.parentElement
        act(event)
        setTimeout(() => (currentTarget.isConnected ? currentTarget : buttons.firstElementChild).focus())
      }
      const { id, [SprForm.FROM]: from } = entryOf(fieldPathId.path) ?? {}
      const number = fieldPathId.path[0] === "paragraphs" ? told.numbers[id] : null
      return h(
        "fieldset",
        { className: "spr-form__entry", id: fieldPathId.$id },
        h("legend", null, name),
        id && from !== undefined
          ? h(
              "p",
              { className: "spr-form__about" },
              number ? `Paragraph ${number}, as the draft stands. ` : "",
              "Its id: ",
              h("code", null, id),
            )
          : null,
        children,
        h(
          "div",
          { className: "spr-form__buttons" },
          canMove && hasMoveUp ? button("Move up", move(onMoveUpItem)) : null,
          canMove && hasMoveDown ? button("Move down", move(onMoveDownItem)) : null,
          button("Take out", remove),
        ),
      )
    }

    /* What people call the part of the file that a way leads to, as it stands above it. */
    const nameOf = path =>
      [told.schema.properties[path[0]]?.title, path.length > 1 ? entryName(path) : ""]
        .filter(Boolean)
        .join(", ") || "The file"

    const templates = { FieldTemplate, ObjectFieldTemplate, ArrayFieldTemplate, ArrayFieldItemTemplate }
    return { library: { widgets: SprForm.widgets(told, store), templates }, nameOf }
  }

  SprForm.parts = parts
})()
