// The sections whose pages are not written yet.
import { html } from '@pausepoint/core';
import type { Handler } from '../../services.ts';
import { type Section, sendDashboard } from './frame.ts';
import { emptyState } from './parts.ts';

const emptyPage =
  (section: Section, title: string): Handler =>
  (ctx, services) =>
    sendDashboard(ctx, services, {
      title,
      section,
      body: emptyState({ heading: 'Nothing here yet', body: html`<p>This page comes next.</p>` }),
    });

export const approversPage = emptyPage('approvers', 'Approvers');
