import "@fontsource-variable/inter/wght.css";
import { render } from "preact";

import { App } from "./app";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/shell.css";
import "./styles/wall.css";
import "./styles/camera.css";
import "./styles/pages.css";
import "./styles/custody.css";
import "./styles/incidents.css";

const desk = document.getElementById("desk");
if (desk !== null) render(<App />, desk);
