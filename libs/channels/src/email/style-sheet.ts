// The card's look: the same tokens as the pages, in the CSS that mail programs know.
import { Html } from '@pausepoint/core';

export const styleSheet = new Html(`<style>
:root { color-scheme: light dark; supported-color-schemes: light dark }
body { margin: 0; padding: 1rem; background: #f6f7f8; color: #14171c; font: 17px/1.5 -apple-system, "Segoe UI", Roboto, "Noto Sans", Helvetica, Arial, sans-serif }
.card { max-width: 30rem; margin: 0 auto; padding: 1.2rem; background: #fff; border: 1px solid #e3e6ea; border-radius: 14px }
h1 { font-size: 24px; line-height: 1.25; font-weight: 650; margin: 0 0 1rem; overflow-wrap: anywhere }
table { width: 100%; border-collapse: collapse; margin: 0 0 1rem }
th, td { border-top: 1px solid #e3e6ea; padding: .6rem 0; vertical-align: top; overflow-wrap: anywhere }
th { text-align: left; font-weight: 400; color: #5b6470; padding-right: 1rem; font-size: 15px }
td { text-align: right; font-variant-numeric: tabular-nums }
blockquote { margin: 0 0 1.2rem; padding: .1rem 0 .1rem .9rem; border-left: 3px solid #e3e6ea; color: #5b6470; overflow-wrap: anywhere }
.asks, .quiet { color: #5b6470; font-size: 15px; margin: 0 0 .6rem }
.option { display: block; padding: 14px 16px; border: 1.5px solid #838d99; border-radius: 14px; color: #14171c; text-decoration: none; text-align: center; font-weight: 600; overflow-wrap: anywhere }
p { margin: 0 0 .7rem }
@media (prefers-color-scheme: dark) {
body { background: #0f1114; color: #f2f3f5 }
.card { background: #181b20; border-color: #2b3038 }
th, td, blockquote { border-color: #2b3038 }
.option { color: #f2f3f5; border-color: #69727e }
th, blockquote, .asks, .quiet { color: #a3abb6 }
}
</style>`);
