/*
 * Material starts its search with every page: a program of 12 kB, for each of the many who do not search. Here it
 * waits until somebody turns to the search. The theme makes no other worker.
 */
const Started = window.Worker
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
    if (this.worker)
      this.worker.postMessage(message)
    else
      this.waiting.push(message)
  }
}
