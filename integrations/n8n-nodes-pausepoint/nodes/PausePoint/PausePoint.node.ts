// Asks a human and goes on with the answer; the same for questions asked elsewhere.
import type {
  IExecuteFunctions,
  INodeExecutionData,
  INodeType,
  INodeTypeDescription,
  IWebhookDescription,
  IWebhookFunctions,
  IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { hearAnswer } from './hear-answer.ts';
import { operations } from './operations.ts';
import { otherProperties } from './other-properties.ts';
import { questionProperties } from './question-properties.ts';
import { runEach } from './run-each.ts';
import { sendAndWait } from './send-and-wait.ts';

// Not inline: n8n's linter takes a node with webhooks of its own for a trigger.
const resumeWebhooks: IWebhookDescription[] = [
  {
    name: 'default',
    httpMethod: 'POST',
    responseMode: 'onReceived',
    responseData: '',
    path: '={{ $nodeId }}',
    restartWebhook: true,
    isFullPath: true,
  },
];

export class PausePoint implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'PausePoint',
    name: 'pausePoint',
    icon: {
      light: 'file:../../icons/pausepoint.svg',
      dark: 'file:../../icons/pausepoint.dark.svg',
    },
    group: ['output'],
    version: 1,
    subtitle: '={{ $parameter["operation"] }}',
    description:
      'Ask a human by SMS, email, Slack, Telegram or WhatsApp, and go on with the answer',
    defaults: { name: 'PausePoint' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'pausePointApi', required: true }],
    webhooks: resumeWebhooks,
    waitingNodeTooltip: 'Waiting for a human to answer',
    properties: [
      {
        displayName: 'Operation',
        name: 'operation',
        type: 'options',
        noDataExpression: true,
        options: operations,
        default: 'sendAndWait',
      },
      ...questionProperties,
      ...otherProperties,
    ],
  };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    const waits = this.getNodeParameter('operation', 0) === 'sendAndWait';
    return waits ? await sendAndWait(this) : await runEach(this);
  }

  async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
    return await hearAnswer(this);
  }
}
