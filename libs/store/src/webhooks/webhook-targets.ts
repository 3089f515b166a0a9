// Whom an event is sent to, as SQL: the endpoints that want it and the pause's own webhook.

interface Names {
  readonly developerId: string;
  readonly mode: string;
  readonly eventType: string;
  readonly ownWebhook: string;
}

export const webhookTargets = ({ developerId, mode, eventType, ownWebhook }: Names): string => `
  select e.id as endpoint_id from webhook_endpoint e
    where e.developer_id = ${developerId} and e.mode = ${mode} and e.enabled
      and ${eventType} = any (e.events)
  union all select null where ${ownWebhook}`;
