// Signed-out pages: little is needed before someone is in.
import "./busy.js";
import "./toast.js";
import "./forms.js";
import "./copy.js";

// Whoever signs out is out in every tab: the others ask at once and cover what they show.
if ("BroadcastChannel" in window) new BroadcastChannel("session").postMessage("asked");
