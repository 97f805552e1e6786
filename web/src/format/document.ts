// The words of a file that is dropped on the page: text in UTF-8 or GB 18030, a web page, a .docx. They
// are taken out here and nothing but words is sent; a PDF is left to programs made for it.

import { Damaged, inflate } from './inflate'

export type FileTrouble = 'pdf' | 'unknown' | 'damaged' | 'empty'
export class Unreadable extends Error {
  constructor(readonly trouble: FileTrouble) {
    super(trouble)
  }
}

const bytesMost = 64 << 20 // of the words of a .docx, with their marks

export function textOfFile(name: string, bytes: Uint8Array): string {
  const ending = name.split('.').pop()?.toLowerCase() ?? ''
  const begins = String.fromCharCode(...bytes.slice(0, 5))
  if (begins === '%PDF-') throw new Unreadable('pdf')
  const text = wordsOf(ending, bytes).replace(/\r\n?/g, '\n')
  if (!text.trim()) throw new Unreadable('empty')
  return text
}

function wordsOf(ending: string, bytes: Uint8Array): string {
  if (ending === 'txt' || ending === 'md') return decoded(bytes)
  if (ending === 'html' || ending === 'htm') return pageText(decoded(bytes))
  if (ending === 'docx') return docxText(bytes)
  throw new Unreadable('unknown')
}

export function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

const parts = /^(P|DIV|H[1-6]|LI|TR|TABLE|SECTION|ARTICLE|HEADER|FOOTER|UL|OL|BLOCKQUOTE)$/
const unread = /^(SCRIPT|STYLE|TEMPLATE|NOSCRIPT|HEAD)$/

function pageText(html: string): string {
  const root = new DOMParser().parseFromString(html, 'text/html').body
  let text = ''
  const walk = (node: Node): void => {
    if (node.nodeType === Node.TEXT_NODE) text += (node.textContent ?? '').replace(/\s+/g, ' ')
    if (node.nodeType !== Node.ELEMENT_NODE || unread.test(node.nodeName)) return
    const isPart = parts.test(node.nodeName)
    if (isPart && text !== '' && !text.endsWith('\n')) text += '\n'
    if (node.nodeName === 'BR') text += '\n'
    node.childNodes.forEach(walk)
    if (/^T[DH]$/.test(node.nodeName)) text += '\t'
    if (isPart && !text.endsWith('\n')) text += '\n'
  }
  root.childNodes.forEach(walk)
  return text.replace(/ *\n */g, '\n')
}

// Paragraphs are lines, and so are rows of tables; what was deleted while changes were tracked stands
// in delText and is left out.
function docxText(bytes: Uint8Array): string {
  const xml = new DOMParser().parseFromString(decoded(partOf(bytes, 'word/document.xml')), 'application/xml')
  if (xml.querySelector('parsererror')) throw new Unreadable('damaged')
  let text = ''
  let cells = 0
  const walk = (node: Element): void => {
    const name = node.localName
    if (name === 'Fallback') return // drawn a second time, for older programs
    if (name === 't') text += node.textContent ?? ''
    if (name === 'tab') text += '\t'
    if (name === 'br' || name === 'cr') text += '\n'
    if (name === 'noBreakHyphen') text += '-'
    if (name === 'tc') cells += 1
    if (name !== 't') [...node.children].forEach(walk)
    if (name === 'tc') {
      cells -= 1
      text = `${text.replace(/ +$/, '')}\t`
    }
    if (name === 'tr') text += '\n'
    if (name === 'p') text += cells ? ' ' : '\n'
  }
  walk(xml.documentElement)
  return text
}

// A part of a zip by its directory, which stands at the end.
function partOf(bytes: Uint8Array, name: string): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    let end = bytes.length - 22
    while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1
    let at = view.getUint32(end + 16, true)
    for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
      const length = view.getUint16(at + 28, true)
      const called = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + length))
      if (called === name) return unpacked(view, bytes, at)
      at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    }
  } catch (failed) {
    if (failed instanceof RangeError || failed instanceof Damaged) throw new Unreadable('damaged')
    throw failed
  }
  throw new Unreadable('damaged')
}

function unpacked(view: DataView, bytes: Uint8Array, entry: number): Uint8Array {
  const method = view.getUint16(entry + 10, true)
  const size = view.getUint32(entry + 20, true)
  const local = view.getUint32(entry + 42, true)
  const begin = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  const packed = bytes.subarray(begin, begin + size)
  return method === 0 ? packed : inflate(packed, bytesMost)
}
