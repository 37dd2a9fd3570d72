// A note that somebody else saved meanwhile: what they wrote is shown above what is typed here.
document.addEventListener("autosave:conflict", (event) => {
  const place = document.getElementById(event.target.dataset.autosaveConflict);
  if (place && event.detail.fragment) place.innerHTML = event.detail.fragment;
});
