// <form data-autosave="URL">: sent 1.2 s after the last key, with its hidden `revision`.
//
// The server answers JSON: 200 {revision, saved_text}, 409 {sentence} when someone else saved in between,
// 4xx {sentence} when refused. Without a connection the words stay in this tab's session storage, nowhere else,
// and are removed as soon as the server has them, the person signs out, or somebody else is signed in.
import { each, on, post } from "./page.js";

const PAUSE = 1200;
const RETRY = 5000;
const KEPT = "draft:";
const OWN = `${KEPT}${document.getElementById("session")?.dataset.sessionWho ?? ""}:`;

const kept = (form) => OWN + form.dataset.autosave;

/** What somebody else typed in this tab before their session ended is not for the next person. */
for (const key of Object.keys(sessionStorage)) {
  if (key.startsWith(KEPT) && !key.startsWith(OWN)) sessionStorage.removeItem(key);
}

const words = (form) => Object.fromEntries(
  [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken"),
);

function restore(form) {
  const text = sessionStorage.getItem(kept(form));
  if (!text) return false;
  for (const [name, value] of Object.entries(JSON.parse(text))) {
    const field = form.elements.namedItem(name);
    if (field && name !== "revision" && "value" in field) field.value = value;
  }
  return true;
}

each("form[data-autosave]", "autosave", (form) => {
  const badge = form.querySelector("[data-save-state]") ?? document.getElementById(form.dataset.autosaveState);
  let timer = 0;
  let sending = false;
  let again = false;
  let stopped = false;
  let leaving = false;

  const show = (state) => {
    if (badge) badge.dataset.state = state;
  };
  const say = (selector, text) => {
    const place = badge?.querySelector(selector);
    if (place && text) place.textContent = text;
  };
  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  async function save() {
    clearTimeout(timer);
    if (stopped || leaving) return;
    if (sending) {
      again = true;
      return;
    }
    sending = true;
    show("saving");
    try {
      await settle(await post(form.dataset.autosave, new FormData(form)));
    } catch {
      sessionStorage.setItem(kept(form), JSON.stringify(words(form)));
      show("offline");
      later(RETRY);
    }
    sending = false;
    if (again) {
      again = false;
      later(PAUSE);
    }
  }

  async function settle(answer) {
    if (answer.status >= 500 || answer.status === 429) throw new TypeError("not saved yet");
    const isJson = answer.headers.get("Content-Type")?.includes("json");
    const told = isJson ? await answer.json() : {};
    if (answer.ok && isJson) {
      if (form.elements.revision && told.revision !== undefined) form.elements.revision.value = told.revision;
      sessionStorage.removeItem(kept(form));
      say("[data-saved-text]", told.saved_text);
      show(again ? "typing" : "saved");
      form.dispatchEvent(new CustomEvent("autosave:saved", { bubbles: true, detail: told }));
      return;
    }
    // Refused for good: the words stay on the page and in this tab; nothing is sent over the other's version.
    sessionStorage.setItem(kept(form), JSON.stringify(words(form)));
    stopped = answer.status === 409;
    const state = answer.status === 409 ? "conflict" : "refused";
    say(`[data-${state}-text]`, told.sentence ?? told.detail);
    show(state);
    form.dispatchEvent(new CustomEvent(`autosave:${state}`, { bubbles: true, detail: told }));
  }

  form.addEventListener("input", () => {
    leaving = false;
    if (stopped) {
      sessionStorage.setItem(kept(form), JSON.stringify(words(form)));
      return;
    }
    show("typing");
    later(PAUSE);
  });
  form.addEventListener("submit", () => {
    leaving = true; // the form itself takes the words along; a save behind it would bring old ones back
    clearTimeout(timer);
    sessionStorage.removeItem(kept(form));
  });
  addEventListener("online", () => badge?.dataset.state === "offline" && save());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && badge?.dataset.state === "typing") save();
  });
  // Words typed while this script was still on its way count too.
  const typedEarly = [...form.elements].some((field) => field.type !== "hidden" && field.value !== (field.defaultValue ?? field.value));
  if (restore(form) || typedEarly) {
    show("typing");
    later(PAUSE);
  }
});

on("submit", "form[data-sign-out]", () => {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(KEPT)) sessionStorage.removeItem(key);
});
