// <form data-guard>: leaving with unsaved changes asks first.

const dirty = new Set();

const guarded = (target) => target instanceof Element && target.closest("form[data-guard]");

document.addEventListener("input", (event) => {
  const form = guarded(event.target);
  if (form) dirty.add(form);
});

for (const saved of ["submit", "reset", "autosave:saved"]) {
  document.addEventListener(saved, (event) => {
    const form = guarded(event.target);
    if (form) dirty.delete(form);
  });
}

addEventListener("beforeunload", (event) => {
  if ([...dirty].some((form) => form.isConnected)) event.preventDefault();
});
