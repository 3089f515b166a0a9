// The pages' words in Arabic, which is read from right to left.
import { html } from '@pausepoint/core';
import type { Words } from './en.ts';

export const ar: Words = {
  lang: 'ar',
  dir: 'rtl',
  // The digits of the codes and of most amounts agents send, so that a page has one kind only.
  locale: 'ar-u-nu-latn',
  name: 'العربية',
  languages: 'اللغة',
  comma: '، ',

  asks: (who) => html`سؤال لك من ${who}`,
  agent: (name) => html` · الوكيل ${name}`,
  behalf: (name) => html` نيابةً عن ${name}`,
  title: (who, question) => `سؤال من ${who}: ${question}`,
  said: 'يقول الوكيل',
  yes: 'نعم',
  no: 'لا',
  none: 'لا يوجد',
  allOf: (characters) => `النص الكامل (عدد الأحرف: ${characters})`,

  how: {
    tap: 'لمسة واحدة تحسم القرار.',
    confirm: 'اختر ثم أكّد.',
    hold: 'اختر ثم اضغط مطوّلًا للتأكيد.',
  },
  preselected: 'تم الاختيار في الرسالة. اضغط مطوّلًا على الزر أدناه للتأكيد، أو اختر من جديد.',
  noteField: 'ملاحظة (اختيارية)',
  codeInstead: 'أفضّل كتابة رمز',
  codeLegend: 'الإجابة بكتابة رمز',
  typeCode: (digits) => html`اكتب ${digits}`,
  record: 'تسجيل إجابتي',
  chooseOne: 'اختر أحد الخيارات.',
  newCode: 'اكتب الرمز الجديد من فضلك.',
  viewOnly: (people) => html`هذا الرابط يعرض السؤال فقط. الإجابة تأتي من ${people}.`,

  offered: 'الخيارات',

  left: (time, after) => html`الوقت المتبقي: ${time}. بعد ذلك: ${after}.`,
  undecided: 'لا قرار',
  answerBy: (time) => html`آخر موعد للإجابة: ${time}`,
  justNow: 'الآن',

  answered: (choice) => html`تمت الإجابة: ${choice}`,
  recorded: 'سُجّلت الإجابة، وهي نهائية. يمكنك إغلاق هذه الصفحة.',
  finalIn: (time) => html`الوقت المتبقي حتى تصبح الإجابة نهائية: ${time}.`,
  mayUndo: 'يمكنك التراجع عنها حتى ذلك الحين.',
  undo: 'تراجع',
  note: 'ملاحظة',
  timeOver: (choice) => (choice === null ? html`انتهى وقت الإجابة` : html`انتهى الوقت: ${choice}`),
  nobody: 'لم يُجب أحد في الوقت المحدد.',
  nothingDecided: 'لم يُتّخذ أي قرار.',
  applies: (choice) => html`يُطبَّق ما حُدّد سلفًا لهذه الحالة: ${choice}.`,
  withdrawn: 'سُحب هذا السؤال',
  takenBack: 'سحبه من طرحه. لا يلزمك فعل أي شيء.',
  questionWas: 'كان السؤال',

  report: {
    link: 'لم أتوقع هذه الرسالة',
    heading: 'لم تتوقع هذه الرسالة؟',
    explain: (who, address) =>
      html`أبلغ عنها هنا. بعد ذلك لن تصل رسائل من ${who} إلى ${address} عبر هذا الموقع، وسيُذكر السبب
      للمُرسِل. الإبلاغ لا يجيب عن السؤال.`,
    instead: 'أما إذا كنت لا توافق فحسب، فعُد إلى السؤال وأجب عنه.',
    confirm: 'إبلاغ وإيقاف الرسائل',
    back: 'العودة إلى السؤال',
    done: 'أبلغت عن هذه الرسالة',
    followed: (who, address) =>
      html`أُخبر المُرسِل بأنك لم تتوقعها، ولن تصل رسائل أخرى من ${who} إلى ${address} عبر هذا الموقع.
      لا يلزمك فعل أي شيء.`,
  },

  unknown: {
    heading: 'هذا الرابط لا يعمل',
    text: 'ربما وصل إليك مبتورًا. افتحه مرة أخرى من الرسالة، أو اسأل من أرسله إليك.',
  },
  refused: {
    viewOnly: 'هذا الرابط يعرض السؤال ولا يتيح الإجابة عنه',
    tooMany: 'تكررت المحاولة أكثر من اللازم',
    other: 'لم ينجح ذلك',
    nothing: 'لم يُسجَّل أي شيء.',
    later: 'لم يُسجَّل أي شيء. حاول مرة أخرى لاحقًا من فضلك.',
  },
  broken: {
    heading: 'حدث عطل لدينا',
    text: 'افتح الرابط مرة أخرى بعد قليل: فهو يعرض دائمًا ما سُجّل.',
  },

  trust: (host) => html`أنت على ${host}. لن يطلب منك أحد كلمة مرور هنا أبدًا.`,
  sandbox: 'بيئة تجريبية: لم تُرسل أي رسالة حقيقية لهذا السؤال.',

  script: {
    wait: 'لحظة، ثم أعد المحاولة.',
    recording: 'جارٍ التسجيل…',
    offline: 'لم يصل ردّك. تحقّق من الاتصال ثم أعد المحاولة.',
    noCookies: 'هذا المتصفح لا يحفظ ملفات تعريف الارتباط. اكتب الرمز أدناه بدلًا من ذلك.',
    failed: 'لم ينجح ذلك. أعد تحميل الصفحة وحاول مرة أخرى.',
    confirm: 'تأكيد: #',
    hold: 'اضغط مطوّلًا للتأكيد: #',
    nowConfirm: 'اخترت: #. أكّد الآن.',
    nowHold: 'اخترت: #. اضغط مطوّلًا الآن.',
    keepHolding: 'استمر في الضغط لحظة، أو اكتب رمزًا بدلًا من ذلك.',
    leftOnly: 'الوقت المتبقي: #.',
    and: ' و',
    day: { one: 'يوم واحد', two: 'يومان', few: '# أيام', many: '# يومًا', other: '# يوم' },
    hour: { one: 'ساعة واحدة', two: 'ساعتان', few: '# ساعات', many: '# ساعة', other: '# ساعة' },
    minute: {
      ...{ one: 'دقيقة واحدة', two: 'دقيقتان' },
      ...{ few: '# دقائق', many: '# دقيقة', other: '# دقيقة' },
    },
    second: {
      ...{ zero: '# ثانية', one: 'ثانية واحدة', two: 'ثانيتان' },
      ...{ few: '# ثوانٍ', many: '# ثانية', other: '# ثانية' },
    },
  },
};
