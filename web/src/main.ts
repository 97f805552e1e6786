import { createApp } from 'vue'

import App from './App.vue'
import { firstLanguage, i18n, setLanguage } from './i18n'
import { router } from './router'
import './styles/tokens.css'
import './styles/base.css'
import './styles/shell.css'
import './styles/parts.css'
import './styles/phone.css'
import './styles/print.css'

void setLanguage(firstLanguage()).then(() => createApp(App).use(i18n).use(router).mount('#app'))
