// For tools that look at the pages as the tests do: a server on a free port, and every state.
export { testServer } from './testing/test-server.ts';
export type { TestServer } from './testing/test-server.ts';
export { enter, pageStates } from './pages/testing/page-states.ts';
export type { PageState, Stage } from './pages/testing/page-states.ts';
export {
  dashboardStage,
  dashboardStates,
  enterDashboard,
} from './pages/testing/dashboard-states.ts';
export type { DashboardStage, DashboardState } from './pages/testing/dashboard-states.ts';
export { testDeveloperId } from './pages/testing.ts';
export { browserMissing, launchBrowser, timeToRead } from './pages/testing-browser.ts';
