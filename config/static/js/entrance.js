// Signed-out pages: little is needed before someone is in.
import "./busy.js";
import "./toast.js";
import "./forms.js";
import "./copy.js";
