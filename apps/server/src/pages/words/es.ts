// The pages' words in Spanish.
import { html } from '@pausepoint/core';
import type { Words } from './en.ts';

export const es: Words = {
  lang: 'es',
  dir: 'ltr',
  locale: 'es',
  name: 'Español',
  languages: 'Idioma',
  comma: ', ',

  asks: (who) => html`${who} le pregunta`,
  agent: (name) => html` · agente ${name}`,
  behalf: (name) => html` en nombre de ${name}`,
  run: (id) => html` · ejecución ${id}`,
  title: (who, question) => `${who} pregunta: ${question}`,
  said: 'El agente dice',
  yes: 'sí',
  no: 'no',
  none: 'sin dato',
  allOf: (characters) => `Los ${characters} caracteres`,

  how: {
    tap: 'Un solo toque basta para decidir.',
    confirm: 'Elija y después confirme.',
    hold: 'Elija y después mantenga pulsado para confirmar.',
  },
  preselected:
    'Opción elegida en el mensaje. Mantenga pulsado el botón de abajo para confirmar, o elija de nuevo.',
  noteField: 'Nota (opcional)',
  codeInstead: 'Prefiero escribir un código',
  codeLegend: 'Responder escribiendo un código',
  typeCode: (digits) => html`Escriba ${digits}`,
  record: 'Registrar mi respuesta',
  chooseOne: 'Elija una de las opciones.',
  newCode: 'Escriba el código nuevo, por favor.',
  viewOnly: (people) => html`Este enlace solo muestra la pregunta. La respuesta la da ${people}.`,

  offered: 'Las opciones',

  signIn: {
    needs: (to) => html`Quien responde inicia sesión antes. La pregunta es para ${to}.`,
    link: 'Iniciar sesión para responder',
    foreign: (to, who) => html`Esta pregunta es para ${to}. Ha iniciado sesión como ${who}.`,
    byMessage: (to) => html`Esta pregunta se responde con el enlace del mensaje enviado a ${to}.`,
    waiting: 'Todo lo que le espera',
  },

  proof: {
    code: (to) => html`Elija y después confirme con un código que enviamos a ${to}.`,
    passkey: 'Elija y después confirme con su llave de acceso.',
    setUp: (to) =>
      html`Elija y después confirme con una llave de acceso. La crea una sola vez; un código a ${to}
      demuestra que es usted.`,
    needs:
      'Esta pregunta se responde con una llave de acceso: la huella, la cara o el PIN con que desbloquea su dispositivo. Abra esta página en un navegador que las admita, como Safari, Chrome, Edge o Firefox, con JavaScript activado.',
    formInstead: 'Prefiero usar un formulario',
    firstCode: (to) => html`Primero enviamos un código a ${to}.`,
    sendCode: 'Enviarme un código',
    sentTo: (to) => html`El código de 6 cifras que enviamos a ${to}`,
    another: 'Enviar otro código',
    wrong: (left) => `Ese no es el código. Intentos restantes: ${left}.`,
    over: 'Este código ya no es válido. Pida otro.',
    tooMany: (time) => `Se han enviado demasiados códigos. El próximo podrá salir en ${time}.`,
    foreign: 'Esa llave de acceso no vale para esta pregunta. No se registró nada.',
    script: {
      nowSend: 'Elegido: #. Ahora pida un código.',
      nowUse: 'Elegido: #. Ahora confirme con su llave de acceso.',
      sending: 'Enviando un código…',
      sent: 'El código va en camino. Es válido durante 10 minutos.',
      sixDigits: 'Escriba primero las 6 cifras del código.',
      setUp: 'Crear una llave de acceso',
      ready: 'Su llave de acceso está lista. Ahora confirme con ella.',
      use: 'Confirmar con llave de acceso: #',
      asking: 'Su dispositivo se lo pide ahora…',
      refused: 'Su dispositivo no lo confirmó. No se registró nada.',
      keepHolding: 'Siga pulsando un momento.',
    },
  },

  left: (time, after) => html`Tiempo restante: ${time}. Después: ${after}.`,
  undecided: 'ninguna decisión',
  answerBy: (time) => html`Responda antes del ${time}`,
  justNow: 'ahora mismo',

  answered: (choice) => html`Respondido: ${choice}`,
  recorded: 'Registrado. Es definitivo; ya puede cerrar esta página.',
  finalIn: (time) => html`La respuesta será definitiva en ${time}.`,
  mayUndo: 'Hasta entonces puede deshacerla.',
  undo: 'Deshacer',
  note: 'Nota',
  timeOver: (choice) =>
    choice === null ? html`El plazo para responder ha terminado` : html`Plazo terminado: ${choice}`,
  nobody: 'Nadie respondió a tiempo.',
  nothingDecided: 'No se decidió nada.',
  applies: (choice) => html`Se aplica lo que estaba previsto para este caso: ${choice}.`,
  withdrawn: 'Esta pregunta se ha retirado',
  takenBack: 'Quien hizo la pregunta la retiró. Ya no tiene que hacer nada.',
  questionWas: 'La pregunta era',
  erased:
    'La pregunta y todos los datos personales se han eliminado; solo se conserva cómo terminó.',

  report: {
    link: 'No esperaba este mensaje',
    heading: '¿No esperaba este mensaje?',
    explain: (who, address) =>
      html`Avise aquí. ${who} ya no podrá enviar mensajes a ${address} a través de este sitio y
      sabrá por qué. La pregunta no queda respondida con esto.`,
    instead: 'Si simplemente no está de acuerdo, vuelva atrás y responda.',
    confirm: 'Avisar y detener los mensajes',
    back: 'Volver a la pregunta',
    done: 'Ha avisado de que no esperaba este mensaje',
    address: 'esta dirección',
    followed: (who, address) =>
      html`${who} ya lo sabe y no podrá enviar más mensajes a ${address} a través de este sitio. Ya
      no tiene que hacer nada.`,
  },

  unknown: {
    heading: 'Este enlace no funciona',
    text: 'Quizá se cortó por el camino. Ábralo otra vez desde el mensaje o pregunte a quien se lo envió.',
  },
  refused: {
    viewOnly: 'Este enlace muestra la pregunta, pero no permite responderla',
    tooMany: 'Demasiados intentos',
    other: 'No ha funcionado',
    nothing: 'No se ha registrado nada.',
    later: 'No se ha registrado nada. Inténtelo de nuevo más tarde, por favor.',
  },
  broken: {
    heading: 'Hay un problema por nuestra parte',
    text: 'Abra el enlace de nuevo dentro de un momento: siempre muestra lo que se registró.',
  },

  trust: (host) => html`Está en ${host}. Aquí nadie le pedirá nunca una contraseña.`,
  sandbox: 'Entorno de pruebas: no se envió ningún mensaje real por esta pregunta.',

  script: {
    wait: 'Espere un momento y vuelva a pulsar.',
    recording: 'Registrando…',
    offline: 'No se ha podido enviar. Compruebe la conexión e inténtelo otra vez.',
    noCookies: 'Este navegador no guarda cookies. Escriba el código de abajo, por favor.',
    failed: 'No ha funcionado. Vuelva a cargar la página e inténtelo de nuevo.',
    confirm: 'Confirmar: #',
    hold: 'Mantener para confirmar: #',
    nowConfirm: 'Elegido: #. Ahora confirme.',
    nowHold: 'Elegido: #. Ahora mantenga pulsado.',
    keepHolding: 'Mantenga pulsado un momento, o escriba un código.',
    leftOnly: 'Tiempo restante: #.',
    and: ' ',
    day: { one: '# día', other: '# días' },
    hour: { other: '# h' },
    minute: { other: '# min' },
    second: { other: '# s' },
  },
};
