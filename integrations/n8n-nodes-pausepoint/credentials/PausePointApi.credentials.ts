// The key n8n asks humans with, and where PausePoint runs.
import type {
  IAuthenticateGeneric,
  Icon,
  ICredentialTestRequest,
  ICredentialType,
  INodeProperties,
} from 'n8n-workflow';

export class PausePointApi implements ICredentialType {
  name = 'pausePointApi';
  displayName = 'PausePoint API';
  icon: Icon = { light: 'file:../icons/pausepoint.svg', dark: 'file:../icons/pausepoint.dark.svg' };
  documentationUrl = 'https://pausepoint.dev/docs/n8n';
  properties: INodeProperties[] = [
    {
      displayName: 'API Key',
      name: 'apiKey',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description:
        'A key of role "agent" is enough to ask. The trigger and the audit log need one of role "admin".',
    },
    {
      displayName: 'Base URL',
      name: 'baseUrl',
      type: 'string',
      default: 'http://localhost:3000',
      placeholder: 'https://pausepoint.example.com',
      required: true,
      description: 'Where your PausePoint runs',
    },
  ];
  authenticate: IAuthenticateGeneric = {
    type: 'generic',
    properties: { headers: { Authorization: '=Bearer {{$credentials.apiKey}}' } },
  };
  test: ICredentialTestRequest = {
    request: { baseURL: '={{$credentials.baseUrl}}', url: '/v1/auth/me' },
  };
}
