// Asks before money moves, and goes on only with a human's yes.
// #region ask
import { pausepoint } from 'pausepoint';

const { ask } = pausepoint(); // PAUSEPOINT_API_KEY and PAUSEPOINT_URL say who and where

const answer = await ask({
  recipient: '+1 (312) 847-1928',
  channel: 'sms',
  message: 'Wire $8,400 to Meridian?',
  options: ['Approve', 'Reject'],
  timeout_hours: 4,
  timeout_default: 'Reject',
});

if (answer.human_decided && answer.response_choice === 'Approve') await wire();
// #endregion

function wire(): Promise<void> {
  console.log('wired');
  return Promise.resolve();
}
