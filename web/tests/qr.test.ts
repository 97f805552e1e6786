// Codes are read by a reader of other people (jsQR), from the smallest version to the largest.

import jsQR from 'jsqr'
import { describe, expect, it } from 'vitest'

import { qrOf } from '@/format/qr'

const pixels = 4 // of a module
const quiet = 4 // modules

function readBack(grid: readonly (readonly boolean[])[]): string | undefined {
  const size = (grid.length + 2 * quiet) * pixels
  const image = new Uint8ClampedArray(size * size * 4).fill(255)
  grid.forEach((row, y) =>
    row.forEach((dark, x) => {
      for (let i = 0; dark && i < pixels * pixels; ++i) {
        const at = ((y + quiet) * pixels + Math.floor(i / pixels)) * size + (x + quiet) * pixels
        image.fill(0, (at + (i % pixels)) * 4, (at + (i % pixels)) * 4 + 3)
      }
    }),
  )
  return jsQR(image, size, size)?.data
}

describe('a QR code', () => {
  const lengths = [1, 14, 15, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450,
    504, 560, 624, 666]
  it.each(lengths)('of %s bytes is read back', (length) => {
    const text = 'https://zone/f?known=2023-12-20&period=2023#'.repeat(20).slice(0, length)
    expect(readBack(qrOf(text)!)).toBe(text)
  })

  it('holds Chinese', () => {
    const text = 'otpauth://totp/开发区一本账:王某?secret=MZXW6YTBOI'
    expect(readBack(qrOf(text)!)).toBe(text)
  })

  it('grows by the version, and says where it ends', () => {
    expect(qrOf('a')).toHaveLength(21)
    expect(qrOf('a'.repeat(666))).toHaveLength(97)
    expect(qrOf('a'.repeat(667))).toBeUndefined()
  })
})
