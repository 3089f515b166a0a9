// Stands where a reader puts a model: it wants to sign what it prepared, then says what came of it.
import { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { AIMessage, type BaseMessage } from '@langchain/core/messages';

class ScriptedModel extends BaseChatModel {
  override _llmType(): string {
    return 'scripted';
  }

  override bindTools() {
    return this;
  }

  override _generate(messages: BaseMessage[]) {
    const last = messages.at(-1)!;
    const message =
      last.type === 'tool'
        ? new AIMessage(`I was told: ${last.text}`)
        : new AIMessage({
            content: '',
            tool_calls: [
              {
                id: `call_${crypto.randomUUID()}`,
                name: 'sign_and_submit',
                args: {
                  contract: 'Supply agreement with Meridian Supplies',
                  term: '24 months',
                  value: '$201,600',
                  notice: '90 days',
                },
              },
            ],
          });
    return Promise.resolve({ generations: [{ text: message.text, message }] });
  }
}

export const scriptedModel = (): BaseChatModel => new ScriptedModel({});
