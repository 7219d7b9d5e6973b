/*
 * <spr-cite>: copies the citation, or the link alone, of a paragraph, a recommendation or a figure. Opening,
 * reading and following the link need no script; this adds the two buttons when it is opened first.
 *
 * Where the site's own address was not known when it was built, the address is completed from that of the
 * page. On a site without TLS a browser has no clipboard for scripts: then the words are selected and copied
 * as by hand, and if even that is refused they stay selected, and the reader is told which keys to press.
 */
customElements.define("spr-cite", class extends HTMLElement {
  connectedCallback() {
    this.querySelector("details").addEventListener("toggle", () => this.offer(), { once: true })
  }

  offer() {
    const text = this.querySelector(".spr-cite__text")
    const link = this.querySelector(".spr-cite__address")
    if (!/^https?:/.test(link.textContent))
      link.textContent = link.href.replace(/^(https?:.*\/)index\.html/, "$1")

    const said = document.createElement("span")
    said.className = "spr-cite__said"
    said.role = "status"
    const row = document.createElement("p")
    row.append(
      this.button("Copy citation", () => this.copy(text, "Citation", said)),
      this.button("Copy link", () => this.copy(link, "Link", said)),
      said,
    )
    text.after(row)
  }

  button(words, act) {
    const button = document.createElement("button")
    button.type = "button"
    button.className = "spr-cite__copy"
    button.textContent = words
    button.addEventListener("click", act)
    return button
  }

  async copy(element, name, said) {
    said.textContent = ""
    const words = element.textContent.trim()
    const done = await navigator.clipboard?.writeText(words).then(() => true, () => false)
    if (done || this.select(element)) {
      said.textContent = `${name} copied.`
    } else {
      said.textContent = `${name} selected: press Ctrl+C to copy it.`
    }
  }

  /* Select what an element says, and have the browser copy the selection; whether it did. */
  select(element) {
    getSelection().selectAllChildren(element)
    return document.execCommand("copy")
  }
})
