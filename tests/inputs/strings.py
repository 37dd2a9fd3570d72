"""Strings that broke other systems, and what is put between them to tell them from a page's own words."""

from __future__ import annotations

MARK = "zq7"  # stands in every payload that could run, and in no page of ours

SCRIPTS = (
    f"<script>alert('{MARK}')</script>",
    f"</script><script>alert('{MARK}')</script>",
    f'"><script>alert("{MARK}")</script>',
    f"'><img src=x onerror=alert('{MARK}')>",
    f'<img src=x onerror="alert({MARK})">',
    f"<svg/onload=alert('{MARK}')>",
    f"<iframe src=javascript:alert('{MARK}')>",
    f"javascript:alert('{MARK}')",
    f"<a href=\"javascript:alert('{MARK}')\">x</a>",
    f'" onmouseover="alert({MARK})" x="',
    f"' autofocus onfocus=alert('{MARK}') x='",
    f"<style>@import'http://x.example/{MARK}';</style>",
    f"<math><mtext></form><form><mglyph><style></math><img src onerror=alert({MARK})>",
    f"<!--<img src='--><img src=x onerror=alert({MARK})//'>",
    f"]]><script>alert('{MARK}')</script>",
    f"<div hx-get='/{MARK}' hx-trigger='load'>",
    f"<input hx-on:load='alert({MARK})'>",
    f"<base href='http://x.example/{MARK}/'>",
    f"<meta http-equiv=refresh content='0;url=//x.example/{MARK}'>",
    f"&lt;script&gt;alert('{MARK}')&lt;/script&gt;",
)
TEMPLATES = (
    "{{ 7|add:7 }}",
    "{% debug %}",
    "{{ settings.SECRET_KEY }}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "{0.__class__}",
)
QUERIES = (
    "' OR '1'='1",
    "'; DROP TABLE patients_patient; --",
    '" OR 1=1 --',
    "1); SELECT pg_sleep(5); --",
    "\\'; SELECT 1; --",
    "%' AND 1=0 UNION SELECT 1 --",
    "$$ SELECT 1 $$",
)
FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(1+1)", '=HYPERLINK("http://x.example","x")', "=cmd|' /C calc'!A0", "\t=1+1")
PATHS = ("../../../../etc/passwd", "..\\..\\windows\\win.ini", "/dev/null", "file:///etc/passwd", "CON", "a/../b")
HEADERS = ("a\r\nSet-Cookie: x=1", "a\nBcc: x@example.com", "a%0d%0aSet-Cookie:x=1")
UNICODE = (
    "Ā̀̂̃ﷺ﷽",
    "عربى 12 عبرית",
    "\u202eevil\u202c",
    "\u2066left\u2069",
    "\u200b\u200b",
    "a\u200db",
    "\ufeffbom",
    "田中さん 部落格",
    "👩‍👩‍👧‍👦🏳️‍🌈",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘",
    "İstanbul ı ß ﬁ Ǆ",
    "\U0010ffff",
    "\ufffe\uffff",
)
CONTROL = ("a\x00b", "\x00", "a\x01\x02\x1b[31mb", "a\x7f\x85b", "\x0b\x0c")
SURROGATES = ("\ud800", "a\udfffb")
NUMBERS = ("NaN", "Infinity", "-0", "1e309", "0x7f", "9" * 400, "١٢٣", "1_000")
BLANK = ("", " ", "   \n\t ", "\u00a0\u3000")
LONG = ("x" * 100_000, "😀" * 25_000, "<" * 20_000)
ALL = (
    *(*SCRIPTS, *TEMPLATES, *QUERIES, *FORMULAS, *PATHS, *HEADERS, *UNICODE),
    *(*CONTROL, *SURROGATES, *NUMBERS, *BLANK, *LONG),
)
FEW = (SCRIPTS[0], SCRIPTS[9], TEMPLATES[0], FORMULAS[0], UNICODE[2], CONTROL[0], SURROGATES[0], NUMBERS[5], LONG[0])
"""One or two of each kind, for every run; the rest is asked by the slow tests."""
