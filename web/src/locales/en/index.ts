// English: the words of the screens. It has exactly the keys of the Chinese (tests/locales.test.ts).

import figures from './figures'
import frame from './frame'
import records from './records'

export default { ...frame, ...figures, ...records }
