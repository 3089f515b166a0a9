// Where the EU AI Act asks for records and human oversight, and what the record has to offer there.

export interface Article {
  readonly id: string;
  readonly title: string;
  /** What the article asks for, shortened. */
  readonly asks: string;
  /** What the record supports it with. */
  readonly supports: readonly string[];
  /** What no record can do for anybody. */
  readonly yours: string;
}

export const articles: readonly Article[] = [
  {
    id: 'article-12',
    title: 'Article 12: record-keeping',
    asks: 'High-risk systems record events automatically over their lifetime, so that what they did can be traced, risks found and their operation monitored.',
    supports: [
      'Every question, message, view, answer, timeout and withdrawal is an event, written in the same transaction as what it tells of. None is written later, and none by hand.',
      '`agent.run_id` and `metadata` tie a pause to your own run; `content_digest` ties the event to exactly what the human was shown.',
      'Times are UTC to the millisecond; the order is that of the sealed log, not of a clock.',
    ],
    yours:
      'Only what passes through a pause is here. What your model received, computed and did is for your own logs, and so is the choice of what to pause for.',
  },
  {
    id: 'article-14',
    title: 'Article 14: human oversight',
    asks: 'Natural persons can oversee a high-risk system while it is used: understand it, stay aware of automation bias, decide against its output, and stop it.',
    supports: [
      'The agent waits. A timeout is never a human’s answer: `human_decided` is false, and what then applies was said beforehand.',
      'The human sees the facts apart from the agent’s own words, every option alike, and the deadline; with `risk: "high"` an answer takes a press that is held.',
      'Refusing is an option like any other, a note can say why, and `DELETE /v1/pause/{id}` withdraws a question.',
      '`identified_by` says how the human was identified: by a link, a code sent to them, or a passkey whose signature covers the choice. With a passkey the record shows more than our word.',
    ],
    yours:
      'Whether the person is competent, trained and free to refuse; whether the facts you send suffice to judge. Where paragraph 5 asks for two persons, ask each in a pause of their own: of several recipients of one pause, the first decides.',
  },
  {
    id: 'article-19',
    title: 'Article 19: automatically generated logs',
    asks: 'Providers keep the logs under their control for as long as is appropriate, at least six months.',
    supports: [
      'No event is ever deleted by this software, and the database refuses it to everybody, its owner included. An event stays in the log for as long as the operator has set, 400 days by default and never less than 183. Then the whole month may be moved to an archive in the same database, out of reach of the API, where its operator can look it up or take it back; a hold prevents that. Its proof is still answered.',
      'What is to outlive the operator’s database and backups is in your exports.',
      'An export can be taken at any time, verifies without this server, and is itself an event.',
      'Personal words can be erased without touching the log: it holds commitments, and every proof still holds.',
    ],
    yours: 'How long is appropriate, and which law besides asks for more, or for less.',
  },
  {
    id: 'article-26',
    title: 'Article 26(6): logs kept by deployers',
    asks: 'Deployers keep the logs under their control for as long as is appropriate, at least six months.',
    supports: [
      'The log belongs to the developer whose key asked, and is read and exported with that key alone.',
      'The newest checkpoint is in every webhook and settled poll: kept on your side, it is your own evidence of the log, whoever runs this server.',
    ],
    yours: 'Keeping those checkpoints, exporting in time, and telling the people concerned.',
  },
];
