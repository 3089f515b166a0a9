// The card's look: the same tokens as the pages, in the CSS that mail programs know.
import { Html } from '@pausepoint/core';

// The system's font by a name without quotes; Word takes the first it has.
const font =
  'Segoe UI,-apple-system,BlinkMacSystemFont,Roboto,Noto Sans,Helvetica,Arial,sans-serif';
const text = `font-family:${font};font-size:17px;line-height:1.5;color:#14171c`;
const small = `font-family:${font};font-size:15px;line-height:1.5;color:#5b6470`;
const breaks = 'word-break:break-word;overflow-wrap:anywhere';
const plain = 'mso-line-height-rule:exactly;margin:0';

/**
 * What each element carries itself, as some programs take the <style> away: the light look.
 * Tables and `mso-` are for Word, which draws Outlook's mails and knows no box.
 */
export const look = {
  body: 'margin:0;padding:0;background-color:#f6f7f8;color:#14171c',
  // In the list of mails, never in the mail.
  preheader:
    'display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;font-size:1px;line-height:1px;color:#f6f7f8;mso-hide:all',
  paper: 'background-color:#f6f7f8;border-collapse:collapse',
  around: 'padding:24px 12px',
  card: 'max-width:480px;background-color:#ffffff;border:1px solid #e3e6ea;border-radius:14px;border-collapse:separate',
  inside: `padding:22px;text-align:left;${text}`,
  note: `${plain};margin:0 0 10px;font-weight:600;${text}`,
  asks: `${plain};margin:0 0 6px;${small}`,
  question: `margin:0 0 18px;font-family:${font};font-size:24px;line-height:1.25;font-weight:650;color:#14171c;${breaks}`,
  longQuestion: `margin:0 0 18px;font-family:${font};font-size:18px;line-height:1.4;font-weight:600;color:#14171c;${breaks}`,
  digits: `margin:0 0 18px;font-family:${font};font-size:36px;line-height:1.25;font-weight:650;letter-spacing:6px;font-variant-numeric:tabular-nums;color:#14171c`,
  facts: 'width:100%;border-collapse:collapse;margin:0 0 18px',
  label: `padding:9px 12px 9px 0;border-top:1px solid #e3e6ea;text-align:left;vertical-align:top;font-weight:400;${small};${breaks}`,
  value: `padding:9px 0;border-top:1px solid #e3e6ea;text-align:right;vertical-align:top;font-variant-numeric:tabular-nums;${text};${breaks}`,
  longLabel: `padding:9px 0 0;border-top:1px solid #e3e6ea;text-align:left;font-weight:400;${small};${breaks}`,
  longValue: `padding:0 0 9px;text-align:left;${text};${breaks}`,
  // JSON's indents.
  kept: 'white-space:pre-wrap',
  said: `margin:0 0 20px;padding:1px 0 1px 14px;border-left:3px solid #e3e6ea;${small};${breaks}`,
  options: 'width:100%;border-collapse:separate',
  option:
    'border:2px solid #838d99;border-radius:14px;background-color:#ffffff;text-align:center;mso-padding-alt:14px 16px',
  gap: 'font-size:0;line-height:10px;mso-line-height-rule:exactly',
  link: `display:block;padding:14px 16px;text-decoration:none;font-weight:600;${text};${breaks}`,
  quiet: `${plain};margin:12px 0 0;${small}`,
};

/** Over the inline light look, where a program keeps it and says that it is dark. */
export const styleSheet = new Html(`<style>
:root { color-scheme: light dark; supported-color-schemes: light dark }
h1 { text-wrap: balance }
@media (prefers-color-scheme: dark) {
.paper { background-color: #0f1114 !important; color: #f2f3f5 !important }
.card, .option { background-color: #181b20 !important }
.ink { color: #f2f3f5 !important }
.soft { color: #a3abb6 !important }
.card, .line { border-color: #2b3038 !important }
.option { border-color: #69727e !important }
}
[data-ogsb] .paper { background-color: #0f1114 !important }
[data-ogsb] .card, [data-ogsb] .option { background-color: #181b20 !important }
[data-ogsc] .ink { color: #f2f3f5 !important }
[data-ogsc] .soft { color: #a3abb6 !important }
</style>`);
