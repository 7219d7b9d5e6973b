/*
 * Material starts its search with every page: a program of 12 kB, for each of the many who do not search. Here it
 * waits until somebody turns to the search. The theme makes no other worker.
 *
 * The id of a recommendation is two words to the search, which would take 39 for the 3 of 2023-3: it is asked for
 * by its name. Of 2024-a the letter is left out, because a search for words has no "a".
 */
const Started = window.Worker
const ID = /(?<![\w-])(\d{4}(?:-\d\d)?)-(\d+|[a-z])(?![\w-])/gi
const named = (id, year, number) => {
  if (Number(number) === (Number(year) + 1) % 100)
    return id  // 2024-25 is a year
  return [year, "recommendation", /\d/.test(number) ? number : ""].filter(Boolean).join(" +")
}

window.Worker = class extends EventTarget {
  constructor(url) {
    super()
    this.url = url
    this.waiting = []
    document.querySelector("spr-search")?.addEventListener("focusin", () => this.start(), {once: true})
  }

  start() {
    this.worker = new Started(this.url)
    this.worker.addEventListener("message", ({data}) => this.dispatchEvent(new MessageEvent("message", {data})))
    for (const message of this.waiting)
      this.worker.postMessage(message)
  }

  postMessage(message) {
    if (typeof message.data === "string")
      message.data = message.data.replace(ID, named)
    if (this.worker)
      this.worker.postMessage(message)
    else
      this.waiting.push(message)
  }
}
