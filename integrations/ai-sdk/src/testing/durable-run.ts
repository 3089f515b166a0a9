// Runs whose process may end while a human thinks: what such a program keeps, and how it goes on.
import { generateText, isStepCount, type ModelMessage } from 'ai';
import { pausePointApproval, type ApprovalSettings } from '../index.ts';
import { type purgeCall, purger, scripted, told } from './scripted.ts';

export const start: ModelMessage[] = [{ role: 'user', content: 'Clean up.' }];
const secret = 'a secret of ours';

export function durableRun(options: () => ApprovalSettings) {
  const approval = () => pausePointApproval({ ...options(), tools: { purge: true }, wait: false });

  /** Runs until a human is needed, and leaves only what a database would keep. */
  async function interrupted(...calls: ReturnType<typeof purgeCall>[]): Promise<ModelMessage[]> {
    const { tools, purged } = purger();
    const { responseMessages } = await generateText({
      ...{ model: scripted(calls), tools, messages: start, toolApproval: approval() },
      experimental_toolApprovalSecret: secret,
    });
    if (purged.length > 0) throw new Error('It ran before anybody was asked.');
    return JSON.parse(JSON.stringify([...start, ...responseMessages])) as ModelMessage[];
  }

  /** The same program after a restart. */
  async function goOn(messages: ModelMessage[], signed = true) {
    const { tools, purged } = purger();
    const model = scripted();
    const { text } = await generateText({
      ...{ model, tools, messages, toolApproval: approval(), stopWhen: isStepCount(5) },
      ...(signed && { experimental_toolApprovalSecret: secret }),
    });
    return { purged, text, told: told(model) };
  }

  return { interrupted, goOn };
}
