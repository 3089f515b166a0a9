// Mails about people's own accounts: a link that sets a new password, and invitations.
import { html, showOnOneLine, utcTime, type Html, type MemberRole } from '@pausepoint/core';
import type { Message } from '../channel.ts';
import { shorten } from '../shorten.ts';
import { breakable, frame, table } from './frame.ts';
import { look } from './look.ts';

interface WithLink {
  /** Where the API is. */
  readonly publicUrl: string;
  readonly token: string;
  /** From then on the link opens nothing. */
  readonly expiresAt: Date;
}

export interface Invitation extends WithLink {
  /** Null: to an account of one's own. */
  readonly developerName: string | null;
  /** A name; null: the operator. */
  readonly invitedBy: string | null;
  readonly role: MemberRole | null;
}

const LONGEST_NAME = 60;
const LONGEST_SUBJECT = 100;

const roles: Readonly<Record<MemberRole, string>> = {
  owner: 'As an owner you may do everything, and decide who else may.',
  developer: 'As a developer you see all pauses, and make and change keys and webhooks.',
  approver: 'As an approver you answer what you are asked.',
  auditor: 'As an auditor you see all pauses and the audit log, and change nothing.',
};

export const passwordResetMail = ({ publicUrl, token, expiresAt }: WithLink): Message =>
  letter({
    subject: 'Set a new password',
    says: [`Somebody, we hope you, asked to set a new password at ${hostOf(publicUrl)}.`],
    button: 'Set a new password',
    link: `${publicUrl}/reset/${token}`,
    quiet: [
      `The link works once, until ${utcTime(expiresAt)}. Setting a new password signs you out everywhere.`,
      'If it was not you, do nothing: your password stays as it is.',
    ],
    foot: footOf(publicUrl),
  });

export const addressConfirmationMail = ({ publicUrl, token, expiresAt }: WithLink): Message =>
  letter({
    subject: 'Confirm your address',
    says: [
      `Somebody, we hope you, opened an account at ${hostOf(publicUrl)} with this address.`,
      'Confirm it, and what is asked of this address waits for you there.',
    ],
    button: 'Confirm this address',
    link: `${publicUrl}/account/confirm/${token}`,
    quiet: [
      `The link works until ${utcTime(expiresAt)}, for whoever is signed in to that account.`,
      'If it was not you, do nothing: nobody is confirmed.',
    ],
    foot: footOf(publicUrl),
  });

export function invitationMail(invitation: Invitation): Message {
  const { publicUrl, token, expiresAt, role } = invitation;
  const by = named(invitation.invitedBy) ?? 'The operator of this server';
  const team = named(invitation.developerName);
  const host = hostOf(publicUrl);
  return letter({
    subject: team ? `${by} invites you to ${team}` : `${by} invites you to PausePoint`,
    says: [
      team
        ? `${by} invites you to join ${team} at ${host}, where humans decide what AI agents may do.`
        : `${by} invites you to open an account at ${host}, where humans decide what AI agents may do.`,
      ...(role === null ? [] : [roles[role]]),
    ],
    button: 'See the invitation',
    link: `${publicUrl}/invite/${token}`,
    quiet: [
      `The link is for you alone and works until ${utcTime(expiresAt)}.`,
      'If you expected no invitation, do nothing.',
    ],
    foot: footOf(publicUrl),
  });
}

interface Letter {
  readonly subject: string;
  readonly says: readonly string[];
  readonly button: string;
  readonly link: string;
  readonly quiet: readonly string[];
  readonly foot: string;
}

function letter({ subject, says, button, link, quiet, foot }: Letter): Message {
  const heading = shorten(subject, LONGEST_SUBJECT);
  const inside = html`<h1 class="ink" dir="auto" style="${look.question}">${breakable(heading)}</h1>
    ${says.map((line) => html`<p class="soft" dir="auto" style="${look.asks}">${breakable(line)}</p>`)}
    <table ${table} style="${look.options}">
      <tr>
        <td height="10" style="${look.gap}">&nbsp;</td>
      </tr>
      ${buttonRow(button, link)}
    </table>
    ${[...quiet, foot].map((line) => html`<p class="soft" style="${look.quiet}">${line}</p>`)}`;
  return {
    subject: heading,
    text: [heading, ...says, `${button}: ${link}`, quiet.join('\n'), foot].join('\n\n'),
    html: String(frame({ title: heading, preheader: says[0]!, inside })),
  };
}

const buttonRow = (label: string, link: string): Html =>
  html`<tr>
    <td class="option" align="center" bgcolor="#ffffff" style="${look.option}">
      <a class="ink" href="${link}" style="${look.link}"><bdi>${label}</bdi></a>
    </td>
  </tr>`;

/** A name is somebody else's text: one line, and too short to tell a story in. */
const named = (name: string | null): string | undefined =>
  name === null ? undefined : shorten(showOnOneLine(name), LONGEST_NAME);

const hostOf = (publicUrl: string): string => new URL(publicUrl).host;
const footOf = (publicUrl: string): string =>
  `${hostOf(publicUrl)} · Nobody will ever ask for a password by mail.`;
