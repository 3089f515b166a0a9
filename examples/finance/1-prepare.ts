// Prepares a transfer, has the CFO asked, and ends: nothing runs while they think.
import { checkpointer, payments } from './payments.ts';

await checkpointer.setup();
const thread = { configurable: { thread_id: `payment-${crypto.randomUUID()}` } };
await payments.invoke({ payee: 'Meridian Supplies', amount: '$8,400' }, thread);
console.log('The CFO was asked. No money has moved.');
await checkpointer.end();
