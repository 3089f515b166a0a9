// Every table the ORM knows.
import { AccountMail } from './account-mail.ts';
import { ApiKey } from './api-key.ts';
import { Approver } from './approver.ts';
import { AuditArchive, AuditHold } from './audit-archive.ts';
import { AuditEvent } from './audit-event.ts';
import { AuditHorizon, AuditLeaf, AuditLog, AuditNode, SigningKey } from './audit-log.ts';
import {
  Identity,
  Invitation,
  PasswordReset,
  PersonPasskey,
  SignUpInvitation,
} from './credentials.ts';
import { Attempt, Delivery } from './delivery.ts';
import { Developer, Membership, Person, Session } from './developer.ts';
import { DailyUsage, Idempotency, KeyUsage, MonthlyUsage } from './idempotency.ts';
import { EventNumbering, Heartbeat, Installation, RateLimit } from './installation.ts';
import { IntegrationSetting } from './integration-setting.ts';
import { OwnerMail } from './owner-mail.ts';
import { Passkey } from './passkey.ts';
import {
  PauseContent,
  PauseKey,
  PauseRecipient,
  PauseView,
  ProofCode,
  Response,
} from './pause-parts.ts';
import { Pause } from './pause.ts';
import { HeardReply, MessageAllowance, ReplyDigit, Unwanted } from './reaching.ts';
import { SandboxMessage } from './sandbox-message.ts';
import { DefaultSecret, WebhookEndpoint } from './webhook.ts';

export const tables = [
  AccountMail,
  ApiKey,
  Approver,
  Attempt,
  AuditArchive,
  AuditEvent,
  AuditHold,
  AuditHorizon,
  AuditLeaf,
  AuditLog,
  AuditNode,
  DailyUsage,
  DefaultSecret,
  Delivery,
  Developer,
  EventNumbering,
  HeardReply,
  Heartbeat,
  Idempotency,
  Identity,
  Installation,
  IntegrationSetting,
  Invitation,
  Membership,
  MessageAllowance,
  MonthlyUsage,
  KeyUsage,
  OwnerMail,
  Passkey,
  PasswordReset,
  Pause,
  PauseContent,
  PauseKey,
  PauseRecipient,
  PauseView,
  Person,
  PersonPasskey,
  ProofCode,
  RateLimit,
  ReplyDigit,
  Response,
  SandboxMessage,
  Session,
  SignUpInvitation,
  SigningKey,
  Unwanted,
  WebhookEndpoint,
];
