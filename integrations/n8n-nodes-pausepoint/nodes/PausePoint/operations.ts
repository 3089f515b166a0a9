// What the node can do.
import type { INodePropertyOptions } from 'n8n-workflow';

export const operations: INodePropertyOptions[] = [
  {
    name: 'Cancel',
    value: 'cancel',
    action: 'Cancel a question',
    description: 'Withdraw a question nobody has answered yet',
  },
  {
    name: 'Create',
    value: 'create',
    action: 'Ask without waiting',
    description: 'Ask a human and go on at once',
  },
  {
    name: 'Get',
    value: 'get',
    action: 'Get a question',
    description: 'Read a question and what became of it',
  },
  {
    name: 'Get Audit Log',
    value: 'getAuditLog',
    action: 'Get the audit log',
    description: 'Read what happened, from the tamper-evident log',
  },
  {
    name: 'Get Many',
    value: 'getMany',
    action: 'Get many questions',
    description: 'List questions, newest first',
  },
  {
    name: 'Send and Wait for Decision',
    value: 'sendAndWait',
    action: 'Ask a human and wait for the decision',
    description: 'Ask a human and pause the workflow until they have decided',
  },
];
