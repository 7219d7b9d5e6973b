/*
 * <spr-log-choice>: shows of the log what is of one sort, or happened since a date. The page is whole without it.
 * What is dated by its month is shown if it may have happened since; and so is what has no date.
 */
customElements.define("spr-log-choice", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", () => this.choose())
    this.choose()  // a browser that comes back to the page fills in what was chosen
  }

  choose() {
    const [sort, since] = [...this.querySelectorAll("select, input")].map(field => field.value)
    for (const list of document.querySelectorAll(".spr-log")) {
      const date = list.previousElementSibling.id.slice(2)
      const isLate = date >= since || since.startsWith(date)
      for (const entry of list.children)
        entry.hidden = !isLate || !!sort && entry.querySelector(".spr-log__sort").textContent !== sort
      list.hidden = !list.querySelector("li:not([hidden])")
      this.hide(list.previousElementSibling, list.hidden)
    }
    for (const heading of document.querySelectorAll("article h2"))
      this.hide(heading, !this.beneath(heading).some(element => element.matches(".spr-log:not([hidden])")))
    const shown = document.querySelectorAll(".spr-log__entry:not([hidden])").length
    const all = document.querySelectorAll(".spr-log__entry").length
    this.querySelector("output").textContent = shown === all ? "" : `${shown} of ${all}`
  }

  /* A heading, and the link to it in the list of what is on the page. */
  hide(heading, hidden) {
    heading.hidden = hidden
    for (const link of document.querySelectorAll(`.md-nav__link[href="#${heading.id}"]`))
      link.parentElement.hidden = hidden
  }

  beneath(heading) {
    const found = []
    for (let next = heading.nextElementSibling; next && next.tagName !== "H2"; next = next.nextElementSibling)
      found.push(next)
    return found
  }
})
