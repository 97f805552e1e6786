// DEFLATE (RFC 1951): what a .docx is packed with. Browsers of offices have no stream for it yet.

interface Codes {
  counts: Uint16Array // how many codes have each length
  symbols: Uint16Array // by code
}

const mostBits = 15

function codesOf(lengths: ArrayLike<number>): Codes {
  const counts = new Uint16Array(mostBits + 1)
  for (let i = 0; i < lengths.length; i++) counts[lengths[i] ?? 0]! += 1
  counts[0] = 0
  const offsets = new Uint16Array(mostBits + 2)
  for (let bits = 1; bits <= mostBits; bits++) offsets[bits + 1] = offsets[bits]! + counts[bits]!
  const symbols = new Uint16Array(lengths.length)
  for (let i = 0; i < lengths.length; i++) {
    const bits = lengths[i] ?? 0
    if (bits) symbols[offsets[bits]!++] = i
  }
  return { counts, symbols }
}

const fixedLengths = Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8))
const fixed = { lengths: codesOf(fixedLengths), distances: codesOf(new Array<number>(30).fill(5)) }
const orderOfLengths = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

// Base and extra bits of the 29 lengths and the 30 distances.
const lengthExtra = Array.from({ length: 29 }, (_, i) => (i < 8 || i === 28 ? 0 : (i - 4) >> 2))
const distanceExtra = Array.from({ length: 30 }, (_, i) => (i < 4 ? 0 : (i - 2) >> 1))
const basesOf = (extra: readonly number[], first: number): number[] =>
  extra.reduce<number[]>((bases, bits, i) => [...bases, (bases[i] ?? first) + (1 << bits)], [first])
const lengthBase = basesOf(lengthExtra, 3)
lengthBase[28] = 258
const distanceBase = basesOf(distanceExtra, 1)

export class Damaged extends Error {}

// At most `most` bytes, so that a small file cannot become a huge one.
export const inflate = (packed: Uint8Array, most: number): Uint8Array =>
  new Inflating(packed, most).all()

class Inflating {
  private out: Uint8Array
  private size = 0
  private at = 0
  private held = 0
  private heldBits = 0

  constructor(private readonly packed: Uint8Array, private readonly most: number) {
    this.out = new Uint8Array(Math.min(most, packed.length * 4 + 1024))
  }

  all(): Uint8Array {
    for (let isLast = false; !isLast; ) {
      isLast = this.bits(1) === 1
      const kind = this.bits(2)
      if (kind === 0) this.stored()
      else if (kind === 1) this.block(fixed.lengths, fixed.distances)
      else if (kind === 2) this.dynamic()
      else throw new Damaged()
    }
    return this.out.subarray(0, this.size)
  }

  private bits(count: number): number {
    while (this.heldBits < count) {
      if (this.at >= this.packed.length) throw new Damaged()
      this.held |= this.packed[this.at++]! << this.heldBits
      this.heldBits += 8
    }
    const value = this.held & ((1 << count) - 1)
    this.held >>>= count
    this.heldBits -= count
    return value
  }

  private symbol({ counts, symbols }: Codes): number {
    let code = 0
    let first = 0
    let index = 0
    for (let length = 1; length <= mostBits; length++) {
      code |= this.bits(1)
      const count = counts[length]!
      if (code - count < first) return symbols[index + code - first]!
      index += count
      first = (first + count) << 1
      code <<= 1
    }
    throw new Damaged()
  }

  private write(byte: number): void {
    if (this.size >= this.most) throw new Damaged()
    if (this.size === this.out.length) {
      const larger = new Uint8Array(Math.min(this.most, this.out.length * 2))
      larger.set(this.out)
      this.out = larger
    }
    this.out[this.size++] = byte
  }

  private stored(): void {
    this.held = 0
    this.heldBits = 0
    const length = (this.packed[this.at] ?? 0) | ((this.packed[this.at + 1] ?? 0) << 8)
    this.at += 4
    if (this.at + length > this.packed.length) throw new Damaged()
    for (let i = 0; i < length; i++) this.write(this.packed[this.at++]!)
  }

  private block(lengths: Codes, distances: Codes): void {
    for (let read = this.symbol(lengths); read !== 256; read = this.symbol(lengths)) {
      if (read < 256) this.write(read)
      else this.copy(read - 257, distances)
    }
  }

  // What was written before, once more.
  private copy(ofLength: number, distances: Codes): void {
    if (ofLength > 28) throw new Damaged()
    const length = lengthBase[ofLength]! + this.bits(lengthExtra[ofLength]!)
    const ofDistance = this.symbol(distances)
    if (ofDistance > 29) throw new Damaged()
    const distance = distanceBase[ofDistance]! + this.bits(distanceExtra[ofDistance]!)
    if (distance > this.size) throw new Damaged()
    for (let i = 0; i < length; i++) this.write(this.out[this.size - distance]!)
  }

  private dynamic(): void {
    const lengths = this.bits(5) + 257
    const distances = this.bits(5) + 1
    const told = this.bits(4) + 4
    const ofLengths = new Uint8Array(19)
    for (let i = 0; i < told; i++) ofLengths[orderOfLengths[i]!] = this.bits(3)
    const codes = codesOf(ofLengths)
    const all: number[] = []
    const repeat = (value: number, times: number): void => {
      for (let i = 0; i < times; i++) all.push(value)
    }
    while (all.length < lengths + distances) {
      const read = this.symbol(codes)
      if (read < 16) all.push(read)
      else if (read === 16) repeat(all[all.length - 1] ?? 0, 3 + this.bits(2))
      else if (read === 17) repeat(0, 3 + this.bits(3))
      else repeat(0, 11 + this.bits(7))
    }
    this.block(codesOf(all.slice(0, lengths)), codesOf(all.slice(lengths, lengths + distances)))
  }
}
