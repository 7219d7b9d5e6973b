/*
 * One widget for each way to fill in a value.
 *
 *   SprForm.widgets(told, store)   the widgets by their names; *told* has the choices of the page
 *   SprForm.Store                  what changes meanwhile, for parts that show something of others
 *
 * No style is set by script: form.css has the looks, in the classes `spr-form__…`.
 */
globalThis.SprForm ??= {}

;(() => {
  const { React } = SprLibraries
  const h = React.createElement

  class Store {
    constructor(numbers) {
      this.numbers = numbers
      this.data = {}
      this.paragraphs = []
      this.listeners = new Set()
    }

    set(data) {
      this.data = data
      const paragraphs = (data.paragraphs ?? []).filter(each => each.id)
      const choices = paragraphs.map(each => [
        each.id,
        [this.numbers[each.id], start(each.text) || each.id].filter(Boolean).join(": "),
      ])
      const answers = JSON.stringify([
        choices,
        paragraphs.map(each => [each.questions, each.classified?.questions]),
      ])
      if (answers !== this.key) Object.assign(this, { key: answers, paragraphs: choices })
      for (const listener of this.listeners) listener()
    }

    subscribe = listener => {
      this.listeners.add(listener)
      return () => this.listeners.delete(listener)
    }
  }

  const useParagraphs = store => React.useSyncExternalStore(store.subscribe, () => store.paragraphs)
  const useStored = (store, of) => React.useSyncExternalStore(store.subscribe, () => of(store.data))

  const start = text => {
    const line = plain(text)
    return line.length > 70 ? `${line.slice(0, 70).replace(/\s+\S*$/, "")}…` : line
  }

  /* A word of the file as people write it, and text on one line; of a number too, which may stand there. */
  const capital = text => text.replace(/^./u, first => first.toUpperCase())
  const inWords = word => capital(String(word)).replace(/-(?=[a-z])/g, " ")
  const plain = text => String(text ?? "").trim().split(/\s+/).join(" ")
  /* The words of the schema: keys and values stand in `backticks` there. */
  const prose = text =>
    (text ?? "").split("`").map((words, at) => (at % 2 ? h("code", { key: at }, words) : words))

  /* What a field is for, unless its name says that already. */
  const about = (text, title) =>
    plain(text).replace(/[’']/g, "'").toLowerCase() === `${title}.`.replace(/[’']/g, "'").toLowerCase()
      ? ""
      : text

  const hidden = words => h("span", { className: "spr-form__hidden" }, words)

  function widgets(told, store) {
    /* *of* is the field that an input is a part of, whose words are those of the part. */
    const described = ({ id, of = id, rawErrors }) => ({
      id,
      "aria-describedby": `${of}__about${rawErrors?.length ? ` ${of}__wrong` : ""}`,
      "aria-invalid": rawErrors?.length ? true : undefined,
    })

    /* No tab and no control character may stand in a file. */
    const clean = text =>
      text.replace(/\r\n?/g, "\n").replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, " ")

    const input = (props, parse, more = {}) =>
      h("input", {
        ...described(props),
        type: "text",
        className: "spr-form__input",
        value: props.value === undefined || props.value === null ? "" : String(props.value),
        onChange: event =>
          props.onChange(event.target.value === "" ? undefined : parse(clean(event.target.value))),
        ...more,
      })

    const line = props => input(props, text => text)

    const number = props =>
      input(props, text => (/^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text), {
        className: "spr-form__input spr-form__input--short",
      })

    const date = props =>
      input(props, text => (/^\d{4}$/.test(text.trim()) ? Number(text) : text.trim()), {
        className: "spr-form__input spr-form__input--short",
      })

    const rowsFor = text =>
      Math.min(
        24,
        text.split("\n").reduce((rows, each) => rows + Math.max(1, Math.ceil(each.length / 75)), 1),
      )

    const text = props =>
      h("textarea", {
        ...described(props),
        className: "spr-form__input spr-form__text",
        rows: rowsFor(String(props.value ?? "")), // where the browser does not know field-sizing
        value: props.value ?? "",
        onChange: event => props.onChange(event.target.value === "" ? undefined : clean(event.target.value)),
      })

    /* A grade is a word of its scale, as soon as that is chosen; of none that is known, any may be meant. */
    function Suggested(props) {
      const [, at] = /_(\d+)_[a-z]+$/.exec(props.id)
      const scale = useStored(store, data => data.grades?.[at]?.scale)
      const scales = scale ? [told.scales[scale]].filter(Boolean) : Object.values(told.scales)
      const words = scales.flatMap(each => each.words)
      const list = `${props.id}__words`
      return h(
        React.Fragment,
        null,
        input(props, typed => typed, { list }),
        h(
          "datalist",
          { id: list },
          [...new Set(words)].map(word => h("option", { key: word, value: word })),
        ),
      )
    }

    function Choice(props) {
      const { words, choices } = props.options
      const paragraphs = useParagraphs(store)
      const known = words
        ? words.map(word => [word, inWords(word)])
        : choices === "paragraphs"
          ? paragraphs
          : told.choices[choices]
      const value = props.value ?? ""
      const isKnown = value === "" || known.some(([word]) => word === value)
      return h(
        "select",
        {
          ...described(props),
          className: "spr-form__input",
          value,
          onChange: event => props.onChange(event.target.value === "" ? undefined : event.target.value),
        },
        h("option", { value: "" }, "–"),
        isKnown ? null : h("option", { value }, value),
        known.map(([word, label]) => h("option", { key: word, value: word }, label)),
      )
    }

    const yes = props =>
      h(
        "label",
        { className: "spr-form__tick" },
        h("input", {
          ...described(props),
          type: "checkbox",
          checked: props.value === true,
          onChange: event => props.onChange(event.target.checked ? true : undefined),
        }),
        " Yes",
        hidden(`: ${props.label}`),
      )

    const ticks = props => {
      const chosen = Array.isArray(props.value) ? props.value : []
      const others = chosen.filter(word => !props.options.words.includes(word))
      const toggle = (word, on) => {
        const next = on ? [...chosen, word] : chosen.filter(each => each !== word)
        props.onChange(next.length ? next : undefined)
      }
      return h(
        "div",
        {
          id: props.id,
          className: "spr-form__ticks",
          role: "group",
          "aria-labelledby": `${props.id}__label`,
          "aria-describedby": `${props.id}__about ${props.id}__wrong`,
        },
        [...props.options.words, ...others].map(word =>
          h(
            "label",
            { key: word, className: "spr-form__tick" },
            h("input", {
              type: "checkbox",
              checked: chosen.includes(word),
              onChange: event => toggle(word, event.target.checked),
            }),
            ` ${inWords(word)}`,
          ),
        ),
      )
    }

    const lines = props => {
      const value = Array.isArray(props.value) ? props.value.join("\n") : ""
      const split = written => {
        const found = clean(written).split("\n")
        props.onChange(found.some(each => each.trim()) ? found : undefined)
      }
      return h("textarea", {
        ...described(props),
        className: "spr-form__input spr-form__text",
        rows: 2,
        value,
        onChange: event => split(event.target.value),
      })
    }

    const range = props => {
      const value = Array.isArray(props.value) ? props.value : []
      const set = (at, written) => {
        const next = [value[0] ?? null, value[1] ?? null]
        next[at] = written ?? null
        props.onChange(next.every(each => each === null) ? undefined : next)
      }
      return h(
        "div",
        {
          id: props.id,
          className: "spr-form__ticks",
          role: "group",
          "aria-labelledby": `${props.id}__label`,
          "aria-describedby": `${props.id}__about ${props.id}__wrong`,
        },
        ["Lowest", "Highest"].map((label, at) =>
          h(
            "label",
            { key: label, className: "spr-form__tick" },
            `${label} `,
            number({
              ...props,
              id: `${props.id}__${at}`,
              of: props.id,
              value: value[at] ?? undefined,
              onChange: written => set(at, written),
            }),
          ),
        ),
      )
    }

    /* A value for each area; one that is withheld is shown, and changed in the file itself. */
    const areas = props => {
      const isOneWord = typeof props.value === "string"
      const value = isOneWord ? {} : (props.value ?? {})
      const set = (area, written) => {
        const next = { ...value, [area]: written }
        for (const key of Object.keys(next)) if (next[key] === undefined) delete next[key]
        props.onChange(Object.keys(next).length ? next : undefined)
      }
      const known = told.choices.areas
      const others = Object.keys(value)
        .filter(area => !known.some(([id]) => id === area))
        .map(area => [area, area])
      return h(
        "div",
        {
          id: props.id,
          className: "spr-form__areas",
          role: "group",
          "aria-labelledby": `${props.id}__label`,
          "aria-describedby": `${props.id}__about ${props.id}__wrong`,
        },
        isOneWord ? h("p", null, `For all areas: ${props.value}.`) : null,
        [...known, ...others].map(([area, name]) => {
          const own = value[area]
          if (own !== null && typeof own === "object")
            return h("p", { key: area }, `${name}: withheld (${own.withheld?.reason ?? ""})`)
          return h(
            "label",
            { key: area, className: "spr-form__area" },
            h("span", null, name),
            number({
              ...props,
              id: `${props.id}__${area}`,
              of: props.id,
              value: own,
              onChange: written => set(area, written),
            }),
          )
        }),
      )
    }

    return { line, number, date, text, suggested: Suggested, choice: Choice, yes, ticks, lines, range, areas }
  }

  const words = { about, hidden, inWords, plain, prose, start, useParagraphs, useStored }
  Object.assign(SprForm, { Store, widgets, words })
})()
