// The pages' words in German.
import { html } from '@pausepoint/core';
import type { Words } from './en.ts';

export const de: Words = {
  lang: 'de',
  dir: 'ltr',
  locale: 'de',
  name: 'Deutsch',
  languages: 'Sprache',
  comma: ', ',

  asks: (who) => html`${who} fragt Sie`,
  agent: (name) => html` · Agent ${name}`,
  behalf: (name) => html` im Auftrag von ${name}`,
  run: (id) => html` · Lauf ${id}`,
  title: (who, question) => `${who} fragt: ${question}`,
  said: 'Der Agent schreibt',
  yes: 'ja',
  no: 'nein',
  none: 'keine Angabe',
  allOf: (characters) => `Alle ${characters} Zeichen`,

  how: {
    tap: 'Mit dem Antippen ist entschieden.',
    confirm: 'Wählen Sie und bestätigen Sie dann.',
    hold: 'Wählen Sie und halten Sie dann zum Bestätigen gedrückt.',
  },
  preselected:
    'In der Nachricht gewählt. Halten Sie unten zum Bestätigen gedrückt oder wählen Sie neu.',
  noteField: 'Anmerkung (freiwillig)',
  codeInstead: 'Stattdessen einen Code eintippen',
  codeLegend: 'Mit einem Code antworten',
  typeCode: (digits) => html`Bitte tippen: ${digits}`,
  record: 'Meine Antwort festhalten',
  chooseOne: 'Bitte wählen Sie eine der Möglichkeiten.',
  newCode: 'Bitte tippen Sie den neuen Code ein.',
  viewOnly: (people) => html`Dieser Link zeigt die Frage nur an. Die Antwort kommt von ${people}.`,

  offered: 'Zur Auswahl stehen',

  signIn: {
    needs: (to) => html`Wer hier antwortet, meldet sich vorher an. Gefragt ist ${to}.`,
    link: 'Anmelden und antworten',
    foreign: (to, who) => html`Diese Frage richtet sich an ${to}. Sie sind angemeldet als ${who}.`,
    byMessage: (to) => html`Diese Frage wird über den Link in der Nachricht an ${to} beantwortet.`,
    waiting: 'Alles, was auf Sie wartet',
  },

  proof: {
    code: (to) => html`Wählen Sie und bestätigen Sie dann mit einem Code, den wir an ${to} senden.`,
    passkey: 'Wählen Sie und bestätigen Sie dann mit Ihrem Passkey.',
    setUp: (to) =>
      html`Wählen Sie und bestätigen Sie dann mit einem Passkey. Sie richten ihn einmal ein; ein
      Code an ${to} zeigt, dass Sie es sind.`,
    needs:
      'Diese Frage wird mit einem Passkey beantwortet: mit dem Fingerabdruck, dem Gesicht oder der PIN, womit Sie Ihr Gerät entsperren. Öffnen Sie diese Seite in einem Browser, der Passkeys kennt, etwa Safari, Chrome, Edge oder Firefox, mit eingeschaltetem JavaScript.',
    formInstead: 'Stattdessen ein Formular verwenden',
    firstCode: (to) => html`Zuerst senden wir einen Code an ${to}.`,
    sendCode: 'Code zusenden',
    sentTo: (to) => html`Der sechsstellige Code, den wir an ${to} gesendet haben`,
    another: 'Neuen Code zusenden',
    wrong: (left) => `Das ist nicht der Code. Verbleibende Versuche: ${left}.`,
    over: 'Dieser Code gilt nicht mehr. Lassen Sie sich einen neuen zusenden.',
    tooMany: (time) => `Es wurden zu viele Codes gesendet. Der nächste ist in ${time} möglich.`,
    foreign: 'Dieser Passkey gilt für diese Frage nicht. Es wurde nichts festgehalten.',
    script: {
      nowSend: 'Gewählt: #. Lassen Sie sich jetzt einen Code zusenden.',
      nowUse: 'Gewählt: #. Bitte jetzt mit dem Passkey bestätigen.',
      sending: 'Ein Code wird gesendet …',
      sent: 'Ein Code ist unterwegs. Er gilt 10 Minuten.',
      sixDigits: 'Tippen Sie zuerst die sechs Ziffern des Codes ein.',
      setUp: 'Passkey einrichten',
      ready: 'Ihr Passkey ist eingerichtet. Bestätigen Sie jetzt damit.',
      use: 'Mit Passkey bestätigen: #',
      asking: 'Ihr Gerät fragt Sie jetzt …',
      refused: 'Ihr Gerät hat nicht bestätigt. Es wurde nichts festgehalten.',
      keepHolding: 'Bitte einen Moment gedrückt halten.',
    },
  },

  left: (time, after) => html`Noch ${time}. Danach: ${after}.`,
  undecided: 'keine Entscheidung',
  answerBy: (time) => html`Antwort bis ${time}`,
  justNow: 'gerade eben',

  answered: (choice) => html`Beantwortet: ${choice}`,
  recorded: 'Festgehalten. Das ist endgültig; Sie können diese Seite schließen.',
  finalIn: (time) => html`Die Antwort wird in ${time} endgültig.`,
  mayUndo: 'Bis dahin können Sie sie zurücknehmen.',
  undo: 'Zurücknehmen',
  note: 'Anmerkung',
  timeOver: (choice) =>
    choice === null
      ? html`Die Zeit zum Antworten ist abgelaufen`
      : html`Zeit abgelaufen: ${choice}`,
  nobody: 'Niemand hat rechtzeitig geantwortet.',
  nothingDecided: 'Es wurde nichts entschieden.',
  applies: (choice) => html`Es gilt, was für diesen Fall festgelegt war: ${choice}.`,
  withdrawn: 'Diese Frage wurde zurückgezogen',
  takenBack: 'Wer gefragt hat, hat sie zurückgenommen. Sie müssen nichts mehr tun.',
  questionWas: 'Die Frage war',
  erased:
    'Die Frage und alle persönlichen Angaben wurden gelöscht; festgehalten bleibt nur, wie sie ausging.',

  report: {
    link: 'Damit habe ich nicht gerechnet',
    heading: 'Nicht mit dieser Nachricht gerechnet?',
    explain: (who, address) =>
      html`Melden Sie sie hier. ${who} kann dann über diese Seite keine Nachrichten mehr an
      ${address} schicken und erfährt, warum. Die Frage ist damit nicht beantwortet.`,
    instead: 'Wenn Sie nur anderer Meinung sind, gehen Sie zurück und antworten Sie.',
    confirm: 'Melden und Nachrichten stoppen',
    back: 'Zurück zur Frage',
    done: 'Sie haben diese Nachricht gemeldet',
    address: 'diese Adresse',
    followed: (who, address) =>
      html`${who} weiß jetzt, dass Sie nicht damit gerechnet haben, und kann über diese Seite keine
      Nachrichten mehr an ${address} schicken. Sie müssen nichts mehr tun.`,
  },

  unknown: {
    heading: 'Dieser Link funktioniert nicht',
    text: 'Vielleicht wurde er unterwegs abgeschnitten. Öffnen Sie ihn noch einmal aus der Nachricht, oder fragen Sie bei der Person nach, die ihn geschickt hat.',
  },
  refused: {
    viewOnly: 'Dieser Link zeigt die Frage, kann sie aber nicht beantworten',
    tooMany: 'Das wurde zu oft versucht',
    other: 'Das hat nicht geklappt',
    nothing: 'Es wurde nichts festgehalten.',
    later: 'Es wurde nichts festgehalten. Bitte versuchen Sie es später noch einmal.',
  },
  broken: {
    heading: 'Bei uns ist etwas schiefgegangen',
    text: 'Öffnen Sie den Link gleich noch einmal: Er zeigt immer, was festgehalten wurde.',
  },

  trust: (host) => html`Sie sind auf ${host}. Niemand fragt Sie hier je nach einem Passwort.`,
  sandbox: 'Testbetrieb: Zu dieser Frage wurde keine echte Nachricht verschickt.',

  script: {
    wait: 'Einen Moment, dann noch einmal.',
    recording: 'Wird festgehalten …',
    offline: 'Das kam nicht durch. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.',
    noCookies: 'Dieser Browser behält keine Cookies. Tippen Sie bitte unten den Code ein.',
    failed: 'Das hat nicht geklappt. Laden Sie die Seite neu und versuchen Sie es noch einmal.',
    confirm: 'Bestätigen: #',
    hold: 'Zum Bestätigen halten: #',
    nowConfirm: 'Gewählt: #. Bitte jetzt bestätigen.',
    nowHold: 'Gewählt: #. Bitte jetzt gedrückt halten.',
    keepHolding: 'Bitte einen Moment gedrückt halten oder stattdessen einen Code eintippen.',
    leftOnly: 'Noch #.',
    and: ' ',
    day: { one: '# Tag', other: '# Tage' },
    hour: { one: '# Stunde', other: '# Stunden' },
    minute: { one: '# Minute', other: '# Minuten' },
    second: { one: '# Sekunde', other: '# Sekunden' },
  },
};
