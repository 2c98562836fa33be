// @ts-check
/** Signing in with a token: the server gives a cookie for it that no script gets. */
import { h } from "./lib/preact.module.js";
import { useState } from "./lib/hooks.module.js";
import { ask, urlOf } from "./ask.js";
import { visible } from "./format.js";
import { say } from "./words.js";

/** @param {{onDone: () => void}} props */
export function SignIn({ onDone }) {
  const [token, setToken] = useState("");
  const [problem, setProblem] = useState("");
  const submit = async (/** @type {Event} */ e) => {
    e.preventDefault();
    try {
      await ask(urlOf("api/session"), { method: "POST", body: { token: token.trim() } });
      onDone();
    } catch (/** @type {any} */ failure) {
      setProblem(say("signin.wrong", { reason: visible(failure.message || say(`answer.${failure.kind}`)) }));
    }
  };
  return h("main", { class: "signin" },
    h("h1", null, say("app.name")),
    h("form", { onSubmit: submit },
      h("p", null, say("signin.says")),
      h("label", null, say("signin.token"),
        h("input", {
          type: "password", autocomplete: "current-password", autofocus: true, required: true, value: token, "aria-describedby": "signin-problem",
          onInput: (/** @type {any} */ e) => setToken(e.target.value),
        })),
      h("p", { id: "signin-problem", class: "problem", role: "alert" }, problem),
      h("button", { type: "submit", class: "main" }, say("signin.do")),
      h("p", { class: "says" }, say("signin.how"))));
}
