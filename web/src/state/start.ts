// Why the pages could not begin: the server was not there when the first of them was opened.

import { shallowRef } from 'vue'

export const loadFailure = shallowRef<Error>()
