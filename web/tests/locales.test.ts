// Both languages are complete, every key that is used is there and the other way round, and no page
// has words of its own.

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { parse } from '@vue/compiler-sfc'
import { describe, expect, it } from 'vitest'

import en from '@/locales/en'
import zh from '@/locales/zh'

type Tree = { [key: string]: string | Tree }

function keysOf(tree: Tree, before = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [before + key] : keysOf(value, `${before}${key}.`),
  )
}

function textOf(tree: Tree, key: string): string {
  return key.split('.').reduce<string | Tree>((at, part) => (at as Tree)[part] ?? '', tree) as string
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesBelow(path) : [path]
  })
}

// Keys that a text names and that are not there, and those that it never names. A key is named whole, in
// quotes, or as a pattern, `kind.${kind}`, whose gaps stand for one word each.
function held(keys: readonly string[], text: string): { missing: string[]; unused: string[] } {
  const asked = [...text.matchAll(/\bte?\(\s*'([\w.]+)'/g)].map((match) => match[1] ?? '')
  const quoted = new Set([...text.matchAll(/'(\w+(?:\.\w+)+)'/g)].map((match) => match[1] ?? ''))
  const areas = new Set(keys.map((key) => key.split('.')[0]))
  const patterns = [...text.matchAll(/`(\w+\.[\w.]*\$\{[^`]*)`/g)]
    .map((match) => (match[1] ?? '').replace(/\$\{[^}]*\}/g, '*'))
    .filter((pattern) => areas.has(pattern.split('.')[0]))
  const fits = (pattern: string): RegExp =>
    new RegExp(`^${pattern.replace(/\./g, '\\.').replace(/\*/g, '\\w+')}$`)
  const ended = [...text.matchAll(/`\$\{[^}]*\}(_\w+)`/g)].map((match) => match[1] ?? '')
  const isNamed = (key: string): boolean =>
    quoted.has(key) ||
    patterns.some((pattern) => fits(pattern).test(key)) ||
    ended.some((end) => key.endsWith(end) && quoted.has(key.slice(0, -end.length)))
  return {
    missing: [
      ...asked.filter((key) => !keys.includes(key)),
      ...patterns.filter((pattern) => !keys.some((key) => fits(pattern).test(key))),
    ],
    unused: keys.filter((key) => !isNamed(key)),
  }
}

const source = join(__dirname, '../src')
const files = filesBelow(source).filter((path) => /\.(vue|ts)$/.test(path))
const own = files.filter((path) => !path.includes('/locales/'))
const keys = keysOf(zh)

describe('the two languages', () => {
  it('have the same keys', () => {
    expect(keysOf(en)).toEqual(keys)
  })

  it('name the same arguments', () => {
    const argumentsOf = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort()
    const wrong = keys.filter(
      (key) =>
        String(argumentsOf(textOf(zh, key))) !== String(argumentsOf(textOf(en as Tree, key))),
    )
    expect(wrong).toEqual([])
  })

  it('have every key that is used, and use every key they have', () => {
    const { missing, unused } = held(keys, own.map((path) => readFileSync(path, 'utf8')).join('\n'))
    expect(missing).toEqual([])
    expect(unused).toEqual([])
  })

  it('would be found to lack a key, or to have one too many', () => {
    const all = "t('near.title') + t(`kind.${kind}`) + t(`${item.label}_short`) + { label: 'menu.todo' }"
    const some = ['near.title', 'kind.create', 'menu.todo', 'menu.todo_short']
    expect(held(some, all)).toEqual({ missing: [], unused: [] })
    expect(held([...some, 'near.all'], all).unused).toEqual(['near.all'])
    expect(held(some, `${all} + t('near.none')`).missing).toEqual(['near.none'])
    expect(held(some, `${all} + t(\`near.\${one}_says\`)`).missing).toEqual(['near.*_says'])
  })
})

// Units of money are part of the ledger's data, and so are names of files; comments are for people.
const allowed = /亿元|万元|元|亩|个|次|件|家|条|人|名|项|份|工作日|平方米|（\.\*\?）/g
const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$|<!--[\s\S]*?-->/gm, '')

describe('the pages', () => {
  it.each(own)('have no Chinese of their own: %s', (path) => {
    const text = withoutComments(readFileSync(path, 'utf8')).replace(allowed, '')
    expect(text.match(/.*\p{Script=Han}.*/gu) ?? []).toEqual([])
  })

  interface Node {
    type: number
    tag?: string
    content?: unknown
    children?: Node[]
  }
  const plain = 2 // NodeTypes.TEXT
  function textsIn(node: Node): string[] {
    const mine = node.type === plain && typeof node.content === 'string' ? [node.content] : []
    return [...mine, ...(node.children ?? []).flatMap(textsIn)]
  }

  it.each(own.filter((path) => path.endsWith('.vue')))('say nothing in the template: %s', (path) => {
    const { descriptor } = parse(readFileSync(path, 'utf8'))
    const ast = descriptor.template?.ast as unknown as Node | undefined
    const words = (ast ? textsIn(ast) : []).filter((text) => /\p{Letter}{2,}/u.test(text))
    expect(words).toEqual([])
  })
})
