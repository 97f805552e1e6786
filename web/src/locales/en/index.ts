// English: the words of the screens. It has exactly the keys of the Chinese (tests/locales.test.ts).

import accounts from './accounts'
import figures from './figures'
import frame from './frame'
import records from './records'
import service from './service'

export default { ...accounts, ...frame, ...figures, ...records, ...service }
