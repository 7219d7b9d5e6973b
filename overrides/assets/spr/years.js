/*
 * The same page in another year:
 *   <spr-years home="../../../index.html" year="2016" page="threats/terrorism/index.html" state="published"
 *     corrected="1 March 2017"></spr-years>
 * `home` is the way to the home site, `year` the year shown, `page` this page's address in it; `state` and
 * `corrected` (its last correction, if there is one) are what this page knows of its year.
 *
 * Reads `window.sprYears`, which versions.js (beside the home page) sets, newest first:
 *   [{id: "2016", label: "2016 cycle", state: "published", corrected: "", pages: ["index.html", …]}, …]
 * A script, because a page opened from a folder may load one but not fetch a JSON file. Without it, as under
 * `mkdocs serve`, nothing is shown; the plain link "All years" stands in the path in any case.
 *
 * It also says what a year cannot know when it is published: that a newer one has been since; and what a
 * kept copy of its page does not know, that it was withdrawn or corrected.
 */
customElements.define("spr-years", class extends HTMLElement {
  connectedCallback() {
    const years = window.sprYears ?? []
    const here = years.findIndex(year => year.id === this.getAttribute("year"))
    if (here < 0)
      return

    const items = years.map(year => element("li", { className: "spr-years__item" }, this.link(year)))
    const list = element("ul", { className: "spr-years__list", id: "spr-years", hidden: true }, ...items)
    const button = element("button", { className: "spr-years__button", type: "button" }, "Other years")
    button.setAttribute("aria-controls", list.id)
    const show = shown => {
      list.hidden = !shown
      button.ariaExpanded = `${shown}`
    }
    show(false)
    button.addEventListener("click", () => show(list.hidden))
    this.addEventListener("keydown", event => {
      if (event.key === "Escape" && !list.hidden) {
        show(false)
        button.focus()
      }
    })
    this.append(button, list, ...this.news(years, here))
  }

  /** What has happened since the shown year was published, in words. */
  *news(years, here) {
    if (years[here].state === "withdrawn" && this.getAttribute("state") !== "withdrawn")
      yield element("p", { className: "spr-years__news" }, "This year has been withdrawn.")

    const corrected = years[here].corrected
    if (corrected && corrected !== this.getAttribute("corrected"))
      yield element("p", { className: "spr-years__news" }, `This year has been corrected since, on ${corrected}.`)

    const newer = years.slice(0, here).find(year => year.state === "published")
    if (newer)
      yield element("p", { className: "spr-years__news" }, "There is a newer year: ", this.link(newer))
  }

  /** The link to this page in *year*, or to its at a glance where it has no such page, which it says. */
  link(year) {
    const page = this.getAttribute("page")
    const same = year.pages.includes(page)
    const link = element("a", { className: "spr-years__link" }, year.label)
    if (year.state !== "published")
      link.append(` (${year.state})`)
    if (!same)
      link.append(" – at a glance; it has no such page")
    if (year.id === this.getAttribute("year"))
      link.ariaCurrent = "page"

    const home = new URL(this.getAttribute("home"), location)
    link.href = new URL(`${year.id}/${same ? page : "index.html"}`, home)
    return link
  }
})

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties)
  made.append(...children)
  return made
}
