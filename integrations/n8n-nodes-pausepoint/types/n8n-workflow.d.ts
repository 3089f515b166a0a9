// As much of n8n's own types as we use, so that nobody has to install n8n to build this package. That
// it is true to n8n, `npm run test:n8n` finds out: it compiles against the real ones.
declare module 'n8n-workflow' {
  type GenericValue = string | object | number | boolean | undefined | null;
  export interface IDataObject {
    [key: string]: GenericValue | IDataObject | GenericValue[] | IDataObject[];
  }
  type JsonValue = string | number | boolean | null | JsonObject | JsonValue[];
  export type JsonObject = { [key: string]: JsonValue };
  export type Icon =
    `file:${string}.svg` | { light: `file:${string}.svg`; dark: `file:${string}.svg` };
  export type IHttpRequestMethods = 'DELETE' | 'GET' | 'HEAD' | 'PATCH' | 'POST' | 'PUT';

  export interface INodePropertyOptions {
    name: string;
    value: string | number | boolean;
    action?: string;
    description?: string;
  }
  export interface INodePropertyCollection {
    displayName: string;
    name: string;
    values: INodeProperties[];
  }
  export interface INodeProperties {
    displayName: string;
    name: string;
    type:
      | 'boolean'
      | 'collection'
      | 'dateTime'
      | 'fixedCollection'
      | 'json'
      | 'multiOptions'
      | 'notice'
      | 'number'
      | 'options'
      | 'string';
    default: string | number | boolean | object | null;
    description?: string;
    displayOptions?: {
      show?: Record<string, (string | number | boolean)[]>;
      hide?: Record<string, (string | number | boolean)[]>;
    };
    hint?: string;
    noDataExpression?: boolean;
    options?: (INodePropertyOptions | INodeProperties | INodePropertyCollection)[];
    placeholder?: string;
    required?: boolean;
    typeOptions?: {
      maxValue?: number;
      minValue?: number;
      multipleValueButtonText?: string;
      multipleValues?: boolean;
      numberPrecision?: number;
      password?: boolean;
      rows?: number;
      sortable?: boolean;
    };
  }

  export interface IAuthenticateGeneric {
    type: 'generic';
    properties: { headers?: Record<string, string> };
  }
  export interface ICredentialTestRequest {
    request: { baseURL?: string; url?: string };
  }
  export interface ICredentialType {
    name: string;
    displayName: string;
    icon?: Icon;
    documentationUrl?: string;
    properties: INodeProperties[];
    authenticate?: IAuthenticateGeneric;
    test?: ICredentialTestRequest;
  }

  export interface INode {
    name: string;
    type: string;
    id: string;
    onError?: 'continueErrorOutput' | 'continueRegularOutput' | 'stopWorkflow';
  }
  export interface INodeExecutionData {
    json: IDataObject;
    error?: NodeApiError | NodeOperationError;
    pairedItem?: { item: number } | { item: number }[] | number;
  }
  export interface IWebhookDescription {
    name: 'default';
    httpMethod: IHttpRequestMethods;
    path: string;
    isFullPath?: boolean;
    responseMode?: string;
    responseData?: string;
    restartWebhook?: boolean;
  }
  export interface IWebhookResponseData {
    workflowData?: INodeExecutionData[][];
    webhookResponse?: unknown;
    noWebhookResponse?: boolean;
  }
  export interface INodeTypeDescription {
    displayName: string;
    name: string;
    icon?: Icon;
    group: ('input' | 'output' | 'transform' | 'trigger')[];
    version: number;
    subtitle?: string;
    description: string;
    defaults: { name: string };
    usableAsTool?: true;
    inputs: 'main'[];
    outputs: 'main'[];
    credentials?: { name: string; required?: boolean }[];
    webhooks?: IWebhookDescription[];
    waitingNodeTooltip?: string;
    properties: INodeProperties[];
  }

  export interface IHttpRequestOptions {
    url: string;
    baseURL?: string;
    headers?: IDataObject;
    method?: IHttpRequestMethods;
    body?: IDataObject;
    qs?: IDataObject;
    timeout?: number;
    json?: boolean;
    returnFullResponse?: boolean;
  }
  interface CommonFunctions {
    getCredentials<T extends object>(type: string): Promise<T>;
    getExecutionId(): string;
    getInstanceId(): string;
    getNode(): INode;
    getWorkflow(): { id?: string; name?: string };
    getWorkflowStaticData(type: string): IDataObject;
    helpers: {
      httpRequestWithAuthentication(
        this: CommonFunctions,
        credentialsType: string,
        options: IHttpRequestOptions,
      ): Promise<unknown>;
    };
  }
  export interface IExecuteFunctions extends CommonFunctions {
    continueOnFail(): boolean;
    getExecuteData(): { data: { main?: (INodeExecutionData[] | null)[] } };
    getExecutionContext?: () => { establishedAt: number } | undefined;
    getInputData(): INodeExecutionData[];
    getNodeParameter(name: string, itemIndex: number, fallback?: unknown): unknown;
    getSignedResumeUrl(): string;
    getWorkflowDataProxy(itemIndex: number): { [key: string]: unknown };
    putExecutionToWait(until: Date): Promise<void>;
  }
  export interface IHookFunctions extends CommonFunctions {
    getNodeParameter(name: string, fallback?: unknown): unknown;
    getNodeWebhookUrl(name: 'default'): string | undefined;
  }
  export interface IWebhookFunctions extends CommonFunctions {
    evaluateExpression(expression: string, itemIndex?: number): unknown;
    getBodyData(): IDataObject;
    getHeaderData(): Record<string, string | string[] | undefined>;
    getNodeParameter(name: string, fallback?: unknown): unknown;
    getRequestObject(): { rawBody: Buffer };
    getResponseObject(): { status(code: number): { json(body: object): unknown } };
  }
  export interface INodeType {
    description: INodeTypeDescription;
    execute?(this: IExecuteFunctions): Promise<INodeExecutionData[][]>;
    webhook?(this: IWebhookFunctions): Promise<IWebhookResponseData>;
    webhookMethods?: {
      default?: Record<
        'checkExists' | 'create' | 'delete',
        (this: IHookFunctions) => Promise<boolean>
      >;
    };
  }

  interface NodeErrorOptions {
    description?: string;
    itemIndex?: number;
    message?: string;
  }
  export class NodeApiError extends Error {
    constructor(node: INode, error: JsonObject, options?: NodeErrorOptions);
    httpCode: string | null;
    description: string | null | undefined;
  }
  export class NodeOperationError extends Error {
    constructor(node: INode, error: Error | string, options?: NodeErrorOptions);
    description: string | null | undefined;
  }
  export const NodeConnectionTypes: { readonly Main: 'main' };
}
