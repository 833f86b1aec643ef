"""The page in every piece of evidence that explains, to a court or to anybody, how to check it.

Apart because its words matter more than its code. It needs no network and no program of ours: each step names the file,
the value and a tool that everybody has. It claims no more than the hashes do.
"""

from __future__ import annotations

from html import escape
from typing import Final

from groundglass.frosted.custody.manifest import Manifest, manifest_hash, said_instant
from groundglass.ledger.note import NoteKey

_STYLE: Final = (
    "body{font:16px/1.6 system-ui,sans-serif;max-width:46rem;margin:3rem auto;padding:0 1rem;color:#1c2126;"
    "background:#fbfbfa}h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}table{border-collapse:collapse;"
    "width:100%}td,th{text-align:left;padding:.3rem .6rem .3rem 0;vertical-align:top;border-bottom:1px solid #ddd}"
    "code,pre{font:13px/1.5 ui-monospace,monospace;overflow-wrap:anywhere;white-space:pre-wrap}"
    "@media(prefers-color-scheme:dark){body{color:#e6e8ea;background:#15181b}td,th{border-color:#333}}"
)

_FROSTED: Final = """<p>The clip is a <b>frosted</b> recording: everything that was not proven to be the empty place was
hidden before the picture was stored, so it shows what happened and not who. The files under <code>recorded/</code> are
the recording itself, as the server wrote it minute by minute; the clip holds the same encoded pictures, cut to the
range.</p>"""

_ORIGINAL: Final = """<p>The clip is an <b>original</b>: the camera's own stream, packet for packet. It was kept
sealed, and
opened because enough custodians of the site agreed to one request, for this range and for this reason. It shows people
as they were; whoever has it answers for it.</p>"""


def evidence_page(manifest: Manifest, encoded: bytes, key: NoteKey) -> bytes:
    """The page, in English, in UTF-8."""
    rows = "".join(
        f"<tr><td><code>{escape(one.name)}</code></td><td>{escape(one.what)}</td><td>{one.size_bytes:,}</td>"
        f"<td><code>{one.sha256}</code></td></tr>"
        for one in manifest.files
    )
    title = f"Camera {manifest.camera}, {said_instant(manifest.start_90k)} to {said_instant(manifest.until_90k)}"
    body = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>
<style>{_STYLE}</style>
<h1>{escape(title)}</h1>
{_FROSTED if manifest.kind == "frosted" else _ORIGINAL}
<table><tr><th>file</th><th>what it is</th><th>bytes</th><th>SHA-256</th></tr>{rows}</table>
<h2>How to check it</h2>
<ol>
<li><b>With one command</b>, on any machine and without a network:
<pre>groundglass evidence verify . --key '{escape(key.text())}'</pre>
It does the steps below and names the first thing that does not hold.</li>
<li><b>The files are those of the manifest.</b> The SHA-256 of each file (<code>sha256sum</code> on Linux,
<code>shasum -a 256</code> on macOS, <code>certutil -hashfile FILE SHA256</code> on Windows) is the one in the table
and in <code>manifest.json</code>.</li>
<li><b>The manifest is on record.</b> The SHA-256 of <code>manifest.json</code> is
<pre>{manifest_hash(encoded)}</pre>
and stands as <code>manifest_sha256</code> in an entry of the site's ledger. The entries are in
<code>proofs.json</code>,
base64-encoded; where an original was opened without telling the site, there is no such entry, and the check says
so.</li>
<li><b>The entry is in the ledger.</b> The ledger is a Merkle tree (RFC 6962): the proof leads from the entry's hash to
the root that the checkpoint names. The checkpoint is a text signed with the site's key (Ed25519, C2SP signed note).
Nobody can add, remove or change an entry afterwards without changing that root.</li>
<li><b>The key is the site's.</b> It is
<pre>{escape(key.text())}</pre>
Do not take this page's word for it. Compare it with the key that the site publishes, with an older checkpoint, or
with a
witness who cosigned one.</li>
</ol>
<h2>What this proves, and what it does not</h2>
<ul>
<li>It proves that these files have not changed since their hashes were entered. For a recording that was within minutes
of the picture; for a clip, when it was exported or opened.</li>
<li>It proves that the entries were in the ledger when the checkpoint was signed.</li>
<li>It does not prove that the camera saw the truth, that its clock was right, or that the site's key was never misused.
The times are those of the server.</li>
</ul>
</html>
"""
    return body.encode()
