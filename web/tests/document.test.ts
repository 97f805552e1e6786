// Files that are dropped on the page become words, or say why they do not.

import { deflateRawSync } from 'node:zlib'

import { describe, expect, it } from 'vitest'

import { textOfFile, Unreadable } from '@/format/document'
import { inflate } from '@/format/inflate'

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf8'))

// A zip of one part, as Word writes it: a local head, the part, the directory, its end.
function zipOf(name: string, content: string, method: 0 | 8): Uint8Array {
  const plain = Buffer.from(content, 'utf8')
  const packed = method === 8 ? deflateRawSync(plain) : plain
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(method, 8)
  local.writeUInt32LE(packed.length, 18)
  local.writeUInt16LE(name.length, 26)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(method, 10)
  entry.writeUInt32LE(packed.length, 20)
  entry.writeUInt32LE(plain.length, 24)
  entry.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(entry.length + name.length, 12)
  end.writeUInt32LE(local.length + name.length + packed.length, 16)
  const called = Buffer.from(name)
  return new Uint8Array(Buffer.concat([local, called, packed, entry, called, end]))
}

const paragraphs = (...texts: string[]): string =>
  `<w:document xmlns:w="urn:w"><w:body>${texts.map((text) =>
    `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`).join('')}</w:body></w:document>`

function troubleOf(name: string, bytes: Uint8Array): string {
  try {
    return textOfFile(name, bytes)
  } catch (failed) {
    return failed instanceof Unreadable ? `!${failed.trouble}` : String(failed)
  }
}

describe('what was packed', () => {
  it.each([0, 1, 9])('comes out as it went in, at level %i', (level) => {
    const words = Array.from({ length: 4000 }, (_, i) => `第${i * 7919}个项目，总投资${i}亿元`).join('。')
    const plain = Buffer.from(words)
    const out = inflate(new Uint8Array(deflateRawSync(plain, { level })), 1 << 24)
    expect(Buffer.from(out).equals(plain)).toBe(true)
  })

  it('becomes no larger than is allowed', () => {
    const huge = deflateRawSync(Buffer.alloc(1 << 20))
    expect(() => inflate(new Uint8Array(huge), 1000)).toThrow()
  })
})

describe('a file', () => {
  it('of text is read in both codes of Chinese', () => {
    expect(textOfFile('a.txt', bytesOf('签约6个\r\n开工8个'))).toBe('签约6个\n开工8个')
    const gb = new Uint8Array([0xc7, 0xa9, 0xd4, 0xbc, 0x36, 0xb8, 0xf6]) // 签约6个
    expect(textOfFile('a.txt', gb)).toBe('签约6个')
  })

  it('of the web gives its words, a line for each part', () => {
    const html = '<title>x</title><h1>工作情况</h1><p>签约<b>6</b>个</p><script>var y</script><table><tr><td>甲<td>乙</table>'
    expect(textOfFile('a.html', bytesOf(html))).toBe('工作情况\n签约6个\n甲\t乙\t\n')
  })

  it.each([0, 8] as const)('of Word gives its paragraphs, packed by %i', (method) => {
    const file = zipOf('word/document.xml', paragraphs('签约6个', '开工8个'), method)
    expect(textOfFile('a.docx', file)).toBe('签约6个\n开工8个\n')
  })

  it('that cannot be read says why', () => {
    expect(troubleOf('a.pdf', bytesOf('%PDF-1.7'))).toBe('!pdf')
    expect(troubleOf('a.xlsx', bytesOf('PK'))).toBe('!unknown')
    expect(troubleOf('a.docx', bytesOf('PK no zip'))).toBe('!damaged')
    expect(troubleOf('a.docx', zipOf('other.xml', paragraphs('x'), 8))).toBe('!damaged')
    expect(troubleOf('a.txt', bytesOf(' \n '))).toBe('!empty')
  })
})
