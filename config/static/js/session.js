// Before a session ends the page says so. What was typed stays on it, covered, until the same person is back.
import { UNATTENDED, post } from "./page.js";

const FIRST = 180; // seconds; no policy ends a session sooner than five minutes after the last act
const WARN = { quiet: 120, ends: 300 };
const AGAIN = 5;
const SNOOZE = 60;

const dialog = document.getElementById("session");
const others = "BroadcastChannel" in window ? new BroadcastChannel("session") : null;
let part = "";
let timer = 0;

function later(seconds) {
  clearTimeout(timer);
  timer = setTimeout(ask, Math.min(seconds, 600) * 1000);
}

/** Forms of this page were written for a session that may be gone: give them the token of the new one. */
function renew(token) {
  document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token;
}

function say(which) {
  part = which;
  for (const each of dialog.querySelectorAll("[data-session-part]")) each.hidden = each.dataset.sessionPart !== which;
  document.documentElement.toggleAttribute("data-covered", which === "over");
  if (!which) return dialog.close();
  if (!dialog.open) dialog.showModal();
}

function show({ who, quiet, ends, token }) {
  if (who && who !== dialog.dataset.sessionWho) {
    say("over"); // another person's page is not theirs, whatever they answer when asked whether to leave it
    return location.reload();
  }
  if (who) renew(token);
  if (!who) say("over");
  else if (ends <= WARN.ends) say("ends");
  else if (quiet <= WARN.quiet) say("quiet");
  else say("");
  later(part ? AGAIN : Math.max(Math.min(quiet - WARN.quiet, ends - WARN.ends), AGAIN));
}

async function ask() {
  try {
    const answer = await fetch(dialog.dataset.sessionUrl, { headers: { ...UNATTENDED, Accept: "application/json" } });
    if (answer.ok) show(await answer.json());
    else later(SNOOZE);
  } catch {
    later(SNOOZE);
  }
}

async function stay() {
  try {
    const answer = await post(dialog.dataset.sessionUrl);
    show(answer.ok ? await answer.json() : { who: "" });
    others?.postMessage("asked");
  } catch {
    later(AGAIN);
  }
}

if (dialog) {
  document.getElementById("session-stay").addEventListener("click", stay);
  dialog.addEventListener("cancel", (event) => part === "over" && event.preventDefault());
  dialog.addEventListener("close", () => {
    if (part === "over") dialog.showModal();
    else if (part === "quiet") stay();
    else if (part === "ends") later(SNOOZE);
    if (part !== "over") part = "";
  });
  // A fragment that would lead to the sign-in page would take what was typed along.
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    if (!event.detail.xhr.getResponseHeader("HX-Redirect")?.startsWith("/accounts/login/")) return;
    event.preventDefault();
    ask();
  });
  document.addEventListener("visibilitychange", () => !document.hidden && part && ask());
  others?.addEventListener("message", ask);
  if (document.body.hasAttribute("data-session-renewed")) others?.postMessage("renewed");
  later(FIRST);
}
