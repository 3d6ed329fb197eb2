import { render } from "preact";
import "./styles/page.css";
import { connect } from "./server-link/connect.ts";
import { App } from "./ui/app.tsx";
import { dispatch } from "./ui/page-store.ts";

const root = document.getElementById("root");
if (!root) throw new Error("the page has no #root");
render(<App />, root);
connect(dispatch);
