// A text as a QR code (ISO/IEC 18004): bytes of UTF-8, error correction level M, versions 1 to 20, which
// hold 666 bytes. The answer is rows of modules, true where it is dark, without the quiet zone.

const perBlock = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26]
const blocks = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16]

type Grid = boolean[][]

// undefined: too long.
export function qrOf(text: string): Grid | undefined {
  const bytes = [...new TextEncoder().encode(text)]
  for (let version = 1; version <= perBlock.length; ++version) {
    const bits = bitsOf(bytes, version)
    const room = dataWords(version) * 8
    if (bits.length > room) continue
    return drawn(interleaved(padded(bits, room), version), version)
  }
  return undefined
}

// ── words ─────────────────────────────────────────────────────────────────────────────────────────

// Modules that are not taken by finders, timing, alignment, format and version (table 1 of 7.1).
function rawModules(version: number): number {
  const size = version * 4 + 17
  let modules = size * size - 3 * 64 - 2 * 15 - 1 - 2 * (size - 16)
  if (version >= 2) {
    const marks = Math.floor(version / 7) + 2
    modules -= (marks * marks - 3) * 25 - 2 * (marks - 2) * 5
  }
  return version >= 7 ? modules - 36 : modules
}
const rawWords = (version: number): number => Math.floor(rawModules(version) / 8)
const dataWords = (version: number): number =>
  rawWords(version) - (perBlock[version - 1] ?? 0) * (blocks[version - 1] ?? 0)

function put(bits: number[], value: number, length: number): void {
  for (let at = length - 1; at >= 0; --at) bits.push((value >>> at) & 1)
}

// Byte mode (7.4.5): 0100, the length, the bytes.
function bitsOf(bytes: readonly number[], version: number): number[] {
  const bits: number[] = []
  put(bits, 4, 4)
  put(bits, bytes.length, version < 10 ? 8 : 16)
  for (const byte of bytes) put(bits, byte, 8)
  return bits
}

function padded(bits: number[], room: number): number[] {
  put(bits, 0, Math.min(4, room - bits.length))
  put(bits, 0, (8 - (bits.length % 8)) % 8)
  for (let pad = 0xec; bits.length < room; pad ^= 0xec ^ 0x11) put(bits, pad, 8)
  const words: number[] = []
  for (let at = 0; at < bits.length; at += 8) {
    words.push(bits.slice(at, at + 8).reduce((word, bit) => (word << 1) | bit, 0))
  }
  return words
}

// ── error correction (7.5): Reed and Solomon over GF(2⁸) with 0x11d ─────────────────────────────────

function times(a: number, b: number): number {
  let product = 0
  for (let bit = 7; bit >= 0; --bit) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d)
    product ^= ((b >>> bit) & 1) * a
  }
  return product
}

function generator(degree: number): number[] {
  const of = [...Array<number>(degree - 1).fill(0), 1]
  let root = 1
  for (let i = 0; i < degree; ++i) {
    for (let at = 0; at < degree; ++at) {
      of[at] = times(of[at] ?? 0, root) ^ (at + 1 < degree ? (of[at + 1] ?? 0) : 0)
    }
    root = times(root, 2)
  }
  return of
}

function checkWords(words: readonly number[], by: readonly number[]): number[] {
  const rest = by.map(() => 0)
  for (const word of words) {
    const factor = word ^ (rest.shift() ?? 0)
    rest.push(0)
    by.forEach((one, at) => (rest[at] = (rest[at] ?? 0) ^ times(one, factor)))
  }
  return rest
}

function interleaved(words: readonly number[], version: number): number[] {
  const count = blocks[version - 1] ?? 1
  const check = perBlock[version - 1] ?? 0
  const by = generator(check)
  const short = Math.floor(words.length / count)
  const longer = words.length % count // the last ones have a word more
  const data: number[][] = []
  let at = 0
  for (let block = 0; block < count; ++block) {
    const length = short + (block >= count - longer ? 1 : 0)
    data.push(words.slice(at, (at += length)))
  }
  const checks = data.map((block) => checkWords(block, by))
  const across = (lists: number[][], most: number): number[] =>
    Array.from({ length: most }, (_, i) => lists.flatMap((list) => list[i] ?? [])).flat()
  return [...across(data, short + 1), ...across(checks, check)]
}

// ── modules ───────────────────────────────────────────────────────────────────────────────────────

const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
]

function drawn(words: readonly number[], version: number): Grid {
  const frame = frameOf(version)
  fill(frame, words)
  let best: Grid | undefined
  let least = Infinity
  masks.forEach((mask, number) => {
    const grid = frame.dark.map((row, y) =>
      row.map((dark, x) => dark !== (!frame.fixed[y]?.[x] && mask(x, y))),
    )
    drawFormat(grid, number)
    const penalty = penaltyOf(grid)
    if (penalty < least) [best, least] = [grid, penalty]
  })
  return best ?? frame.dark
}

interface Frame {
  dark: Grid
  fixed: Grid
}

