// Everything a signed-in page can do in the browser. Pages work without it, only less quickly.
import "./theme.js";
import "./busy.js";
import "./toast.js";
import "./menu.js";
import "./dialog.js";
import "./combobox.js";
import "./shortcuts.js";
import "./deeds.js";
import "./forms.js";
import "./guard.js";
import "./autosave.js";
import "./upload.js";
import "./copy.js";
import "./print.js";
import "./unattended.js";
import "./goes_on.js";
import "./session.js";
