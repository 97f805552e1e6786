import { describe, expect, it } from 'vitest'

import { addsUp, inUnit, shownAmount, shownMove, sumOf } from '@/format/amount'
import { fenOf, moneyIn, percentOf, rounded, shownDelta, shownMoney, shownNumber } from '@/format/number'

describe('numbers as people read them', () => {
  it.each([
    ['11.625', 2, '11.63'],
    ['11.624', 2, '11.62'],
    ['0.005', 2, '0.01'],
    ['-0.005', 2, '-0.01'],
    ['-0.004', 2, '0.00'],
    ['9.999', 2, '10.00'],
    ['66.66666666666666666666666666666667', 1, '66.7'],
    ['412', 0, '412'],
    ['99999999999999999999.995', 2, '100000000000000000000.00'],
  ])('rounds %s to %i digits as %s', (decimal, digits, shown) => {
    expect(rounded(decimal, digits)).toBe(shown)
  })

  it('shows nothing as a dash and zero as zero', () => {
    expect(shownNumber(null, 2)).toBe('—')
    expect(shownNumber('0', 2)).toBe('0.00')
  })

  it('writes minus as minus', () => {
    expect(shownNumber('-1.1', 2)).toBe('\u22121.10')
    expect(shownDelta('-1.1', 2)).toBe('\u22121.10')
    expect(shownDelta('0.27', 2)).toBe('+0.27')
    expect(shownDelta('0', 2)).toBe('0')
  })

  it.each([
    [23000000000, '亿元', '2.3'],
    ['116300000000', '亿元', '11.63'],
    [-1, '元', '-0.01'],
    [0, '万元', '0'],
    [5, '亿元', '0.0000000005'],
  ])('%s 分 in %s is %s', (fen, unit, shown) => {
    expect(moneyIn(fen, unit)).toBe(shown)
  })

  it.each([
    ['2.3', '亿元', 23000000000],
    [' 2,300 ', '万元', 2300000000],
    ['-0.01', '元', -1],
    ['0.001', '元', undefined],
    ['1,5', '亿元', undefined],
    ['1,234，567.5', '元', 123456750],
    ['about 3', '亿元', undefined],
    ['', '亿元', undefined],
  ])('what is typed as "%s" %s is %s 分', (typed, unit, fen) => {
    expect(fenOf(typed, unit)).toBe(fen)
  })

  it('reads back what it shows', () => {
    for (const fen of [1, 99, 20300000000, 27000000000000]) {
      for (const unit of ['亿元', '万元', '元']) expect(fenOf(moneyIn(fen, unit), unit)).toBe(fen)
    }
  })

  it('shows money with two decimals, and more only where there are more', () => {
    expect(shownMoney(23000000000, '亿元')).toBe('2.30')
    expect(shownMoney(23001000000, '亿元')).toBe('2.3001')
  })

  it('keeps shares within the bar', () => {
    expect(percentOf('12', '10')).toBe(100)
    expect(percentOf('1', '0')).toBe(0)
  })
})

describe('amounts of figures', () => {
  it('are 分 where the unit is money, and themselves elsewhere', () => {
    expect(inUnit('116300000000', '亿元')).toBe('11.63')
    expect(inUnit('8', '个')).toBe('8')
    expect(shownAmount('116300000000', '亿元', 2)).toBe('11.63')
    expect(shownMove('2700000000', '亿元', 2)).toBe('+0.27')
  })

  it('are summed exactly', () => {
    expect(sumOf(['0.1', '0.2'])).toBe('0.3')
    expect(sumOf([])).toBe('0')
    expect(sumOf(['-0.05', '0.02'])).toBe('-0.03')
  })

  it('add up or do not', () => {
    const eight = ['134', '160', '125', '145', '124', '230', '115', '130'].map((one) => one + '00000000')
    expect(addsUp(eight, '116300000000')).toBe(true)
    expect(addsUp(eight, '116300000001')).toBe(false)
  })
})
