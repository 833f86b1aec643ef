/** A sentence in which what stands between backticks is shown as something to type. */

export function Prose({ text }: { readonly text: string }) {
  const parts = text.split("`");
  if (parts.length % 2 === 0) return <>{text}</>; // an odd backtick is just a backtick
  return <>{parts.map((part, index) => (index % 2 === 1 ? <code class="typed" key={index}>{part}</code> : part))}</>;
}
