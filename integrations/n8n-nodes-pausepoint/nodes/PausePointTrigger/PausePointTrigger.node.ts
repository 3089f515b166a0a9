// Starts a workflow when a question ends, whoever asked it.
import type {
  IHookFunctions,
  INodeType,
  INodeTypeDescription,
  IWebhookFunctions,
  IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { isRegistered, register, registeredOf, unregister } from './registration.ts';
import { isTrueEvent } from './verify-event.ts';

export class PausePointTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'PausePoint Trigger',
    name: 'pausePointTrigger',
    icon: {
      light: 'file:../../icons/pausepoint.svg',
      dark: 'file:../../icons/pausepoint.dark.svg',
    },
    group: ['trigger'],
    version: 1,
    subtitle: '={{ $parameter["events"].join(", ") }}',
    description: 'Starts the workflow when a human has decided, or nobody did',
    defaults: { name: 'PausePoint Trigger' },
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'pausePointApi', required: true }],
    webhooks: [
      { name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
    ],
    properties: [
      {
        displayName:
          'Needs an API key of role "admin". An event may come more than once, always with the same ID.',
        name: 'notice',
        type: 'notice',
        default: '',
      },
      {
        displayName: 'Events',
        name: 'events',
        type: 'multiOptions',
        options: [
          {
            name: 'Cancelled',
            value: 'pause.cancelled',
            description: 'The question was withdrawn',
          },
          {
            name: 'Notification Failed',
            value: 'pause.notification_failed',
            description: 'A message did not reach its recipient',
          },
          { name: 'Responded', value: 'pause.responded', description: 'A human has answered' },
          { name: 'Timed Out', value: 'pause.timed_out', description: 'Nobody answered in time' },
        ],
        default: ['pause.responded', 'pause.timed_out', 'pause.cancelled'],
        required: true,
      },
    ],
  };

  webhookMethods = {
    default: {
      async checkExists(this: IHookFunctions): Promise<boolean> {
        return await isRegistered(this);
      },
      async create(this: IHookFunctions): Promise<boolean> {
        return await register(this);
      },
      async delete(this: IHookFunctions): Promise<boolean> {
        return await unregister(this);
      },
    },
  };

  async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
    const { secret } = registeredOf(this);
    const { rawBody } = this.getRequestObject();
    const isTrue =
      typeof secret === 'string' && isTrueEvent(rawBody, this.getHeaderData(), secret, new Date());
    if (!isTrue) {
      this.getResponseObject().status(401).json({ message: 'No signature fits.' });
      return { noWebhookResponse: true };
    }
    const event = this.getBodyData();
    const wanted = this.getNodeParameter('events') as string[];
    // Tests of the endpoint, and what was chosen before the node was changed.
    if (!wanted.includes(event['type'] as string)) return { webhookResponse: 'OK' };
    return { workflowData: [[{ json: event }]] };
  }
}
