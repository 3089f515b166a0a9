// How every tool answers: structured, and the same as text for clients that read only that.
import type { CallToolResult } from '@modelcontextprotocol/server';
import { PausePointError } from 'pausepoint';
import { refusalOf } from './refusal.ts';

/** @param structured with what it means in words first, so that nobody reads past it */
export const told = (structured: Record<string, unknown>): CallToolResult => ({
  content: [{ type: 'text', text: JSON.stringify(structured) }],
  structuredContent: structured,
});

export const refused = (text: string): CallToolResult => ({
  isError: true,
  content: [{ type: 'text', text }],
});

/** What a tool found out, or what PausePoint refused it; a call that was given up ends as it is. */
export async function answering(find: () => Promise<CallToolResult>): Promise<CallToolResult> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof PausePointError) return refused(refusalOf(error));
    throw error;
  }
}
