// The pages' words in French.
import { html } from '@pausepoint/core';
import type { Words } from './en.ts';

/** French sets a narrow space, which must not break, before `:` `;` `?` `!`. */
export const fr: Words = {
  lang: 'fr',
  dir: 'ltr',
  locale: 'fr',
  name: 'Français',
  languages: 'Langue',
  comma: ', ',

  asks: (who) => html`${who} vous pose une question`,
  agent: (name) => html` · agent ${name}`,
  behalf: (name) => html` pour le compte de ${name}`,
  run: (id) => html` · exécution ${id}`,
  title: (who, question) => `${who} demande\u202F: ${question}`,
  said: 'L’agent indique',
  yes: 'oui',
  no: 'non',
  none: 'aucune valeur',
  allOf: (characters) => `Les ${characters} caractères`,

  how: {
    tap: 'Un seul appui suffit pour décider.',
    confirm: 'Choisissez, puis confirmez.',
    hold: 'Choisissez, puis maintenez appuyé pour confirmer.',
  },
  preselected:
    'Choisi dans le message. Maintenez le bouton ci-dessous appuyé pour confirmer, ou choisissez à nouveau.',
  noteField: 'Remarque (facultative)',
  codeInstead: 'Saisir plutôt un code',
  codeLegend: 'Répondre en saisissant un code',
  typeCode: (digits) => html`Saisissez ${digits}`,
  record: 'Enregistrer ma réponse',
  chooseOne: 'Choisissez l’une des options.',
  newCode: 'Saisissez le nouveau code, s’il vous plaît.',
  viewOnly: (people) =>
    html`Ce lien ne fait qu’afficher la question. La réponse vient de ${people}.`,

  offered: 'Les options',

  signIn: {
    needs: (to) =>
      html`Pour répondre, il faut d’abord se connecter. La question s’adresse à ${to}.`,
    link: 'Se connecter pour répondre',
    foreign: (to, who) =>
      html`Cette question s’adresse à ${to}. Vous êtes connecté en tant que ${who}.`,
    byMessage: (to) => html`On répond à cette question par le lien du message envoyé à ${to}.`,
    waiting: 'Tout ce qui vous attend',
  },

  proof: {
    code: (to) => html`Choisissez, puis confirmez avec un code que nous envoyons à ${to}.`,
    passkey: 'Choisissez, puis confirmez avec votre clé d’accès.',
    setUp: (to) =>
      html`Choisissez, puis confirmez avec une clé d’accès. Vous la créez une seule fois${'\u202F'};
      un code envoyé à ${to} montre que c’est bien vous.`,
    needs:
      'On répond à cette question avec une clé d’accès\u202F: l’empreinte, le visage ou le code PIN qui déverrouille votre appareil. Ouvrez cette page dans un navigateur qui les prend en charge, comme Safari, Chrome, Edge ou Firefox, avec JavaScript activé.',
    formInstead: 'Utiliser plutôt un formulaire',
    firstCode: (to) => html`Nous envoyons d’abord un code à ${to}.`,
    sendCode: 'M’envoyer un code',
    sentTo: (to) => html`Le code à 6 chiffres envoyé à ${to}`,
    another: 'Envoyer un autre code',
    wrong: (left) => `Ce n’est pas le bon code. Essais restants\u202F: ${left}.`,
    over: 'Ce code n’est plus valable. Demandez-en un autre.',
    tooMany: (time) => `Trop de codes ont été envoyés. Le prochain pourra partir dans ${time}.`,
    foreign: 'Cette clé d’accès ne vaut pas pour cette question. Rien n’a été enregistré.',
    script: {
      nowSend: 'Choisi\u202F: #. Faites-vous maintenant envoyer un code.',
      nowUse: 'Choisi\u202F: #. Confirmez maintenant avec votre clé d’accès.',
      sending: 'Envoi d’un code…',
      sent: 'Un code est en route. Il est valable 10 minutes.',
      sixDigits: 'Saisissez d’abord les 6 chiffres du code.',
      setUp: 'Créer une clé d’accès',
      ready: 'Votre clé d’accès est prête. Confirmez maintenant avec elle.',
      use: 'Confirmer avec la clé d’accès\u202F: #',
      asking: 'Votre appareil vous le demande maintenant…',
      refused: 'Votre appareil n’a pas confirmé. Rien n’a été enregistré.',
      keepHolding: 'Gardez le doigt appuyé un instant.',
    },
  },

  left: (time, after) => html`Temps restant${'\u202F'}: ${time}. Ensuite${'\u202F'}: ${after}.`,
  undecided: 'aucune décision',
  answerBy: (time) => html`Répondez avant le ${time}`,
  justNow: 'à l’instant',

  answered: (choice) => html`Réponse donnée${'\u202F'}: ${choice}`,
  recorded: 'Enregistrée. C’est définitif\u202F; vous pouvez fermer cette page.',
  finalIn: (time) => html`La réponse deviendra définitive dans ${time}.`,
  mayUndo: 'D’ici là, vous pouvez l’annuler.',
  undo: 'Annuler ma réponse',
  note: 'Remarque',
  timeOver: (choice) =>
    choice === null
      ? html`Le délai de réponse est écoulé`
      : html`Délai écoulé${'\u202F'}: ${choice}`,
  nobody: 'Personne n’a répondu à temps.',
  nothingDecided: 'Rien n’a été décidé.',
  applies: (choice) => html`Ce qui était prévu dans ce cas s’applique${'\u202F'}: ${choice}.`,
  withdrawn: 'Cette question a été retirée',
  takenBack:
    'La personne ou le programme à l’origine de la question l’a retirée. Vous n’avez plus rien à faire.',
  questionWas: 'La question était',
  erased:
    'La question et toutes les données personnelles ont été supprimées\u202F; seule son issue est conservée.',

  report: {
    link: 'Je n’attendais pas ce message',
    heading: 'Vous n’attendiez pas ce message\u202F?',
    explain: (who, address) =>
      html`Signalez-le ici. ${who} ne pourra plus envoyer de messages à ${address} par ce site et
      saura pourquoi. Cela ne répond pas à la question.`,
    instead: 'Si vous êtes simplement d’un autre avis, revenez en arrière et répondez.',
    confirm: 'Signaler et arrêter les messages',
    back: 'Revenir à la question',
    done: 'Vous avez signalé ce message',
    address: 'cette adresse',
    followed: (who, address) =>
      html`${who} sait que vous ne l’attendiez pas et ne peut plus envoyer de messages à ${address}
      par ce site. Vous n’avez plus rien à faire.`,
  },

  unknown: {
    heading: 'Ce lien ne fonctionne pas',
    text: 'Il a peut-être été coupé en chemin. Ouvrez-le de nouveau depuis le message, ou demandez à la personne qui vous l’a envoyé.',
  },
  refused: {
    viewOnly: 'Ce lien affiche la question, mais ne permet pas d’y répondre',
    tooMany: 'Trop de tentatives',
    other: 'Cela n’a pas fonctionné',
    nothing: 'Rien n’a été enregistré.',
    later: 'Rien n’a été enregistré. Veuillez réessayer plus tard.',
  },
  broken: {
    heading: 'Un problème est survenu de notre côté',
    text: 'Rouvrez le lien dans un instant\u202F: il montre toujours ce qui a été enregistré.',
  },

  trust: (host) =>
    html`Vous êtes sur ${host}. Personne ne vous demandera jamais de mot de passe ici.`,
  sandbox: 'Environnement d’essai\u202F: aucun vrai message n’a été envoyé pour cette question.',

  script: {
    wait: 'Un instant, puis appuyez de nouveau.',
    recording: 'Enregistrement…',
    offline: 'L’envoi n’a pas abouti. Vérifiez la connexion, puis réessayez.',
    noCookies: 'Ce navigateur ne garde pas les cookies. Saisissez plutôt le code ci-dessous.',
    failed: 'Cela n’a pas fonctionné. Rechargez la page, puis réessayez.',
    confirm: 'Confirmer\u202F: #',
    hold: 'Maintenir pour confirmer\u202F: #',
    nowConfirm: 'Choisi\u202F: #. Confirmez maintenant.',
    nowHold: 'Choisi\u202F: #. Maintenez le bouton appuyé.',
    keepHolding: 'Maintenez appuyé un instant, ou saisissez plutôt un code.',
    leftOnly: 'Temps restant\u202F: #.',
    and: ' ',
    day: { one: '# jour', other: '# jours' },
    hour: { other: '# h' },
    minute: { other: '# min' },
    second: { other: '# s' },
  },
};
