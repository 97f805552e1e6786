// A text in pieces: what stands between the marked places, and the places themselves. The server counts
// bytes of UTF-8, a page counts UTF-16.

export interface Place {
  key: string
  start: number // bytes
  end: number
}

export interface Piece {
  text: string
  key?: string // of a marked place
}

export interface MarkedLine {
  number: number // from 1, as the articles count them
  pieces: Piece[]
}

// Where the byte stands in the text, for bytes that are asked in rising order.
function placesIn(text: string): (byte: number) => number {
  let at = 0
  let bytes = 0
  return (byte) => {
    while (bytes < byte && at < text.length) {
      const code = text.codePointAt(at) ?? 0
      bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
      at += code < 0x10000 ? 1 : 2
    }
    return at
  }
}

// Places that overlap an earlier one are left out: each sign is marked once.
export function piecesOf(text: string, places: readonly Place[]): Piece[] {
  const placeOf = placesIn(text)
  const pieces: Piece[] = []
  let done = 0
  let doneBytes = 0
  for (const place of [...places].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (place.start < doneBytes) continue
    doneBytes = place.end
    const start = placeOf(place.start)
    const end = placeOf(place.end)
    if (start > done) pieces.push({ text: text.slice(done, start) })
    pieces.push({ text: text.slice(start, end), key: place.key })
    done = end
  }
  if (done < text.length) pieces.push({ text: text.slice(done) })
  return pieces
}

export function linesOf(text: string, places: readonly Place[]): MarkedLine[] {
  const lines: MarkedLine[] = [{ number: 1, pieces: [] }]
  for (const piece of piecesOf(text, places)) {
    piece.text.split('\n').forEach((part, index) => {
      if (index > 0) lines.push({ number: lines.length + 1, pieces: [] })
      if (part !== '') lines[lines.length - 1]?.pieces.push({ ...piece, text: part })
    })
  }
  return lines
}

// As the text has them: the words of each place, and what is said just before it in its clause.
export interface Said {
  wording: string
  before: string
}

const clauseEnd = /[，,。；;：:！!？?、（(\n]/
const most = 14

export function wordsOf(text: string, places: readonly Place[]): Record<string, Said> {
  const said: Record<string, Said> = {}
  let before = ''
  for (const piece of piecesOf(text, places)) {
    if (piece.key !== undefined) {
      said[piece.key] = { wording: piece.text, before: before.slice(-most) }
      before = ''
    } else {
      before = (piece.text.split(clauseEnd).pop() ?? '').trim()
    }
  }
  return said
}
