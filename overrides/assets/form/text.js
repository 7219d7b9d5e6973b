/*
 * The file as text: read into what the form shows, and given back with only those pieces written anew that
 * the person has changed. All else stays byte for byte: comments, order, quotation marks, where lines break.
 *
 *   SprForm.readText(text)                 the data of a file; raises SprForm.TextError for what is none
 *   SprForm.writeText(text, data, schema)  the text with what *data* says instead
 *   SprForm.lineOf(text, path)             the line of a value in it, from 1
 *
 * A text in folded lines (`>`) is shown with the lines that it has in the file, so that one sentence changed
 * is one line changed. Each mapping in a list carries where it stood in the file, under FROM: so it is known
 * again when others were added, taken out or moved.
 */
globalThis.SprForm ??= {}

;(() => {
  const { isMap, isScalar, isSeq, parseDocument, stringify } = SprLibraries.yaml
  const FROM = "$from"

  class TextError extends Error {}

  function parsed(text) {
    const document = parseDocument(text)
    const [error] = document.errors
    if (error)
      throw new TextError(`Line ${error.linePos?.[0].line ?? 1} is no YAML: ${error.message.split("\n")[0]}`)
    if (!isMap(document.contents)) throw new TextError("This file is no list of `key: value` lines.")
    return document.contents
  }

  const readText = text => data(parsed(text), text)

  function data(node, text) {
    if (isMap(node)) return Object.fromEntries(node.items.map(pair => [keyOf(pair), data(pair.value, text)]))
    if (isSeq(node)) {
      return node.items.map((item, at) =>
        isMap(item) ? { ...data(item, text), [FROM]: at } : data(item, text),
      )
    }
    if (node === null) return null
    if (!isScalar(node))
      throw new TextError("This file repeats a part by its name (*), which these files do not do.")
    return node.type === "BLOCK_FOLDED"
      ? lines(node, text)
      : typeof node.value === "string"
        ? tidy(node.value)
        : node.value
  }

  function lineOf(text, path) {
    let at = 0
    let node = parsed(text)
    for (const step of path) {
      const pair = isMap(node) ? node.items.find(each => String(each.key.value) === step) : null
      node = pair ? pair.value : node.items[step]
      at = (pair?.key ?? node)?.range?.[0] ?? at
    }
    return text.slice(0, at).split("\n").length
  }

  const tidy = value => value.replace(/\n+$/, "")

  function keyOf({ key }) {
    if (!isScalar(key)) throw new TextError("This file has a key that is no word.")
    return String(key.value)
  }

  /* The lines of a block as they stand in the file, without their indentation. */
  function lines(node, text) {
    const body = text
      .slice(...bodyOf(node, text))
      .replace(/\r/g, "")
      .split("\n")
    const indent = Math.min(...body.filter(line => line.trim()).map(line => line.search(/\S/)))
    return Number.isFinite(indent) ? tidy(body.map(line => line.slice(indent)).join("\n")) : ""
  }

  /* Where the lines of a block begin and end, without its first line (`text: >`) and empty ones at its end. */
  function bodyOf(node, text) {
    const begins = lineEnd(text, node.range[0])
    const body = text.slice(begins, node.range[1])
    return [begins, begins + body.trimEnd().length]
  }

  const lineStart = (text, at) => text.lastIndexOf("\n", at - 1) + 1

  function lineEnd(text, at) {
    const end = text.indexOf("\n", at)
    return end < 0 ? text.length : end + 1
  }

  function writeText(text, now, schema) {
    const writer = new Writer(text)
    const wanted = strip(now)
    writer.map(parsed(text), wanted, schema)
    const written = writer.written(0, text.length)
    // What cannot be read back as it was meant is not given out at all.
    if (!same(strip(readText(written)), wanted, true))
      throw new TextError("This cannot be written without a loss.")
    return written
  }

  /* Without what is not filled in: values that are not there, and mappings of which nothing is left. */
  function strip(value, inList = false) {
    if (typeof value === "string")
      return value
        .split("\n")
        .map(line => line.trimEnd())
        .join("\n")
        .trim()
    if (Array.isArray(value)) return value.map(item => strip(item, true))
    if (value === null || typeof value !== "object") return value
    const kept = Object.entries(value).flatMap(([key, each]) => {
      const stripped = strip(each)
      return stripped === undefined ? [] : [[key, stripped]]
    })
    return kept.length || inList ? Object.fromEntries(kept) : undefined
  }

  /* Whether two values say the same; *fresh*, whatever the places say that they were read from. */
  function same(one, other, fresh = false) {
    if (Array.isArray(one) && Array.isArray(other)) {
      return one.length === other.length && one.every((item, at) => same(item, other[at], fresh))
    }
    if (one === null || other === null || typeof one !== "object" || typeof other !== "object")
      return one === other
    const keys = of => Object.keys(of).filter(key => !fresh || key !== FROM)
    return (
      keys(one).length === keys(other).length && keys(one).every(key => same(one[key], other[key], fresh))
    )
  }

  /* Gathers what is to be written in place of which pieces of a text. */
  class Writer {
    constructor(text) {
      this.text = text
      this.eol = text.includes("\r\n") ? "\r\n" : "\n"
      this.edits = []
    }

    replace(begins, ends, by) {
      this.edits.push({ begins, ends, by })
    }

    /* The piece of the text between two places, with the edits that lie in it. */
    written(begins, ends) {
      let at = begins
      let out = ""
      const inside = this.edits.filter(edit => edit.begins >= begins && edit.ends <= ends)
      for (const edit of inside.sort((one, other) => one.begins - other.begins || one.ends - other.ends)) {
        out += this.text.slice(at, edit.begins) + edit.by
        at = edit.ends
      }
      this.edits = this.edits.filter(edit => !inside.includes(edit))
      return out + this.text.slice(at, ends)
    }

    /* Where the last line of a value ends. */
    end(node) {
      const end = node.range[1]
      return this.text[end - 1] === "\n" ? end : lineEnd(this.text, end)
    }

    column(at) {
      return at - lineStart(this.text, at)
    }

    /* Where an entry begins, with the lines of comment that stand right above it. */
    head(at) {
      let begins = lineStart(this.text, at)
      while (begins > 0) {
        const above = lineStart(this.text, begins - 1)
        if (!/^\s*#/.test(this.text.slice(above, begins))) return begins
        begins = above
      }
      return begins
    }

    map(node, wanted, schema) {
      const there = new Map(node.items.map(pair => [String(pair.key.value), pair]))
      const before = strip(data(node, this.text), true)
      const keys = Object.keys(wanted).filter(key => key !== FROM)
      const added = inOrder(
        keys.filter(key => !there.has(key)),
        schema,
      )
      const gone = [...there.keys()].filter(key => key in before && !(key in wanted))
      if (node.flow && (added.length || gone.length)) {
        this.keepComments(node, node.range[0], node.range[1], node.range[0])
        this.replace(node.range[0], node.range[1], flow(wanted))
        return
      }
      for (const [key, pair] of there) {
        if (!gone.includes(key) && !same(before[key], wanted[key]))
          this.pair(pair, wanted[key], partOf(schema, key))
      }
      if (gone.length) this.takeOut(node, gone)
      const kept = node.items.filter(pair => !gone.includes(String(pair.key.value)))
      for (const key of added) this.add(node, kept, key, wanted[key], schema)
    }

    takeOut(node, gone) {
      node.items.forEach((pair, at) => {
        if (!gone.includes(String(pair.key.value))) return
        const next = node.items[at + 1]
        const begins = pair.key.range[0]
        const isFirstOfItem = this.text.slice(lineStart(this.text, begins), begins).trim() === "-"
        if (isFirstOfItem && next) {
          this.replace(begins, next.key.range[0], "")
        } else if (!isFirstOfItem) {
          this.replaceLines(this.head(begins), this.end(pair.value ?? pair.key))
        }
      })
    }

    /* Take lines out; of two empty lines around them, one goes too. */
    replaceLines(begins, ends) {
      const before = this.text.slice(lineStart(this.text, begins - 1), begins)
      const after = this.text.slice(ends, lineEnd(this.text, ends))
      if (begins > 0 && !before.trim() && !after.trim()) ends = after ? lineEnd(this.text, ends) : ends
      if (begins > 0 && !before.trim() && !after) begins = lineStart(this.text, begins - 1)
      this.replace(begins, ends, "")
    }

    /* Add a key behind the one that it follows in the schema. */
    add(node, kept, key, value, schema) {
      const order = orderOf(schema)
      const earlier = kept.filter(pair => order.indexOf(String(pair.key.value)) < order.indexOf(key))
      const behind = earlier.at(-1) ?? kept[0] ?? node.items.at(-1)
      const indent = this.column(node.items[0].key.range[0])
      const at = this.end(behind.value ?? behind.key)
      const isApart = indent === 0 && schema && order.length > 0
      let text = this.block(key, value, indent)
      if (isApart) text = this.eol + text
      if (this.text.length && at === this.text.length && !this.text.endsWith("\n")) text = this.eol + text
      this.replace(at, at, text)
    }

    /* Another value for a key that is there. */
    pair(pair, wanted, schema) {
      const node = pair.value
      if (isMap(node) && isPlainMap(wanted)) {
        this.map(node, wanted, schema)
      } else if (isSeq(node) && Array.isArray(wanted) && wanted.length && this.isListOfMaps(node, wanted)) {
        this.list(node, wanted, schema?.items)
      } else {
        this.value(pair, wanted)
      }
    }

    isListOfMaps(node, wanted) {
      return (
        !node.flow && node.items.length && node.items.every(item => isMap(item)) && wanted.every(isPlainMap)
      )
    }

    value(pair, wanted) {
      const node = pair.value
      const indent = this.column(pair.key.range[0])
      const isInFlow = this.isWithinBrackets(pair)
      const isBlock = node && !node.flow && (isMap(node) || isSeq(node) || /^BLOCK/.test(node.type ?? ""))
      const wantsBlock = !isInFlow && needsBlock(String(pair.key.value), wanted)
      const colon = this.text.indexOf(":", pair.key.range[1]) + 1
      const line = lineEnd(this.text, colon)
      if (isBlock && /^BLOCK/.test(node.type ?? "") && typeof wanted === "string" && wantsBlock) {
        this.replaceBody(node, wanted, indent)
      } else if (isBlock) {
        const isText = /^BLOCK/.test(node.type ?? "")
        const kept = isText
          ? this.text
              .slice(colon, line)
              .replace(/^\s*[|>][-+\d]*/, "")
              .trimEnd()
          : this.text.slice(colon, line).trimEnd()
        const put = wantsBlock ? this.blockValue(wanted, indent) : [` ${inline(wanted)}`, ""]
        this.keepComments(node, line, this.end(node), pair.key.range[0])
        this.replace(colon, this.end(node), `${put[0]}${kept}${this.eol}${put[1]}`)
      } else {
        const put = wantsBlock
          ? this.blockValue(wanted, indent)
          : [` ${isInFlow ? flow(wanted) : inline(wanted, node?.type)}`, ""]
        const ends = node ? Math.max(node.range[1], colon) : colon
        if (node) this.keepComments(node, colon, ends, pair.key.range[0])
        this.replace(colon, ends, put[0])
        if (put[1]) {
          const after = lineEnd(this.text, ends) // of a value that runs over several lines, the last
          const needsLine = !this.text.slice(colon, after).endsWith("\n")
          this.replace(after, after, (needsLine ? this.eol : "") + put[1])
        }
      }
    }

    /* What is said between two places beside the words of a value stands above its line from now on. */
    keepComments(node, begins, ends, at) {
      let comments = []
      for (const [begin, end] of [...scalarsIn(node), [ends, ends]]) {
        comments = comments.concat(this.text.slice(begins, begin).match(/#[^\r\n]*/g) ?? [])
        begins = Math.max(begins, end)
      }
      const above = lineStart(this.text, at)
      const [indent] = /^ */.exec(this.text.slice(above))
      const lines = comments.map(comment => indent + comment + this.eol)
      if (lines.length) this.replace(above, above, lines.join(""))
    }

    isWithinBrackets(pair) {
      this.brackets ??= pairsInBrackets(parsed(this.text))
      return this.brackets.has(pair.key.range[0])
    }

    replaceBody(node, wanted, indent) {
      const [begins, ends] = bodyOf(node, this.text)
      const body = this.text.slice(begins, ends).split("\n")
      const deep = Math.min(...body.filter(line => line.trim()).map(line => line.search(/\S/)))
      const isFolded = node.type === "BLOCK_FOLDED"
      if (isFolded && !foldsWell(wanted)) this.replace(node.range[0], node.range[0] + 1, "|")
      const depth = Number.isFinite(deep) ? deep : indent + 2
      this.replace(begins, ends, indented(wanted, depth, this.eol).slice(0, -this.eol.length))
    }

    /* A list of mappings: those that stay keep their lines, wherever they stand now. */
    list(node, wanted, schema) {
      const begins = node.items.map(item => this.head(item.range[0]))
      const dash = this.text.slice(lineStart(this.text, node.items[0].range[0]), node.items[0].range[0])
      const indent = dash.length - dash.trimStart().length
      const ends = node.items.map(item => this.end(item))
      const stays = wanted.map(item => (Number.isInteger(item[FROM]) ? item[FROM] : -1))
      const isInPlace = stays.length === node.items.length && stays.every((from, at) => from === at)
      for (const item of wanted) {
        if (Number.isInteger(item[FROM])) this.map(node.items[item[FROM]], item, schema)
      }
      if (isInPlace) return
      const gap = this.gap(begins, ends)
      const entry = item => this.item(item, indent)
      const pieces = wanted.map((item, at) => {
        const from = stays[at]
        return from < 0 ? entry(item) : this.whole(this.written(begins[from], ends[from]))
      })
      this.edits = this.edits.filter(edit => edit.begins < begins[0] || edit.ends > ends.at(-1))
      this.replace(begins[0], ends.at(-1), this.between(pieces, stays, begins, ends, gap))
    }

    /* With the line end that the last line of a file may lack. */
    whole(text) {
      return text.endsWith("\n") ? text : text + this.eol
    }

    /* What stands between two entries that were neighbours stays; between others, what mostly stands. */
    between(pieces, stays, begins, ends, gap) {
      let out = ""
      pieces.forEach((piece, at) => {
        if (at > 0) {
          const [one, other] = [stays[at - 1], stays[at]]
          out += one >= 0 && other === one + 1 ? this.text.slice(ends[one], begins[other]) : gap
        }
        out += piece
      })
      return out
    }

    gap(begins, ends) {
      const gaps = begins.slice(1).map((begin, at) => this.text.slice(ends[at], begin))
      const isApart = gaps.length ? gaps.filter(gap => !gap.trim() && gap).length * 2 > gaps.length : false
      return isApart ? this.eol : ""
    }

    /* A new entry of a list, in lines of its own. */
    item(item, indent) {
      const before = " ".repeat(indent)
      const keys = Object.keys(item).filter(key => key !== FROM)
      if (!keys.length) return `${before}- {}${this.eol}`
      const text = inOrder(keys, null)
        .map(key => this.block(key, item[key], indent + 2))
        .join("")
      return `${before}- ${text.slice(indent + 2)}`
    }

    /* A key with its value, in lines of its own. */
    block(key, value, indent) {
      const before = " ".repeat(indent)
      if (!needsBlock(key, value)) return `${before}${key}: ${inline(value)}${this.eol}`
      const [head, body] = this.blockValue(value, indent)
      return `${before}${key}:${head}${this.eol}${body}`
    }

    /* What stands on the line of the key, and the lines below it. */
    blockValue(value, indent) {
      if (typeof value === "string") {
        return [foldsWell(value) ? " >" : " |", indented(value, indent + 2, this.eol)]
      }
      if (Array.isArray(value)) return ["", value.map(item => this.item(item, indent + 2)).join("")]
      const keys = Object.keys(value).filter(key => key !== FROM)
      return ["", keys.map(key => this.block(key, value[key], indent + 2)).join("")]
    }
  }

  const isPlainMap = value => value !== null && typeof value === "object" && !Array.isArray(value)

  /* Where the words of a value begin and end, in their order. */
  function* scalarsIn(node) {
    if (isMap(node)) for (const pair of node.items) yield* [...scalarsIn(pair.key), ...scalarsIn(pair.value)]
    else if (isSeq(node)) for (const item of node.items) yield* scalarsIn(item)
    else if (node) yield node.range
  }

  function pairsInBrackets(node, isInside = false, found = new Set()) {
    if (isMap(node)) {
      for (const pair of node.items) {
        if (isInside || node.flow) found.add(pair.key.range[0])
        pairsInBrackets(pair.value, isInside || node.flow, found)
      }
    } else if (isSeq(node)) {
      for (const item of node.items) pairsInBrackets(item, isInside || node.flow, found)
    }
    return found
  }

  const partOf = (schema, key) => schema?.properties?.[key] ?? schema?.additionalProperties

  /* What people expect first stands first, and the words of an entry last. */
  function orderOf(schema) {
    const keys = Object.keys(schema?.properties ?? {})
    const isEntry = keys.includes("id") && keys.includes("text")
    if (!isEntry) return keys
    const first = ["id", "review", "editorial", "from"].filter(key => keys.includes(key))
    return [...first, ...keys.filter(key => !first.includes(key) && key !== "text"), "text"]
  }

  function inOrder(keys, schema) {
    const order = schema ? orderOf(schema) : ["id", "review"]
    const place = key => (order.includes(key) ? order.indexOf(key) : key === "text" && !schema ? 1e4 : 1e3)
    return [...keys].sort((one, other) => place(one) - place(other))
  }

  /* Lists of words and single values stand on the line of their key; the rest has lines of its own. */
  function needsBlock(key, value) {
    if (typeof value === "string") return value.includes("\n") || (key === "text" && value.length > 100)
    if (Array.isArray(value)) return value.some(isPlainMap)
    return isPlainMap(value) && Object.keys(value).length > 0
  }

  /* Folding makes one line of several, which lists, headings and what is indented would not survive. */
  const foldsWell = value => !/^(\s|[-*+>#|]|\d+[.)]\s)/m.test(value.replace(/^\n+|\n(?=\n)/gm, ""))

  const indented = (value, indent, eol) =>
    value
      .replace(/^\s+|\s+$/g, "")
      .split("\n")
      .map(line => (line.trim() ? " ".repeat(indent) + line.trimEnd() : ""))
      .join(eol) + eol

  /* Of text that begins with a question mark, parsers differ in what they make. */
  const needsQuotes = value => typeof value === "string" && /^\?|\n/.test(value)

  /* A value on one line, outside of brackets, in the quotation marks that the one before it had. */
  function inline(value, type) {
    if (Array.isArray(value) || isPlainMap(value)) return flow(value)
    const quotes = typeof value === "string" && /^QUOTE/.test(type ?? "") ? { defaultStringType: type } : {}
    if (needsQuotes(value)) return JSON.stringify(value)
    return stringify(value, { lineWidth: 0, blockQuote: false, ...quotes }).trimEnd()
  }

  /* A value on one line, as it may stand in brackets. */
  function flow(value) {
    if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`
    if (isPlainMap(value)) {
      const keys = Object.keys(value).filter(key => key !== FROM)
      return `{${keys.map(key => `${key}: ${flow(value[key])}`).join(", ")}}`
    }
    if (needsQuotes(value)) return JSON.stringify(value)
    return stringify([value], { collectionStyle: "flow", flowCollectionPadding: false, lineWidth: 0 })
      .trim()
      .slice(1, -1)
      .trim()
  }

  Object.assign(SprForm, { FROM, TextError, lineOf, readText, writeText, same, strip })
})()
