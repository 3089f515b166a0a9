// Twilio opened as a server would, for this folder's tests.
import { z } from 'zod';
import type { OpenVendor, VendorParts } from '../vendor.ts';
import { twilioVendor } from './twilio-vendor.ts';

export const publicUrl = 'https://approve.example.com';

export const parts: VendorParts = {
  publicUrl,
  callbackSecret: 'unused',
  now: () => new Date('2026-05-07T18:00:00Z'),
  timeoutMilliseconds: 5_000,
  onError(error) {
    throw error;
  },
};

export const openTwilio = (
  env: Readonly<Record<string, string>>,
  some: Partial<VendorParts> = {},
): Promise<OpenVendor> =>
  twilioVendor.open(z.object(twilioVendor.env).parse(env), { ...parts, ...some });
