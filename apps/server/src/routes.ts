// Every endpoint, one line each, with whom it serves; the pages stand in page-routes.ts.
import { addOwnApprover, readApprovers, removeOwnApprover } from './api/approvers.ts';
import { readExport } from './api/audit-export.ts';
import { readCheckpoint, readProof } from './api/audit-proof.ts';
import { readAudit } from './api/audit.ts';
import { login, logout, me, registerDeveloper } from './api/auth.ts';
import { askByHook, forgetSetting, readSetting, writeSetting } from './api/claude-code.ts';
import { createPause } from './api/create-pause.ts';
import {
  readDeliveries,
  readWebhookDeliveries,
  sendAgain,
  sendDeadAgain,
  tryWebhook,
} from './api/deliveries.ts';
import { readEvents } from './api/events.ts';
import { live, metrics, ready } from './api/health.ts';
import { receiveHook } from './api/hooks.ts';
import { addKey, readKeys, replaceKey, withdrawKey } from './api/keys.ts';
import { serveMcp } from './api/mcp.ts';
import { openapiDocument, openapiForDify } from './api/openapi.ts';
import { cancelPause, eraseFromPause, listOwnPauses, readPause } from './api/pauses.ts';
import { readKeySet, readReceipt } from './api/receipt.ts';
import { respond, showQuestion } from './api/respond.ts';
import { readSandboxMessages } from './api/sandbox.ts';
import { createWatch, decideWatch, readWatch, readWatches } from './api/watch.ts';
import {
  addWebhook,
  changeWebhook,
  readDefaultSecret,
  readWebhook,
  readWebhooks,
  removeWebhook,
  replaceDefaultSecret,
  replaceWebhookSecret,
} from './api/webhooks.ts';
import { pageRoutes } from './page-routes.ts';
import { get, patch, post, put, remove, told } from './route-line.ts';
import type { Route } from './router.ts';

export const routes: readonly Route[] = [
  told('POST', '/v1/pause', 'agent', createPause),
  get('/v1/pause', 'agent', listOwnPauses, { query: true }),
  told('GET', '/v1/pause/:id', 'agent', readPause),
  remove('/v1/pause/:id', 'agent', cancelPause),
  remove('/v1/pause/:id/personal-data', 'admin', eraseFromPause),
  get('/v1/pause/:id/receipt', 'agent', readReceipt),
  get('/v1/events', 'agent', readEvents, { query: true }),

  post('/v1/auth/register', 'nobody', registerDeveloper),
  post('/v1/auth/login', 'nobody', login),
  post('/v1/auth/logout', 'nobody', logout),
  get('/v1/auth/me', 'agent|person', me),

  get('/v1/keys', 'admin|session', readKeys, { query: true }),
  post('/v1/keys', 'admin|session', addKey),
  remove('/v1/keys/:id', 'admin|session', withdrawKey),
  post('/v1/keys/:id/rotate', 'admin|session', replaceKey),

  get('/v1/approvers', 'admin|session', readApprovers, { query: true }),
  post('/v1/approvers', 'admin|session', addOwnApprover),
  remove('/v1/approvers/:id', 'admin|session', removeOwnApprover),

  get('/v1/respond/:token', 'visitor', showQuestion),
  told('POST', '/v1/respond/:token', 'visitor', respond),

  get('/v1/webhooks', 'admin', readWebhooks, { query: true }),
  post('/v1/webhooks', 'admin', addWebhook),
  get('/v1/webhooks/default-secret', 'admin', readDefaultSecret),
  post('/v1/webhooks/default-secret/rotate', 'admin', replaceDefaultSecret),
  get('/v1/webhooks/:id', 'admin', readWebhook),
  patch('/v1/webhooks/:id', 'admin', changeWebhook),
  remove('/v1/webhooks/:id', 'admin', removeWebhook),
  post('/v1/webhooks/:id/rotate-secret', 'admin', replaceWebhookSecret),
  post('/v1/webhooks/:id/test', 'admin', tryWebhook),
  get('/v1/webhooks/:id/deliveries', 'admin', readWebhookDeliveries, { query: true }),
  post('/v1/webhooks/:id/redeliver', 'admin', sendDeadAgain),
  get('/v1/deliveries', 'admin', readDeliveries, { query: true }),
  post('/v1/deliveries/:id/redeliver', 'admin', sendAgain),

  get('/v1/audit', 'admin', readAudit, { query: true }),
  get('/v1/audit/export', 'admin', readExport, { query: true }),
  get('/v1/audit/checkpoint', 'admin', readCheckpoint),
  get('/v1/audit/proof', 'admin', readProof, { query: true }),
  get('/v1/sandbox/messages', 'admin', readSandboxMessages, { query: true }),

  post('/mcp', 'agent', serveMcp, { allowance: 'read' }),
  post('/v1/integrations/claude-code/hook', 'agent', askByHook, { query: true, allowance: 'own' }),
  get('/v1/integrations/claude-code', 'admin', readSetting),
  put('/v1/integrations/claude-code', 'admin', writeSetting),
  remove('/v1/integrations/claude-code', 'admin', forgetSetting),

  post('/api/pause', 'agent', createWatch),
  get('/api/pause', 'agent', readWatches, { query: true }),
  get('/api/pause/:id', 'agent', readWatch),
  post('/api/pause/:id/approve', 'decider', decideWatch),

  post('/hooks/:vendor/:name', 'nobody', receiveHook),

  get('/livez', 'nobody', live),
  get('/readyz', 'nobody', ready),
  get('/metrics', 'nobody', metrics),
  get('/.well-known/jwks.json', 'nobody', readKeySet, { query: false }),
  get('/openapi.json', 'nobody', openapiDocument),
  get('/openapi/dify.json', 'nobody', openapiForDify),

  ...pageRoutes,
];
