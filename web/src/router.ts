// The pages. An id has dots, so it never stands last: a path that ends so is a file to the server.
// Each is loaded when it is first opened; whoever is not signed in is led to the door and
// back again.

import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'

import { loadModel } from '@/state/model'
import { firstPage } from '@/state/offers'
import { session } from '@/state/session'
import { loadFailure } from '@/state/start'

const routes: RouteRecordRaw[] = [
  { path: '/sign-in', name: 'sign-in', component: () => import('@/pages/SignInPage.vue'),
    meta: { bare: true, open: true } },
  { path: '/invitation', name: 'invitation', component: () => import('@/pages/InvitationPage.vue'),
    meta: { bare: true, open: true } },
  { path: '/', name: 'home', component: () => import('@/pages/NowherePage.vue') }, // led on below
  { path: '/cockpit', name: 'cockpit', component: () => import('@/pages/CockpitPage.vue'),
    meta: { menu: 'cockpit' } },
  { path: '/figures', name: 'figures', component: () => import('@/pages/FiguresPage.vue'),
    meta: { menu: 'figures' } },
  { path: '/figures/:id', name: 'figure', component: () => import('@/pages/FigurePage.vue'),
    props: true, meta: { menu: 'figures' } },
  { path: '/projects', name: 'projects', component: () => import('@/pages/ProjectsPage.vue'),
    meta: { menu: 'projects' } },
  { path: '/projects/:id/sheet', name: 'project', component: () => import('@/pages/ProjectPage.vue'),
    props: true, meta: { menu: 'projects' } },
  { path: '/board', name: 'board', component: () => import('@/pages/BoardPage.vue'),
    meta: { menu: 'board' } },
  { path: '/batches', name: 'batches', component: () => import('@/pages/BatchesPage.vue'),
    meta: { menu: 'batches' } },
  { path: '/cases', name: 'cases', component: () => import('@/pages/CasesPage.vue'),
    meta: { menu: 'cases' } },
  { path: '/checklist', name: 'checklist', component: () => import('@/pages/ChecklistPage.vue'),
    meta: { menu: 'checklist' } },
  { path: '/todo', name: 'todo', component: () => import('@/pages/TodoPage.vue'),
    meta: { menu: 'todo' } },
  { path: '/round', name: 'round', component: () => import('@/pages/RoundPage.vue'),
    meta: { menu: 'round' } },
  { path: '/bulletins', name: 'bulletins', component: () => import('@/pages/BulletinsPage.vue'),
    meta: { menu: 'bulletins' } },
  { path: '/bulletins/new/check', name: 'check', component: () => import('@/pages/CheckPage.vue'),
    meta: { menu: 'bulletins' } },
  { path: '/bulletins/:id/check', name: 'bulletin',
    component: () => import('@/pages/BulletinPage.vue'), props: true, meta: { menu: 'bulletins' } },
  { path: '/message', name: 'message', component: () => import('@/pages/MessagePage.vue'),
    meta: { menu: 'todo' } },
  { path: '/accounts', name: 'accounts', component: () => import('@/pages/AccountsPage.vue'),
    meta: { menu: 'accounts' } },
  { path: '/own', name: 'own', component: () => import('@/pages/OwnAccountPage.vue') },
  { path: '/registers', name: 'registers', component: () => import('@/pages/RegistersPage.vue'),
    meta: { menu: 'registers' } },
  { path: '/registers/:register', name: 'register',
    component: () => import('@/pages/RegisterPage.vue'), props: true, meta: { menu: 'registers' } },
  { path: '/registers/:register/:id/record', name: 'record',
    component: () => import('@/pages/RecordPage.vue'), props: true, meta: { menu: 'registers' } },
  { path: '/import/:register', name: 'import', component: () => import('@/pages/ImportPage.vue'),
    props: true, meta: { menu: 'registers' } },
  { path: '/:rest(.*)*', name: 'nowhere', component: () => import('@/pages/NowherePage.vue') },
]

export const router = createRouter({ history: createWebHistory(), routes })

router.beforeEach(async (to) => {
  if (to.meta['open']) return true
  try {
    if (!(await session.restore())) return { name: 'sign-in', query: { from: to.fullPath } }
    await loadModel()
    loadFailure.value = undefined
  } catch (failed) {
    loadFailure.value = failed instanceof Error ? failed : new Error(String(failed))
    return to.name === 'nowhere' ? true : { name: 'nowhere', query: { from: to.fullPath } }
  }
  // Where a second factor is demanded nothing else is granted before it is set up.
  if (session.me.value?.needs_second_factor) return to.name === 'own' ? true : { name: 'own' }
  return to.name === 'home' ? { name: firstPage(), replace: true } : true
})
