// The graph of the finance agent: before any money moves, the CFO says so.
import { Annotation, END, START, StateGraph } from '@langchain/langgraph';
import { PostgresSaver } from '@langchain/langgraph-checkpoint-postgres';
import { approvalNode, mayRun, routeByChoice, type Decision } from '@pausepoint/langgraph';
import { pausepoint, toolCallQuestion } from 'pausepoint';

const {
  PAUSEPOINT_API_KEY = '',
  PAUSEPOINT_URL,
  DATABASE_URL = '',
  DATABASE_SCHEMA = 'finance_agent',
  ANSWER_WITHIN_SECONDS = '14400',
} = process.env;
const client = pausepoint({ apiKey: PAUSEPOINT_API_KEY, url: PAUSEPOINT_URL });

const Payment = Annotation.Root({
  payee: Annotation<string>,
  amount: Annotation<string>,
  decision: Annotation<Decision<'Approve' | 'Reject'>>,
});
type Payment = typeof Payment.State;

// #region bound
/** What the CFO agrees to, and what runs: this very call, or none. */
const transfer = ({ payee, amount }: Payment) => ({ tool: 'wire', arguments: { payee, amount } });

const askTheCfo = approvalNode({
  client,
  request: (payment: Payment) =>
    toolCallQuestion(transfer(payment), {
      recipient: '+1 (312) 847-1928',
      channel: 'sms',
      message: `Wire ${payment.amount} to ${payment.payee}?`,
      timeout_seconds: Number(ANSWER_WITHIN_SECONDS),
    }),
  apply: (decision) => ({ decision }),
});

/** Put your bank's call here, with `decision.pause_id` as its idempotency key. */
const wire = async (payment: Payment) => {
  const verdict = await mayRun(client, payment.decision, transfer(payment));
  if (!verdict.approved) console.log(`Nothing was wired. ${verdict.reason}`);
  else console.log(`Wired ${payment.amount} to ${payment.payee}.`);
  return {};
};
// #endregion

const report = ({ decision }: Payment) => {
  console.log(`Nothing was wired. ${decision.told}`);
  return {};
};

/** Threads live in your PostgreSQL: whichever process comes next finds them there. */
export const checkpointer = PostgresSaver.fromConnString(DATABASE_URL, { schema: DATABASE_SCHEMA });

export const payments = new StateGraph(Payment)
  .addNode('ask the CFO', askTheCfo)
  .addNode('wire', wire)
  .addNode('report', report)
  .addEdge(START, 'ask the CFO')
  .addConditionalEdges(
    'ask the CFO',
    routeByChoice(
      ({ decision }: Payment) => decision,
      { Approve: 'wire', Reject: 'report' },
      'report',
    ),
    ['wire', 'report'],
  )
  .addEdge('wire', END)
  .addEdge('report', END)
  .compile({ checkpointer });
