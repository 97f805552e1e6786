// 中文：屏幕上的话。业务上的名称、口径、句子由服务器按所要的语言给出，不在这里。

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
