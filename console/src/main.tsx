import "@fontsource-variable/inter/wght.css";
import { render } from "preact";

import { beginSpeaking } from "./language";
import { hearOffer } from "./phone/offer";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/shell.css";
import "./styles/wall.css";
import "./styles/camera.css";
import "./styles/pages.css";
import "./styles/custody.css";
import "./styles/incidents.css";
import "./styles/people.css";

// The application is loaded after the language, because it reads words while it is loaded.
async function begin(): Promise<void> {
  const desk = document.getElementById("desk");
  await beginSpeaking();
  const { App } = await import("./app");
  if (desk !== null) render(<App />, desk);
}

hearOffer();
void begin();
