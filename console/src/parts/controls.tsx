/** The few controls every page is made of. Each is the browser's own element, so keyboard and screen reader come with it. */

import type { ComponentChildren, JSX } from "preact";
import { useId, useState } from "preact/hooks";

import type { Problem } from "../outcome";
import { headline } from "../outcome";
import { words } from "../words";
import { Icon, type IconName } from "./icon";
import { Prose } from "./prose";

type ButtonKind = "main" | "plain" | "quiet" | "danger";

interface ButtonProps {
  readonly kind?: ButtonKind;
  readonly icon?: IconName;
  readonly label?: string; // for buttons that show an icon only
  readonly title?: string;
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
  readonly type?: "button" | "submit";
  readonly class?: string;
  readonly onClick?: (event: MouseEvent) => void;
  readonly children?: ComponentChildren;
}

export function Button(props: ButtonProps) {
  const { kind = "plain", icon, label, title, busy = false, disabled = false, pressed, type = "button", onClick, children } = props;
  const only = children === undefined ? " only" : "";
  return (
    <button
      type={type}
      class={`button ${kind}${only} ${props.class ?? ""}`}
      aria-label={label}
      title={title ?? label}
      aria-busy={busy}
      aria-pressed={pressed}
      disabled={disabled || busy}
      onClick={onClick}
    >
      {busy ? <span class="spinner" aria-hidden="true" /> : icon !== undefined && <Icon name={icon} />}
      {children !== undefined && <span>{children}</span>}
    </button>
  );
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly type?: "text" | "password" | "url";
  readonly autoComplete?: string;
  readonly autoFocus?: boolean;
  readonly required?: boolean;
  readonly maxLength?: number;
  readonly placeholder?: string;
  readonly mono?: boolean;
}

export function Field(props: FieldProps) {
  const id = useId();
  const [shown, setShown] = useState(false);
  const secret = props.type === "password";
  const described = props.error !== undefined ? `${id}-e` : props.hint !== undefined ? `${id}-h` : undefined;
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <div class="field-box">
        <input
          id={id}
          class={props.mono === true ? "mono" : ""}
          type={(secret && shown ? "text" : (props.type ?? "text")) as "text"}
          value={props.value}
          autocomplete={props.autoComplete ?? "off"}
          autofocus={props.autoFocus ?? false}
          required={props.required ?? false}
          maxLength={props.maxLength ?? 2000}
          placeholder={props.placeholder ?? ""}
          spellcheck={false}
          autocapitalize="off"
          aria-invalid={props.error !== undefined}
          aria-describedby={described}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
        {secret && (
          <button type="button" class="field-side" onClick={() => setShown(!shown)}>
            {shown ? words.common.hidePassword : words.common.showPassword}
          </button>
        )}
      </div>
      {props.error !== undefined ? (
        <p class="field-error" id={`${id}-e`} role="alert">{props.error}</p>
      ) : (
        props.hint !== undefined && <p class="field-hint" id={`${id}-h`}><Prose text={props.hint} /></p>
      )}
    </div>
  );
}

interface TextAreaProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly hint?: string;
  readonly maxLength?: number;
  readonly rows?: number;
}

/** A few lines of text. */
export function TextArea({ label, value, onInput, hint, maxLength = 2000, rows = 3 }: TextAreaProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea id={id} value={value} rows={rows} maxLength={maxLength} aria-describedby={hint === undefined ? undefined : `${id}-h`} onInput={(event) => onInput(event.currentTarget.value)} />
      {hint !== undefined && <p class="field-hint" id={`${id}-h`}>{hint}</p>}
    </div>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly (readonly [T, string, string?])[];
  readonly onChange: (value: T) => void;
  readonly compact?: boolean;
}

/** One of a few, all visible: a row of words, or cards where each needs a sentence. */
export function Choice<T extends string>({ label, value, options, onChange, compact = false }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset class={compact ? "segments" : "cards"}>
      <legend class={compact ? "hush" : ""}>{label}</legend>
      <div class="choice-row">
        {options.map(([option, title, text]) => (
          <label key={option} class={option === value ? "choice chosen" : "choice"}>
            <input type="radio" name={name} checked={option === value} onChange={() => onChange(option)} />
            <span class="choice-title">{title}</span>
            {text !== undefined && <span class="choice-text">{text}</span>}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** One of many: the browser's own list. */
export function Select(props: { readonly label: string; readonly value: string; readonly options: readonly (readonly [string, string])[]; readonly onChange: (value: string) => void }) {
  return (
    <label class="field">
      <span class="field-label">{props.label}</span>
      <select class="field-select" value={props.value} onChange={(event) => props.onChange(event.currentTarget.value)}>
        {props.options.map(([value, said]) => <option key={value} value={value}>{said}</option>)}
      </select>
    </label>
  );
}

export function Switch(props: { readonly label: string; readonly hint?: string; readonly on: boolean; readonly onChange: (on: boolean) => void }) {
  const id = useId();
  return (
    <div class="switch-row">
      <div>
        <label for={id}>{props.label}</label>
        {props.hint !== undefined && <p class="field-hint" id={`${id}-h`}>{props.hint}</p>}
      </div>
      <input
        id={id}
        class="switch"
        type="checkbox"
        role="switch"
        checked={props.on}
        aria-describedby={props.hint === undefined ? undefined : `${id}-h`}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
    </div>
  );
}

export function ProblemNote({ problem, action }: { readonly problem: Problem; readonly action?: ComponentChildren }) {
  return (
    <div class="note bad" role="alert">
      <Icon name="alert" />
      <div>
        <strong>{headline(problem)}</strong>
        {problem.hints.map((hint) => <p key={hint}><Prose text={hint} /></p>)}
        {problem.said !== undefined && problem.said.length > 0 && (
          <details class="said">
            <summary>{words.causes.serverSays}</summary>
            {problem.said.map((one) => <p key={one} lang="en"><Prose text={one} /></p>)}
          </details>
        )}
        {action}
      </div>
    </div>
  );
}

export function Empty(props: { readonly icon: IconName; readonly title: string; readonly text: string; readonly action?: ComponentChildren }) {
  return (
    <div class="empty">
      <div class="empty-glass"><Icon name={props.icon} size={28} /></div>
      <h2>{props.title}</h2>
      <p>{props.text}</p>
      {props.action}
    </div>
  );
}

export function Waiting({ text }: { readonly text: string }) {
  return (
    <div class="waiting" role="status">
      <span class="spinner" aria-hidden="true" />
      <span>{text}</span>
    </div>
  );
}

export function Keys({ text }: { readonly text: string }): JSX.Element {
  return <kbd>{text}</kbd>;
}
