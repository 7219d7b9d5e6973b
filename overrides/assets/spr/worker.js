/*
 * Material starts its search with every page: a program of 12 kB, for each of the many who do not search. Here it
 * waits until somebody turns to the search. The theme makes no other worker.
 *
 * It finds every word that begins as one that was asked for. What people type is put to it so that it finds what
 * they mean:
 * - The id of a recommendation is two words to it, which would take 39 for the 3 of 2023-3: it is asked for by its
 *   name. So is what people cite by its number: both words as they stand, and none of the two left out. Of 2024-a
 *   the letter is left out, because a search for words has no "a".
 * - Floods are asked for as flood, with which both begin; a word in -y or -ies both ways, and that one of the two
 *   was not found is not said.
 */
const Started = window.Worker
const ID = /(?<![\w-])(\d{4}(?:-\d\d)?)-(\d+|[a-z])(?![\w-])/gi
const CITED = /(?<![\w+-])(rec(?:ommendation)?|para(?:graph)?)s?\.?\s*(\d+[a-z]?)(?![\w-])/gi
const WORD = /(?<![\w+^~:*-])[a-z]{4,}(?![\w^~:*-])/gi
const QUOTED = /("[^"]*")/  // must all be there, as they are written

const named = (id, year, number) => {
  if (Number(number) === (Number(year) + 1) % 100)
    return id  // 2024-25 is a year
  return [year, "recommendation", /\d/.test(number) ? number : ""].filter(Boolean).join(" +")
}
const cited = (_, name, number) => `+${/^r/i.test(name) ? "recommendation" : "paragraph"} +${number}`
const other = word => /ies$/i.test(word) ? word.replace(/ies$/i, "y") : word.replace(/(?<=[^aeiou])y$/i, "ies")
const both = word => {
  const again = other(word)
  return again === word ? word.replace(/(?<=s|x|z|ch|sh)es$|(?<![siu])s$/i, "") : `${word} ${again}`
}
const asked = words => words.split(QUOTED)
  .map((part, at) => at % 2 ? part : part.replace(ID, named).replace(CITED, cited).replace(WORD, both))
  .join("")

const answered = data => {
  for (const { terms } of data.data?.items?.flat() ?? [])
    for (const word of Object.keys(terms))
      if (word in terms && other(word) !== word && terms[other(word)] === false)
        delete terms[other(word)]
  return data
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
    this.worker.addEventListener("message", ({data}) =>
      this.dispatchEvent(new MessageEvent("message", {data: answered(data)})))
    for (const message of this.waiting)
      this.worker.postMessage(message)
  }

  postMessage(message) {
    if (typeof message.data === "string")
      message.data = asked(message.data)
    if (this.worker)
      this.worker.postMessage(message)
    else
      this.waiting.push(message)
  }
}