function marksOf(version: number): number[] {
  if (version === 1) return []
  const count = Math.floor(version / 7) + 2
  const step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2
  const last = version * 4 + 10
  const marks = Array.from({ length: count - 1 }, (_, i) => last - step * (count - 2 - i))
  return [6, ...marks]
}

function frameOf(version: number): Frame {
  const size = version * 4 + 17
  const row = (): boolean[] => Array<boolean>(size).fill(false)
  const frame: Frame = { dark: Array.from({ length: size }, row), fixed: Array.from({ length: size }, row) }
  const set = (x: number, y: number, dark: boolean): void => {
    if (x < 0 || y < 0 || x >= size || y >= size) return
    frame.dark[y]![x] = dark
    frame.fixed[y]![x] = true
  }
  const square = (cx: number, cy: number, reach: number, light: readonly number[]): void => {
    for (let dy = -reach; dy <= reach; ++dy) {
      for (let dx = -reach; dx <= reach; ++dx) {
        set(cx + dx, cy + dy, !light.includes(Math.max(Math.abs(dx), Math.abs(dy))))
      }
    }
  }
  for (let at = 0; at < size; ++at) {
    set(6, at, at % 2 === 0)
    set(at, 6, at % 2 === 0)
  }
  const marks = marksOf(version)
  const last = marks.length - 1
  marks.forEach((x, i) =>
    marks.forEach((y, j) => {
      const isFinder = (i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0)
      if (!isFinder) square(x, y, 2, [1])
    }),
  )
  square(3, 3, 4, [2, 4])
  square(size - 4, 3, 4, [2, 4])
  square(3, size - 4, 4, [2, 4])
  drawFormat(frame.dark, 0, set)
  if (version >= 7) drawVersion(version, size, set)
  return frame
}

type Put = (x: number, y: number, dark: boolean) => void

// Level M is 00; five bits, their remainder, and a mask of its own (7.9).
function drawFormat(grid: Grid, mask: number, given?: Put): void {
  const size = grid.length
  const set: Put = given ?? ((x, y, dark) => (grid[y]![x] = dark))
  let rest = mask
  for (let i = 0; i < 10; ++i) rest = (rest << 1) ^ ((rest >>> 9) * 0x537)
  const bits = ((mask << 10) | rest) ^ 0x5412
  const bit = (at: number): boolean => ((bits >>> at) & 1) === 1
  for (let at = 0; at <= 5; ++at) set(8, at, bit(at))
  set(8, 7, bit(6))
  set(8, 8, bit(7))
  set(7, 8, bit(8))
  for (let at = 9; at < 15; ++at) set(14 - at, 8, bit(at))
  for (let at = 0; at < 8; ++at) set(size - 1 - at, 8, bit(at))
  for (let at = 8; at < 15; ++at) set(8, size - 15 + at, bit(at))
  set(8, size - 8, true)
}

function drawVersion(version: number, size: number, set: Put): void {
  let rest = version
  for (let i = 0; i < 12; ++i) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25)
  const bits = (version << 12) | rest
  for (let at = 0; at < 18; ++at) {
    const dark = ((bits >>> at) & 1) === 1
    const far = size - 11 + (at % 3)
    const near = Math.floor(at / 3)
    set(far, near, dark)
    set(near, far, dark)
  }
}

// Two columns at a time from the right, up and down by turns, past the vertical timing (7.7.3).
function fill(frame: Frame, words: readonly number[]): void {
  const size = frame.dark.length
  let at = 0
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5
    for (let step = 0; step < size; ++step) {
      for (const x of [right, right - 1]) {
        const isUp = ((right + 1) & 2) === 0
        const y = isUp ? size - 1 - step : step
        if (frame.fixed[y]![x] || at >= words.length * 8) continue
        frame.dark[y]![x] = (((words[at >>> 3] ?? 0) >>> (7 - (at & 7))) & 1) === 1
        at += 1
      }
    }
  }
}

// How hard a grid is to read (7.8.3): runs, blocks, what looks like a finder, an uneven share of dark.
function penaltyOf(grid: Grid): number {
  const size = grid.length
  const lines = [...grid, ...grid.map((_, x) => grid.map((row) => row[x] ?? false))]
  let penalty = 0
  for (const line of lines) {
    const text = line.map((dark) => (dark ? '1' : '0')).join('')
    for (const run of text.match(/0{5,}|1{5,}/g) ?? []) penalty += run.length - 2
    for (let at = 0; at + 11 <= size; ++at) {
      const part = text.slice(at, at + 11)
      if (part === '10111010000' || part === '00001011101') penalty += 40
    }
  }
  for (let y = 0; y + 1 < size; ++y) {
    for (let x = 0; x + 1 < size; ++x) {
      const of = grid[y]![x]
      if (of === grid[y]![x + 1] && of === grid[y + 1]![x] && of === grid[y + 1]![x + 1]) penalty += 3
    }
  }
  const dark = grid.flat().filter(Boolean).length
  return penalty + 10 * Math.floor(Math.abs((dark / (size * size)) * 20 - 10))
}
