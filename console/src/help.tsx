/** The keys, on one card. */

import { Keys } from "./parts/controls";
import { Dialog } from "./parts/dialog";
import { words } from "./words";

export function Help({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={words.help.title} onClose={onClose}>
      <div class="help">
        {words.help.groups.map((group) => (
          <section key={group.name}>
            <h3>{group.name}</h3>
            <dl>
              {group.keys.map(([key, meaning]) => (
                <div key={key}><dt><Keys text={key} /></dt><dd>{meaning}</dd></div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
