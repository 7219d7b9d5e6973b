/*
 * <spr-form>: makes the form from the data that stands in it as JSON, and from the text of the file that
 * stands in the text box below; each change is written into that text. Nothing is sent anywhere or kept.
 */
;(() => {
  const { React, createRoot, Form } = SprLibraries
  const h = React.createElement

  /* The library asks its validator which form of several is meant; here each has a widget of its own. */
  const validator = {
    isValid: () => true,
    rawValidation: () => ({}),
    validateFormData: () => ({ errors: [], errorSchema: {} }),
    toErrorList: () => [],
    reset() {},
  }

  const NO_DEFAULTS = {
    arrayMinItems: { populate: "never" },
    emptyObjectFields: "skipDefaults",
    allOf: "skipDefaults",
    constAsDefaults: "never",
    mergeDefaultsIntoFormData: "useFormDataIfPresent",
  }

  customElements.define(
    "spr-form",
    class extends HTMLElement {
      connectedCallback() {
        this.told = JSON.parse(this.querySelector("script").textContent)
        this.box = document.getElementById("spr-form-text")
        const [schema, uiSchema] = SprForm.shape(this.told.schema)
        this.store = new SprForm.Store(this.told.numbers)
        Object.assign(this, { schema, uiSchema, parts: SprForm.parts(this.told, this.store) })
        this.fields = document.createElement("div")
        this.fields.className = "spr-form__fields"
        this.fields.id = "f"
        this.append(this.openOther(), this.fields)
        this.addTools()
        this.root = createRoot(this.fields)
        this.load(this.box.textContent)
        this.hidden = false
        this.closest(".spr-form").querySelector(".spr-form__without").hidden = true
        this.addEventListener("spr-none", ({ detail }) => {
          const emptied = this.data[SprForm.EMPTIED].filter(key => key !== detail)
          this.changed({ ...this.data, [SprForm.EMPTIED]: emptied })
        })
        addEventListener("beforeunload", event => {
          if (this.isUnsaved) event.preventDefault()
        })
      }

      /* Whether something would be lost: what was not taken away, or what could not be written. */
      get isUnsaved() {
        return this.write() !== this.taken || Boolean(this.lost)
      }

      /* Another file in place of this one: of the same threat, and of one that can be read. */
      goOnWith(text, name) {
        const refuse = words => this.say(`${name}: ${words} The form stays as it was.`)
        try {
          if (SprForm.readText(text).threat !== this.data.threat)
            return refuse("This is not the file of this threat.")
          this.read(text)
        } catch (error) {
          if (!(error instanceof SprForm.TextError)) throw error
          return refuse(error.message)
        }
        if (this.isUnsaved && !confirm("What you have changed and not taken away will be lost.")) return
        this.load(text)
        this.say(`The form goes on with ${name}.`)
      }

      /* The data of a file that has the shape of the form: a list where that has one, and so on. */
      read(text) {
        const { schema, said } = this.told
        const data = SprForm.readText(text)
        const [path] = SprForm.misshapen(schema, data)
        if (!path) return data
        const problem = SprForm.check(schema, data, said).find(each => String(each.path) === String(path))
        const place = `Line ${SprForm.lineOf(text, path)}, ${SprForm.pointer(path)}`
        throw new SprForm.TextError(`${place}: ${problem?.text ?? "The form has no field for this."}`)
      }

      /* Begin anew with the text of a file. */
      load(text) {
        this.source = text
        this.text = text
        this.taken = text
        this.box.value = text
        this.say("")
        this.wrong.replaceChildren() // of the file before
        try {
          this.data = SprForm.toForm(this.read(text))
        } catch (error) {
          if (!(error instanceof SprForm.TextError)) throw error
          const words = `${error.message} The form cannot show this file: mend that first.`
          this.root.render(h("div", { className: "spr-form__wrong", role: "alert" }, h("p", null, words)))
          return
        }
        this.loads = (this.loads ?? 0) + 1
        this.store.set(this.data)
        this.find()
        this.render()
      }

      render() {
        this.root.render(
          h(Form, {
            key: this.loads,
            schema: this.schema,
            uiSchema: this.uiSchema,
            formData: this.data,
            validator,
            ...this.parts.library,
            extraErrors: this.errors,
            idPrefix: "f",
            tagName: "div",
            noValidate: true,
            showErrorList: false,
            experimental_defaultFormStateBehavior: NO_DEFAULTS,
            onChange: event => this.changed(event.formData),
            children: true,
          }),
        )
      }

      changed(data) {
        const lastYears = Object.values(this.told.before.entries).flatMap(Object.keys)
        this.data = SprForm.withIds(data, this.data, lastYears)
        this.store.set(this.data)
        this.find()
        this.render()
        clearTimeout(this.waiting)
        this.waiting = setTimeout(() => this.write(), 150)
      }

      /* What is wrong so far, at the fields that it is about. */
      find() {
        const data = SprForm.strip(SprForm.fromForm(this.data))
        const parts = Object.keys(this.told.schema.properties)
        const place = ({ field }) => parts.indexOf(field[0])
        this.problems = [
          ...SprForm.check(this.told.schema, data, this.told.said),
          ...SprForm.rules(this.told, data),
        ]
          .map(problem => ({
            path: problem.path,
            field: SprForm.fieldOf(this.told.schema, problem.field ?? problem.path),
            text: this.inLabels(problem),
          }))
          .sort((one, other) => place(one) - place(other))
        this.errors = {}
        for (const { path, field, text } of this.problems) {
          if (this.isUntouched(path)) continue // whoever has just added something knows that it is empty
          let at = this.errors
          for (const step of field) at = at[step] ??= {}
          ;(at.__errors ??= []).push(text)
        }
      }

      /* Of what only the file has, in its words; of what has a field, in those that stand above it. */
      inLabels({ path, field, isOfTheFile, text, inForm }) {
        return isOfTheFile ? text : SprForm.inLabels(this.told.schema, field ?? path, inForm ?? text)
      }

      isUntouched([list, at]) {
        const entry = this.data[list]?.[at]
        return (
          entry !== null && typeof entry === "object" && !Object.values(SprForm.strip(entry, true)).length
        )
      }

      /* The text with what was changed; what cannot be written without a loss is not given out. */
      write() {
        clearTimeout(this.waiting)
        this.lost = ""
        try {
          this.text = SprForm.writeText(this.source, SprForm.fromForm(this.data), this.told.schema)
          this.say(this.standing())
          this.list()
        } catch (error) {
          if (!(error instanceof SprForm.TextError)) throw error
          this.lost = `${error.message} Your last change is not in the file; copy its words from the field.`
          this.say(this.lost)
        }
        this.box.value = this.text
        return this.text
      }

      standing() {
        const count = this.problems.length
        if (this.text === this.source) return "Nothing has been changed."
        if (!count) return "As far as this form can see, nothing is wrong."
        const are = count === 1 ? "One thing is" : `${count} things are`
        return `${are} not right yet; each is told at its field too:`
      }

      /* What is wrong, with the way there. */
      list() {
        this.wrong.replaceChildren(
          ...(this.text === this.source ? [] : this.problems).map(({ path, field, text }) => {
            const link = document.createElement("a")
            link.href = `#${["f", ...field].join("_")}`
            link.textContent = this.parts.nameOf(path)
            const item = document.createElement("li")
            item.append(link, `: ${text}`)
            return item
          }),
        )
      }

      get wrong() {
        return (this.problemList ??= Object.assign(document.createElement("ul"), {
          className: "spr-form-file__wrong",
        }))
      }

      say(words) {
        this.said.textContent = words
      }

      get said() {
        return (this.status ??= Object.assign(document.createElement("p"), {
          className: "spr-form-file__said",
          role: "status",
        }))
      }

      /* Yesterday's file, to go on with. */
      openOther() {
        const details = document.createElement("details")
        details.className = "spr-form__more"
        const summary = document.createElement("summary")
        summary.textContent = "Go on with a file that you took away before"
        const label = document.createElement("label")
        label.className = "spr-form__label"
        label.textContent = `Your ${this.told.file}`
        const input = Object.assign(document.createElement("input"), {
          type: "file",
          accept: ".yaml,.yml",
          id: "spr-form-other",
        })
        label.htmlFor = input.id
        input.addEventListener("change", async () => {
          const [file] = input.files
          const text = await file?.text()
          input.value = "" // so that the same file can be chosen again
          if (file) this.goOnWith(text, file.name)
        })
        details.append(summary, label, input)
        return details
      }

      addTools() {
        const tools = document.querySelector(".spr-form-file__tools")
        tools.append(
          this.button("Save the file", () => this.save()),
          this.button("Copy its text", () => this.copy()),
          this.said,
        )
        tools.after(this.wrong)
      }

      button(words, act) {
        const button = Object.assign(document.createElement("button"), {
          type: "button",
          className: "spr-form__button",
          textContent: words,
        })
        button.addEventListener("click", act)
        return button
      }

      save() {
        const text = this.write()
        const link = document.createElement("a")
        link.href = URL.createObjectURL(new Blob([text], { type: "application/yaml" }))
        link.download = this.told.file
        link.click()
        setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
        this.took("saved: look among your downloads")
      }

      async copy() {
        const text = this.write()
        const done = await navigator.clipboard?.writeText(text).then(
          () => true,
          () => false,
        )
        this.box.select()
        this.took(done || document.execCommand("copy") ? "copied" : "selected below: press Ctrl+C to copy it")
      }

      took(how) {
        if (!this.lost) this.taken = this.text
        this.say(`${this.told.file} ${how}. ${this.lost || this.standing()}`)
      }
    },
  )
})()
