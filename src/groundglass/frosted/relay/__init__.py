"""Between the nodes of a site: what a node keeps is seen and heard elsewhere, and told what to do.

secret.py who may, channel.py the encrypted connection, wire.py its bytes, waiting.py what waits for a desk that is
away, server.py a node's end, reader.py, asking.py and pieces.py the other ones. Pictures cross
as the bytes that crossed the pane: nobody here decodes one. Stated in MUSTs in spec/relay.md.
"""
