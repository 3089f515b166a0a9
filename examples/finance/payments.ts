// The graph of the finance agent: before any money moves, the CFO says so.
import { Annotation, END, START, StateGraph } from '@langchain/langgraph';
import { PostgresSaver } from '@langchain/langgraph-checkpoint-postgres';
import { approvalNode, routeByChoice, type Decision } from '@pausepoint/langgraph';
import { pausepoint } from 'pausepoint';

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

const askTheCfo = approvalNode({
  client,
  request: ({ payee, amount }: Payment) => ({
    recipient: '+1 (312) 847-1928',
    channel: 'sms',
    message: `Wire ${amount} to ${payee}?`,
    context: { Payee: payee, Amount: amount },
    options: ['Approve', 'Reject'],
    timeout_seconds: Number(ANSWER_WITHIN_SECONDS),
    timeout_default: 'Reject',
    allow_text_response: true,
  }),
  apply: (decision) => ({ decision }),
});

/** Put your bank's call here, with `decision.pause_id` as its idempotency key. */
const wire = ({ payee, amount }: Payment) => {
  console.log(`Wired ${amount} to ${payee}.`);
  return {};
};

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
