// English: the words of the screens. It has exactly the keys of the Chinese (tests/locales.test.ts).

import accounts from './accounts'
import bulletins from './bulletins'
import figures from './figures'
import frame from './frame'
import imports from './imports'
import records from './records'
import service from './service'

export default {
  ...accounts, ...bulletins, ...frame, ...figures, ...imports, ...records, ...service,
}
