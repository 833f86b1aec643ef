"""May hold a recognisable pixel. One process per camera.

Everything here runs inside a worker that has no way out but the pane: no socket of its own, no
file, no database. What it decodes it must frost, seal, or forget before the next frame.

Nothing outside imports this package; the engine starts it by name. If you are about to add an
import that the contracts refuse, the design is telling you something: read design/threat-model.md
before you change the rule.
"""
